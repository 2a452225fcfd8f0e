import NeuralNetwork
import PongAgents
import Randomness
import Reinforcement

extension Trainer where Settings == SpinupConfiguration {
  /// Prepares a worker of a Spinning Up run; rank r takes the run's seed + 10000 r.
  ///
  /// - Throws: If there is no such environment.
  convenience init(
    _ configuration: SpinupConfiguration,
    pool: any WorkPool,
    workers: any WorkerGroup = SoloWorker()
  ) throws(ConfigurationError) {
    guard let id = configuration.environmentID else {
      throw ConfigurationError(
        "--env_name",
        configuration.environment,
        expected: "one of \(SpinupConfiguration.ramEnvironments.joined(separator: ", "))"
      )
    }
    var seeds = SplitMix64(
      seed: UInt64(configuration.seed) &+ 10_000 &* UInt64(workers.rank)
    )
    var weights = SplitMix64(seed: seeds.next())
    let generator = SplitMix64(seed: seeds.next())
    let task = RAMTask(
      id,
      scaling: configuration.scaling,
      seed: seeds.next()
    )
    let networks = SeparateActorCritic(
      inputCount: task.observationWidth,
      hiddenCounts: configuration.hidden,
      actionCount: task.actionCount,
      activation: configuration.activation
    )
    networks.policy.initialize(configuration.initialization, using: &weights)
    networks.value.initialize(configuration.initialization, using: &weights)
    let collector = Collector(
      environments: [TimeLimit(task, maximumSteps: configuration.maximumEpisodeLength)],
      policy: networks,
      generators: [generator]
    )
    let steps = max(1, configuration.stepsPerEpoch / workers.size)
    let rollout = Rollout<Float>(
      environmentCount: 1,
      capacity: steps,
      width: task.observationWidth
    )
    let horizon = Horizon.epoch(steps: steps)
    self.init(
      configuration,
      collector: collector,
      learner: configuration.learner(networks, workers: workers),
      generator: generator,
      rollout: rollout,
      horizon: horizon,
      pool: pool,
      workers: workers,
      collect: { collector.collect(horizon, into: rollout, on: pool) }
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
