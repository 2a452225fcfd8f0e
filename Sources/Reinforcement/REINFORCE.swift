import CKernels
public import NeuralNetwork
public import Randomness

/// Policy gradient as in the article: cross-entropy with the actions taken, weighted by the
/// discounted, standardised reward that followed them.
///
/// Source: R. J. Williams, "Simple Statistical Gradient-Following Algorithms for Connectionist
/// Reinforcement Learning", Machine Learning 8, 1992; M. Trazzi, "Spinning Up a Pong AI With Deep
/// Reinforcement Learning", 2018.
public final class REINFORCE: Sendable {
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

    /// What a step's delay multiplies a reward by.
    public var discount: Float

    /// The step size.
    public var learningRate: Double

    /// Whether a step takes the sum of the samples' gradients (as Karpathy's program) instead of
    /// their mean.
    public var sumsGradients: Bool

    /// The article's settings unless said otherwise.
    public init(
      update: Update = .batch,
      discount: Float = 0.99,
      learningRate: Double = 1e-3,
      sumsGradients: Bool = false
    ) {
      self.update = update
      self.discount = discount
      self.learningRate = learningRate
      self.sumsGradients = sumsGradients
    }
  }

  /// How many samples a step of `Update.keras` takes.
  public static let kerasBatchSize = 32

  /// The settings.
  public let settings: Settings

  private let descent: Descent

  /// Makes a learner for a network.
  public init(_ settings: Settings, network: Network, optimizer: Optimizer) {
    self.settings = settings
    descent = Descent(network: network, optimizer: optimizer)
  }

  /// Learns from a rollout and returns the means of the loss's terms.
  ///
  /// - Parameters:
  ///   - rollout: What happened under the network's policy as it is.
  ///   - learningRateScale: What the step size is multiplied by.
  ///   - generator: From where the order of mini-batches is drawn.
  ///   - pool: The workers.
  /// - Returns: The means of the loss's terms over all samples seen.
  public func update(
    from rollout: Rollout,
    learningRateScale: Double = 1,
    using generator: inout SplitMix64,
    on pool: some WorkPool
  ) -> LossTerms {
    let count = rollout.listSamples()
    guard count > 0 else { return LossTerms() }
    for lane in 0..<rollout.laneCount {
      let samples = rollout.samples(ofLane: lane)
      let advantages = rollout.advantages.base + samples.lowerBound
      advantages.update(from: rollout.rewards.base + samples.lowerBound, count: samples.count)
      Advantage.discountInPlace(
        UnsafeMutableBufferPointer(start: advantages, count: samples.count),
        discount: settings.discount,
        resetsAtRewards: true
      )
    }
    rollout.standardizeAdvantages(count: count)
    var batchSize = count
    if settings.update == .keras {
      batchSize = Self.kerasBatchSize
      generator.shuffle(UnsafeMutableBufferPointer(start: rollout.order.base, count: count))
    }
    let loss = WeightedCrossEntropy(rollout: rollout, shape: descent.network.shape)
    var terms = LossTerms()
    for start in stride(from: 0, to: count, by: batchSize) {
      let size = min(batchSize, count - start)
      terms += descent.accumulate(
        rollout,
        order: rollout.order.base + start,
        count: size,
        loss: loss,
        on: pool
      )
      descent.step(
        learningRate: settings.learningRate * learningRateScale,
        gradientScale: settings.sumsGradients ? 1 : 1 / Double(size),
        on: pool
      )
    }
    return terms.means
  }
}

/// Minus the logarithm of the taken action's probability, times its advantage.
struct WeightedCrossEntropy: Loss {
  let rollout: Rollout
  let shape: NetworkShape

  func differentiate(
    sample: Int,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>,
    terms: inout LossTerms
  ) {
    let action = Int(rollout.actions.base[sample])
    let weight = Double(rollout.advantages.base[sample])
    terms.count += 1
    if shape.hasValue { deltas[shape.logitCount] = 0 }
    if shape.logitCount == 1 {
      let logit = Double(outputs[0])
      let odds = ck_exp(-logit)
      let first = 1 / (1 + odds)
      let logFirst = -ck_log(1 + odds)
      deltas[0] = Float(weight * (action == 0 ? first - 1 : first))
      terms.policy -= weight * (action == 0 ? logFirst : logFirst - logit)
      terms.entropy += (1 - first) * logit - logFirst
      terms.accuracy += (logit >= 0) == (action == 0) ? 1 : 0
      return
    }
    let logits = UnsafeBufferPointer(start: outputs, count: shape.logitCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: shape.logitCount) { weights in
      let (top, total) = Policy.exponentials(logits, into: weights)
      let logTotal = ck_log(total)
      for index in 0..<shape.logitCount {
        let probability = weights[index] / total
        deltas[index] = Float(weight * (index == action ? probability - 1 : probability))
        terms.entropy -= probability * (Double(logits[index] - top) - logTotal)
      }
      terms.policy -= weight * (Double(logits[action] - top) - logTotal)
    }
    terms.accuracy += Policy.best(logits) == action ? 1 : 0
  }
}
