public import NeuralNetwork
public import Randomness

/// Proximal policy optimisation with a clipped objective: an actor-critic with a shared trunk,
/// taught in several epochs of mini-batches.
///
/// Source: J. Schulman, F. Wolski, P. Dhariwal, A. Radford, O. Klimov, "Proximal Policy
/// Optimization Algorithms", arXiv 1707.06347, 2017. `SpinningUpPPO` is another arrangement of it.
public final class PPO: Learner {
  /// What can be chosen.
  public struct Settings: Hashable, Sendable {
    /// The discount factor γ.
    public var discount: Double

    /// λ of generalised advantage estimation.
    public var lambda: Double

    /// Whether every non-zero reward counts as an end for advantages.
    public var resetsAtRewards: Bool

    /// The learning rate.
    public var learningRate: Double

    /// How often each rollout is gone through.
    public var epochs: Int

    /// How many samples, of all workers, a step takes.
    public var batchSize: Int

    /// ε: how far the ratio of new to old probability may move from 1 before its gain stops counting.
    public var clip: Double

    /// What the entropy is multiplied by in the loss.
    public var entropyWeight: Double

    /// The default policy π₀ that the entropy bonus draws towards, as log π₀ of each action up to a
    /// constant; empty for one that takes all actions equally often.
    ///
    /// The bonus is then less the divergence from the default policy, H(π) + Σ π log π₀ = -KL(π‖π₀).
    /// Source: A. Galashov et al., "Information asymmetry in KL-regularized RL", ICLR 2019.
    public var defaultPolicy: [Double]

    /// What half the squared error of the value is multiplied by in the loss.
    public var valueWeight: Double

    /// What is taken from the reward of every step, in what is learned from.
    public var stepPenalty: Double

    /// Common settings unless said otherwise.
    public init(
      discount: Double = 0.99,
      lambda: Double = 0.95,
      resetsAtRewards: Bool = false,
      learningRate: Double = 1e-3,
      epochs: Int = 4,
      batchSize: Int = 4096,
      clip: Double = 0.2,
      entropyWeight: Double = 0.01,
      defaultPolicy: [Double] = [],
      valueWeight: Double = 1,
      stepPenalty: Double = 0
    ) {
      self.discount = discount
      self.lambda = lambda
      self.resetsAtRewards = resetsAtRewards
      self.learningRate = learningRate
      self.epochs = epochs
      self.batchSize = batchSize
      self.clip = clip
      self.entropyWeight = entropyWeight
      self.defaultPolicy = defaultPolicy
      self.valueWeight = valueWeight
      self.stepPenalty = stepPenalty
    }
  }

  /// The settings.
  public let settings: Settings

  private let descent: SparseDescent

  /// Makes a learner for a network, which must have a value output; all workers begin with the
  /// weights of the one with rank 0.
  public init(
    _ settings: Settings,
    network: SparseNetwork,
    optimizer: Optimizer,
    workers: any WorkerGroup = SoloWorker()
  ) {
    precondition(network.shape.hasValue, "PPO needs a network with a value output")
    self.settings = settings
    descent = SparseDescent(network: network, optimizer: optimizer, workers: workers)
  }

  /// What steps the network.
  public var optimizers: [Optimizer] { [descent.optimizer] }

  /// Learns from a rollout: advantages by GAE, then `epochs` passes of mini-batches.
  public func update(
    from rollout: Rollout<Int32>,
    schedule: ScheduleFactors = ScheduleFactors(),
    using generator: inout SplitMix64,
    on pool: any WorkPool
  ) -> UpdateReport {
    let workers = descent.workers
    let count = rollout.listSamples()
    rollout.estimateAdvantages(
      discount: settings.discount,
      lambda: settings.lambda,
      resetsAtRewards: settings.resetsAtRewards,
      stepPenalty: settings.stepPenalty,
      on: pool
    )
    let loss = ClippedLoss(
      rollout: rollout,
      shape: descent.network.shape,
      settings: settings,
      entropyWeight: settings.entropyWeight * schedule.entropy,
      defaultPolicy: settings.defaultPolicy.map { $0 * schedule.defaultPolicy },
      moments: rollout.advantageMoments(count: count, of: workers)
    )
    let batchSize = max(1, settings.batchSize / workers.size)
    var terms = LossTerms()
    for _ in 0..<settings.epochs {
      rollout.dealSamples(intoBatchesOf: batchSize, using: &generator)
      terms += descent.run(
        over: rollout,
        count: count,
        batchSize: batchSize,
        loss: loss,
        learningRate: settings.learningRate * schedule.learningRate,
        on: pool
      )
    }
    return UpdateReport(terms: workers.sum(terms).means)
  }
}

extension PPO {
  /// The clipped objective with its value and entropy terms, for one sample:
  /// L_clip + c_v (V - (Â + V_old))² / 2 - c_H (H + Σ π log π₀).
  ///
  /// The policy is credited with the standardised advantage; the value's target is Â + V with V as
  /// estimated when the sample was taken.
  struct ClippedLoss: Loss {
    let rollout: Rollout<Int32>
    let shape: SparseNetwork.Shape
    let settings: PPO.Settings
    let entropyWeight: Double
    let defaultPolicy: [Double]
    let moments: Moments

    func differentiate(
      sample: Int,
      outputs: UnsafePointer<Float>,
      deltas: UnsafeMutablePointer<Float>,
      terms: inout LossTerms
    ) {
      terms.count += 1
      let action = Int(rollout.actions.base[sample])
      let raw = Double(rollout.advantages.base[sample])
      let error =
        Double(outputs[shape.logitCount]) - (raw + Double(rollout.values.base[sample]))
      deltas[shape.logitCount] = Float(settings.valueWeight * error)
      terms.value += 0.5 * error * error
      let logits = UnsafeBufferPointer(start: outputs, count: shape.logitCount)
      CategoricalPolicy.with(logits) { policy in
        let logRatio =
          policy.logProbability(of: action) - Double(rollout.logProbabilities.base[sample])
        let objective = ClippedObjective(
          logRatio: logRatio,
          advantage: (raw - moments.mean) / moments.scale,
          clip: settings.clip
        )
        var entropy = 0.0
        policy.addEntropy(to: &entropy)
        var crossEntropy = 0.0
        if !defaultPolicy.isEmpty {
          policy.addCrossEntropy(with: defaultPolicy, to: &crossEntropy)
        }
        for logit in 0..<logits.count {
          let slope = objective.slope * policy.score(of: action, logit: logit)
          var entropySlope = policy.entropySlope(logit: logit, entropy: entropy)
          if !defaultPolicy.isEmpty {
            entropySlope += policy.crossEntropySlope(
              logit: logit,
              logarithms: defaultPolicy,
              sum: crossEntropy
            )
          }
          deltas[logit] = Float(slope - entropyWeight * entropySlope)
        }
        terms.policy += objective.loss
        terms.entropy += entropy
        terms.accuracy += policy.isGreedy(action) ? 1 : 0
        terms.approximateKL += objective.ratio - 1 - logRatio
        terms.clipFraction += objective.isClipped ? 1 : 0
      }
    }
  }
}
