import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

struct BallMapTests {
  /// Two moments of a rally, a decision apart, between which the ball has met nothing.
  private func rally() -> (before: Game, now: Game) {
    var game = Game()
    var games = [game]
    for frame in 0..<2000 {
      _ = game.step(right: PaddleInput(frame % 20 < 10 ? .right : .left))
      games.append(game)
      guard games.count > Hypothesis.frames else { continue }
      let before = games[games.count - 1 - Hypothesis.frames]
      if frame > 100, game.ballIsVisible, before.ballIsVisible,
        before.velocityX == game.velocityX, before.velocityY == game.velocityY,
        before.leftY != game.leftY, before.rightY != game.rightY
      {
        return (before, game)
      }
    }
    return (game, game)
  }

  @Test func `a hypothesis that changes nothing is what the network sees in play`() {
    let (before, now) = rally()
    #expect(now.ballIsVisible)
    let hypothesis = Hypothesis(now, before: before)
    for side in Side.allCases {
      #expect(
        hypothesis.observed(from: side) == ObservedFrames(now: now, before: before, from: side)
      )
    }
    #expect(hypothesis.now == now)
  }

  @Test func `a place of the map is what the policy says with the ball there`() {
    let policy = SamplePolicy.make()
    let (before, now) = rally()
    var hypothesis = Hypothesis(now, before: before)
    let map = hypothesis.map(of: policy, from: .right, columns: 20, rows: 10)
    #expect(map.probabilities.count == 200)
    #expect(Set(map.probabilities).count > 50)
    hypothesis.arrangement.ballColumn = 84
    hypothesis.arrangement.ballY = UInt8(49 + 9 * 157 / 20)
    let attribution = policy.attribution(hypothesis.observed(from: .right))
    #expect(abs(map.probabilities[4 * 20 + 10] - attribution.probabilityUp) < 1e-6)
  }

  @Test func `arranging a game moves nothing but bats and ball, and back again`() {
    let (_, now) = rally()
    var arrangement = now.arrangement
    arrangement.ballColumn = 0
    #expect(now.arranged(as: arrangement).ballColumn == 0)
    arrangement.ballColumn = 159
    #expect(now.arranged(as: arrangement).ballColumn == 159)
    #expect(now.arranged(as: arrangement).arranged(as: now.arrangement) == now)
  }
}
