import Foundation
import PongAgents
import PongEngine
import PongInterface
import Text

/// What `pong review` prints.
///
/// As JSON one object, whose fields are told in <doc:Output>.
struct ReviewReport: Encodable {
  private struct Share: Encodable {
    var count: Int
    var total: Int

    init(_ share: MatchReview.Share) { (count, total) = (share.count, share.total) }
  }

  private struct Spread: Encodable {
    var lower: Double
    var median: Double
    var upper: Double
    var count: Int

    init?(_ quartiles: PersonEstimate.Quartiles?) {
      guard let quartiles else { return nil }
      (lower, median, upper) = (quartiles.lower, quartiles.median, quartiles.upper)
      count = quartiles.count
    }
  }

  private struct Return: Encodable {
    var frame: Int
    var place: String
    var winningPlace: String?
  }

  private struct Loss: Encodable {
    var cause: String
    var text: String
    var milliseconds: Int?
    var frames: Int?
    var lines: Int?
    var moved: Bool?
    var `return`: Return?
    var height: String
    var angle: String
    var flightFrame: Int
    var arrivalFrame: Int

    init(_ loss: MatchReview.Loss) {
      cause = loss.cause.kind.rawValue
      text = loss.cause.description
      height = loss.height.title
      angle = loss.angle.id
      flightFrame = loss.start
      arrivalFrame = loss.arrival
      switch loss.cause {
      case .late(let frames):
        self.frames = frames
        milliseconds = LossCause.milliseconds(frames)
      case .missed(let lines), .stood(let lines): self.lines = lines
      case .short(let lines, let hasMoved):
        self.lines = lines
        moved = hasMoved
      case .outOfReach(let last):
        self.return = last.map {
          Return(
            frame: $0.frame,
            place: $0.place.rawValue,
            winningPlace: $0.winningPlace?.rawValue
          )
        }
      case .movedAway, .slipped: break
      }
    }
  }

  private struct Point: Encodable {
    var number: Int
    var won: Bool
    var score: [Int]
    var firstFrame: Int
    var serveFrame: Int
    var endFrame: Int
    var hits: Int
    var received: Bool
    var loss: Loss?

    init(_ point: MatchReview.Point) {
      number = point.number
      won = point.isWon
      score = [point.own, point.other]
      firstFrame = point.frames.lowerBound
      serveFrame = point.serve
      endFrame = point.frames.upperBound
      hits = point.hits
      received = point.isReceived
      loss = point.loss.map(Loss.init)
    }
  }

  private struct Cause: Encodable {
    var cause: String
    var count: Int
  }

  private let file: String
  private let side: String
  private let player: String
  private let opponent: String
  private let score: [Int]
  private let frames: Int
  private let returned: Share
  private let serveReturned: Share
  private let wonReceived: Share
  private let wonServed: Share
  private let longestRallyHits: Int
  private let meanRallyHits: Double
  private let fastestShot: Int?
  private let reactionMilliseconds: Spread?
  private let aimLines: Spread?
  private let aimError: Double?
  private let device: String?
  private let lostAt: [String: [String: Int]]
  private let causes: [Cause]
  private let usualDelayMilliseconds: Int?
  private let points: [Point]

  private enum CodingKeys: CodingKey {
    case file, side, player, opponent, score, frames, returned, serveReturned, wonReceived
    case wonServed, longestRallyHits, meanRallyHits, fastestShot, reactionMilliseconds, aimLines
    case aimError, device, lostAt, causes, usualDelayMilliseconds, points
  }

  private let titles: (player: String, opponent: String)
  private let review: MatchReview

  /// Reports on a match.
  init(_ track: ReplayTrack, side: Side, path: String) {
    let review = MatchReview(track, side: side)
    let replay = track.replay
    self.review = review
    titles = (
      replay.shownName(of: side).printable, replay.shownName(of: side.opposite).printable
    )
    file = path
    self.side = side == .left ? "left" : "right"
    player = replay[side].id
    opponent = replay[side.opposite].id
    score =
      side == .left
      ? [replay.score.left, replay.score.right] : [replay.score.right, replay.score.left]
    frames = track.frameCount
    returned = Share(review.returns)
    serveReturned = Share(review.serveReturns)
    wonReceived = Share(review.receivedPoints)
    wonServed = Share(review.servedPoints)
    longestRallyHits = review.longestRally
    meanRallyHits = review.meanRally
    fastestShot = review.fastestShot
    reactionMilliseconds = Spread(review.estimate.reaction)
    aimLines = Spread(review.estimate.aim)
    aimError = review.estimate.aimSpread
    device = review.estimate.device?.rawValue
    lostAt = Dictionary(
      uniqueKeysWithValues: LossMap.Height.allCases.map { height in
        let angles = LossMap.Angle.allCases.map { ($0.id, review.map[height, $0]) }
        return (height.title, Dictionary(uniqueKeysWithValues: angles))
      }
    )
    causes = review.causes.map { Cause(cause: $0.kind.rawValue, count: $0.count) }
    usualDelayMilliseconds = review.usualDelay
    points = review.points.map(Point.init)
  }

  // MARK: Text

  /// The report in lines for people.
  var text: String {
    var lines = ["\(titles.player) \(score[0]) : \(score[1]) \(titles.opponent)", ""]
    lines.append(contentsOf: timeline)
    lines.append("")
    lines.append(contentsOf: figures)
    guard !review.lost.isEmpty else { return lines.joined(separator: "\n") }
    lines.append("")
    lines.append(contentsOf: mapLines)
    lines.append("")
    for (kind, count) in review.causes {
      let delay = kind == .late ? review.usualDelay.map { "  (≈ \($0) ms)" } ?? "" : ""
      lines.append("  " + kind.title.padded(to: 18) + "\(count)".leading(2) + delay)
    }
    lines.append("")
    for point in review.lost {
      guard let loss = point.loss else { continue }
      let score = "\(point.own)".leading(2) + ":" + "\(point.other)".padded(to: 2)
      lines.append(
        "point \("\(point.number)".leading(2))  \(score)  \(Self.time(loss.arrival))  "
          + loss.cause.description
      )
    }
    return lines.joined(separator: "\n")
  }

  /// A row for each of the two, with a dot in the column of each point that they won.
  private var timeline: [String] {
    let width = max(titles.player.count, titles.opponent.count)
    return [(titles.player, true), (titles.opponent, false)].map { title, isPlayer in
      let dots = review.points.map { $0.isWon == isPlayer ? "●" : " " }.joined()
      return "  " + title.padded(to: width) + " " + dots
    }
  }

  private var figures: [String] {
    func share(_ share: MatchReview.Share) -> String {
      share.percent.map { "\($0) % (\(share.count) of \(share.total))" } ?? "–"
    }
    let mean = String(format: "%.1f", meanRallyHits)
    var lines = [
      "returned \(share(review.returns)), of the serves \(share(review.serveReturns))",
      "won \(share(review.receivedPoints)) of the points after a serve to this side, "
        + "\(share(review.servedPoints)) of the others",
      "longest rally \(longestRallyHits), mean \(mean)"
        + (fastestShot.map { "; fastest shot \($0) columns a frame" } ?? ""),
    ]
    var person: [String] = []
    if let reaction = review.estimate.reaction {
      person.append(
        "reaction ≈ \(Int(reaction.median.rounded())) ms "
          + "(\(Int(reaction.lower.rounded())) to \(Int(reaction.upper.rounded())))"
      )
    }
    // Two or three say nothing.
    if let spread = aimError, (review.estimate.aim?.count ?? 0) > 3 {
      person.append("aim error " + String(format: "%.1f lines", spread))
    }
    if !person.isEmpty { lines.append(person.joined(separator: "; ")) }
    return lines
  }

  private var mapLines: [String] {
    let header = LossMap.Angle.allCases.map { $0.title.leading(11) }.joined()
    return ["lost at ".padded(to: 8) + header]
      + LossMap.Height.allCases.map { height in
        let cells = LossMap.Angle.allCases.map { angle in
          let count = review.map[height, angle]
          return (count == 0 ? "." : "\(count)").leading(11)
        }
        return "  " + height.title.padded(to: 6) + cells.joined()
      }
  }

  private static func time(_ frame: Int) -> String {
    let tenths = frame / 6
    return "\(tenths / 600):" + String(format: "%02d.%d", tenths / 10 % 60, tenths % 10)
  }
}

extension LossMap.Angle {
  fileprivate var id: String { title.split(separator: " ").joined(separator: "-") }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate func leading(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
