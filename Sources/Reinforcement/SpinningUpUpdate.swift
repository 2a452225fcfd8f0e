import NeuralNetwork

/// What an update of Spinning Up's `vpg` and `ppo` has in common: values and advantages of a
/// rollout, then steps of the policy, which are the algorithm's own, then steps of the value.
final class SpinningUpUpdate: Sendable {
  let networks: SeparateActorCritic
  let settings: SpinningUpSettings
  let policyOptimizer: Optimizer
  let valueOptimizer: Optimizer
  let workers: any WorkerGroup

  /// Prepares updates; all workers begin with the weights of the one with rank 0.
  init(
    _ settings: SpinningUpSettings,
    networks: SeparateActorCritic,
    adam: Adam,
    workers: any WorkerGroup
  ) {
    self.settings = settings
    self.networks = networks
    self.workers = workers
    policyOptimizer = Optimizer(.adam(adam), for: networks.policy)
    valueOptimizer = Optimizer(.adam(adam), for: networks.value)
    workers.broadcast(networks.policy)
    workers.broadcast(networks.value)
  }

  /// Learns from a rollout.
  ///
  /// - Parameters:
  ///   - rollout: What happened; the status of every trajectory's last step says how
  ///     it ended.
  ///   - pool: The threads that work.
  ///   - teachPolicy: Steps the policy, and returns its loss's terms before the first and after the
  ///     last step, and how many steps went before that one.
  /// - Returns: How the update went.
  func run(
    from rollout: Rollout<Float>,
    on pool: any WorkPool,
    teachPolicy: (DenseDescent) -> (before: LossTerms, after: LossTerms, lastIteration: Int)
  ) -> UpdateReport {
    let count = rollout.listSamples()
    if settings.shiftsRewards { rollout.shiftRewards() }
    let inputs = DenseInputs(
      rollout.observations.base,
      order: rollout.order.base,
      count: count,
      inputCount: rollout.width
    )
    func descent(_ network: DenseNetwork, _ optimizer: Optimizer) -> DenseDescent {
      DenseDescent(
        network,
        optimizer: optimizer,
        inputs: inputs,
        of: rollout,
        pool: pool,
        workers: workers
      )
    }
    let value = descent(networks.value, valueOptimizer)
    value.evaluate(into: rollout.values)
    rollout.estimateAdvantages(discount: settings.discount, lambda: settings.lambda, on: pool)
    rollout.sumReturns(discount: settings.discount)
    rollout.standardizeAdvantages(count: count, of: workers)
    var (before, after, lastIteration) = teachPolicy(descent(networks.policy, policyOptimizer))
    (before.value, after.value) = teachValue(value, from: rollout)
    return UpdateReport(
      terms: mean(before),
      after: mean(after),
      lastIteration: lastIteration
    )
  }

  /// The mean of every worker's terms.
  func mean(_ terms: LossTerms) -> LossTerms {
    workers.sum(terms).map { $0 / Double(workers.size) }
  }

  /// Steps the value, and returns its loss before the first and before the last step.
  private func teachValue(
    _ descent: DenseDescent,
    from rollout: Rollout<Float>
  ) -> (before: Double, after: Double) {
    let loss = SquaredError(rollout: rollout, count: descent.count)
    var (before, after) = (0.0, 0.0)
    for iteration in 0..<settings.valueIterations {
      after = descent.differentiate(loss).value
      if iteration == 0 { before = after }
      descent.step(learningRate: settings.valueLearningRate)
    }
    return (before, after)
  }
}

/// The mean squared error of the value, (V - R̂)².
private struct SquaredError: DenseLoss {
  let rollout: Rollout<Float>
  /// 2 / samples: the square's derivative has the factor 2.
  let share: Float

  init(rollout: Rollout<Float>, count: Int) {
    self.rollout = rollout
    share = 2 / Float(count)
  }

  func differentiate(
    _ samples: UnsafeBufferPointer<Int32>,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>
  ) -> LossTerms {
    var terms = LossTerms()
    terms.count = Double(samples.count)
    for (place, sample) in samples.enumerated() {
      let error = outputs[place] - rollout.returns.base[Int(sample)]
      terms.value += Double(error) * Double(error)
      deltas[place] = share * error
    }
    return terms
  }
}

extension LossTerms {
  /// Adds a sample's entropy: -log π(a|s) of the action taken if sampled, otherwise H of the
  /// distribution; see `SpinningUpSettings.samplesEntropy`.
  @inline(__always)
  mutating func addEntropy(
    of sample: Int,
    in policies: CategoricalBatch,
    logProbability: Double,
    isSampled: Bool
  ) {
    if isSampled {
      entropy -= logProbability
    } else {
      policies.addEntropy(of: sample, to: &entropy)
    }
  }
}

extension Rollout {
  /// Gives every step the reward of the step before it, and takes an ended game's last reward for
  /// the value of what comes after.
  fileprivate func shiftRewards() {
    for environment in 0..<environmentCount {
      var previous: Float = 0
      for sample in samples(ofEnvironment: environment) {
        let reward = rewards.base[sample]
        rewards.base[sample] = previous
        previous = statuses.base[sample] == .running ? reward : 0
        guard statuses.base[sample] == .terminated else { continue }
        statuses.base[sample] = .truncated
        bootstrapValues.base[sample] = reward
      }
    }
  }

  /// Works out what the value is taught: R̂_t = r_t + γ R̂_(t+1), where a trajectory is cut off with
  /// V of what comes after.
  fileprivate func sumReturns(discount: Double) {
    for environment in 0..<environmentCount {
      var following = 0.0
      for sample in samples(ofEnvironment: environment).reversed() {
        switch statuses.base[sample] {
        case .running: break
        case .terminated: following = 0
        case .truncated: following = Double(bootstrapValues.base[sample])
        }
        following = Double(rewards.base[sample]) + discount * following
        returns.base[sample] = Float(following)
      }
    }
  }
}
