import ArgumentParser
import PongAgents
import PongInterface
import PongPrograms

/// A command that two players of the catalog, or of files, are named to.
protocol SeatedCommand: ParsableCommand {
  /// The id of who is on the left.
  var left: String { get }
  /// The id of who is on the right.
  var right: String { get }
  /// How policies choose.
  var policies: PolicyArguments { get }
}

extension SeatedCommand {
  /// Checks that everybody asked for exists, without opening a file.
  ///
  /// - Throws: A ``CommandError`` that says who there is.
  func checkPlayers() throws {
    for id in [left, right] where !Players.isKnown(id) {
      throw Players.unknown(id, among: Players.catalog.choices)
    }
  }

  /// The catalog with the two, whose policies are read now.
  ///
  /// - Parameter pace: Whether the game waits for programs.
  /// - Returns: The catalog.
  /// - Throws: A ``CommandError`` if a policy cannot be read.
  func catalog(_ pace: ProgramHost.Pace = .lockstep) throws -> PlayerCatalog {
    try Players.catalog(naming: [left, right], traits: policies.traits, pace: pace)
  }
}

/// A command that shows a game between the two on the terminal.
protocol GameCommand: SeatedCommand {
  /// What is played.
  var game: GameArguments { get }
  /// Whether it can be heard.
  var sound: BellArguments { get }
  /// How fast it is played.
  var speed: SpeedArguments { get }
  /// How people hold their paddle; `nil` as last time.
  var input: InputMode? { get }
  /// How it is shown.
  var terminal: TerminalArguments { get }
  /// Who plays; `nil` for whoever is named in the settings.
  var personName: String? { get }
  /// Where people's results are kept; `nil` for a command without people.
  var resultsFile: ResultsFile? { get }
  /// Where replays are kept; `nil` if they are not to be.
  var matchFolder: MatchFolder? { get }
}

extension GameCommand {
  mutating func run() throws {
    try checkPlayers()
    // Where frames follow a clock, people's time is not a program's to take.
    let pace: ProgramHost.Pace =
      terminal.unpaced || terminal.inputScript != nil ? .lockstep : .live
    let (left, right) = (policies.id(of: left), policies.id(of: right))
    let run = GameRun(
      arguments: terminal,
      catalog: try Players.catalog(naming: [left, right], pace: pace),
      seed: game.chance.firstSeed,
      results: resultsFile,
      matches: matchFolder,
      glyphs: game.glyphs
    )
    var settings = game.settings(left: left, right: right, remembered: SettingsFile().read())
    settings.speed = speed.speed
    settings.input = input ?? settings.input
    settings.name = personName ?? settings.name
    settings = sound.applied(to: settings)
    try run.play(settings, inspects: game.inspect)
  }
}
