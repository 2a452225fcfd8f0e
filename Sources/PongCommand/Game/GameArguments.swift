public import ArgumentParser
import PongEngine
public import PongInterface

/// The options of a game that `pong play` and `pong watch` share.
struct GameArguments: ParsableArguments {
  @Option(
    help: "classic (the default): fire hits harder. rally: every 4th hit is harder.",
    transform: Self.mode
  )
  var mode = Rules.Mode.classic

  @Option(help: "Whose bats are half as high.")
  var smallBats = GameSettings.SmallBats.none

  @Option(help: ArgumentHelp("The points to win, 1 to 21.", valueName: "n"))
  var points = 21

  @Option(help: "How fast the game runs, compared with the console.")
  var speed = MatchSpeed.normal

  @OptionGroup var chance: SeedArguments

  @Option(help: "The colours; those chosen in the menu if left out.")
  var theme: Theme.Name?

  @Option(
    help: """
      How people hold their paddle; as chosen in the menu if left out. toggle: a press starts the \
      bat, the next one stops it.
      """
  )
  var input: InputMode?

  @Option(help: "What pictures are made of; as chosen in the menu if left out.")
  var glyphs: GlyphSet?

  @Flag(help: "Look inside a trained policy from the start (the key n does so later).")
  var inspect = false

  // The library shows a mode's number for its default unless the option parses names itself.
  private static func mode(named name: String) throws -> Rules.Mode {
    guard let mode = Rules.Mode(name: name) else {
      let known = Rules.Mode.allCases.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no game \"\(name)\". There are: \(known).")
    }
    return mode
  }

  func validate() throws {
    guard GameSettings.pointsRange.contains(points) else {
      throw ValidationError("--points is 1 to 21, not \(points).")
    }
  }

  /// The settings of the game: what was asked for, and else the looks of last time.
  func settings(left: String, right: String, remembered: GameSettings) -> GameSettings {
    var settings = remembered
    settings.left = left
    settings.right = right
    settings.mode = mode
    settings.smallBats = smallBats
    settings.points = points
    settings.speed = speed
    settings.theme = theme ?? remembered.theme
    settings.input = input ?? remembered.input
    settings.glyphs = glyphs ?? remembered.glyphs
    return settings
  }

  /// Plays the game between these two of the catalog on the terminal.
  func play(
    left: String,
    right: String,
    in catalog: SeatCatalog,
    on terminal: TerminalArguments
  ) throws {
    let run = GameRun(arguments: terminal, catalog: catalog, seed: chance.firstSeed)
    try run.play(
      settings(left: left, right: right, remembered: SettingsFile().read()),
      inspects: inspect
    )
  }

  /// Checks that everybody asked for exists.
  static func checkSeats(_ ids: [String], in catalog: SeatCatalog) throws {
    for id in ids where catalog.choice(id) == nil {
      let known = catalog.choices.map(\.id).joined(separator: ", ")
      throw ValidationError("There is no player \"\(id)\". There are: \(known).")
    }
  }
}

extension GameSettings.SmallBats: ExpressibleByArgument {}
extension MatchSpeed: ExpressibleByArgument {}
extension Theme.Name: ExpressibleByArgument {}
extension InputMode: ExpressibleByArgument {
  /// The modes to choose from; `releases` is understood too.
  public static var allValueStrings: [String] {
    choices.map(\.rawValue)
  }
}
extension GlyphSet: ExpressibleByArgument {}
