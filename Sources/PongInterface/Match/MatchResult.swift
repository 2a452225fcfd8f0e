public import PongEngine

/// How a game stands, or how it ended.
public struct MatchResult: Hashable, Sendable {
  /// How a game ended.
  public enum Ending: Hashable, Sendable {
    /// It has not ended.
    case unfinished
    /// A side reached the points to win.
    case won(Side)
    /// The machine gave it up after 18 minutes.
    case timeOut
  }

  /// The id of who sat on the left.
  public var left: String
  /// The id of who sat on the right.
  public var right: String
  /// The points of the left side.
  public var leftScore: Int
  /// The points of the right side.
  public var rightScore: Int
  /// How the game ended.
  public var ending: Ending
  /// The number of the game in its match, from 1; the seed alone says how the first begins.
  public var gameNumber = 1
  /// The slowest that the game ran, single frames being the slowest of all.
  public var slowestSpeed = MatchSpeed.normal

  /// The result in a line, as in `atari 21 : 13 human`.
  public var line: String {
    let score = "\(left) \(leftScore) : \(rightScore) \(right)"
    return switch ending {
    case .unfinished: score + ", unfinished"
    case .won: score
    case .timeOut: score + ", given up after 18 minutes"
    }
  }
}
