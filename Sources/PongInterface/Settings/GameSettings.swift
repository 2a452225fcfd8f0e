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
  /// Whether points and hits ring the terminal's bell.
  public var rings = false
  /// Which keys give which command.
  public var keys = KeyMap.usual

  /// Whose results are kept, as ``personName(_:)`` allows it; empty for the person without a name, whom
  /// the screens call "You".
  public var name = ""

  /// Which keys hold the paddles.
  public var paddleKeys = PaddleKeys()

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

extension Substring {
  /// The text without blanks at its ends.
  var trimmed: Substring {
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
