import ArgumentParser
import Foundation
import PongPrograms

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
    let outcome = Result {
      try LegibleNames.checkArguments()
      var command = try parseAsRoot()
      try LegibleNames.checkPlaces()
      try command.run()
      // Whatever the command has made of its games, they were none.
      try Players.checkPrograms()
    }
    Players.programs.end()
    do {
      try outcome.get()
    } catch let error as CommandError {
      end(with: error)
    } catch let failure as ProgramFailure {
      end(with: CommandError(failure))
    } catch {
      exit(withError: error)
    }
  }

  private static func end(with error: CommandError) -> Never {
    FileHandle.standardError.write(Data("pong: \(error.description)\n".utf8))
    Foundation.exit(error.exitCode)
  }
}
