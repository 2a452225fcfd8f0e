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
  /// The slowest that the game ran, as ``MatchSpeed`` names it.
  public var speed: String
  /// When it ended, in seconds since 1970; `nil` if nobody noted it.
  public var ended: Double?
  /// Who played, as in ``GameSettings/name``; `nil` for the person without a name.
  public var name: String?

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
    speed = result.slowestSpeed.rawValue
    name = settings.name.isEmpty ? nil : settings.name
  }

  /// Whether the person of a name played it; the one without a name has an empty one.
  public func isOf(_ name: String) -> Bool { (self.name ?? "") == name }

  /// The person's points and the program's; `nil` if they make no sense, as in a damaged file.
  var score: (person: Int, program: Int)? {
    guard points.count == 2, points.allSatisfy({ 0...99 ~= $0 }), points[0] != points[1] else {
      return nil
    }
    return (points[0], points[1])
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
    case name
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
    guard let score = game.score else { return }
    if score.person > score.program { won += 1 } else { lost += 1 }
    pointsWon += score.person
    pointsLost += score.program
    last = game.points
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
