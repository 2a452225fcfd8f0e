import PongAgents
import PongEngine

/// A game that a person has finished against a program, as it is kept.
public struct FinishedGame: Hashable, Codable, Sendable {
  /// The id of the program.
  public var opponent: String
  /// Where the person sat: "left" or "right".
  public var side: String
  /// The person's points and the program's.
  public var points: [Int]
  /// The points to win.
  public var to: Int
  /// The variant: "classic" or "rally".
  public var mode: String
  /// Whose bats were half as high, as ``GameSettings/SmallBats`` names them.
  public var smallBats: String
  /// How fast the game ran at its end, as ``MatchSpeed`` names it.
  public var speed: String
  /// When it ended, in seconds since 1970; `nil` if nobody noted it.
  public var ended: Double?

  /// Notes a game.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - side: Where the person sat.
  ///   - settings: What was played.
  init(_ result: MatchResult, personOn side: Side, settings: GameSettings) {
    let scores = (result.leftScore, result.rightScore)
    opponent = side == .left ? result.right : result.left
    self.side = side == .left ? "left" : "right"
    points = side == .left ? [scores.0, scores.1] : [scores.1, scores.0]
    to = settings.points
    mode = settings.mode.name
    smallBats = settings.smallBats.rawValue
    speed = settings.speed.rawValue
  }

  private enum CodingKeys: String, CodingKey {
    case opponent
    case side
    case points
    case to
    case mode
    case smallBats = "small_bats"
    case speed
    case ended
  }
}

/// What came of all games against one program.
struct OpponentRecord: Hashable, Sendable {
  /// Games that the person won.
  var won = 0
  /// Games that the program won.
  var lost = 0
  /// The person's points.
  var pointsWon = 0
  /// The program's points.
  var pointsLost = 0
  /// The points of the last game, the person's first; `nil` before the first game.
  var last: [Int]?

  /// Adds a game; one that is damaged counts for nothing.
  mutating func add(_ game: FinishedGame) {
    let points = game.points
    guard points.count == 2, points.allSatisfy({ 0...99 ~= $0 }), points[0] != points[1] else {
      return
    }
    if points[0] > points[1] { won += 1 } else { lost += 1 }
    pointsWon += points[0]
    pointsLost += points[1]
    last = points
  }

  /// Games won and lost, as in "3 : 1"; a dash before the first.
  var score: String { last == nil ? "–" : "\(won) : \(lost)" }
}

extension MatchSession {
  /// The games of the match that the only person has finished against a program.
  public var finishedGames: [FinishedGame] {
    let humans = Side.allCases.filter { match.seat($0).isHuman }
    guard humans.count == 1 else { return [] }
    return results.compactMap { result in
      guard case .won = result.ending else { return nil }
      return FinishedGame(result, personOn: humans[0], settings: settings)
    }
  }
}
