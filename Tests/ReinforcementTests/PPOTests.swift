import NeuralNetwork
import Randomness
import Reinforcement
import Testing

/// What the settings of PPO do to one update, from 160 samples of Catch.
struct PPOTests {
  private func update(
    learningRateScale: Double = 1,
    entropyScale: Double = 1,
    seed: UInt64 = 4,
    _ change: (inout PPO.Settings) -> Void = { _ in }
  ) -> (weights: [Float], terms: LossTerms) {
    let network = Catch.network(actionCount: 3, hasValue: true, seed: 1)
    let collector = Collector(
      environments: Catch.environments(5, actionCount: 3, seed: 2),
      policy: network,
      seed: 3
    )
    let rollout = Rollout<Int32>(environmentCount: 5, capacity: 32, width: 2)
    _ = collector.collect(.steps(32), into: rollout, on: SerialPool())
    var settings = PPO.Settings(learningRate: 1e-2, epochs: 3, batchSize: 64)
    change(&settings)
    let learner = PPO(
      settings,
      network: network,
      optimizer: Optimizer(.adam(Adam()), for: network)
    )
    var generator = SplitMix64(seed: seed)
    let terms = learner.update(
      from: rollout,
      schedule: ScheduleFactors(learningRate: learningRateScale, entropy: entropyScale),
      using: &generator,
      on: SerialPool()
    ).terms
    return (Array(network.parameters.elements), terms)
  }

  @Test func `every sample is learned from in every epoch, the last few too`() {
    #expect(update().terms.count == 3 * 160)
    #expect(update { $0.epochs = 1 }.terms.count == 160)
  }

  @Test func `a step takes the mean of the samples that it has`() {
    // The rollout is all that there is for a batch of 160 or more.
    #expect(update { $0.batchSize = 160 } == update { $0.batchSize = 4096 })
  }

  @Test func `mini-batches are drawn`() {
    #expect(update().weights != update(seed: 5).weights)
    #expect(update { $0.batchSize = 160 } == update(seed: 5) { $0.batchSize = 160 })
  }

  @Test func `schedules multiply the learning rate and the entropy coefficient`() {
    let plain = update { $0.entropyWeight = 0.25 }
    let slower = update(learningRateScale: 0.5) { $0.entropyWeight = 0.25 }
    #expect(slower == update { ($0.entropyWeight, $0.learningRate) = (0.25, 5e-3) })
    #expect(slower.weights != plain.weights)
    let surer = update(entropyScale: 0.5) { $0.entropyWeight = 0.25 }
    #expect(surer == update { $0.entropyWeight = 0.125 })
    #expect(surer.weights != plain.weights)
  }

  @Test func `every setting matters`() {
    let plain = update().weights
    let changes: [(String, (inout PPO.Settings) -> Void)] = [
      ("discount", { $0.discount = 0.5 }), ("lambda", { $0.lambda = 0.5 }),
      ("clip", { $0.clip = 0.01 }), ("entropyWeight", { $0.entropyWeight = 0 }),
      ("valueWeight", { $0.valueWeight = 0.5 }), ("epochs", { $0.epochs = 2 }),
      ("batchSize", { $0.batchSize = 32 }), ("learningRate", { $0.learningRate = 2e-3 }),
    ]
    for (name, change) in changes { #expect(update(change).weights != plain, "\(name)") }
  }
}

private func == (
  one: (weights: [Float], terms: LossTerms),
  other: (weights: [Float], terms: LossTerms)
) -> Bool { one.weights == other.weights && one.terms == other.terms }
