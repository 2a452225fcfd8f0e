import PongEngine
import Randomness
import Testing

@testable import PongAgents

struct ShownDecisionsTests {
  /// A game in which the right paddle does what is given, frame by frame.
  private func demonstration(_ inputs: [PaddleInput]) -> Demonstration {
    var game = Game(rules: Rules(leftHolder: .paddle))
    var games = [game]
    for input in inputs {
      _ = game.step(right: input)
      games.append(game)
    }
    return Demonstration(games, by: .right)
  }

  private func actions(
    _ demonstration: Demonstration,
    every frames: Int,
    from first: Int = 0
  ) -> [Action] {
    var generator = SplitMix64(seed: 0)
    return demonstration.decisions(every: frames, from: first, using: &generator).map {
      Action.minimal[$0.action]
    }
  }

  private let up = PaddleInput(.right)
  private let down = PaddleInput(.left)

  @Test func `keys held for a decision's frames are the decision`() {
    let shown = demonstration([
      up, up, .idle, .idle, down, down, .init(.leftFire), .init(.leftFire), .init(.fire),
      .init(.fire), .idle,
    ])
    #expect(actions(shown, every: 2) == [.right, .noop, .left, .leftFire, .fire])
    // Half of a decision's turn is none, half of a press is one.
    #expect(actions(shown, every: 2, from: 1) == [.noop, .noop, .leftFire, .fire, .fire])
    #expect(actions(shown, every: 3) == [.right, .left, .leftFire])
  }

  @Test func `what a mouse does at once keys do until they are there`() {
    let turn = PaddleInput(turn: -8 * Paddle.unitsPerFrame)
    let shown = demonstration([turn] + [PaddleInput](repeating: .idle, count: 19))
    #expect(
      actions(shown, every: 2) == [.right, .right, .right, .right]
        + Array(repeating: .noop, count: 6)
    )
  }

  @Test func `a tremble, and half a decision, are nothing`() {
    let trembles = (0..<20).map { PaddleInput(turn: $0 % 2 == 0 ? 900 : -900) }
    #expect(actions(demonstration(trembles), every: 2).allSatisfy { $0 == .noop })
    #expect(
      actions(demonstration([up] + Array(repeating: .idle, count: 9)), every: 2)
        == Array(repeating: .noop, count: 5)
    )
  }

  @Test func `what is seen has the paddle where the decisions have brought it`() throws {
    let turn = PaddleInput(turn: -8 * Paddle.unitsPerFrame)
    let shown = demonstration([turn] + [PaddleInput](repeating: .idle, count: 29))
    var generator = SplitMix64(seed: 0)
    let decisions = shown.decisions(every: 2, using: &generator)
    let (played, seen) = (
      shown.games.map { PreprocessedFrame($0).objects.rightBat },
      decisions.map(\.observed.now.rightBat)
    )
    #expect(decisions[0].observed.before == nil)
    #expect(decisions[3].observed.before == decisions[2].observed.now)
    // The mouse is there sooner, and both end at one place.
    #expect(played[6].lowerBound < seen[3].lowerBound)
    let (end, last) = (try #require(played.last), try #require(seen.last))
    #expect(abs(end.lowerBound - last.lowerBound) <= 1)
  }

  @Test func `a paddle that is pushed comes back`() {
    let shown = demonstration(Array(repeating: .idle, count: 4000))
    var generator = SplitMix64(seed: 1)
    let decisions = shown.decisions(every: 2, pushes: 0.05, using: &generator)
    let rest = shown.games[0].rightY
    let home = PreprocessedFrame(shown.games[0]).objects.rightBat.lowerBound
    #expect(rest == 0x6D)
    var (away, returning) = (0, 0)
    for decision in decisions {
      // A row is two lines; a decision's turn is about six rows.
      let distance = decision.observed.now.rightBat.lowerBound - home
      let turn = Int(PaddleInput(Action.minimal[decision.action]).turn)
      guard abs(distance) > 8 else { continue }
      away += 1
      // A bat lags behind its knob, which may be back already.
      #expect(turn.signum() * distance <= 0)
      if turn != 0 { returning += 1 }
    }
    #expect(away > 50 && away < decisions.count / 2)
    #expect(returning > away / 2)
  }

  @Test func `nothing is to be learned from no game`() {
    #expect(actions(Demonstration([], by: .left), every: 2).isEmpty)
    #expect(actions(demonstration([up]), every: 2).isEmpty)
  }
}
