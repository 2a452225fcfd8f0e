import CKernels

/// Sums (or means) over samples that say how an update went.
public struct LossTerms: Hashable, Sendable, BitwiseCopyable {
  /// How many samples went in.
  public var count = 0.0

  /// The policy's loss.
  public var policy = 0.0

  /// The value's loss: its squared error, in PPO half of it.
  public var value = 0.0

  /// The policy's entropy H, in nats.
  public var entropy = 0.0

  /// How often the action taken is the policy's first choice.
  public var accuracy = 0.0

  /// The approximate KL divergence of the policy from the one that acted.
  public var approximateKL = 0.0

  /// How often the ratio of probabilities was clipped.
  public var clipped = 0.0

  /// Makes empty sums.
  public init() {}

  /// The means: each sum times the reciprocal of the number of samples.
  public var means: LossTerms {
    let scale = count > 0 ? 1 / count : 0
    return map { $0 * scale }
  }

  /// Changes all terms but the count.
  func map(_ transform: (Double) -> Double) -> LossTerms {
    var result = self
    result.policy = transform(policy)
    result.value = transform(value)
    result.entropy = transform(entropy)
    result.accuracy = transform(accuracy)
    result.approximateKL = transform(approximateKL)
    result.clipped = transform(clipped)
    return result
  }

  /// Adds another batch's sums.
  public static func += (left: inout LossTerms, right: LossTerms) {
    left.count += right.count
    left.policy += right.policy
    left.value += right.value
    left.entropy += right.entropy
    left.accuracy += right.accuracy
    left.approximateKL += right.approximateKL
    left.clipped += right.clipped
  }
}

/// What a sample's outputs should have been, as a derivative.
protocol Loss: Sendable {
  /// Writes the loss's derivative by each output and adds the sample's terms to the sums.
  func differentiate(
    sample: Int,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>,
    terms: inout LossTerms
  )
}

/// The clipped objective of PPO for one sample: -min(r Â, clip(r, 1 - ε, 1 + ε) Â), where r is the
/// ratio of the action's probability to what it was when the action was taken.
///
/// Source: J. Schulman, F. Wolski, P. Dhariwal, A. Radford, O. Klimov, "Proximal Policy
/// Optimization Algorithms", arXiv 1707.06347, 2017, equation 7.
struct ClippedObjective {
  /// r.
  let ratio: Double

  /// Whether r is outside the clip.
  let isClipped: Bool

  /// The loss.
  let loss: Double

  /// The loss's derivative by log π(a|s).
  let slope: Double

  /// Works the objective out.
  ///
  /// - Parameters:
  ///   - logRatio: log r.
  ///   - advantage: Â.
  ///   - clip: ε.
  @inline(__always)
  init(logRatio: Double, advantage: Double, clip: Double) {
    ratio = ck_exp(logRatio)
    let clippedRatio = min(max(ratio, 1 - clip), 1 + clip)
    isClipped = ratio != clippedRatio
    if clippedRatio * advantage < ratio * advantage {
      loss = -(clippedRatio * advantage)
      slope = 0
    } else {
      loss = -(ratio * advantage)
      slope = -ratio * advantage
    }
  }
}
