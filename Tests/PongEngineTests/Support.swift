@testable import PongEngine

/// A stream of numbers for tests that need many cases and the same ones every time.
struct TestStream {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 2 &+ 1
  }

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}

extension Rules {
  /// Every mode and difficulty under every pair of holders.
  static var everyVariant: [Rules] {
    var variants: [Rules] = []
    for mode in Mode.allCases {
      for difficulty in UInt8(0)..<4 {
        for left in Holder.allCases {
          for right in Holder.allCases {
            var rules = Rules(mode: mode, difficulty: difficulty)
            rules.leftHolder = left
            rules.rightHolder = right
            variants.append(rules)
          }
        }
      }
    }
    return variants
  }
}

extension Game {
  /// Plays `frames` frames of random joystick actions, each held for a few frames.
  mutating func playRandomly(
    frames: Int,
    _ stream: inout TestStream,
    _ body: (_ before: Game, _ after: Game) -> Void
  ) {
    var left = Action.noop
    var right = Action.noop
    for _ in 0..<frames {
      if stream.next(below: 5) == 0 {
        left = Action.minimal[stream.next(below: 6)]
      }
      if stream.next(below: 5) == 0 {
        right = Action.minimal[stream.next(below: 6)]
      }
      let before = self
      _ = step(left: PaddleInput(left), right: PaddleInput(right))
      body(before, self)
      if isOver {
        self = Game(rules: rules)
      }
    }
  }
}
