public import PongEngine
import Text

/// What can be chosen before a game, and is remembered from one time to the next.
public struct GameSettings: Hashable, Sendable {
  /// The points that a game can be played to.
  public static let pointsRange = 1...21

  /// The id of who sits on the left.
  public var left = "atari"
  /// The id of who sits on the right.
  public var right = "human"
  /// Which game is played.
  public var mode = Rules.Mode.classic
  /// Whether the left bat is half as high.
  public var leftBatIsSmall = false
  /// Whether the right bat is half as high.
  public var rightBatIsSmall = false
  /// The points to win, in ``pointsRange``.
  public var points = 21
  /// How fast the game runs.
  public var speed = MatchSpeed.normal
  /// The colours.
  public var theme = Theme.Name.atari
  /// How people's keys are read.
  public var input = InputMode.automatic
  /// The characters that pictures are made of.
  public var glyphs = GlyphSet.half
  /// Whether replays and results of people's games are kept.
  public var keepsMatches = true
  /// Which keys give which command.
  public var keys = KeyMap.usual

  /// Whose results are kept, as ``personName(_:)`` allows it; empty for the person without a name, whom
  /// the screens call "You".
  public var name = ""

  /// The settings of a first start: a person on the right against Atari's computer.
  public init() {}

  /// The id of who sits on `side`.
  public func seat(_ side: Side) -> String {
    side == .left ? left : right
  }

  /// The rules of the game; who holds which bat is left to the seats.
  public var rules: Rules {
    Rules(
      mode: mode,
      leftBatIsSmall: leftBatIsSmall,
      rightBatIsSmall: rightBatIsSmall,
      pointsToWin: UInt8(max(Self.pointsRange.lowerBound, min(Self.pointsRange.upperBound, points)))
    )
  }

  /// The longest name of a person.
  public static let longestName = 20

  /// A person's name without blanks around it; `nil` for one that is too long or has characters which
  /// do not print.
  public static func personName(_ text: String) -> String? {
    let name = text[...].trimmed
    guard name.unicodeScalars.count <= longestName, name.unicodeScalars.allSatisfy(isOfName) else {
      return nil
    }
    return String(name)
  }

  /// Whether a name can have this character: one that prints, in one cell of its own.
  static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .nonspacingMark, .enclosingMark:
      false
    default: true
    }
  }

  /// Which bats are small.
  public var smallBats: SmallBats {
    get {
      switch (leftBatIsSmall, rightBatIsSmall) {
      case (false, false): .none
      case (true, false): .left
      case (false, true): .right
      case (true, true): .both
      }
    }
    set {
      leftBatIsSmall = newValue == .left || newValue == .both
      rightBatIsSmall = newValue == .right || newValue == .both
    }
  }

  /// Which bats are half as high as usual: ALE's difficulty.
  public enum SmallBats: String, CaseIterable, Hashable, Sendable {
    /// Neither; difficulty 0.
    case none
    /// The left one; difficulty 1.
    case left
    /// The right one; difficulty 2.
    case right
    /// Both; difficulty 3.
    case both
  }
}

// The settings as text: a line `key = value` each. Whatever cannot be read is left out, so that a
// file of an older or newer version, or one that was edited, does no harm.
extension GameSettings {
  /// Reads settings; what `text` does not say, or says in a way not understood, is as in `usual`.
  public init(text: String, usual: GameSettings = GameSettings()) {
    self = usual
    for line in text.lines {
      guard let equals = line.firstIndex(of: "=") else { continue }
      set(
        String(line[..<equals].trimmed),
        to: String(line[line.index(after: equals)...].trimmed)
      )
    }
  }

  /// The settings as lines of text.
  public var text: String {
    let entries = [
      ("left", left),
      ("right", right),
      ("mode", mode.name),
      ("small-bats", smallBats.rawValue),
      ("points", String(points)),
      ("speed", speed.rawValue),
      ("theme", theme.rawValue),
      ("input", input.rawValue),
      ("glyphs", glyphs.rawValue),
      ("name", name),
      ("keep-matches", keepsMatches ? "yes" : "no"),
    ]
    return entries.map { "\($0.0) = \($0.1)\n" }.joined()
  }

  private mutating func set(_ key: String, to value: String) {
    switch key {
    case "left" where Self.isSeat(value): left = value
    case "right" where Self.isSeat(value): right = value
    case "mode": mode = Rules.Mode(name: value) ?? mode
    case "small-bats": smallBats = SmallBats(rawValue: value) ?? smallBats
    case "points":
      if let number = Int(value), Self.pointsRange.contains(number) {
        points = number
      }
    case "speed": speed = MatchSpeed(rawValue: value) ?? speed
    case "theme": theme = Theme.Name(rawValue: value) ?? theme
    case "input": input = InputMode(rawValue: value) ?? input
    case "glyphs": glyphs = GlyphSet(rawValue: value) ?? glyphs
    case "name": name = Self.personName(value) ?? name
    case "keep-matches": keepsMatches = value == "no" ? false : value == "yes" ? true : keepsMatches
    default: break
    }
  }

  /// Whether `value` can be the id of a seat; whether there is one is known only with the catalog.
  private static func isSeat(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count <= 4096
      && value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true {
      text.removeFirst()
    }
    while text.last?.isWhitespace == true {
      text.removeLast()
    }
    return text
  }
}
