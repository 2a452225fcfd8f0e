import NeuralNetwork
import Randomness
import Reinforcement
import Testing

/// What the settings of REINFORCE do to one update, from at least 160 samples of Catch.
struct REINFORCETests {
  private func update(
    _ settings: REINFORCE.Settings,
    rule: Optimizer.Rule = .adam(Adam()),
    learningRateScale: Double = 1,
    seed: UInt64 = 4
  ) -> (weights: [Float], terms: LossTerms, samples: Int, steps: Int) {
    let network = Catch.network(actionCount: 2, hasValue: false, seed: 1)
    let collector = Collector(
      environments: Catch.environments(5, actionCount: 2, seed: 2),
      policy: network,
      seed: 3
    )
    let rollout = Rollout<Int32>(environmentCount: 5, capacity: 64, width: 2)
    _ = collector.collect(.untilReward(atLeast: 32), into: rollout, on: SerialPool())
    let optimizer = Optimizer(rule, for: network)
    let learner = REINFORCE(settings, network: network, optimizer: optimizer)
    var generator = SplitMix64(seed: seed)
    let terms = learner.update(
      from: rollout,
      schedule: ScheduleFactors(learningRate: learningRateScale),
      using: &generator,
      on: SerialPool()
    ).terms
    return (
      Array(network.parameters.elements), terms, rollout.sampleCount, optimizer.stepCount
    )
  }

  @Test(arguments: REINFORCE.Update.allCases)
  func `every sample is learned from once`(update kind: REINFORCE.Update) {
    let result = update(.init(update: kind))
    #expect(result.samples > 160 && result.samples % 32 != 0)
    #expect(result.terms.count == Double(result.samples))
    #expect(result.steps == (kind == .batch ? 1 : (result.samples + 31) / 32))
  }

  @Test func `Keras' mini-batches are drawn, a batch is the same in any order`() {
    let keras = REINFORCE.Settings(update: .keras)
    #expect(update(keras).weights == update(keras).weights)
    #expect(update(keras).weights != update(keras, seed: 5).weights)
    #expect(update(.init()).weights == update(.init(), seed: 5).weights)
  }

  @Test(arguments: REINFORCE.Update.allCases)
  func `a schedule multiplies the learning rate`(update kind: REINFORCE.Update) {
    let scaled = update(.init(update: kind, learningRate: 2e-2), learningRateScale: 0.25)
    #expect(scaled.weights == update(.init(update: kind, learningRate: 5e-3)).weights)
    #expect(scaled.weights != update(.init(update: kind, learningRate: 2e-2)).weights)
  }

  @Test func `the sum of gradients is the mean, times the number of samples`() {
    // RMSProp's step depends on epsilon as a part of the gradient.
    let count = Double(update(.init()).samples)
    func weights(sums: Bool, epsilon: Double) -> [Float] {
      update(.init(sumsGradients: sums), rule: .rmsProp(RMSProp(epsilon: epsilon))).weights
    }
    let (mean, sum) = (
      weights(sums: false, epsilon: 0.01), weights(sums: true, epsilon: 0.01 * count)
    )
    #expect(zip(mean, sum).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(weights(sums: true, epsilon: 0.01) != mean)
  }
}
