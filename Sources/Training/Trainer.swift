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

  private enum Learner {
    case reinforce(REINFORCE)
    case ppo(PPO)
  }

  /// How the run learns.
  public let configuration: RunConfiguration

  /// The network that is taught.
  public let network: Network

  /// What steps the network.
  public let optimizer: Optimizer

  /// The environments and the policy's choices in them.
  public let collector: Collector<PongTask>

  /// From where the order of mini-batches is drawn.
  public private(set) var generator: SplitMix64

  /// How far the run has gone.
  public private(set) var progress = RunProgress()

  private let learner: Learner
  private let rollout: Rollout
  private let horizon: Horizon
  private let pool: ThreadPool

  /// Prepares a run, or says what is wrong with its configuration.
  public init(_ configuration: RunConfiguration, pool: ThreadPool) throws(ConfigurationError) {
    self.configuration = configuration
    self.pool = pool
    try configuration.validate()
    let task = configuration.task
    let isPPO = configuration.algorithm == .ppo
    let isKeras = !isPPO && configuration.update == .keras
    var seeds = SplitMix64(seed: configuration.seed)
    network = Network(shape: configuration.shape, features: task.observation.features)
    var weights = SplitMix64(seed: seeds.next())
    network.initialize(configuration.initialization, using: &weights)
    policy = PongPolicy(
      network: network,
      observation: task.observation,
      actions: task.actions
    )
    optimizer = Optimizer(configuration.rule, shape: network.shape)
    generator = SplitMix64(seed: seeds.next())
    let policySeed = seeds.next()
    let environments = (0..<(isKeras ? 1 : configuration.environments)).map { _ in
      PongTask(task, seed: seeds.next())
    }
    collector = Collector(environments: environments, network: network, seed: policySeed)
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
      laneCount: environments.count,
      capacity: capacity,
      width: task.observation.width
    )
    learner =
      isPPO
      ? .ppo(PPO(configuration.ppo, network: network, optimizer: optimizer))
      : .reinforce(
        REINFORCE(configuration.reinforce, network: network, optimizer: optimizer)
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
  public func play() -> [Episode] { collector.collect(horizon, into: rollout, on: pool) }

  /// The second half of `iterate`: learns from what has been played.
  public func learn(from episodes: [Episode]) -> Iteration {
    let steps = rollout.sampleCount
    let scale = configuration.learningRateScale(after: progress.agentSteps)
    let terms =
      switch learner {
      case .reinforce(let learner):
        learner.update(from: rollout, learningRateScale: scale, using: &generator, on: pool)
      case .ppo(let learner):
        learner.update(
          from: rollout,
          learningRateScale: scale,
          entropyScale: configuration.entropyScale(after: progress.agentSteps),
          using: &generator,
          on: pool
        )
      }
    progress.add(episodes, steps: steps)
    return Iteration(episodes: episodes, steps: steps, terms: terms)
  }
}
