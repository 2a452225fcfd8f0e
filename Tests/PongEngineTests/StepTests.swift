import Testing

@testable import PongEngine

struct StepTests {
  @Test func `a bat of 16 lines returns the ball as was measured`() {
    let table: [(ClosedRange<Int>, Int8)] = [
      (-5 ... -4, -3), (-3...0, -2), (1...4, -1), (5...8, 0), (9...12, 1), (13...16, 2),
      (17...18, 3),
    ]
    for (offsets, speed) in table {
      for offset in offsets {
        #expect(Game.rebound(UInt8(truncatingIfNeeded: offset), isSmall: false) == speed)
      }
    }
  }

  @Test func `a bat of 8 lines returns the ball as was measured`() {
    for (index, speed) in (-3...4).enumerated() {
      for offset in -5 + 2 * index ... -4 + 2 * index {
        #expect(Game.rebound(UInt8(truncatingIfNeeded: offset), isSmall: true) == Int8(speed))
      }
    }
  }

  @Test func `the first serve comes in frame 59 and goes left and down`() {
    var game = Game()
    for _ in 0..<58 {
      #expect(game.step(right: .idle).events == [])
    }
    #expect(game.step(right: .idle).events == .serve)
    #expect(game.ballX == 0x7F)
    #expect(game.ballY == 0x81)
  }

  @Test func `the ball goes one column a frame without FIRE, and up to four with it`() {
    for fire in [false, true] {
      var game = Game()
      var speeds: Set<UInt8> = []
      for _ in 0..<20_000 where !game.isOver {
        let aim = Int(game.ballY) - 6
        game.setKnob(of: .right, to: Paddle.resistance(forRegister: aim))
        _ = game.step(right: PaddleInput(fire: fire))
        if game.serveWait == 0 {
          speeds.insert(game.velocityX.magnitude)
        }
      }
      #expect(speeds == (fire ? [1, 2, 3, 4] : [1]))
    }
  }

  /// Lets both bats follow the ball for as many frames, each with or without its button.
  private func rally(
    _ mode: Rules.Mode,
    frames: Int,
    leftFire: Bool,
    rightFire: Bool,
    offset: Int = 6,
    _ body: (_ before: Game, _ after: Game, _ events: FrameOutcome.Events) -> Void
  ) {
    var game = Game(rules: Rules(mode: mode, leftHolder: .paddle))
    for _ in 0..<frames where !game.isOver {
      let knob = Paddle.resistance(forRegister: Int(game.ballY) - offset)
      for side in Side.allCases { game.setKnob(of: side, to: knob) }
      let before = game
      let events = game.step(
        left: PaddleInput(fire: leftFire),
        right: PaddleInput(fire: rightFire)
      ).events
      body(before, game, events)
    }
  }

  @Test(arguments: Side.allCases)
  func `in mode 0 a side's button makes its own hits faster, and no other's`(side: Side) {
    var gains: [Side: Int] = [.left: 0, .right: 0]
    var hits = gains
    rally(.classic, frames: 3000, leftFire: side == .left, rightFire: side == .right) {
      before,
      after,
      events in
      for hitter in Side.allCases where events.contains(.hit(hitter)) {
        hits[hitter, default: 0] += 1
        gains[hitter, default: 0] +=
          Int(after.velocityX.magnitude) - Int(before.velocityX.magnitude)
      }
    }
    #expect(hits.values.allSatisfy { $0 > 3 })
    #expect(gains.first { $0.key == side }?.value ?? 0 > 0)
    #expect(gains.first { $0.key != side }?.value == 0)
  }

  @Test(arguments: Side.allCases)
  func `in mode 1 the button of who hit last makes the ball twice as steep`(side: Side) {
    var steep: [Side: Int] = [.left: 0, .right: 0]
    var plain = steep
    var hitter: Side?
    rally(.rally, frames: 3000, leftFire: side == .left, rightFire: side == .right, offset: 9) {
      before,
      after,
      events in
      if events.contains(.serve) || events.contains(.leftPoint) || events.contains(.rightPoint) {
        hitter = nil
      } else if let hitter, events.isEmpty, after.serveWait == 0, after.velocityY != 0 {
        let rows = Int(after.ballY) - Int(before.ballY)
        if rows == 2 * Int(after.velocityY) { steep[hitter, default: 0] += 1 }
        if rows == Int(after.velocityY) { plain[hitter, default: 0] += 1 }
      }
      for side in Side.allCases where events.contains(.hit(side)) { hitter = side }
    }
    for hitter in Side.allCases {
      #expect(((steep[hitter] ?? 0) > 0) == (hitter == side), "\(hitter)")
      #expect(((plain[hitter] ?? 0) > 0) == (hitter != side), "\(hitter)")
    }
  }

  @Test(arguments: [1, 5, 21])
  func `a game ends at the score of its rules, and then nothing changes`(points: UInt8) {
    var game = Game(rules: Rules(pointsToWin: points))
    var total = 0
    while !game.isOver {
      total += Int(game.step(right: PaddleInput(.right)).reward)
    }
    #expect(game.leftScore == points)
    #expect(total == -Int(points) + Int(game.rightScore))
    let final = game
    #expect(game.step(right: PaddleInput(.leftFire)) == FrameOutcome())
    #expect(game == final)
  }

  @Test func `a point is announced as reward and as event, once`() {
    var stream = TestStream(3)
    for rules in Rules.everyVariant {
      var game = Game(rules: rules)
      for _ in 0..<3000 where !game.isOver {
        let before = game
        let right = PaddleInput(Action.minimal[stream.next(below: 6)])
        let outcome = game.step(left: PaddleInput(.left), right: right)
        let gain = Int(game.rightScore) - Int(before.rightScore)
        let loss = Int(game.leftScore) - Int(before.leftScore)
        #expect(Int(outcome.reward) == gain - loss)
        #expect(outcome.events.contains(.rightPoint) == (gain == 1))
        #expect(outcome.events.contains(.leftPoint) == (loss == 1))
      }
    }
  }

  @Test func `a paddle on the left is read on even ticks and moves the left bat`() {
    var game = Game(rules: Rules(leftHolder: .paddle))
    let start = game.leftPaddle.filter
    for _ in 0..<40 {
      let before = game
      _ = game.step(left: PaddleInput(.right), right: .idle)
      #expect(game.leftY == before.leftPaddle.filter)
      if before.tick & 1 == 1 {
        #expect(game.leftPaddle.filter == before.leftPaddle.filter)
      }
    }
    #expect(game.leftPaddle.filter < start)
    #expect(game.rightY == 0x6D)
  }

  @Test func `the computer on the right moves as it does on the left`() {
    var game = Game(rules: Rules(leftHolder: .computer, rightHolder: .computer))
    var compared = 0
    for _ in 0..<4000 {
      _ = game.step(right: .idle)
      if game.serveWait == 0, game.hits > 0 || game.ballX != 0 {
        // Both are set to 0x80 by each serve and follow the same ball ever after.
        #expect(game.leftY == game.rightY)
        compared += 1
      }
    }
    #expect(compared > 1000)
  }

  @Test func `the machine gives a game up in frame 65,210, and says so once`() {
    var game = Game()
    game.leftScore = 7
    var outcome = FrameOutcome()
    var frames = 0
    while outcome.events != .timeOut, frames < 70_000 {
      // A bat that always meets the ball in its middle.
      game.rightPaddle.filter = game.ballY &- 6
      outcome = game.step(right: .idle)
      frames += 1
    }
    #expect(frames == 65_210)
    #expect(outcome.reward == 6)
    #expect(!game.isPlaying)
    #expect(game.leftScore == 1)
    for _ in 0..<1000 {
      #expect(game.step(right: PaddleInput(.leftFire)) == FrameOutcome())
    }
    #expect(!game.isOver)
  }
}
