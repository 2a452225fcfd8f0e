public import NeuralNetwork
public import Randomness

/// An algorithm that learns from what its policy went through.
///
/// A worker is a learner of a `WorkerGroup`, with experience of its own; the threads of a `WorkPool`
/// help one worker. The same for one worker or many: what a learner averages or standardises, it does over the
/// experience of all workers of its group, so that all of them have the same weights to the bit.
public protocol Learner<Element>: AnyObject, Sendable {
  /// What the observations that it learns from are lists of.
  associatedtype Element: ObservationElement

  /// What steps its networks, in the order in which their state is saved.
  var optimizers: [Optimizer] { get }

  /// Learns from a rollout.
  ///
  /// - Parameters:
  ///   - rollout: What happened under the policy as it is; the learner fills in advantages, the
  ///     order of samples and, if it needs them, values and returns.
  ///   - schedule: Where the schedules of its settings stand.
  ///   - generator: From where the order of mini-batches is drawn: by `PPO`, and by `REINFORCE` with
  ///     `REINFORCE.Update.keras`. `VPG`, `SpinningUpPPO` and `REINFORCE.Update.batch` draw nothing
  ///     and may be given any generator, even a copy of the collector's; a learner that draws needs a
  ///     stream of its own.
  ///   - pool: The threads that do this worker's work; any pool gives the same bits.
  /// - Returns: How the update went, over all workers.
  func update(
    from rollout: Rollout<Element>,
    schedule: ScheduleFactors,
    using generator: inout SplitMix64,
    on pool: any WorkPool
  ) -> UpdateReport
}

/// What settings are multiplied by at a point of their schedules.
public struct ScheduleFactors: Hashable, Sendable {
  /// Of learning rates.
  public var learningRate: Double

  /// Of the entropy bonus.
  public var entropy: Double

  /// Of the logarithms of the default policy.
  public var defaultPolicy: Double

  /// Settings as they are unless said otherwise.
  public init(learningRate: Double = 1, entropy: Double = 1, defaultPolicy: Double = 1) {
    self.learningRate = learningRate
    self.entropy = entropy
    self.defaultPolicy = defaultPolicy
  }
}

/// How an update went, over all workers.
public struct UpdateReport: Hashable, Sendable {
  /// The means of the loss's terms: over all samples that steps were taken on, or, where `after` is
  /// known, before the first step.
  public var terms: LossTerms

  /// The means of the loss's terms after the last step, if the algorithm measures them.
  public var after: LossTerms?

  /// How many steps of the policy went before its last one, if the algorithm decides that itself.
  public var lastIteration: Int

  /// Puts a report together.
  public init(terms: LossTerms = LossTerms(), after: LossTerms? = nil, lastIteration: Int = 0) {
    self.terms = terms
    self.after = after
    self.lastIteration = lastIteration
  }
}
