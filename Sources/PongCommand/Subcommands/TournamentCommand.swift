import ArgumentParser
import Foundation
import PongAgents
import Training

/// `pong tournament`: everybody plays everybody.
struct TournamentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tournament",
    abstract: "Let players play a round robin, and rate them.",
    discussion: """
      Everybody plays everybody, half of the games from each side, as with a person: nobody's \
      actions stick. The table shows what the player of each row wins by against that of each column, \
      in points a game, and Elo ratings of the share of points won (Bradley and Terry's model); \
      Atari's computer stands at 1000. ± is half of a 95 % interval.

      The games of two players depend on the seed and on their names only, not on who else takes \
      part or on how many threads work.

      PLAYERS
      \(Players.opponents.summary)

      \(Players.naming)

      Without names all of these play.

      EXAMPLES
        pong tournament atari follower champion
        pong tournament atari runs/*/*/policy.safetensors --games 50 --json
        pong tournament champion champion:reaction=12 champion:reaction=18
        pong tournament --games 200 --csv > table.csv
      """
  )

  @Argument(help: .player("Who takes part."), completion: Players.completion)
  var players: [String] = []

  @Option(help: "How many games two players play: an even number.")
  var games = 100

  @Option(help: "The seed of all chance.")
  var seed: UInt64 = 0

  @Option(help: "How many threads work; changes the speed only (default: one per core).")
  var threads: Int?

  @OptionGroup(title: "Policies") var policies: PolicyArguments

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  @Flag(help: "Print comma-separated values, a line for each player against each other.")
  var csv = false

  func validate() throws {
    guard 2...100_000 ~= games, games % 2 == 0 else {
      throw ValidationError("--games is an even number from 2 to 100000, not \(games).")
    }
    guard threads.map({ 1...256 ~= $0 }) ?? true else {
      throw ValidationError("--threads is 1 to 256.")
    }
    guard players.count != 1 else {
      throw ValidationError("Name two players or more, or nobody for all that come with pong.")
    }
    if let twice = players.first(where: { id in players.count { $0 == id } > 1 }) {
      throw ValidationError("\"\(twice)\" is named twice.")
    }
    guard !json || !csv else { throw ValidationError("--json and --csv exclude each other.") }
  }

  func run() throws {
    let ids = players.isEmpty ? Players.opponents.map(\.id) : players
    let catalog = try Players.catalog(naming: ids, traits: policies.traits)
    let tournament = Tournament(
      try ids.map { try Players.opponent($0, in: catalog) },
      games: games,
      seed: seed
    )
    let pool = ThreadPool(workerCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let table = tournament.play(on: pool)
    try Players.checkPrograms()
    let report = TournamentReport(table, seed: seed)
    print(json ? try report.json() : csv ? report.csv : report.text)
  }
}
