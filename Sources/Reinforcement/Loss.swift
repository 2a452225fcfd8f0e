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

  /// An estimate of the KL divergence from the policy that acted to this one, in nats, from the
  /// actions taken: with r = π(a|s) / π_old(a|s), the mean of r - 1 - log r in `PPO` (k₃: unbiased,
  /// never negative), of -log r in `VPG` and `SpinningUpPPO` as in Spinning Up (k₁: unbiased too, but
  /// noisier, and it may be negative); `REINFORCE` leaves it 0.
  ///
  /// Source: J. Schulman, "Approximating KL Divergence", joschu.net/blog/kl-approx.html, 2020.
  public var approximateKL = 0.0

  /// The clip fraction: how often the ratio of probabilities is outside 1 ± ε.
  public var clipFraction = 0.0

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
    result.clipFraction = transform(clipFraction)
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
    left.clipFraction += right.clipFraction
  }
}

/// What is made less by `SparseDescent`, sample by sample.
///
/// A sample's derivative is that of its own loss, unscaled. The descent sums them and the optimiser
/// scales the sum, by 1 / samples of all workers or, for a sum of gradients, by 1: the number of
/// samples differs from batch to batch and from worker to worker. (`DenseLoss` makes the mean itself;
/// moving it would round the derivatives differently.) Terms are sums over samples, never scaled.
protocol Loss: Sendable {
  /// Writes the derivatives that a sample adds to the gradient, and adds its terms to the sums.
  ///
  /// - Parameters:
  ///   - sample: Which sample of the rollout.
  ///   - outputs: The network's outputs for it, [outputCount].
  ///   - deltas: Receives the derivative by each output, [outputCount], all of them: the memory holds
  ///     other samples' values before.
  ///   - terms: What the sample's terms are added to.
  func differentiate(
    sample: Int,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>,
    terms: inout LossTerms
  )
}

/// What is made less by `DenseDescent`, many samples at once.
///
/// A sample's derivative is that of the mean over this worker's samples: the loss multiplies by its
/// `share`, before it rounds to 32 bits, as PyTorch's losses that are means do. The descent then
/// averages the workers' gradients and scales no more. Terms are sums over samples, never scaled.
protocol DenseLoss: Sendable {
  /// Writes the derivatives that samples add to the gradient.
  ///
  /// - Parameters:
  ///   - samples: Which samples of the rollout.
  ///   - outputs: The network's outputs for them, [samples, outputCount].
  ///   - deltas: Receives the derivatives by the outputs, [samples, outputCount], all of them.
  /// - Returns: The sums of the samples' terms.
  func differentiate(
    _ samples: UnsafeBufferPointer<Int32>,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>
  ) -> LossTerms
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
    self.init(ratio: ck_exp(logRatio), advantage: advantage, clip: clip)
  }

  /// Works the objective out from r itself.
  @inline(__always)
  init(ratio: Double, advantage: Double, clip: Double) {
    self.ratio = ratio
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
