import ArgumentParser

/// The command `pong`.
@main
struct Pong: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pong",
    abstract: "Atari's Pong in the terminal, against people, bots and agents that learn.",
    version: "0.1.0",
    subcommands: [TrainCommand.self, TraceCommand.self, BenchCommand.self]
  )
}
