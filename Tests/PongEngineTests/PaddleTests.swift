import Testing

@testable import PongEngine

struct PaddleTests {
  @Test func `readings are those that were measured`() {
    let above: [Int32: Int] = [
      408_823: 110, 385_823: 104, 293_823: 80, 178_823: 52, 132_823: 40, 109_823: 38, 27_450: 38,
      431_823: 114, 546_823: 144, 638_823: 166, 707_823: 184, 776_823: 202, 790_196: 204,
    ]
    for (resistance, reading) in above {
      #expect(Paddle(resistance: resistance).reading == reading)
    }
  }

  @Test func `one division gives what the console's two give`() {
    for resistance in stride(from: Paddle.resistances.lowerBound, through: 790_196, by: 7) {
      let needed = Int(resistance) * 1904 / 100_000
      let pairs = needed < 2449 ? 0 : min(91, (needed - 2449) / 152 + 1)
      #expect(Int(Paddle(resistance: resistance).pairsUntilCharged) == pairs)
    }
  }

  @Test func `the filter stops one below a reading that it rises to, on one that it falls to`() {
    for start in UInt8(38)...204 {
      var paddle = Paddle(filter: start)
      for _ in 0..<20 {
        paddle.follow(110)
      }
      #expect(paddle.filter == (start < 110 ? 109 : 110))
    }
  }

  @Test func `the knob for a register brings the bat to within a line of it`() {
    for register in 38...204 {
      var game = Game()
      game.setKnob(of: .right, to: Paddle.resistance(forRegister: register))
      for _ in 0..<60 {
        _ = game.step(right: .idle)
      }
      #expect(abs(Int(game.rightY) - register) <= 1)
    }
  }

  @Test func `a knob stops at its ends`() {
    var game = Game()
    for side in Side.allCases {
      game.setKnob(of: side, to: .min)
      #expect(game.paddle(side).resistance == 27_450)
      game.setKnob(of: side, to: .max)
      #expect(game.paddle(side).resistance == 790_196)
    }
    for _ in 0..<100 {
      _ = game.step(right: PaddleInput(.right))
    }
    #expect(game.rightPaddle.resistance == 27_450)
  }
}
