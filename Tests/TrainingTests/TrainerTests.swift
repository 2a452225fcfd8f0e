import NeuralNetwork
import PongAgents
import PongEngine
import Reinforcement
import Synchronization
import Testing

@testable import Training

/// Runs of a small configuration: what a run learns depends on its configuration alone.
struct TrainerTests {
  static func configuration(_ preset: Preset) -> RunConfiguration {
    small(preset.configuration)
  }

  private static func small(_ configuration: RunConfiguration) -> RunConfiguration {
    var result = configuration
    result.hidden = 24
    result.environments = 6
    result.steps = 64
    result.batchSize = 128
    result.seed = 5
    return result
  }

  static func weights(_ trainer: Trainer<RunConfiguration>) -> [Float] {
    Array(trainer.network.parameters.elements)
  }

  @Test(arguments: Preset.allCases)
  func `1, 2, 3 and 8 threads learn the same bits`(preset: Preset) throws {
    let results = try [1, 2, 3, 8].map { count in
      let trainer = try Trainer(
        Self.configuration(preset),
        pool: ThreadPool(workerCount: count)
      )
      for _ in 0..<4 { _ = trainer.iterate() }
      return Self.weights(trainer)
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  /// Hashes of the weights that the small runs come to.
  private static let pinned: [(configuration: RunConfiguration, hash: UInt64)] = [
    (Preset.article.configuration, 3_622_303_016_963_771_756),
    (Preset.karpathy.configuration, 14_526_194_964_808_360_752),
    (Preset.fast.configuration, 10_698_391_413_290_910_405),
    (Preset.strong.configuration, 17_795_547_002_168_723_325),
    (Preset.twoPictures, 13_434_096_503_654_039_250),
  ]

  @Test(arguments: pinned)
  func `the weights after four updates are pinned`(
    configuration: RunConfiguration,
    expected: UInt64
  ) throws {
    let trainer = try Trainer(Self.small(configuration), pool: ThreadPool(workerCount: 2))
    for _ in 0..<4 { _ = trainer.iterate() }
    let hash = Self.weights(trainer).reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01b3
    }
    #expect(hash == expected)
  }

  @Test(arguments: Preset.allCases)
  func `workers come to the same weights, whatever threads they have, and not to one worker's`(
    preset: Preset
  ) throws {
    func run(_ count: Int, threads: Int) throws -> [(weights: [Float], steps: Int)] {
      let results = Mutex([Int: (weights: [Float], steps: Int)]())
      let configuration = Self.configuration(preset)
      ThreadGroup.run(count) { workers in
        guard
          let trainer = try? Trainer(
            configuration,
            pool: ThreadPool(workerCount: threads),
            workers: workers
          )
        else { return }
        for _ in 0..<3 { _ = trainer.iterate() }
        let result = (Self.weights(trainer), trainer.progress.agentSteps)
        results.withLock { $0[workers.rank] = result }
      }
      return try (0..<count).map { rank in try #require(results.withLock { $0[rank] }) }
    }
    let three = try run(3, threads: 1)
    for other in try three + run(3, threads: 2) {
      #expect(other.weights == three[0].weights)
      #expect(other.steps == three[0].steps)
    }
    #expect(three[0].weights != (try run(1, threads: 1))[0].weights)
  }

  @Test(arguments: Preset.allCases)
  func `an interrupted run goes on to the bit`(preset: Preset) throws {
    let pool = ThreadPool(workerCount: 2)
    let configuration = Self.configuration(preset)
    let whole = try Trainer(configuration, pool: pool)
    let broken = try Trainer(configuration, pool: pool)
    for _ in 0..<3 {
      _ = whole.iterate()
      _ = broken.iterate()
    }
    let bytes = try Checkpoint.file(of: broken, command: "test", isComplete: true).encoded
    let file = try Safetensors(bytes)
    let resumed = try Trainer(try Checkpoint.configuration(of: file), pool: pool)
    try Checkpoint.restore(file, into: resumed)
    for _ in 0..<3 {
      _ = whole.iterate()
      _ = resumed.iterate()
    }
    #expect(Self.weights(resumed) == Self.weights(whole))
    #expect(resumed.progress == whole.progress)
    #expect(resumed.optimizer.stepCount == whole.optimizer.stepCount)
  }

  @Test func `Keras' update takes one step per 32 samples of an episode`() throws {
    var configuration = Self.configuration(.article)
    configuration.update = .keras
    let trainer = try Trainer(configuration, pool: ThreadPool(workerCount: 1))
    let iteration = trainer.iterate()
    #expect(iteration.episodes.count == 1)
    #expect(trainer.optimizer.stepCount == (iteration.steps + 31) / 32)
  }

  @Test func `a few seconds of learning lift Pong's reward clearly`() throws {
    var configuration = Preset.fast.configuration
    configuration.environment = try #require(EnvironmentID("PongDeterministic-v4"))
    configuration.hidden = 64
    let trainer = try Trainer(configuration, pool: ThreadPool(workerCount: 2))
    var first: Double?
    while trainer.progress.agentSteps < 600_000, trainer.progress.meanReward ?? -21 < -12 {
      _ = trainer.iterate()
      if first == nil, trainer.progress.episodes >= 50 { first = trainer.progress.meanReward }
    }
    #expect(try #require(first) < -17)
    #expect(try #require(trainer.progress.meanReward) >= -12)
  }

  @Test func `impossible settings are named`() {
    func expectRefusal(_ setting: String, _ change: (inout RunConfiguration) -> Void) {
      var configuration = RunConfiguration()
      change(&configuration)
      #expect {
        try configuration.validate()
      } throws: { error in
        (error as? ConfigurationError)?.setting == setting
      }
    }
    let ram = EnvironmentID.all.first { $0.observesRAM }
    expectRefusal("--environment") { $0.environment = ram ?? $0.environment }
    expectRefusal("--actions") { $0.actions = [.right] }
    expectRefusal("--actions") { $0.actions = [.right, .left, .right] }
    expectRefusal("--hidden") { $0.hidden = 0 }
    expectRefusal("--learning-rate") { $0.learningRate = .nan }
    expectRefusal("--environments") { $0.environments = 0 }
    expectRefusal("--environments times --rollout-steps") {
      $0.environments = 4096
      $0.steps = 65_536
    }
  }

  @Test func `a copy stays as it is, and the trainer goes on as if nobody had looked`() throws {
    var configuration = RunConfiguration()
    configuration.hidden = 16
    configuration.environments = 4
    configuration.steps = 32
    let pool = ThreadPool(workerCount: 2)
    let watched = try Trainer(configuration, pool: pool)
    let other = try Trainer(configuration, pool: pool)
    func weights(_ policy: PongPolicy) -> [Float] { Array(policy.network.parameters.elements) }
    _ = watched.iterate()
    _ = other.iterate()
    let before = weights(watched.policy)
    let copy = watched.copyOfPolicy()
    watched.optimizer.measuresGradient = true
    _ = watched.iterate()
    _ = other.iterate()
    #expect(weights(copy) == before)
    #expect(weights(watched.policy) != before)
    #expect(weights(watched.policy) == weights(other.policy))
    #expect(try #require(watched.optimizer.gradientNorm) > 0)
    #expect(other.optimizer.gradientNorm == nil)
  }

  @Test(arguments: [Preset.article, .strong])
  func `a copy plays as the policy does`(preset: Preset) throws {
    let trainer = try Trainer(
      Self.configuration(preset),
      pool: ThreadPool(workerCount: 1)
    )
    _ = trainer.iterate()
    var players = [trainer.policy, trainer.copyOfPolicy()].map { PolicyPlayer($0, seed: 1) }
    var game = Game()
    for _ in 0..<600 {
      let probabilities = players.map { $0.probabilities(seeing: game) }
      #expect(probabilities[0] == probabilities[1])
      let input = players[0].input(seeing: game)
      #expect(players[1].input(seeing: game) == input)
      _ = game.step(right: input)
    }
  }
}
