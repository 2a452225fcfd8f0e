import PongAgents
import PongEngine
import Text

/// What `pong replay --check` prints.
///
/// As JSON: `file`, `left`, `right` (ids), `score` (left's and right's points), `ending` (`won`,
/// `time-out` or `unfinished`), `frames`, `points`, `agrees` (whether every state is as it was
/// recorded) and, if not, `divergence` with `points` (how many agree), `frame` and `what`.
struct ReplayReport: Encodable {
  private struct Parting: Encodable {
    var points: Int
    var frame: Int
    var what: String
  }

  private let file: String
  private let left: String
  private let right: String
  private let score: [Int]
  private let ending: String
  private let frames: Int
  private let points: Int
  private let agrees: Bool
  private let divergence: Parting?

  /// Reports on a replay that has been played.
  init(_ track: ReplayTrack, path: String) {
    let replay = track.replay
    file = path
    left = replay.left.id
    right = replay.right.id
    score = [replay.score.left, replay.score.right]
    ending = replay.ending.rawValue
    frames = track.frameCount
    points = track.points.count
    agrees = track.divergence == nil
    divergence = track.divergence.map {
      Parting(points: $0.points, frame: $0.frame, what: $0.description)
    }
  }

  /// The report in lines for people.
  var text: String {
    let end = ending == "won" ? "" : ", \(ending)"
    var lines = [
      "\(left.printable) \(score[0]) : \(score[1]) \(right.printable)\(end)",
      "\(frames) frames, \(points) points",
    ]
    if let divergence {
      lines.append(
        "parts from what was recorded after \(divergence.points) points, at frame "
          + "\(divergence.frame): \(divergence.what)"
      )
    } else {
      lines.append("every state is as it was")
    }
    return lines.joined(separator: "\n")
  }
}
