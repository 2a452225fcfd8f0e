import NeuralNetwork
import Randomness
import Reinforcement
import Testing

/// Cloning of somebody who plays Catch without a mistake: the bat goes under the ball and stays there.
struct BehaviorCloningTests {
  private static let steps = 600

  /// What the expert saw and did.
  private func rollout(reward: Float = 0) -> Rollout<Int32> {
    let rollout = Rollout<Int32>(environmentCount: 1, capacity: Self.steps, width: 2)
    var environment = Catch(actionCount: 3, seed: 7)
    for sample in 0..<Self.steps {
      let tokens = rollout.observations.base + 2 * sample
      rollout.counts.base[sample] = UInt16(environment.observe(tokens))
      let action = Self.expert(ball: Int(tokens[0]), bat: Int(tokens[1]))
      rollout.actions.base[sample] = UInt8(action)
      rollout.rewards.base[sample] = reward
      if environment.step(action).status != .running { environment.reset() }
    }
    rollout.lengths.base[0] = Self.steps
    return rollout
  }

  /// 0 moves left, 1 right, 2 stays.
  private static func expert(ball: Int, bat: Int) -> Int {
    let (ball, bat) = (ball % Catch.columns, bat - Catch.rows * Catch.columns)
    return ball < bat ? 0 : ball > bat + 1 ? 1 : 2
  }

  private func clone(
    of rollout: Rollout<Int32>,
    passes: Int,
    on pool: any WorkPool = SerialPool()
  ) -> (network: SparseNetwork, terms: LossTerms, steps: Int) {
    let network = Catch.network(actionCount: 3, hasValue: false, seed: 1)
    let optimizer = Optimizer(.adam(Adam()), for: network)
    let learner = BehaviorCloning(
      .init(batchSize: 64, learningRate: 1e-2),
      network: network,
      optimizer: optimizer
    )
    var generator = SplitMix64(seed: 2)
    var terms = LossTerms()
    for _ in 0..<passes {
      terms = learner.update(from: rollout, using: &generator, on: pool).terms
    }
    return (network, terms, optimizer.stepCount)
  }

  @Test func `a clone does what it was shown`() {
    let (_, terms, steps) = clone(of: rollout(), passes: 40)
    #expect(terms.count == Double(Self.steps))
    #expect(steps == 40 * 10)
    #expect(terms.accuracy > 0.99)
    // The mean of -log π(a|s).
    #expect(terms.policy > 0 && terms.policy < 0.05)
  }

  @Test func `a clone plays like its model`() {
    let network = clone(of: rollout(), passes: 40).network
    var environment = Catch(actionCount: 3, seed: 100)
    var caught = 0
    for _ in 0..<200 {
      environment.reset()
      var step = TimeStep(reward: 0, status: .running)
      while step.status == .running {
        var (tokens, logits) = ([Int32](repeating: 0, count: 2), [Float](repeating: 0, count: 3))
        let count = environment.observe(&tokens)
        network.evaluate(tokens, count: count, into: &logits)
        step = environment.step(logits.withUnsafeBufferPointer { CategoricalPolicy.greedy($0) })
      }
      if step.reward > 0 { caught += 1 }
    }
    #expect(caught > 190)
  }

  @Test func `any number of threads makes the same clone, and rewards none`() {
    let weights = Array(clone(of: rollout(), passes: 3).network.parameters.elements)
    let threads = clone(of: rollout(), passes: 3, on: ConcurrentPool(workerCount: 3)).network
    #expect(Array(threads.parameters.elements) == weights)
    let rewarded = clone(of: rollout(reward: 5), passes: 3).network
    #expect(Array(rewarded.parameters.elements) == weights)
  }
}
