import Foundation
import PongEngine
import Text
import Training

/// What `pong evaluate` prints: figures of one of two players, and who they both are.
///
/// As JSON: the summary's fields, and `left`, `right`, `left_points`, `right_points` and `rewards_of`.
struct EvaluationReport: Encodable {
  /// The id of who was named on the left.
  let left: String
  /// The id of who was named on the right.
  let right: String
  /// Whose rewards the summary has: of who was named on that side, wherever they sat.
  let side: Side
  /// The environment that was played; `nil` for games.
  let environment: String?
  /// Whether the two changed sides after each game.
  let changesSides: Bool
  /// The figures.
  let summary: EvaluationSummary

  private enum Key: String, CodingKey {
    case left, right
    case leftPoints = "left_points"
    case rightPoints = "right_points"
    case rewardsOf = "rewards_of"
  }

  /// Writes the summary's fields, and those that say who is who, in one object.
  func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(left, forKey: .left)
    try object.encode(right, forKey: .right)
    try object.encode(points.left, forKey: .leftPoints)
    try object.encode(points.right, forKey: .rightPoints)
    try object.encode(side == .left ? "left" : "right", forKey: .rewardsOf)
  }

  /// The points of the two.
  private var points: (left: Int, right: Int) {
    side == .left
      ? (summary.pointsWon, summary.pointsLost) : (summary.pointsLost, summary.pointsWon)
  }

  /// Who the rewards are those of, as the table says it.
  private var earner: String {
    let id = (side == .left ? left : right).printable
    return left == right ? "\(id) (\(side == .left ? "left" : "right"))" : id
  }

  /// The figures as a table for people.
  var text: String {
    let isGame = summary.unit == .frame
    let unit = isGame ? "frames" : "agent steps"
    var rally = isGame ? String(format: "%.1f hits, ", summary.meanRallyHits ?? 0) : ""
    rally += String(format: "%.1f \(unit), longest ", summary.meanRallyLength)
    rally += summary.longestRallyHits.map { "\($0) hits, " } ?? ""
    rally += "\(summary.longestRally)"
    func figure(_ value: Double) -> String { String(format: "%.2f", value) }
    let mean = "\(figure(summary.meanReward)) ± \(figure(summary.interval95)) (95%) for \(earner)"
    var rows = [("mean reward", mean)]
    if let left = summary.meanRewardLeft, let right = summary.meanRewardRight {
      rows.append(("by side", "\(figure(left)) from the left, \(figure(right)) from the right"))
    }
    let score =
      "\(left.printable) \(points.left) : \(points.right) \(right.printable)"
    rows += [
      ("best, worst", "\(summary.best), \(summary.worst)"),
      ("points", score),
      ("rally", rally),
      (isGame ? "game" : "episode", String(format: "%.1f \(unit)", summary.meanEpisodeLength)),
    ]
    if summary.timeOuts > 0 {
      let cutOff = "cut off by the console after 18 minutes"
      rows.append(("time-outs", "\(summary.timeOuts) of \(summary.episodes), \(cutOff)"))
    }
    let lines = rows.map { name, value in
      name.padding(toLength: 16, withPad: " ", startingAt: 0) + value
    }
    return ([heading] + lines).joined(separator: "\n")
  }

  private var heading: String {
    let (left, right) = (left.printable, right.printable)
    let (count, named) = (summary.episodes, "\(left) (left) against \(right) (right)")
    if let environment { return "\(named), \(environment), \(count) episodes" }
    let games = count == 1 ? "1 game" : "\(count) games"
    return changesSides && count > 1
      ? "\(left) against \(right), \(games) from both sides" : "\(named), \(games)"
  }
}
