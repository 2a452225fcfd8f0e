/// Why a point was lost, as the engine tells when it is asked what else would have hit the ball.
public enum LossCause: Hashable, Sendable {
  /// Where on a bat a ball was hit, by how it left.
  public enum BatPlace: String, Hashable, Sendable, CaseIterable {
    /// The ball left as steeply upward as the bat can send it.
    case upperEdge = "upper-edge"
    /// The ball left upward.
    case upperHalf = "upper-half"
    /// The ball left level.
    case middle
    /// The ball left downward.
    case lowerHalf = "lower-half"
    /// The ball left as steeply downward as the bat can send it.
    case lowerEdge = "lower-edge"

    /// The place of a hit after which the ball moves by so many rows a frame, positive downward.
    init(rows: Int) {
      self =
        switch rows {
        case ...(-3): .upperEdge
        case ..<0: .upperHalf
        case 0: .middle
        case ..<3: .lowerHalf
        default: .lowerEdge
        }
    }

    /// The place in words, as in "the upper edge".
    public var title: String {
      switch self {
      case .upperEdge: "the upper edge"
      case .upperHalf: "the upper half"
      case .middle: "the middle"
      case .lowerHalf: "the lower half"
      case .lowerEdge: "the lower edge"
      }
    }
  }

  /// The player's last return before the ball that could not be reached.
  public struct Return: Hashable, Sendable {
    /// The frame of it.
    public var frame: Int
    /// Where the bat met the ball.
    public var place: BatPlace
    /// Where on the bat the same ball would have won the point, even against an opponent who moves at
    /// once; `nil` if there is no such place.
    public var winningPlace: BatPlace?
  }

  /// What kind of cause it is, for counting.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case late
    case movedAway = "moved-away"
    case missed
    case slipped
    case short
    case stood
    case outOfReach = "out-of-reach"

    /// The kind in a few words.
    public var title: String {
      switch self {
      case .late: "moved too late"
      case .movedAway: "moved away"
      case .missed: "reached, missed"
      case .slipped: "met the wall"
      case .short: "did not get there"
      case .stood: "stood too far off"
      case .outOfReach: "out of reach"
      }
    }
  }

  /// The same movement, begun so many frames earlier, would have hit the ball, and one frame less
  /// would not.
  case late(frames: Int)
  /// A bat that had stayed where it was would have hit the ball.
  case movedAway
  /// The bat was there, and would have hit the ball if it had been so many lines lower; higher, if
  /// negative.
  case missed(lines: Int)
  /// The bat was there, but the ball met a wall beside it, where none can be hit.
  case slipped
  /// The ball could be reached from where the bat was, by moving after the usual time of reaction; the
  /// bat would have hit it if it had been so many lines lower, or higher, if negative.
  case short(lines: Int, hasMoved: Bool)
  /// The ball could be reached from the middle of the court, but not from so many lines below it;
  /// above, if negative.
  case stood(lines: Int)
  /// The ball could not be reached after the last return; `nil` after a serve.
  case outOfReach(Return?)

  /// What kind of cause it is.
  public var kind: Kind {
    switch self {
    case .late: .late
    case .movedAway: .movedAway
    case .missed: .missed
    case .slipped: .slipped
    case .short: .short
    case .stood: .stood
    case .outOfReach: .outOfReach
    }
  }

  /// The cause in a line.
  public var description: String {
    switch self {
    case .late(let frames): "moved \(Self.milliseconds(frames)) ms late"
    case .movedAway: "stood right, and moved away"
    case .missed(let lines):
      "reached, missed by \(Self.lines(lines)): it passed \(lines > 0 ? "below" : "above")"
    case .slipped: "reached, but it met the wall beside the bat"
    case .short(let lines, let hasMoved):
      "could be reached: \(hasMoved ? "was" : "stayed") \(Self.lines(lines)) too "
        + (lines > 0 ? "high" : "low")
    case .stood(let lines): "stood \(Self.lines(lines)) too \(lines > 0 ? "low" : "high")"
    case .outOfReach(nil): "could not be reached"
    case .outOfReach(let last?):
      "could not be reached after the return with \(last.place.title)"
        + (last.winningPlace.map { "; \($0.title) would have won" } ?? "")
    }
  }

  /// Frames as milliseconds, rounded to ten of them.
  public static func milliseconds(_ frames: Int) -> Int { (frames * 10 + 3) / 6 * 10 }

  private static func lines(_ count: Int) -> String {
    abs(count) == 1 ? "1 line" : "\(abs(count)) lines"
  }
}
