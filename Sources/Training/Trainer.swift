public import NeuralNetwork
import PongAgents
public import Randomness
public import Reinforcement

/// Plays and learns, one rollout after the other; one of the workers of a run.
///
/// It knows no clock, no file and no terminal: whoever calls `iterate` decides how long to go on,
/// and what to write down.
public final class Trainer<Settings: RunDialect> {
  /// How the run learns.
  public let configuration: Settings

  /// The environments and the policy's choices in them.
  public let collector: Collector<Settings.Task, Settings.Networks>

  /// The algorithm.
  public let learner: any Learner<Settings.Task.Element>

  /// All workers, and which of them this is.
  public let workers: any WorkerGroup

  /// From where the order of mini-batches is drawn.
  public private(set) var generator: SplitMix64

  /// How far the run has gone.
  public private(set) var progress = RunProgress()

  /// Who plays against the policy; `nil` where that never changes.
  let league: League?

  private let rollout: Rollout<Settings.Task.Element>
  private let horizon: Horizon
  private let pool: any WorkPool
  private let collect: () -> [Episode]

  /// Puts the parts together.
  ///
  /// `collect` lets the collector fill the rollout up to the horizon: a closure made where the types
  /// are known, so that the compiler specialises the collector's loop for them.
  init(
    _ configuration: Settings,
    collector: Collector<Settings.Task, Settings.Networks>,
    learner: any Learner<Settings.Task.Element>,
    generator: SplitMix64,
    rollout: Rollout<Settings.Task.Element>,
    horizon: Horizon,
    pool: any WorkPool,
    workers: any WorkerGroup,
    league: League? = nil,
    collect: @escaping () -> [Episode]
  ) {
    self.configuration = configuration
    self.collector = collector
    self.learner = learner
    self.generator = generator
    self.rollout = rollout
    self.horizon = horizon
    self.pool = pool
    self.workers = workers
    self.league = league
    self.collect = collect
  }

  /// The networks that are taught.
  public var networks: Settings.Networks { collector.policy }

  /// What steps the policy.
  public var optimizer: Optimizer { learner.optimizers[0] }

  /// Takes up the rest of a checkpoint's state, and says whether it is one of this configuration;
  /// networks and optimisers have been filled in.
  func resume(_ states: [EnvironmentState], generator: UInt64? = nil, progress: RunProgress) -> Bool
  {
    guard collector.restore(states) else { return false }
    if let generator { self.generator.state = generator }
    self.progress = progress
    return true
  }

  /// Plays until there is enough to learn from, and learns from it.
  public func iterate() -> TrainingIteration { learn(from: play()) }

  /// The first half of `iterate`: plays until there is enough to learn from.
  ///
  /// - Returns: The episodes of this worker that ended.
  public func play() -> [Episode] { collect() }

  /// The second half of `iterate`: learns from what has been played.
  ///
  /// - Parameter episodes: What `play` returned.
  /// - Returns: What the iteration brought, over all workers.
  public func learn(from episodes: [Episode]) -> TrainingIteration {
    let steps = Int(workers.sum([Double(rollout.sampleCount)])[0])
    let report = learner.update(
      from: rollout,
      schedule: configuration.schedule(after: progress.agentSteps),
      using: &generator,
      on: pool
    )
    let all = workers.gatherAll(episodes, filler: Episode(reward: 0, length: 0))
    progress.add(all, steps: steps)
    league?.record(all)
    league?.keepPastSelf(at: progress.agentSteps)
    var iteration = TrainingIteration(episodes: all, steps: steps, report: report)
    if case .epoch = horizon {
      iteration.epoch = EpochStatistics(of: episodes, in: rollout, workers: workers)
    }
    return iteration
  }
}

/// What one rollout and the learning from it brought, over all workers.
public struct TrainingIteration: Hashable, Sendable {
  /// The episodes that ended, in order.
  public var episodes: [Episode]

  /// How many agent steps were played.
  public var steps: Int

  /// How the update went.
  public var report: UpdateReport

  /// What Spinning Up tells of an epoch; `nil` for a rollout that is none.
  public var epoch: EpochStatistics?

  /// The means of the loss's terms.
  public var terms: LossTerms { report.terms }
}

/// What Spinning Up tells of an epoch's experience, over all workers.
public struct EpochStatistics: Hashable, Sendable {
  /// The returns of the episodes that ended or were cut off by their limit.
  public var returns: Statistics

  /// Their mean length, in agent steps.
  public var meanLength: Double

  /// The value estimates.
  public var values: Statistics

  /// The lengths of the episodes that the end of the epoch cut off, by rank; zero where there is
  /// none.
  public var cutOff: [Int]

  /// Sums up what a worker's episodes and its rollout hold; all workers do it together.
  init(
    of episodes: [Episode],
    in rollout: Rollout<some ObservationElement>,
    workers: any WorkerGroup
  ) {
    let steps = rollout.sampleCount
    returns = Statistics(episodes.map(\.reward), of: workers)
    meanLength = Statistics(episodes.map { Float($0.length) }, of: workers).mean
    values = Statistics(Array(rollout.values.elements.prefix(steps)), of: workers)
    cutOff = workers.gather([steps - episodes.reduce(0) { $0 + $1.length }])
  }
}
