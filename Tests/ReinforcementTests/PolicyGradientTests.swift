import Foundation
import NeuralNetwork
import Randomness
import Testing

@testable import Reinforcement

/// Whole epochs against PyTorch: Tests/Scripts/spinup_numbers.py printed the numbers.
struct PolicyGradientTests {
  private func learner(
    _ algorithm: PolicyGradientSettings.Algorithm,
    shiftsRewards: Bool = false,
    _ change: (inout PolicyGradientSettings) -> Void = { _ in }
  ) -> PolicyGradient<RecordedEnvironment, SoloWorker> {
    var settings = PolicyGradientSettings()
    settings.algorithm = algorithm
    settings.hiddenCounts = [5, 4]
    settings.stepsPerEpoch = RecordedEnvironment.rewards.count
    settings.maximumEpisodeLength = 5
    settings.policyLearningRate = 0.05
    settings.valueLearningRate = 0.01
    settings.valueIterations = 3
    settings.shiftsRewards = shiftsRewards
    change(&settings)
    let learner = PolicyGradient(settings, seed: 1, workers: SoloWorker()) { _ in
      RecordedEnvironment()
    }
    for (start, network) in [(0, learner.policy), (400, learner.value)] {
      for layer in 0..<network.layerCount {
        let (inputs, outputs) = network.sizes(ofLayer: layer)
        let first = start + 100 * layer
        network.setLayer(
          layer,
          weights: (0..<inputs * outputs).map { RecordedEnvironment.value(first + $0) },
          biases: (0..<outputs).map { RecordedEnvironment.value(first + 77 + $0) / 10 }
        )
      }
    }
    return learner
  }

  /// The script's lines by name.
  private func golden() throws -> [String: [Float]] {
    let url = try #require(
      Bundle.module.url(forResource: "Golden/spinup_numbers", withExtension: "txt")
    )
    var numbers: [String: [Float]] = [:]
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      numbers[String(parts[0])] = parts[1].split { "[], ".contains($0) }.compactMap { Float($0) }
    }
    return numbers
  }

  /// A network's numbers in PyTorch's order, or what stands in another array of its layout.
  private func flat(_ network: MultilayerPerceptron, _ values: Buffer<Float>? = nil) -> [Float] {
    let copy = MultilayerPerceptron(network.shape)
    copy.parameters.copy(from: values ?? network.parameters)
    return (0..<copy.layerCount).flatMap {
      copy.weights(ofLayer: $0) + copy.biases(ofLayer: $0)
    }
  }

  private func expect(_ found: [Float], near expected: [Float]?, _ name: String) throws {
    let expected = try #require(expected)
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      #expect(abs(found - expected) < 1e-5, "\(name)")
    }
  }

  @Test(arguments: ["vpg", "ppo", "2018"])
  func `a whole epoch is that of PyTorch`(name: String) throws {
    let golden = try golden()
    let learner = learner(
      name == "ppo" ? .ppo(clip: 0.2, iterations: 4, targetDivergence: 100) : .vpg,
      shiftsRewards: name == "2018"
    )
    let report = learner.epoch(on: SerialPool())
    let experience = learner.experience
    // The script follows what was done here.
    #expect(Array(experience.actions.elements) == [1, 0, 0, 1, 0, 2, 0, 0, 2, 0, 1, 0])
    try expect(Array(experience.advantages.elements), near: golden["\(name) advantages"], "A")
    try expect(Array(experience.targets.elements), near: golden["\(name) targets"], "R")
    try expect(
      [
        report.policyLoss, report.valueLoss, report.entropy, report.approximateKL,
        report.policyLossChange,
      ].map { Float($0) },
      near: golden["\(name) loss, value loss, entropy, divergence, change"],
      "report"
    )
    try expect(flat(learner.policy), near: golden["\(name) policy"], "policy")
    try expect(flat(learner.value), near: golden["\(name) value"], "value")
    #expect(report.returns.mean == 1 && report.returns.maximum == 2 && report.meanLength == 5)
    #expect(report.cutOff == [2])
  }

  @Test func `gradients are those of PyTorch`() throws {
    let golden = try golden()
    let learner = learner(.vpg) {
      $0.policyLearningRate = 0
      $0.valueLearningRate = 0
      $0.valueIterations = 1
    }
    _ = learner.epoch(on: SerialPool())
    // After one step Adam's mean gradient is a tenth of the gradient.
    for (network, optimizer, name) in [
      (learner.policy, learner.policyOptimizer, "policy"),
      (learner.value, learner.valueOptimizer, "value"),
    ] {
      let gradient = flat(network, optimizer.first).map { $0 * 10 }
      try expect(gradient, near: golden["vpg \(name) gradient"], name)
    }
  }

  @Test func `ppo stops when the policies have diverged`() {
    let learner = learner(.ppo(clip: 0.2, iterations: 80, targetDivergence: 0.01))
    let report = learner.epoch(on: SerialPool())
    #expect(report.lastIteration < 79)
    #expect(report.approximateKL > 0.015)
  }

  @Test func `ppo stops at one and a half times the divergence that is aimed at`() {
    func epoch(iterations: Int, target: Double) -> EpochReport {
      learner(.ppo(clip: 0.2, iterations: iterations, targetDivergence: target))
        .epoch(on: SerialPool())
    }
    let free = epoch(iterations: 6, target: 100)
    #expect(free.lastIteration == 5 && free.approximateKL > 0)
    // What the fifth step has brought is beyond 1.25 times the target, or 1.75 times.
    #expect(epoch(iterations: 6, target: free.approximateKL / 1.25) == free)
    #expect(epoch(iterations: 80, target: free.approximateKL / 1.75).lastIteration <= 5)
    #expect(epoch(iterations: 80, target: free.approximateKL / 1.25).lastIteration > 5)
  }

  @Test func `the entropy is that of the distributions or of the actions taken, as asked`() {
    func entropy(samples: Bool) -> (told: Double, sampled: Double) {
      let learner = learner(.vpg) { $0.samplesEntropy = samples }
      let report = learner.epoch(on: SerialPool())
      let taken = learner.experience.logProbabilities.elements
      return (report.entropy, -taken.reduce(0) { $0 + Double($1) } / Double(taken.count))
    }
    let sampled = entropy(samples: true)
    #expect(abs(sampled.told - sampled.sampled) < 1e-6)
    let exact = entropy(samples: false)
    #expect(exact.sampled == sampled.sampled)
    #expect(abs(exact.told - exact.sampled) > 0.01)
  }

  @Test func `workers start with the weights of the first, and play each from its own stream`() {
    func learner(rank: Int) -> PolicyGradient<Choosing, RepeatedWorker> {
      PolicyGradient(
        PolicyGradientSettings(),
        seed: 3,
        workers: RepeatedWorker(rank: rank, size: 3)
      ) { Choosing(seed: $0) }
    }
    let (first, second) = (learner(rank: 0), learner(rank: 1))
    #expect(first.generator.state != second.generator.state)
    #expect(first.environment.streamState != second.environment.streamState)
    #expect(first.experience.count == 4000 / 3)
  }

  @Test(arguments: [
    PolicyGradientSettings.Algorithm.vpg, .ppo(clip: 0.2, iterations: 10, targetDivergence: 0.05),
  ])
  func `a simple task is learned, the same with any number of threads`(
    algorithm: PolicyGradientSettings.Algorithm
  ) {
    var settings = PolicyGradientSettings()
    settings.algorithm = algorithm
    settings.hiddenCounts = [16]
    settings.stepsPerEpoch = 1000
    settings.valueIterations = 5
    settings.policyLearningRate = 0.02
    let (one, many) = (
      PolicyGradient(settings, seed: 3, workers: SoloWorker()) { Choosing(seed: $0) },
      PolicyGradient(settings, seed: 3, workers: SoloWorker()) { Choosing(seed: $0) }
    )
    let first = one.epoch(on: SerialPool())
    #expect(first.returns.mean < 6)
    var last = first
    for _ in 0..<30 { last = one.epoch(on: SerialPool()) }
    #expect(last.returns.mean > 8)
    for _ in 0..<31 { _ = many.epoch(on: ConcurrentPool(workerCount: 3)) }
    #expect(Array(one.policy.parameters.elements) == Array(many.policy.parameters.elements))
    #expect(Array(one.value.parameters.elements) == Array(many.value.parameters.elements))
  }
}

/// Two numbers are shown, and the place of the greater one is to be chosen, ten times an episode.
private struct Choosing: DenseEnvironment {
  private var generator: SplitMix64
  private var shown: (Float, Float) = (0, 0)
  private var count = 0

  let actionCount = 2
  let observationCount = 2

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  var streamState: UInt64 {
    get { generator.state }
    set { generator.state = newValue }
  }

  mutating func reset() {
    count = 0
    shown = (generator.uniform(), generator.uniform())
  }

  mutating func step(_ action: Int) -> TimeStep {
    let isRight = (shown.0 > shown.1) == (action == 0)
    shown = (generator.uniform(), generator.uniform())
    count += 1
    return TimeStep(reward: isRight ? 1 : 0, status: count == 10 ? .terminated : .running)
  }

  func observe(_ inputs: UnsafeMutablePointer<Float>) {
    inputs[0] = shown.0
    inputs[1] = shown.1
  }
}
