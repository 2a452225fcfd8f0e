import ArgumentParser
import Foundation
import PongPrograms
import PongTerminal

/// The command `pong`.
@main
struct Pong: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pong",
    abstract: "Atari's Pong in the terminal, against people, bots and agents that learn.",
    discussion: """
      Messages begin with "pong:" and go to standard error. Exit codes are those of sysexits(3): 64 \
      for wrong usage, 65 for a file that is damaged, 66 for one that is not there, 69 for what else \
      is missing, 73 and 74 for what cannot be made or written.
      """,
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

  /// Runs the command that the arguments name, and ends as it does.
  static func main() {
    StandardStream.claim()
    FileLimit.survive()
    let words = Array(CommandLine.arguments.dropFirst())
    var running: (any ParsableCommand.Type)?
    let outcome = Result {
      try LegibleNames.checkArguments()
      var command = try parseAsRoot(CommandWords.prepared(words))
      running = type(of: command)
      try LegibleNames.checkPlaces()
      try command.run()
      // Whatever the command has made of its games, they were none.
      try Players.checkPrograms()
    }
    Players.programs.end()
    Foundation.exit(exitCode(of: outcome, in: running, words: words))
  }

  /// Says how a command has ended, and gives the exit code for it.
  private static func exitCode(
    of outcome: Result<Void, any Error>,
    in command: (any ParsableCommand.Type)?,
    words: [String]
  ) -> Int32 {
    var failure: (any Error)?
    do {
      try outcome.get()
    } catch {
      // What the parser of arguments ends well with: help, a version, a shell's completions.
      let isAnswer = exitCode(for: error).isSuccess
      if isAnswer { print(fullMessage(for: error)) } else { failure = error }
    }
    // A result that nobody got is none.
    guard let failure = failure ?? CommandError.lostOutput else { return 0 }
    let ending = Ending(with: failure, in: command, words: words)
    if let message = ending.message { StandardStream.error.writeLine("pong: \(message)") }
    return ending.exitCode
  }
}
