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
      throw ValidationError(no: "game", named: name, among: Rules.Mode.allCases.map(\.name))
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
