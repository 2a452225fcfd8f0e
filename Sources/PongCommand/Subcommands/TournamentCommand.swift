import ArgumentParser
import Foundation
import Pictures
import PongAgents
import PongInterface
import PongTerminal
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

      On a terminal a screen opens: the table while it fills, and a game of the selected pairing, \
      which Enter shows in large; ? tells all keys. The table is printed at the end. --headless \
      opens no screen.

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
        pong tournament --headless --png matrix.png
      """
  )

  @Argument(help: .player("Who takes part."), completion: .player)
  var players: [String] = []

  @OptionGroup var pairings: PairingArguments

  @Option(help: "The seed of all chance.")
  var seed: UInt64 = 0

  @OptionGroup var work: ThreadArguments

  @OptionGroup(title: "Policies") var policies: PolicyArguments
  @OptionGroup var replays: ReplayArguments

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  @Flag(help: "Print comma-separated values, a line for each player against each other.")
  var csv = false

  @Option(
    help: ArgumentHelp("Draw the matrix as SVG.", valueName: "file"),
    completion: .file(extensions: ["svg"])
  )
  var svg: String?

  @Option(
    help: ArgumentHelp("Draw the matrix as PNG.", valueName: "file"),
    completion: .file(extensions: ["png"])
  )
  var png: String?

  @Flag(help: "Open no screen.")
  var headless = false

  @OptionGroup(title: "Terminal") var terminal: TerminalArguments

  func validate() throws {
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
    var tournament = Tournament(
      try ids.map { try Players.opponent($0, in: catalog) },
      games: pairings.games,
      seed: seed
    )
    tournament.keep = try replays.folder?.keeping()
    let table = try opensScreen ? playOnScreen(tournament) : play(tournament)
    try Players.checkPrograms()
    let report = TournamentReport(table, of: tournament)
    print(json ? try report.json() : csv ? report.csv : report.text)
    if let svg { try StreamedFile.write(Array(MatrixFigure(table).svg.utf8), to: svg) }
    if let png { try StreamedFile.write(PNG.encode(MatrixFigure(table).bitmap), to: png) }
  }

  /// Whether there is a terminal, and nothing speaks against a screen on it.
  private var opensScreen: Bool {
    !headless && !json && !csv && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
  }

  private func play(_ tournament: Tournament) throws -> TournamentTable {
    guard terminal.cast == nil else {
      throw CommandError(
        "There is no screen here that --cast could record.",
        exitCode: CommandError.usage
      )
    }
    return tournament.play(on: ThreadPool(workerCount: work.count)) { _, _ in
      !Players.hasFailedProgram
    }
  }

  /// Plays on the screen, or without one if the terminal can show none.
  private func playOnScreen(_ tournament: Tournament) throws -> TournamentTable {
    let run = GameRun(arguments: terminal, catalog: Players.catalog, seed: seed)
    let loop = try terminal.makeLoop()
    guard let screen = try? run.openTerminal() else { return try play(tournament) }
    defer { screen.close() }
    let settings = SettingsFile().read().adapted(to: screen.capabilities)
    let live = LiveTournament(tournament, threads: work.count, settings: settings)
    var stack = ScreenStack(live)
    let outcome = run.run(&stack, loop, on: screen)
    let table = live.finish()
    if let failure = outcome.recordingFailure {
      throw CommandError(failure, exitCode: CommandError.outputFailed)
    }
    return table
  }
}
