import PongEngine

/// A flight of the ball towards a player, from the serve or the opponent's hit until it is at the
/// player's bat.
public struct Approach: Hashable, Sendable {
  /// The frame that is the first in which the player could answer the ball's flight.
  public var start: Int
  /// The frame after which the ball is at the bat, or was last seen.
  public var end: Int
  /// How far it was, in lines, from where the hand had put the bat's middle in ``start`` to where the
  /// ball would come, walls included: positive downward.
  public var distance: Int
  /// How many frames passed from ``start`` until the hand began to move towards where the ball came;
  /// `nil` if it was on its way already, had not far to go, or never began.
  public var reaction: Int?
  /// By how many lines the ball was below the bat's middle when it got there; `nil` if it did not.
  ///
  /// A ball that the middle meets leaves level.
  public var offset: Int?
  /// Whether the hand was at rest by then, so that ``offset`` is how well it was aimed.
  public var isSettled: Bool
  /// Of the frames in which it made a difference, the share in which the hand held the bat's middle
  /// nearer to where the ball would come than to the ball's own height; `nil` if there was none.
  public var foresight: Double?
  /// How often the ball had been hit since the serve.
  public var hits: UInt8
  /// Whether the ball was hit at the end.
  public var isHit: Bool
  /// Whether the button was down then.
  public var isFired: Bool

  /// From how far away, in lines, a movement is due.
  static let due = 12

  /// Whether the ball came from so far away that the hand had to move.
  public var callsForMovement: Bool { abs(distance) >= Self.due }

  /// The time from ``start`` until the hand began to move, in milliseconds.
  public var reactionMilliseconds: Int? { reaction.map { ($0 * 1000 + 30) / 60 } }
}

extension Demonstration {
  /// The ball's register when it reaches the right bat.
  private static let batX = 188
  /// The ball's registers between which it bounces.
  private static let walls = 45...206
  /// A movement that begins within so many frames of an event was no answer to it: nobody reacts
  /// within 50 ms.
  private static let anticipation = 3
  /// What a hand turns the knob by in ``onsetFrames`` when it begins to move, at least: two lines.
  private static let onset = 8_000
  private static let onsetFrames = 4
  /// Within so many frames everybody has seen where the ball flies.
  private static let slowest = 20
  /// How far from where it comes to rest, in lines, a bat is at rest.
  private static let rest = 4

  /// The ball's flights towards the player, in order.
  public var approaches: [Approach] {
    var approaches: [Approach] = []
    var start: Int?
    for (frame, game) in games.enumerated() {
      if game.ballApproachesRight {
        start = start ?? frame
      } else if let first = start {
        approaches.append(approach(first..<frame))
        start = nil
      }
    }
    return approaches
  }

  /// One flight, in which the ball comes nearer in all these games; the next one tells how it ended.
  private func approach(_ flight: Range<Int>) -> Approach {
    let (first, last) = (flight.lowerBound, flight.upperBound - 1)
    let arrival = flight.first {
      Int(games[$0].ballX) + games[$0].ballMotion.columns > Self.batX
    }
    let next = games[flight.upperBound]
    let isHit = next.isPlaying && next.hits != games[last].hits
    // A ball may be met by a bat's edge a little earlier.
    let end = arrival ?? last
    let height = height(ofArrivalFrom: first)
    let knob = games[end].paddle(.right)
    return Approach(
      start: first,
      end: end,
      distance: height - middle(first),
      reaction: reaction(in: first..<end, to: height),
      offset: arrival == nil && !isHit
        ? nil : Int(games[end].ballY) - Int(games[end].rightY) - games[end].rightBatMiddle,
      isSettled: abs(knob.reading - Int(games[end].rightY)) <= Self.rest,
      foresight: foresight(in: first..<end, of: height),
      hits: games[first].hits,
      isHit: isHit,
      isFired: isHit && games[last].rightPaddle.fire
    )
  }

  /// The line at which the hand has put the middle of the bat before a frame, as a ball's register.
  private func middle(_ frame: Int) -> Int {
    games[frame].paddle(.right).reading + games[frame].rightBatMiddle
  }

  /// Where the ball of a frame's game will come to the bat, as its register.
  private func height(ofArrivalFrom frame: Int) -> Int {
    let (columns, rows) = games[frame].ballMotion
    let frames = max(0, Self.batX - Int(games[frame].ballX)) / max(1, columns)
    return Self.walls.folding(Int(games[frame].ballY) + rows * frames)
  }

  /// The frames until a movement towards the ball's arrival begins that the flight called for.
  private func reaction(in flight: Range<Int>, to height: Int) -> Int? {
    let game = games[flight.lowerBound]
    let distance = height - middle(flight.lowerBound)
    let direction = distance.signum()
    // Where one who goes along with the ball moves as one who runs ahead of it does.
    let soon = Self.walls.folding(Int(game.ballY) + game.ballMotion.rows * min(12, flight.count))
    guard abs(distance) >= Approach.due, (soon - middle(flight.lowerBound)) * direction > 0 else {
      return nil
    }
    // A hand that is on its way already answers to something else.
    for frame in flight.lowerBound - 2..<flight.lowerBound + Self.anticipation
    where Int(turn(frame)) * direction > 0 { return nil }
    return flight.dropFirst(Self.anticipation).first { frame in
      guard Int(turn(frame)) * direction > 0 else { return false }
      let way = (frame..<frame + Self.onsetFrames).reduce(0) { $0 + Int(turn($1)) }
      return way * direction >= Self.onset
    }.map { $0 - flight.lowerBound }
  }

  /// See ``Approach/foresight``.
  private func foresight(in flight: Range<Int>, of height: Int) -> Double? {
    // Who has not seen the ball yet shows nothing.
    let frames = flight.dropFirst(Self.slowest).filter {
      abs(height - Int(games[$0].ballY)) >= 2 * Approach.due
    }
    guard !frames.isEmpty else { return nil }
    let ahead = frames.count { frame in
      abs(height - middle(frame)) < abs(Int(games[frame].ballY) - middle(frame))
    }
    return Double(ahead) / Double(frames.count)
  }
}

extension Game {
  /// Whether the ball is there and flies to the right.
  fileprivate var ballApproachesRight: Bool {
    ballIsVisible && isPlaying && !isOver && ballMotion.columns > 0
  }

  /// By how many lines the register of a ball that leaves the right bat level is below the bat's.
  fileprivate var rightBatMiddle: Int { rules.batHeight(.right) == 8 ? 2 : 6 }
}

extension ClosedRange<Int> {
  /// Where something is that goes straight on to `place` but is thrown back at both ends.
  fileprivate func folding(_ place: Int) -> Int {
    let span = upperBound - lowerBound
    let way = (((place - lowerBound) % (2 * span)) + 2 * span) % (2 * span)
    return lowerBound + (way <= span ? way : 2 * span - way)
  }
}
