public import NeuralNetwork
public import Randomness

/// Behaviour cloning: a policy is taught to do what somebody did, by cross-entropy with their actions.
///
/// Rewards play no part. A clone meets places that nobody has shown it as soon as it errs, and errs
/// more there: who makes the samples should show how to come back (S. Ross, J. A. Bagnell, "Efficient
/// Reductions for Imitation Learning", AISTATS 2010).
///
/// Source: D. A. Pomerleau, "Efficient Training of Artificial Neural Networks for Autonomous
/// Navigation", Neural Computation 3, 1991; M. Bain, C. Sammut, "A Framework for Behavioural Cloning",
/// Machine Intelligence 15, 1995.
public final class BehaviorCloning: Learner {
  /// What can be chosen.
  public struct Settings: Hashable, Sendable {
    /// How many samples a step takes.
    public var batchSize: Int

    /// The learning rate.
    public var learningRate: Double

    /// Makes settings.
    public init(batchSize: Int = 256, learningRate: Double = 1e-3) {
      self.batchSize = batchSize
      self.learningRate = learningRate
    }
  }

  /// The settings.
  public let settings: Settings

  private let descent: SparseDescent

  /// Makes a learner for a network; all workers begin with the weights of the one with rank 0.
  public init(
    _ settings: Settings,
    network: SparseNetwork,
    optimizer: Optimizer,
    workers: any WorkerGroup = SoloWorker()
  ) {
    self.settings = settings
    descent = SparseDescent(network: network, optimizer: optimizer, workers: workers)
  }

  /// What steps the network.
  public var optimizers: [Optimizer] { [descent.optimizer] }

  /// Goes once through a rollout in mini-batches, whose division is drawn: up Σ log π(a_t|s_t).
  ///
  /// Of the rollout only observations and actions count, those of whoever is imitated.
  public func update(
    from rollout: Rollout<Int32>,
    schedule: ScheduleFactors = ScheduleFactors(),
    using generator: inout SplitMix64,
    on pool: any WorkPool
  ) -> UpdateReport {
    rollout.dealSamples(intoBatchesOf: settings.batchSize, using: &generator)
    let count = rollout.sampleCount
    // With an advantage of 1 the policy gradient's loss is the cross-entropy.
    for position in 0..<count { rollout.advantages.base[Int(rollout.order.base[position])] = 1 }
    let terms = descent.run(
      over: rollout,
      count: count,
      batchSize: settings.batchSize,
      loss: REINFORCE.PolicyGradientLoss(rollout: rollout, shape: descent.network.shape),
      learningRate: settings.learningRate * schedule.learningRate,
      on: pool
    )
    return UpdateReport(terms: descent.workers.sum(terms).means)
  }
}
