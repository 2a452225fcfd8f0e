public import NeuralNetwork
public import PongAgents
import PongEngine
public import Randomness
public import Reinforcement

/// Plays and learns, one rollout after the other.
///
/// It knows no clock, no file and no terminal: whoever calls `iterate` decides how long to go on,
/// and what to write down.
public final class Trainer {
  /// What one rollout and the learning from it brought.
  public struct Iteration: Sendable {
    /// The episodes that ended, in order.
    public var episodes: [Episode]

    /// How many agent steps were played.
    public var steps: Int

    /// The means of the loss's terms.
    public var terms: LossTerms
  }

  /// How the run learns.
  public let configuration: RunConfiguration

  /// The network that is taught.
  public let network: SparseNetwork

  /// What steps the network.
  public let optimizer: Optimizer

  /// The environments and the policy's choices in them.
  public let collector: Collector<PongTask, SparseNetwork>

  /// From where the order of mini-batches is drawn.
  public private(set) var generator: SplitMix64

  /// How far the run has gone.
  public private(set) var progress = RunProgress()

  private let learner: any Learner<Int32>
  private let rollout: Rollout<Int32>
  private let horizon: Horizon
  private let pool: any WorkPool

  /// All workers, and which of them this is.
  public let workers: any WorkerGroup

  /// Prepares a run, or says what is wrong with its configuration.
  ///
  /// - Parameters:
  ///   - configuration: How the run learns.
  ///   - opponent: Who plays on the left; whoever takes up the run again must name the same.
  ///   - pool: Who does this worker's work.
  ///   - workers: All workers, and which of them this is; the environments are shared out among
  ///     them, and rank r takes the run's seed + 10000 r.
  /// - Throws: If the configuration is impossible.
  public init(
    _ configuration: RunConfiguration,
    opponent: Contestant = .computer,
    pool: any WorkPool,
    workers: any WorkerGroup = SoloWorker()
  ) throws(ConfigurationError) {
    self.configuration = configuration
    self.pool = pool
    self.workers = workers
    try configuration.validate()
    var task = configuration.task
    task.opponent = opponent
    let isPPO = configuration.algorithm == .ppo
    let isKeras = !isPPO && configuration.update == .keras
    var seeds = SplitMix64(seed: configuration.seed &+ 10_000 &* UInt64(workers.rank))
    network = SparseNetwork(shape: configuration.shape, features: task.observation.features)
    var weights = SplitMix64(seed: seeds.next())
    network.initialize(configuration.initialization, using: &weights)
    policy = PongPolicy(
      network: network,
      observation: task.observation,
      actions: task.actions
    )
    optimizer = Optimizer(configuration.rule, for: network)
    generator = SplitMix64(seed: seeds.next())
    let policySeed = seeds.next()
    let count = isKeras ? 1 : max(1, configuration.environments / workers.size)
    let environments = (0..<count).map { _ in
      PongTask(task, seed: seeds.next())
    }
    collector = Collector(environments: environments, policy: network, seed: policySeed)
    let capacity: Int
    if isKeras {
      horizon = .episode
      capacity = task.environment.maximumFrames / task.environment.frameSkip.lowerBound + 1
    } else if isPPO {
      horizon = .steps(configuration.steps)
      capacity = configuration.steps
    } else {
      horizon = .rallies(atLeast: configuration.steps)
      // A rally longer than this is cut: its last steps then count as without consequences.
      capacity = configuration.steps + 2048
    }
    rollout = Rollout(
      environmentCount: environments.count,
      capacity: capacity,
      width: task.observation.width
    )
    learner =
      isPPO
      ? PPO(configuration.ppo, network: network, optimizer: optimizer, workers: workers)
      : REINFORCE(
        configuration.reinforce,
        network: network,
        optimizer: optimizer,
        workers: workers
      )
  }

  /// The network as something that plays.
  public let policy: PongPolicy

  /// Takes up the rest of a checkpoint's state.
  func resume(generator: UInt64, progress: RunProgress) {
    self.generator.state = generator
    self.progress = progress
  }

  /// Plays until there is enough to learn from, and learns from it.
  public func iterate() -> Iteration { learn(from: play()) }

  /// The first half of `iterate`: plays until there is enough to learn from.
  ///
  /// - Returns: The episodes of this worker that ended.
  public func play() -> [Episode] { collector.collect(horizon, into: rollout, on: pool) }

  /// The second half of `iterate`: learns from what has been played.
  ///
  /// - Parameter episodes: What `play` returned.
  /// - Returns: What the iteration brought, over all workers.
  public func learn(from episodes: [Episode]) -> Iteration {
    let steps = Int(workers.sum([Double(rollout.sampleCount)])[0])
    let report = learner.update(
      from: rollout,
      schedule: ScheduleFactors(
        learningRate: configuration.learningRateScale(after: progress.agentSteps),
        entropy: configuration.entropyScale(after: progress.agentSteps)
      ),
      using: &generator,
      on: pool
    )
    let episodes = workers.gatherAll(episodes, filler: Episode(reward: 0, length: 0))
    progress.add(episodes, steps: steps)
    return Iteration(episodes: episodes, steps: steps, terms: report.terms)
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
