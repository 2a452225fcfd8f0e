/// Sums over a batch that say how an update went.
public struct LossTerms: Hashable, Sendable, BitwiseCopyable {
  /// How many samples went in.
  public var count = 0.0

  /// The policy's loss.
  public var policy = 0.0

  /// The value's squared error, halved.
  public var value = 0.0

  /// The policy's entropy, in nats.
  public var entropy = 0.0

  /// How often the action taken is the policy's first choice.
  public var accuracy = 0.0

  /// How far the policy has moved from the one that acted (an estimate of the KL approximate KL divergence).
  public var approximateKL = 0.0

  /// How often the ratio of probabilities was clipped.
  public var clipped = 0.0

  /// Makes empty sums.
  public init() {}

  /// The means: each sum divided by the number of samples.
  public var means: LossTerms {
    var result = LossTerms()
    let scale = count > 0 ? 1 / count : 0
    result.count = count
    result.policy = policy * scale
    result.value = value * scale
    result.entropy = entropy * scale
    result.accuracy = accuracy * scale
    result.approximateKL = approximateKL * scale
    result.clipped = clipped * scale
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
