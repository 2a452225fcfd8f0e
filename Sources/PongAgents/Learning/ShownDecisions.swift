import PongEngine
import Randomness

/// What somebody who decides once every few frames would have done in a demonstration's place.
struct ShownDecision: Hashable, Sendable {
  /// What was seen, from the right.
  var observed: ObservedFrames
  /// The index in ``/PongEngine/Action/minimal`` of what was right to do.
  var action: Int
}

extension Demonstration {
  /// Goes along with the demonstration as a policy can: a decision every few frames, a turn of
  /// ``/PongEngine/Paddle/unitsPerFrame`` or none in each of them.
  ///
  /// What a mouse did becomes what keys have to do to be where it was, and what is seen has the paddle
  /// where it then is. With pushes the paddle is now and then led astray for a moment, and what is
  /// right is to come back: a clone has to know what to do about its own mistakes (M. Laskey, J. Lee,
  /// R. Fox, A. Dragan, K. Goldberg, "DART: Noise Injection for Robust Imitation Learning", CoRL 2017).
  ///
  /// - Parameters:
  ///   - frames: How many frames a decision lasts.
  ///   - first: The frame of the first decision.
  ///   - pushes: The probability that a push begins at a decision.
  ///   - generator: From where pushes are drawn.
  /// - Returns: The decisions in order.
  func decisions(
    every frames: Int,
    from first: Int = 0,
    pushes: Double = 0,
    using generator: inout SplitMix64
  ) -> [ShownDecision] {
    guard let start = games.first else { return [] }
    var paddle = GuidedPaddle(start.rules)
    for frame in 0..<min(first, frameCount) { paddle.turn(to: games[frame + 1]) }
    var decisions: [ShownDecision] = []
    decisions.reserveCapacity(frameCount / frames)
    var before: FrameObjects?
    var (push, pushesLeft) = (0, 0)
    for frame in stride(from: first, to: frameCount - frames + 1, by: frames) {
      let now = paddle.seen(in: games[frame])
      let wanted = paddle.direction(to: games[frame + frames], in: frames)
      let fired = (1...frames).count { games[frame + $0].paddle(.right).fire }
      decisions.append(
        ShownDecision(
          observed: ObservedFrames(now: now, before: before),
          action: Self.action(wanted, fires: fired * 2 >= frames)
        )
      )
      before = now
      if pushesLeft > 0 {
        pushesLeft -= 1
      } else if pushes > 0, generator.uniformDouble() < pushes {
        push = generator.integer(below: 3) - 1
        pushesLeft = generator.integer(below: Self.longestPush)
      } else {
        push = wanted
      }
      for _ in 0..<frames { paddle.turn(push) }
    }
    return decisions
  }

  /// For how many decisions a paddle is pushed, at most.
  private static let longestPush = 6

  /// The index of an action among ``/PongEngine/Action/minimal``, by its direction: -1 up, 1 down.
  private static func action(_ direction: Int, fires: Bool) -> Int {
    let action: Action =
      switch (direction, fires) {
      case (0, false): .noop
      case (0, true): .fire
      case (..<0, false): .right
      case (..<0, true): .rightFire
      case (_, false): .left
      case (_, true): .leftFire
      }
    return Action.minimal.firstIndex(of: action) ?? 0
  }
}

/// A paddle of its own beside a game.
private struct GuidedPaddle {
  /// A game of which only the right bat counts: it never ends.
  private var game: Game

  init(_ rules: Rules) {
    var rules = rules
    rules.pointsToWin = .max
    rules.leftHolder = .paddle
    rules.rightHolder = .paddle
    game = Game(rules: rules)
  }

  /// Which way the knob has to be turned to be nearest to where it is in another game after so many
  /// frames: -1 up, 1 down, 0 not at all.
  func direction(to other: Game, in frames: Int) -> Int {
    let way = Int(other.paddle(.right).resistance - game.paddle(.right).resistance)
    return abs(way) * 2 <= frames * Int(Paddle.unitsPerFrame) ? 0 : way.signum()
  }

  /// What is seen of a game if this is the right paddle.
  func seen(in other: Game) -> FrameObjects {
    var arrangement = other.arrangement
    arrangement.rightY = game.rightY
    return PreprocessedFrame(other.arranged(as: arrangement)).objects
  }

  mutating func turn(_ direction: Int) {
    _ = game.step(right: PaddleInput(turn: Int32(direction) * Paddle.unitsPerFrame))
  }

  mutating func turn(to other: Game) {
    game.setKnob(of: .right, to: other.paddle(.right).resistance)
    turn(0)
  }
}
