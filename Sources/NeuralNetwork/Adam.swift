import CKernels

/// Adam's settings.
///
/// Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015. Keras adds
/// ε to the uncorrected root of the second moment (the paper's ε̂), PyTorch to the corrected one; both
/// are offered, since numbers are compared with both.
public struct Adam: Hashable, Sendable {
  /// β₁: how much of the mean gradient is kept at a step.
  public var beta1: Double

  /// β₂: how much of the mean squared gradient is kept at a step.
  public var beta2: Double

  /// ε: what is added to the root of the mean square.
  public var epsilon: Double

  /// Whether ε is added before the bias correction (Keras) or after (PyTorch).
  public var addsEpsilonBeforeCorrection: Bool

  /// Whether a row of weights without a gradient stays as it is, and its moments too.
  ///
  /// A variant for sparse inputs, known from TensorFlow's LazyAdam and PyTorch's SparseAdam: most
  /// pixels are dark in all of a batch, and moving them on by old moments costs more than the rest.
  public var isLazy: Bool

  /// Settings as in Keras unless said otherwise.
  public init(
    beta1: Double = 0.9,
    beta2: Double = 0.999,
    epsilon: Double = 1e-7,
    addsEpsilonBeforeCorrection: Bool = true,
    isLazy: Bool = false
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.addsEpsilonBeforeCorrection = addsEpsilonBeforeCorrection
    self.isLazy = isLazy
  }

  /// What step number `step` (from 1) multiplies with.
  ///
  /// The powers of β₁ and β₂ are products in a fixed order, not a library's `pow`, whose last bits
  /// differ between machines.
  func kernelStep(_ step: Int, learningRate: Double, gradientScale: Double) -> ck_adam_step {
    let firstCorrection = 1 - power(beta1, step)
    let secondCorrection = (1 - power(beta2, step)).squareRoot()
    let before = addsEpsilonBeforeCorrection
    return ck_adam_step(
      gradient_scale: Float(gradientScale),
      step: Float(
        before
          ? learningRate * secondCorrection / firstCorrection
          : learningRate / firstCorrection
      ),
      root_scale: Float(before ? 1 : 1 / secondCorrection),
      epsilon: Float(epsilon),
      beta1: Float(beta1),
      beta2: Float(beta2),
      is_lazy: isLazy ? 1 : 0
    )
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var left = exponent
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return result
  }
}
