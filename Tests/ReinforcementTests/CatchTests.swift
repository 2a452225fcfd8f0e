import NeuralNetwork
import Randomness
import Reinforcement
import Testing

/// Both learners solve Catch, with the same bits for any number of workers.
struct CatchTests {
  /// The mean reward of the last hundred episodes, and the weights.
  private struct Outcome: Equatable {
    var reward: Float
    var weights: [Float]
  }

  private func reinforce(
    _ update: REINFORCE.Update,
    actionCount: Int,
    rounds: Int,
    on pool: any WorkPool
  ) -> Outcome {
    let network = Catch.network(actionCount: actionCount, hasValue: false, seed: 11)
    let environments = update == .keras ? 4 : 16
    let learner = REINFORCE(
      REINFORCE.Settings(update: update, learningRate: update == .keras ? 2e-3 : 1e-2),
      network: network,
      optimizer: Optimizer(.adam(Adam()), for: network)
    )
    return run(
      network,
      Catch.environments(environments, actionCount: actionCount, seed: 12),
      .untilReward(atLeast: 32),
      rounds: rounds,
      on: pool
    ) { rollout, generator in
      learner.update(from: rollout, using: &generator, on: pool)
    }
  }

  private func ppo(actionCount: Int, rounds: Int, on pool: any WorkPool) -> Outcome {
    let network = Catch.network(actionCount: actionCount, hasValue: true, seed: 13)
    let learner = PPO(
      PPO.Settings(learningRate: 5e-3, epochs: 4, batchSize: 256),
      network: network,
      optimizer: Optimizer(.adam(Adam()), for: network)
    )
    return run(
      network,
      Catch.environments(16, actionCount: actionCount, seed: 14),
      .steps(32),
      rounds: rounds,
      on: pool
    ) { rollout, generator in
      learner.update(from: rollout, using: &generator, on: pool)
    }
  }

  private func run(
    _ network: SparseNetwork,
    _ environments: [Catch],
    _ horizon: Horizon,
    rounds: Int,
    on pool: any WorkPool,
    update: (Rollout<Int32>, inout SplitMix64) -> UpdateReport
  ) -> Outcome {
    let collector = Collector(environments: environments, policy: network, seed: 15)
    let rollout = Rollout<Int32>(environmentCount: environments.count, capacity: 64, width: 2)
    var generator = SplitMix64(seed: 16)
    var rewards: [Float] = []
    for _ in 0..<rounds {
      rewards += collector.collect(horizon, into: rollout, on: pool).map(\.reward)
      _ = update(rollout, &generator)
    }
    return Outcome(
      reward: rewards.suffix(100).reduce(0, +) / 100,
      weights: Array(network.parameters.elements)
    )
  }

  @Test(arguments: REINFORCE.Update.allCases, [2, 3])
  func `REINFORCE catches nearly every ball`(update: REINFORCE.Update, actionCount: Int) {
    let pool = SerialPool()
    let before = reinforce(update, actionCount: actionCount, rounds: 2, on: pool).reward
    let after = reinforce(update, actionCount: actionCount, rounds: 300, on: pool).reward
    #expect(before < 0.4)
    #expect(after > 0.9)
  }

  @Test(arguments: [2, 3])
  func `PPO catches nearly every ball`(actionCount: Int) {
    let before = ppo(actionCount: actionCount, rounds: 2, on: SerialPool()).reward
    let after = ppo(actionCount: actionCount, rounds: 60, on: SerialPool()).reward
    #expect(before < 0.4)
    #expect(after > 0.9)
  }

  @Test(arguments: [2, 3, 8])
  func `the number of workers changes no bit`(count: Int) {
    let pool = ConcurrentPool(workerCount: count)
    for update in REINFORCE.Update.allCases {
      #expect(
        reinforce(update, actionCount: 2, rounds: 5, on: pool)
          == reinforce(update, actionCount: 2, rounds: 5, on: SerialPool())
      )
    }
    #expect(
      ppo(actionCount: 3, rounds: 5, on: pool) == ppo(actionCount: 3, rounds: 5, on: SerialPool())
    )
  }

  @Test func `these weights are the same on every machine and in every build`() {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for weight in ppo(actionCount: 3, rounds: 5, on: SerialPool()).weights
      + reinforce(.batch, actionCount: 2, rounds: 5, on: SerialPool()).weights
    {
      hash = (hash ^ UInt64(weight.bitPattern)) &* 0x100_0000_01b3
    }
    #expect(hash == 11_989_111_870_048_107_352)
  }

  @Test func `a collector that takes up another's state goes on to the bit`() {
    let network = Catch.network(actionCount: 3, hasValue: true, seed: 17)
    let environments = Catch.environments(4, actionCount: 3, seed: 18)
    let first = Collector(environments: environments, policy: network, seed: 19)
    let second = Collector(environments: environments, policy: network, seed: 20)
    let rollout = Rollout<Int32>(environmentCount: 4, capacity: 16, width: 2)
    _ = first.collect(.steps(13), into: rollout, on: SerialPool())
    #expect(second.restore(first.states))
    #expect(first.states == second.states)
    let expected = first.collect(.steps(16), into: rollout, on: SerialPool())
    let actions = Array(rollout.actions.elements)
    #expect(second.collect(.steps(16), into: rollout, on: SerialPool()) == expected)
    #expect(Array(rollout.actions.elements) == actions)
    #expect(!second.restore([]))
    // One that is none among those that are: nothing changes.
    var broken = first.states
    broken[3].environment = [1]
    let before = second.states
    #expect(!second.restore(broken))
    #expect(second.states == before)
  }
}
