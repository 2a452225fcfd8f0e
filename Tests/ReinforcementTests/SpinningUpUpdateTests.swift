import Foundation
import NeuralNetwork
import Randomness
import Testing

@testable import Reinforcement

/// Spinning Up's learners, epoch by epoch: whole epochs against PyTorch, whose numbers
/// Tests/Scripts/spinup_numbers.py printed.
struct SpinningUpUpdateTests {
  /// The algorithm that is tested.
  enum Algorithm: Sendable {
    case vpg
    case ppo(clip: Double, iterations: Int, targetKL: Double)
  }

  /// A learner with one environment.
  private final class Run<E: Environment> where E.Element == Float {
    let networks: SeparateActorCritic
    let learner: any Learner<Float>
    let collector: Collector<TimeLimit<E>, SeparateActorCritic>
    let rollout: Rollout<Float>
    private var generator = SplitMix64(seed: 0)

    init(
      _ algorithm: Algorithm,
      _ settings: SpinningUpSettings,
      hiddenCounts: [Int],
      steps: Int,
      maximumEpisodeLength: Int = 1000,
      seed: UInt64,
      makeEnvironment: (UInt64) -> E
    ) {
      var seeds = SplitMix64(seed: seed)
      var weights = SplitMix64(seed: seeds.next())
      let choices = SplitMix64(seed: seeds.next())
      let environment = makeEnvironment(seeds.next())
      networks = SeparateActorCritic(
        inputCount: environment.observationWidth,
        hiddenCounts: hiddenCounts,
        actionCount: environment.actionCount,
        activation: .tanh
      )
      networks.policy.initialize(.pyTorch, using: &weights)
      networks.value.initialize(.pyTorch, using: &weights)
      let adam = Adam(epsilon: 1e-8, addsEpsilonBeforeCorrection: false)
      switch algorithm {
      case .vpg: learner = VPG(settings, networks: networks, adam: adam)
      case .ppo(let clip, let iterations, let targetKL):
        var ppo = SpinningUpPPO.Settings()
        ppo.common = settings
        ppo.clip = clip
        ppo.policyIterations = iterations
        ppo.targetKL = targetKL
        learner = SpinningUpPPO(ppo, networks: networks, adam: adam)
      }
      collector = Collector(
        environments: [TimeLimit(environment, maximumSteps: maximumEpisodeLength)],
        policy: networks,
        generators: [choices]
      )
      rollout = Rollout(
        environmentCount: 1,
        capacity: steps,
        width: environment.observationWidth
      )
    }

    func epoch(on pool: any WorkPool) -> (episodes: [Episode], update: UpdateReport) {
      let episodes = collector.collect(.epoch(steps: rollout.capacity), into: rollout, on: pool)
      return (
        episodes,
        learner.update(from: rollout, schedule: .init(), using: &generator, on: pool)
      )
    }

    /// The weights of policy and value.
    var weights: [Float] {
      Array(networks.policy.parameters.elements) + Array(networks.value.parameters.elements)
    }
  }

  private func learner(
    _ algorithm: Algorithm,
    _ change: (inout SpinningUpSettings) -> Void = { _ in }
  ) -> Run<RecordedEnvironment> {
    var settings = SpinningUpSettings()
    settings.policyLearningRate = 0.05
    settings.valueLearningRate = 0.01
    settings.valueIterations = 3
    change(&settings)
    let run = Run(
      algorithm,
      settings,
      hiddenCounts: [5, 4],
      steps: RecordedEnvironment.rewards.count,
      maximumEpisodeLength: 5,
      seed: 1
    ) { _ in RecordedEnvironment() }
    for (start, network) in [(0, run.networks.policy), (400, run.networks.value)] {
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
    return run
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
  private func flat(_ network: DenseNetwork, _ values: Buffer<Float>? = nil) -> [Float] {
    let copy = DenseNetwork(network.shape)
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
    let run = learner(
      name == "ppo" ? .ppo(clip: 0.2, iterations: 4, targetKL: 100) : .vpg
    ) {
      $0.shiftsRewards = name == "2018"
    }
    let (episodes, update) = run.epoch(on: SerialPool())
    let steps = run.rollout.sampleCount
    func values<T>(_ buffer: Buffer<T>) -> [T] { Array(buffer.elements.prefix(steps)) }
    // The script follows what was done here.
    #expect(values(run.rollout.actions) == [1, 0, 0, 1, 0, 2, 0, 0, 2, 0, 1, 0])
    try expect(values(run.rollout.advantages), near: golden["\(name) advantages"], "A")
    try expect(values(run.rollout.returns), near: golden["\(name) targets"], "R")
    let (before, after) = (update.terms, try #require(update.after))
    try expect(
      [
        before.policy, before.value, before.entropy, after.approximateKL,
        after.policy - before.policy,
      ].map { Float($0) },
      near: golden["\(name) loss, value loss, entropy, divergence, change"],
      "report"
    )
    try expect(flat(run.networks.policy), near: golden["\(name) policy"], "policy")
    try expect(flat(run.networks.value), near: golden["\(name) value"], "value")
    // The end of the epoch cuts off two more steps.
    #expect(episodes == [Episode(reward: 0, length: 5), Episode(reward: 2, length: 5)])
    #expect(steps == 12)
  }

  @Test func `gradients are those of PyTorch`() throws {
    let golden = try golden()
    let run = learner(.vpg) {
      $0.policyLearningRate = 0
      $0.valueLearningRate = 0
      $0.valueIterations = 1
    }
    _ = run.epoch(on: SerialPool())
    // After one step Adam's mean gradient is a tenth of the gradient.
    for (network, optimizer, name) in [
      (run.networks.policy, run.learner.optimizers[0], "policy"),
      (run.networks.value, run.learner.optimizers[1], "value"),
    ] {
      let gradient = flat(network, optimizer.firstMoment).map { $0 * 10 }
      try expect(gradient, near: golden["vpg \(name) gradient"], name)
    }
  }

  @Test func `ppo stops when the policies have diverged`() throws {
    let run = learner(.ppo(clip: 0.2, iterations: 80, targetKL: 0.01))
    let update = run.epoch(on: SerialPool()).update
    #expect(update.lastIteration < 79)
    #expect(try #require(update.after).approximateKL > 0.015)
  }

  @Test func `ppo stops at one and a half times the divergence that is aimed at`() throws {
    func update(iterations: Int, target: Double) -> UpdateReport {
      learner(.ppo(clip: 0.2, iterations: iterations, targetKL: target))
        .epoch(on: SerialPool()).update
    }
    let free = update(iterations: 6, target: 100)
    let divergence = try #require(free.after).approximateKL
    #expect(free.lastIteration == 5 && divergence > 0)
    // What the fifth step has brought is beyond 1.25 times the target, or 1.75 times.
    #expect(update(iterations: 6, target: divergence / 1.25) == free)
    #expect(update(iterations: 80, target: divergence / 1.75).lastIteration <= 5)
    #expect(update(iterations: 80, target: divergence / 1.25).lastIteration > 5)
  }

  @Test func `the entropy is that of the distributions or of the actions taken, as asked`() {
    func entropy(samples: Bool) -> (told: Double, sampled: Double) {
      let run = learner(.vpg) { $0.samplesEntropy = samples }
      let update = run.epoch(on: SerialPool()).update
      let count = run.rollout.sampleCount
      let taken = run.rollout.logProbabilities.elements.prefix(count)
      return (update.terms.entropy, -taken.reduce(0) { $0 + Double($1) } / Double(count))
    }
    let sampled = entropy(samples: true)
    #expect(abs(sampled.told - sampled.sampled) < 1e-6)
    let exact = entropy(samples: false)
    #expect(exact.sampled == sampled.sampled)
    #expect(abs(exact.told - exact.sampled) > 0.01)
  }

  @Test(arguments: [Algorithm.vpg, .ppo(clip: 0.2, iterations: 10, targetKL: 0.05)])
  func `a simple task is learned, the same with any number of threads`(algorithm: Algorithm) {
    var settings = SpinningUpSettings()
    settings.valueIterations = 5
    settings.policyLearningRate = 0.02
    func run() -> Run<Choosing> {
      Run(algorithm, settings, hiddenCounts: [16], steps: 1000, seed: 3) { Choosing(seed: $0) }
    }
    let (one, many) = (run(), run())
    func meanReturn(_ episodes: [Episode]) -> Float {
      episodes.reduce(0) { $0 + $1.reward } / Float(episodes.count)
    }
    let first = one.epoch(on: SerialPool())
    #expect(meanReturn(first.episodes) < 6)
    var last = first
    for _ in 0..<30 { last = one.epoch(on: SerialPool()) }
    #expect(meanReturn(last.episodes) > 8)
    for _ in 0..<31 { _ = many.epoch(on: ConcurrentPool(workerCount: 3)) }
    #expect(one.weights == many.weights)
  }
}

/// Two numbers are shown, and the place of the greater one is to be chosen, ten times an episode.
private struct Choosing: Environment {
  private var generator: SplitMix64
  private var shown: (Float, Float) = (0, 0)
  private var count = 0

  let actionCount = 2
  let observationWidth = 2

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
    reset()
  }

  var snapshot: [UInt64] { [generator.state] }

  mutating func restore(_ snapshot: [UInt64]) -> Bool { false }

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

  func observe(_ inputs: UnsafeMutablePointer<Float>) -> Int {
    inputs[0] = shown.0
    inputs[1] = shown.1
    return 2
  }
}
