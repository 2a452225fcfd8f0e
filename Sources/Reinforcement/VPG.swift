public import NeuralNetwork
public import Randomness

/// Vanilla policy gradient as Spinning Up has it: separate networks for policy and value, GAE, one
/// step of the policy an update on all of its samples.
///
/// Source: R. S. Sutton, D. McAllester, S. Singh, Y. Mansour, "Policy Gradient Methods for
/// Reinforcement Learning with Function Approximation", NIPS 2000; J. Achiam, "Spinning Up in Deep
/// Reinforcement Learning", OpenAI, 2018.
public final class VPG: Learner {
  private let common: SpinningUpUpdate

  /// Makes a learner; all workers begin with the weights of the one with rank 0.
  public init(
    _ settings: SpinningUpSettings,
    networks: SeparateActorCritic,
    adam: Adam,
    workers: any WorkerGroup = SoloWorker()
  ) {
    common = SpinningUpUpdate(settings, networks: networks, adam: adam, workers: workers)
  }

  /// What steps the policy, and what steps the value.
  public var optimizers: [Optimizer] { [common.policyOptimizer, common.valueOptimizer] }

  /// Learns from a rollout: one step up the mean of Â_t ∇ log π(a_t|s_t).
  public func update(
    from rollout: Rollout<Float>,
    schedule: ScheduleFactors = ScheduleFactors(),
    using generator: inout SplitMix64,
    on pool: any WorkPool
  ) -> UpdateReport {
    let settings = common.settings
    return common.run(from: rollout, on: pool) { policy in
      let loss = PolicyGradientLoss(
        rollout: rollout,
        share: 1 / Double(policy.count),
        actionCount: common.networks.logitCount,
        samplesEntropy: settings.samplesEntropy
      )
      let before = policy.differentiate(loss)
      policy.step(learningRate: settings.policyLearningRate * schedule.learningRate)
      return (before, policy.measure(loss), 0)
    }
  }
}

extension VPG {
  /// The mean of -Â log π(a|s).
  private struct PolicyGradientLoss: DenseLoss {
    let rollout: Rollout<Float>
    /// 1 / samples.
    let share: Double
    let actionCount: Int
    let samplesEntropy: Bool

    func differentiate(
      _ samples: UnsafeBufferPointer<Int32>,
      outputs: UnsafePointer<Float>,
      deltas: UnsafeMutablePointer<Float>
    ) -> LossTerms {
      var terms = LossTerms()
      terms.count = Double(samples.count)
      CategoricalBatch.with(outputs, count: samples.count, actionCount: actionCount) { policies in
        policies.writeScores(of: rollout, samples, to: deltas) { place, action, sample in
          let logProbability = policies.logProbability(of: action, in: place)
          let advantage = Double(rollout.advantages.base[sample])
          terms.policy -= logProbability * advantage
          terms.approximateKL -= logProbability - Double(rollout.logProbabilities.base[sample])
          terms.addEntropy(
            of: place,
            in: policies,
            logProbability: logProbability,
            isSampled: samplesEntropy
          )
          return -advantage * share
        }
      }
      return terms
    }
  }
}
