public import ArgumentParser
import PongEngine
public import PongInterface

/// The options of a game that `pong play`, `pong watch` and `pong record` share.
struct GameArguments: ParsableArguments {
  @Option(
    help: "classic (the default): fire hits harder. rally: every 4th hit is harder.",
    completion: .list(Rules.Mode.allCases.map(\.name)),
    transform: Self.mode
  )
  var mode: Rules.Mode?

  @Option(help: "Whose bats are half as high (default: none).")
  var smallBats: GameSettings.SmallBats?

  @Option(help: ArgumentHelp("The points to win, 1 to 21 (default: 21).", valueName: "n"))
  var points: Int?

  @OptionGroup var chance: SeedArguments

  @Option(help: "The colours; those chosen in the menu if left out.")
  var theme: Theme.Name?

  @Option(help: "What pictures are made of; as chosen in the menu if left out.")
  var glyphs: GlyphSet?

  @Flag(help: "Look inside a trained policy from the start (the key n does so later).")
  var inspect = false

  private static func mode(named name: String) throws -> Rules.Mode {
    guard let mode = Rules.Mode(name: name) else {
      throw ValidationError(no: "game", named: name, among: Rules.Mode.allCases.map(\.name))
    }
    return mode
  }

  func validate() throws {
    if let points, !GameSettings.pointsRange.contains(points) {
      throw ValidationError("--points is 1 to 21, not \(points).")
    }
  }

  /// The settings of the game: what was asked for, and else the looks of last time.
  func settings(left: String, right: String, remembered: GameSettings) -> GameSettings {
    var settings = remembered
    settings.left = left
    settings.right = right
    settings.mode = mode ?? .classic
    settings.smallBats = smallBats ?? .none
    settings.points = points ?? 21
    settings.speed = .normal
    settings.theme = theme ?? remembered.theme
    settings.glyphs = glyphs ?? remembered.glyphs
    return settings
  }

  /// The options that were given and decide how a game goes, not how it looks.
  var rulesGiven: [String] {
    let given: [(String, Bool)] = [
      ("--mode", mode != nil), ("--small-bats", smallBats != nil), ("--points", points != nil),
      ("--seed", chance.seed != nil),
    ]
    return given.filter(\.1).map(\.0)
  }
}

/// How fast a game runs that somebody looks at.
struct SpeedArguments: ParsableArguments {
  @Option(help: "How fast the game runs, compared with the console.")
  var speed = MatchSpeed.normal
}

/// How people hold a paddle, where there may be people.
struct PaddleArguments: ParsableArguments {
  @Option(
    help: """
      How people hold their paddle; as chosen in the menu if left out. toggle: a press starts the \
      bat, the next one stops it.
      """
  )
  var input: InputMode?
}

/// The option that makes a game's chance come out the same again.
struct SeedArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The seed of all chance; random if left out.", valueName: "n"))
  var seed: UInt64?

  /// The seed of the first game, short enough to be typed again if nobody chose it.
  var firstSeed: UInt64 {
    seed ?? .random(in: 0...UInt64(UInt32.max))
  }
}

/// The option that rings the terminal's bell.
struct BellArguments: ParsableArguments {
  @Flag(
    help: """
      Ring the terminal's bell at hits and points; "bell = yes" in the settings does so always.
      """
  )
  var bell = false

  /// The settings with the bell, if it was asked for.
  func applied(to settings: GameSettings) -> GameSettings {
    var settings = settings
    if bell { settings.rings = true }
    return settings
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
