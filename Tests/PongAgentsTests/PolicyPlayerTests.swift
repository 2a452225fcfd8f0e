import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

struct PolicyPlayerTests {
  /// A policy that knows nothing, but always the same.
  private func policy(_ observation: PongObservation = .difference) -> PongPolicy {
    SamplePolicy.make(observation, hidden: 20, initialization: .karpathy, seed: 1) { _, _ in }
  }

  @Test("the same seed plays the same game, another one another", arguments: [false, true])
  func seeds(isMirrored: Bool) {
    func play(_ seed: UInt64) -> Game {
      let seat = Seat.player(PolicyPlayer(policy(), seed: seed))
      var match = Match(
        rules: Rules(),
        left: isMirrored ? seat : .computer,
        right: isMirrored ? .computer : seat
      )
      for _ in 0..<2000 { _ = match.step() }
      return match.game
    }
    #expect(play(1) == play(1))
    #expect(play(1) != play(2))
  }

  @Test("the greedy choice is what sampling becomes when it cools down")
  func temperature() {
    let game = Game()
    var greedy = PolicyPlayer(policy(.differenceAndFrame), selection: .greedy, seed: 1)
    var cold = PolicyPlayer(
      policy(.differenceAndFrame),
      selection: .sampled(temperature: 1e-4),
      seed: 2
    )
    var state = game
    for _ in 0..<300 {
      let action = greedy.act(seeing: state)
      #expect(cold.act(seeing: state) == action)
      _ = state.step(right: PaddleInput(action))
    }
  }
}
