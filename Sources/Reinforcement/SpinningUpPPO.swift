public import NeuralNetwork
public import Randomness

/// Proximal policy optimisation as Spinning Up has it: separate networks for policy and value, every
/// step on all samples, and no more steps of the policy once it has moved too far.
///
/// Source: J. Schulman, F. Wolski, P. Dhariwal, A. Radford, O. Klimov, "Proximal Policy
/// Optimization Algorithms", arXiv 1707.06347, 2017; J. Achiam, "Spinning Up in Deep Reinforcement
/// Learning", OpenAI, 2018.
public final class SpinningUpPPO: Learner {
  /// What can be chosen.
  public struct Settings: Hashable, Sendable {
    /// What `vpg` has too.
    public var common = SpinningUpSettings()

    /// ε: how far the ratio of probabilities may move from 1 before its gain stops counting.
    public var clip = 0.2

    /// The most steps of the policy an update.
    public var policyIterations = 80

    /// The approximate KL divergence that ends the policy's steps, at one and a half times it.
    public var targetKL = 0.01

    /// Spinning Up's defaults.
    public init() {}
  }

  /// The settings.
  public let settings: Settings

  private let common: SpinningUpUpdate

  /// Makes a learner; all workers begin with the weights of the one with rank 0.
  public init(
    _ settings: Settings,
    networks: SeparateActorCritic,
    adam: Adam,
    workers: any WorkerGroup = SoloWorker()
  ) {
    self.settings = settings
    common = SpinningUpUpdate(settings.common, networks: networks, adam: adam, workers: workers)
  }

  /// What steps the policy, and what steps the value.
  public var optimizers: [Optimizer] { [common.policyOptimizer, common.valueOptimizer] }

  /// Learns from a rollout: steps on the clipped objective until the policy has moved too far.
  public func update(
    from rollout: Rollout<Float>,
    schedule: ScheduleFactors = ScheduleFactors(),
    using generator: inout SplitMix64,
    on pool: any WorkPool
  ) -> UpdateReport {
    common.run(from: rollout, on: pool) { policy in
      let loss = ClippedLoss(
        rollout: rollout,
        share: 1 / Double(policy.count),
        actionCount: common.networks.logitCount,
        clip: settings.clip,
        samplesEntropy: settings.common.samplesEntropy
      )
      let rate = settings.common.policyLearningRate * schedule.learningRate
      let before = policy.differentiate(loss)
      var after = before
      var iteration = 0
      while true {
        if common.mean(after).approximateKL > 1.5 * settings.targetKL { break }
        policy.step(learningRate: rate)
        guard iteration < settings.policyIterations - 1 else { break }
        iteration += 1
        after = policy.differentiate(loss)
      }
      return (before, after, iteration)
    }
  }
}

extension SpinningUpPPO {
  /// The mean of the clipped objective.
  private struct ClippedLoss: DenseLoss {
    let rollout: Rollout<Float>
    /// 1 / samples.
    let share: Double
    let actionCount: Int
    let clip: Double
    let samplesEntropy: Bool

    func differentiate(
      _ samples: UnsafeBufferPointer<Int32>,
      outputs: UnsafePointer<Float>,
      deltas: UnsafeMutablePointer<Float>
    ) -> LossTerms {
      var terms = LossTerms()
      terms.count = Double(samples.count)
      CategoricalBatch.with(outputs, count: samples.count, actionCount: actionCount) { policies in
        policies.withRatios(of: rollout, samples) { ratios in
          policies.writeScores(of: rollout, samples, to: deltas) { place, action, sample in
            let logProbability = policies.logProbability(of: action, in: place)
            let objective = ClippedObjective(
              ratio: ratios[place],
              advantage: Double(rollout.advantages.base[sample]),
              clip: clip
            )
            terms.policy += objective.loss
            terms.approximateKL -= logProbability - Double(rollout.logProbabilities.base[sample])
            terms.clipFraction += objective.isClipped ? 1 : 0
            terms.addEntropy(
              of: place,
              in: policies,
              logProbability: logProbability,
              isSampled: samplesEntropy
            )
            return objective.slope * share
          }
        }
      }
      return terms
    }
  }
}
