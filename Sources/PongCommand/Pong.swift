import ArgumentParser
import FileAccess
import Foundation
import PongPrograms
import PongTerminal

/// The command `pong`.
@main
struct Pong: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pong",
    abstract: "Atari's Pong in the terminal, against people, bots and agents that learn.",
    version: "0.1.0",
    subcommands: [
      MenuCommand.self, PlayCommand.self, WatchCommand.self, TrainCommand.self,
      EvaluateCommand.self, TournamentCommand.self, ExploitCommand.self, InspectCommand.self,
      ConvertCommand.self, RatingCommand.self,
      SpinupCommand.self, RunsCommand.self, PlotCommand.self, RecordCommand.self,
      ReplayCommand.self, ReviewCommand.self, DrillCommand.self, TraceCommand.self,
      BenchCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: MenuCommand.self
  )

  /// Runs the command that the arguments name; failures of ours end with the exit code they carry.
  static func main() {
    StandardStream.claim()
    FileLimit.survive()
    let outcome = Result {
      var command = try parseAsRoot()
      try command.run()
      // Whatever the command has made of its games, they were none.
      try Players.checkPrograms()
    }
    Players.programs.end()
    Foundation.exit(exitCode(of: outcome))
  }

  /// Says how the command has ended, and gives the exit code for it.
  private static func exitCode(of outcome: Result<Void, any Error>) -> Int32 {
    do {
      try outcome.get()
    } catch let error as CommandError {
      return exitCode(of: error)
    } catch let error as FileError {
      return exitCode(of: CommandError(error))
    } catch let failure as ProgramFailure {
      return exitCode(of: CommandError(failure))
    } catch {
      // What the parser of arguments ends with: help, a version, or a mistake in them.
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success, !text.isEmpty { StandardStream.output.writeLine(text) }
      guard code == .success else {
        if !text.isEmpty { StandardStream.error.writeLine(text) }
        return code.rawValue
      }
    }
    // A result that nobody got is none.
    guard let failure = CommandError.lostOutput else { return 0 }
    return exitCode(of: failure)
  }

  private static func exitCode(of error: CommandError) -> Int32 {
    warn(error.description)
    return error.exitCode
  }
}
