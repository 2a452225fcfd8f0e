public import NeuralNetwork
public import PongAgents
import PongEngine
import Randomness
public import Reinforcement

extension Trainer where Settings == RunConfiguration {
  /// Prepares a run, or says what is wrong with its configuration.
  ///
  /// - Parameters:
  ///   - configuration: How the run learns.
  ///   - players: Who can be named as an opponent; whoever takes up the run again must know the same.
  ///   - pool: Who does this worker's work.
  ///   - workers: All workers, and which of them this is; the environments are shared out among
  ///     them, and rank r takes the run's seed + 10000 r.
  /// - Throws: If the configuration is impossible, or a player that it names cannot be fetched.
  public convenience init(
    _ configuration: RunConfiguration,
    players: PlayerCatalog = .builtIn,
    pool: any WorkPool,
    workers: any WorkerGroup = SoloWorker()
  ) throws {
    try configuration.validate()
    let isPPO = configuration.algorithm == .ppo
    let isKeras = !isPPO && configuration.update == .keras
    var seeds = SplitMix64(seed: configuration.seed &+ 10_000 &* UInt64(workers.rank))
    let observation = configuration.observation
    let network = SparseNetwork(shape: configuration.shape, features: observation.features)
    let league = try League(
      configuration.opponents,
      pastSelves: configuration.pastSelves,
      every: configuration.pastSelfInterval,
      learner: PongPolicy(
        network: network,
        observation: observation,
        actions: configuration.actions
      )
    ) { try configuration.opponent($0, among: players) }
    let task = configuration.task(league)
    var weights = SplitMix64(seed: seeds.next())
    network.initialize(configuration.initialization, using: &weights)
    let optimizer = Optimizer(configuration.rule, for: network)
    let generator = SplitMix64(seed: seeds.next())
    let policySeed = seeds.next()
    let count = isKeras ? 1 : max(1, configuration.environments / workers.size)
    let environments = (0..<count).map { _ in
      PongTask(task, seed: seeds.next())
    }
    let collector = Collector(environments: environments, policy: network, seed: policySeed)
    let horizon: Horizon
    let capacity: Int
    if isKeras {
      horizon = .episode
      capacity = task.environment.maximumFrames / task.environment.frameSkip.lowerBound + 1
    } else if isPPO {
      horizon = .steps(configuration.steps)
      capacity = configuration.steps
    } else {
      horizon = .untilReward(atLeast: configuration.steps)
      // A rally longer than this is cut: its last steps then count as without consequences.
      capacity = configuration.steps + 2048
    }
    let rollout = Rollout<Int32>(
      environmentCount: environments.count,
      capacity: capacity,
      width: task.observation.width
    )
    let learner: any Learner<Int32> =
      isPPO
      ? PPO(configuration.ppo, network: network, optimizer: optimizer, workers: workers)
      : REINFORCE(
        configuration.reinforce,
        network: network,
        optimizer: optimizer,
        workers: workers
      )
    self.init(
      configuration,
      collector: collector,
      learner: learner,
      generator: generator,
      rollout: rollout,
      horizon: horizon,
      pool: pool,
      workers: workers,
      league: league,
      collect: { collector.collect(horizon, into: rollout, on: pool) }
    )
  }

  /// The network that is taught.
  public var network: SparseNetwork { networks }

  /// The network as something that plays.
  public var policy: PongPolicy {
    PongPolicy(
      network: network,
      observation: configuration.observation,
      actions: configuration.actions
    )
  }

  /// A copy of the policy as it is now, which stays as it is while the trainer goes on.
  ///
  /// Call it between two iterations.
  public func copyOfPolicy() -> PongPolicy {
    let copy = SparseNetwork(shape: network.shape, features: network.features)
    copy.parameters.copy(from: network.parameters)
    copy.refresh()
    return PongPolicy(network: copy, observation: policy.observation, actions: policy.actions)
  }
}

extension RunConfiguration {
  /// Fetches a player that plays against the policy.
  fileprivate func opponent(_ name: String, among players: PlayerCatalog) throws -> Contestant {
    guard let contestant = try players.contestant(name), !contestant.seat(seed: 0).isHuman else {
      let known = players.choices.map(\.id).filter { $0 != Contestant.human.choice.id }
      throw ConfigurationError(
        "--opponents",
        name,
        expected: "self, past, a policy's file or one of \(known.joined(separator: ", "))"
      )
    }
    return contestant
  }
}
