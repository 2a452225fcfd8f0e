import CKernels
public import NeuralNetwork
public import Randomness

/// Proximal policy optimisation with a clipped objective.
///
/// Source: J. Schulman, F. Wolski, P. Dhariwal, A. Radford, O. Klimov, "Proximal Policy
/// Optimization Algorithms", arXiv 1707.06347, 2017.
public final class PPO: Sendable {
  /// What can be chosen.
  public struct Settings: Hashable, Sendable {
    /// What a step's delay multiplies a reward by.
    public var discount: Float

    /// How far advantages look beyond the value estimate (GAE).
    public var lambda: Float

    /// Whether every non-zero reward counts as an end for advantages.
    public var resetsAtRewards: Bool

    /// The step size.
    public var learningRate: Double

    /// How often each rollout is gone through.
    public var epochs: Int

    /// How many samples a step takes.
    public var batchSize: Int

    /// How far the ratio of new to old probability may move from 1 before its gain stops counting.
    public var clip: Double

    /// What the entropy is multiplied by in the loss.
    public var entropyWeight: Double

    /// What half the squared error of the value is multiplied by in the loss.
    public var valueWeight: Double

    /// Common settings unless said otherwise.
    public init(
      discount: Float = 0.99,
      lambda: Float = 0.95,
      resetsAtRewards: Bool = false,
      learningRate: Double = 1e-3,
      epochs: Int = 4,
      batchSize: Int = 4096,
      clip: Double = 0.2,
      entropyWeight: Double = 0.01,
      valueWeight: Double = 1
    ) {
      self.discount = discount
      self.lambda = lambda
      self.resetsAtRewards = resetsAtRewards
      self.learningRate = learningRate
      self.epochs = epochs
      self.batchSize = batchSize
      self.clip = clip
      self.entropyWeight = entropyWeight
      self.valueWeight = valueWeight
    }
  }

  /// The settings.
  public let settings: Settings

  private let descent: Descent

  /// Makes a learner for a network, which must have a value output.
  public init(_ settings: Settings, network: Network, optimizer: Optimizer) {
    precondition(network.shape.hasValue, "PPO needs a network with a value output")
    self.settings = settings
    descent = Descent(network: network, optimizer: optimizer)
  }

  /// Learns from a rollout and returns the means of the loss's terms.
  ///
  /// - Parameters:
  ///   - rollout: What happened under the network's policy as it is.
  ///   - learningRateScale: What the step size is multiplied by: a schedule's place.
  ///   - entropyScale: What the entropy's weight is multiplied by, likewise.
  ///   - generator: From where the order of mini-batches is drawn.
  ///   - pool: The workers.
  /// - Returns: The means of the loss's terms over all samples seen.
  public func update(
    from rollout: Rollout,
    learningRateScale: Double = 1,
    entropyScale: Double = 1,
    using generator: inout SplitMix64,
    on pool: some WorkPool
  ) -> LossTerms {
    let count = rollout.listSamples()
    guard count > 0 else { return LossTerms() }
    var settings = settings
    settings.entropyWeight *= entropyScale
    pool.run(rollout.laneCount) { [settings] lane in
      let first = rollout.firstSample(ofLane: lane)
      Advantage.generalize(
        Advantage.Trace(
          count: rollout.lengths.base[lane],
          rewards: rollout.rewards.base + first,
          values: rollout.values.base + first,
          statuses: rollout.statuses.base + first,
          bootstrapValues: rollout.bootstrapValues.base + first
        ),
        discount: settings.discount,
        lambda: settings.lambda,
        resetsAtRewards: settings.resetsAtRewards,
        into: rollout.advantages.base + first
      )
    }
    let listed = UnsafeBufferPointer(start: rollout.order.base, count: count)
    let (mean, deviation) = Advantage.moments(
      of: listed.lazy.map { rollout.advantages.base[Int($0)] }
    )
    let loss = ClippedSurrogate(
      rollout: rollout,
      shape: descent.network.shape,
      settings: settings,
      mean: mean,
      deviation: deviation
    )
    var terms = LossTerms()
    for _ in 0..<settings.epochs {
      rollout.dealSamples(intoBatchesOf: settings.batchSize, using: &generator)
      for start in stride(from: 0, to: count, by: settings.batchSize) {
        let size = min(settings.batchSize, count - start)
        terms += descent.accumulate(
          rollout,
          order: rollout.order.base + start,
          count: size,
          loss: loss,
          on: pool
        )
        descent.step(
          learningRate: settings.learningRate * learningRateScale,
          gradientScale: 1 / Double(size),
          on: pool
        )
      }
    }
    return terms.means
  }
}

/// The clipped objective with its value and entropy terms, for one sample.
///
/// The advantage that the policy is credited with is (A - mean) / deviation; the value's target is
/// A + V with V as estimated when the sample was taken.
struct ClippedSurrogate: Loss {
  let rollout: Rollout
  let shape: NetworkShape
  let settings: PPO.Settings
  let mean: Double
  let deviation: Double

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
    let advantage = (raw - mean) / deviation
    if shape.logitCount == 1 {
      let logit = Double(outputs[0])
      let odds = ck_exp(-logit)
      let first = 1 / (1 + odds)
      let logFirst = -ck_log(1 + odds)
      let logProbability = action == 0 ? logFirst : logFirst - logit
      let slope = surrogate(logProbability, sample: sample, advantage: advantage, terms: &terms)
      let score = action == 0 ? 1 - first : -first
      // The entropy's derivative by the logit is -logit p (1 - p).
      let entropySlope = -logit * first * (1 - first)
      deltas[0] = Float(slope * score - settings.entropyWeight * entropySlope)
      terms.entropy += (1 - first) * logit - logFirst
      terms.accuracy += (logit >= 0) == (action == 0) ? 1 : 0
      return
    }
    let logits = UnsafeBufferPointer(start: outputs, count: shape.logitCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: shape.logitCount) { weights in
      let (top, total) = Policy.exponentials(logits, into: weights)
      let logTotal = ck_log(total)
      var entropy = 0.0
      for index in 0..<shape.logitCount {
        weights[index] /= total
        entropy -= weights[index] * (Double(logits[index] - top) - logTotal)
      }
      let slope = surrogate(
        Double(logits[action] - top) - logTotal,
        sample: sample,
        advantage: advantage,
        terms: &terms
      )
      for index in 0..<shape.logitCount {
        let probability = weights[index]
        let score = (index == action ? 1 : 0) - probability
        // The entropy's derivative by a logit is -p (log p + H).
        let entropySlope = -probability * (Double(logits[index] - top) - logTotal + entropy)
        deltas[index] = Float(slope * score - settings.entropyWeight * entropySlope)
      }
      terms.entropy += entropy
    }
    terms.accuracy += Policy.best(logits) == action ? 1 : 0
  }

  /// Adds the policy's loss and returns its derivative by the action's log-probability.
  @inline(__always)
  private func surrogate(
    _ logProbability: Double,
    sample: Int,
    advantage: Double,
    terms: inout LossTerms
  ) -> Double {
    let difference = logProbability - Double(rollout.logProbabilities.base[sample])
    let ratio = ck_exp(difference)
    let clippedRatio = min(max(ratio, 1 - settings.clip), 1 + settings.clip)
    terms.approximateKL += ratio - 1 - difference
    terms.clipped += ratio == clippedRatio ? 0 : 1
    if clippedRatio * advantage < ratio * advantage {
      terms.policy -= clippedRatio * advantage
      return 0
    }
    terms.policy -= ratio * advantage
    return -ratio * advantage
  }
}
