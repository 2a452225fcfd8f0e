import NeuralNetwork
import PongAgents
import Randomness
public import Reinforcement

/// What an epoch of a Spinning Up run brought, over all workers.
public struct EpochReport: Hashable, Sendable {
  /// The returns of the episodes that ended or were cut off by their limit.
  public var returns: Statistics

  /// Their mean length, in agent steps.
  public var meanLength: Double

  /// The value estimates.
  public var values: Statistics

  /// How the update went.
  public var update: UpdateReport

  /// The lengths of the episodes that the end of the epoch cut off, by rank; zero where there is
  /// none.
  public var cutOff: [Int]
}

/// One worker of a Spinning Up run: it plays and learns, epoch by epoch, and agrees with the others
/// on gradients and statistics.
final class SpinupTrainer {
  /// The policy and the value estimate.
  let networks: SeparateActorCritic

  /// `vpg` or `ppo`.
  let learner: any Learner<Float>

  /// The worker's environment, and the policy's choices in it.
  let collector: Collector<TimeLimit<RAMTask>, SeparateActorCritic>

  /// How many epochs have been gone through.
  private(set) var epochs = 0

  private let configuration: SpinupConfiguration
  private let workers: any WorkerGroup
  private let rollout: Rollout<Float>
  private let horizon: Horizon
  private var generator: SplitMix64

  /// Prepares a worker; rank r takes the run's seed + 10000 r.
  init(_ configuration: SpinupConfiguration, workers: any WorkerGroup) throws(ConfigurationError) {
    guard let id = configuration.environmentID else {
      throw ConfigurationError(
        "--env_name",
        configuration.environment,
        expected: "one of \(SpinupConfiguration.ramEnvironments.joined(separator: ", "))"
      )
    }
    self.configuration = configuration
    self.workers = workers
    var seeds = SplitMix64(
      seed: UInt64(configuration.seed) &+ 10_000 &* UInt64(workers.rank)
    )
    var weights = SplitMix64(seed: seeds.next())
    generator = SplitMix64(seed: seeds.next())
    let task = RAMTask(
      id,
      scaling: configuration.scaling,
      seed: seeds.next()
    )
    networks = SeparateActorCritic(
      inputCount: task.observationWidth,
      hiddenCounts: configuration.hidden,
      actionCount: task.actionCount,
      activation: configuration.activation
    )
    networks.policy.initialize(configuration.initialization, using: &weights)
    networks.value.initialize(configuration.initialization, using: &weights)
    collector = Collector(
      environments: [TimeLimit(task, maximumSteps: configuration.maximumEpisodeLength)],
      policy: networks,
      generators: [generator]
    )
    let steps = max(1, configuration.stepsPerEpoch / workers.size)
    rollout = Rollout(environmentCount: 1, capacity: steps, width: task.observationWidth)
    horizon = .epoch(steps: steps)
    learner = configuration.learner(networks, workers: workers)
  }

  /// Takes up the rest of another run's state: networks and optimisers have been filled in.
  func resume(epochs: Int, generator: UInt64, stream: UInt64) -> Bool {
    self.epochs = epochs
    return collector.restore([
      EnvironmentState(
        // An episode that is about to begin: no action, no step.
        environment: [stream, 0, 0],
        generator: generator,
        episode: Episode(reward: 0, length: 0)
      )
    ])
  }

  /// Plays an epoch, learns from it and tells what it brought.
  func epoch(on pool: any WorkPool) -> EpochReport {
    let episodes = collector.collect(horizon, into: rollout, on: pool)
    let update = learner.update(
      from: rollout,
      schedule: ScheduleFactors(),
      using: &generator,
      on: pool
    )
    epochs += 1
    let steps = rollout.sampleCount
    return EpochReport(
      returns: Statistics(episodes.map(\.reward), of: workers),
      meanLength: Statistics(episodes.map { Float($0.length) }, of: workers).mean,
      values: Statistics(Array(rollout.values.elements.prefix(steps)), of: workers),
      update: update,
      cutOff: workers.gather([steps - episodes.reduce(0) { $0 + $1.length }])
    )
  }
}

extension SpinupConfiguration {
  /// How weights start, as the program that is followed has it.
  fileprivate var initialization: DenseNetwork.Initialization {
    algorithm.isTensorFlow ? .tensorFlow : .pyTorch
  }

  /// The algorithm, with this configuration's numbers.
  fileprivate func learner(
    _ networks: SeparateActorCritic,
    workers: any WorkerGroup
  ) -> any Learner<Float> {
    let adam = Adam(epsilon: 1e-8, addsEpsilonBeforeCorrection: algorithm.isTensorFlow)
    var common = SpinningUpSettings()
    common.discount = gamma
    common.lambda = lambda
    common.policyLearningRate = policyRate
    common.valueLearningRate = valueRate
    common.valueIterations = valueIterations
    common.shiftsRewards = rewards == .previous
    common.samplesEntropy = algorithm.isTensorFlow
    guard algorithm.isPPO else {
      return VPG(common, networks: networks, adam: adam, workers: workers)
    }
    var settings = SpinningUpPPO.Settings()
    settings.common = common
    settings.clip = clip
    settings.policyIterations = policyIterations
    settings.targetKL = targetDivergence
    return SpinningUpPPO(settings, networks: networks, adam: adam, workers: workers)
  }
}
