public import NeuralNetwork
public import Randomness

/// Policy gradient as in the article: cross-entropy with the actions taken, weighted by the
/// discounted, standardised reward that followed them.
///
/// Returns restart at each non-zero reward and nowhere else, as in the article's program: an action
/// is credited with the next reward only, and an episode's status is not looked at. A termination
/// or truncation without a reward therefore does not stop the credit: see
/// `Advantage.returnsToNextReward`.
///
/// Source: R. J. Williams, "Simple Statistical Gradient-Following Algorithms for Connectionist
/// Reinforcement Learning", Machine Learning 8, 1992; M. Trazzi, "Spinning Up a Pong AI With Deep
/// Reinforcement Learning", 2018.
public final class REINFORCE: Learner {
  /// How a rollout becomes steps.
  public enum Update: String, Hashable, Sendable, CaseIterable {
    /// One step for the whole rollout.
    case batch

    /// One pass of shuffled mini-batches of 32, what Keras' `fit` does after each episode.
    case keras
  }

  /// What can be chosen.
  public struct Settings: Hashable, Sendable {
    /// How a rollout becomes steps.
    public var update: Update

    /// The discount factor γ.
    public var discount: Double

    /// The learning rate.
    public var learningRate: Double

    /// Whether a step takes the sum of the samples' gradients (as Karpathy's program) instead of
    /// their mean.
    public var sumsGradients: Bool

    /// The article's settings unless said otherwise.
    public init(
      update: Update = .batch,
      discount: Double = 0.99,
      learningRate: Double = 1e-3,
      sumsGradients: Bool = false
    ) {
      self.update = update
      self.discount = discount
      self.learningRate = learningRate
      self.sumsGradients = sumsGradients
    }
  }

  /// How many samples, of all workers, a step of `Update.keras` takes.
  public static let kerasBatchSize = 32

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

  /// Learns from a rollout: one step up Σ Â_t ∇ log π(a_t|s_t), or one per mini-batch.
  public func update(
    from rollout: Rollout<Int32>,
    schedule: ScheduleFactors = ScheduleFactors(),
    using generator: inout SplitMix64,
    on pool: any WorkPool
  ) -> UpdateReport {
    let count = rollout.listSamples()
    for environment in 0..<rollout.environmentCount {
      let samples = rollout.samples(ofEnvironment: environment)
      let advantages = rollout.advantages.base + samples.lowerBound
      advantages.update(from: rollout.rewards.base + samples.lowerBound, count: samples.count)
      Advantage.returnsToNextReward(
        UnsafeMutableBufferPointer(start: advantages, count: samples.count),
        discount: Float(settings.discount)
      )
    }
    rollout.standardizeAdvantages(count: count, of: descent.workers)
    var batchSize = max(1, count)
    if settings.update == .keras {
      batchSize = max(1, Self.kerasBatchSize / descent.workers.size)
      generator.shuffle(UnsafeMutableBufferPointer(start: rollout.order.base, count: count))
    }
    let terms = descent.run(
      over: rollout,
      count: count,
      batchSize: batchSize,
      loss: PolicyGradientLoss(rollout: rollout, shape: descent.network.shape),
      learningRate: settings.learningRate * schedule.learningRate,
      sumsGradients: settings.sumsGradients,
      on: pool
    )
    return UpdateReport(terms: descent.workers.sum(terms).means)
  }
}

extension REINFORCE {
  /// -Â log π(a|s): the cross-entropy with the action taken, weighted.
  struct PolicyGradientLoss: Loss {
    let rollout: Rollout<Int32>
    let shape: SparseNetwork.Shape

    func differentiate(
      sample: Int,
      outputs: UnsafePointer<Float>,
      deltas: UnsafeMutablePointer<Float>,
      terms: inout LossTerms
    ) {
      let action = Int(rollout.actions.base[sample])
      let advantage = Double(rollout.advantages.base[sample])
      terms.count += 1
      if shape.hasValue { deltas[shape.logitCount] = 0 }
      let logits = UnsafeBufferPointer(start: outputs, count: shape.logitCount)
      CategoricalPolicy.with(logits) { policy in
        policy.writeScore(of: action, times: -advantage, to: deltas)
        terms.policy -= advantage * policy.logProbability(of: action)
        policy.addEntropy(to: &terms.entropy)
        terms.accuracy += policy.isGreedy(action) ? 1 : 0
      }
    }
  }
}
