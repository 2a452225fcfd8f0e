import CKernels

/// What a hidden unit makes of its weighted sum.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// The greater of the sum and zero.
  case relu

  /// The hyperbolic tangent of the sum.
  case tanh

  /// The sum x above zero, e to the power x less 1 below (exponential linear unit).
  case elu

  /// The same times two numbers that keep mean and variance (scaled exponential linear unit).
  case selu

  /// The sum above zero, a hundredth of it below.
  case leakyReLU = "leaky_relu"

  /// The logistic function of the sum.
  case sigmoid

  /// The logarithm of 1 plus e to the power of the sum.
  case softplus

  /// What a hidden unit makes of a weighted sum, in double precision.
  public func value(_ sum: Double) -> Double {
    switch self {
    case .relu: max(0, sum)
    case .tanh: ck_tanh(sum)
    case .elu: sum > 0 ? sum : ck_exp(sum) - 1
    case .selu:
      1.0507009873554805 * (sum > 0 ? sum : 1.6732632423543772 * (ck_exp(sum) - 1))
    case .leakyReLU: sum > 0 ? sum : 0.01 * sum
    case .sigmoid: 1 / (1 + ck_exp(-sum))
    case .softplus: max(0, sum) + ck_log(1 + ck_exp(-abs(sum)))
    }
  }

  /// The rectifier and the hyperbolic tangent as the kernels have them.
  var isHyperbolic: Int32 { self == .tanh ? 1 : 0 }

  /// The other activations as the kernels have them.
  private var kind: ck_activation? {
    switch self {
    case .relu, .tanh: nil
    case .elu: ck_elu
    case .selu: ck_selu
    case .leakyReLU: ck_leaky_relu
    case .sigmoid: ck_sigmoid
    case .softplus: ck_softplus
    }
  }

  /// Replaces a layer's weighted sums by its units' activations.
  ///
  /// - Parameters:
  ///   - values: The sums of all samples, [count, stride]; 64-byte aligned.
  ///   - count: How many samples there are.
  ///   - units: How many units the layer has; what is behind them in a row stays zero.
  ///   - stride: The length of a row, a multiple of 16.
  func activate(_ values: UnsafeMutablePointer<Float>, count: Int, units: Int, stride: Int) {
    guard let kind else { return ck_activate(values, count * stride, isHyperbolic) }
    ck_activate_other(values, count * stride, kind)
    // These two make something of zero, and the padding's weights must not learn.
    guard self == .sigmoid || self == .softplus, units < stride else { return }
    for sample in 0..<count {
      (values + sample * stride + units).update(repeating: 0, count: stride - units)
    }
  }

  /// Multiplies the derivatives by a layer's activations with the slopes there, [count].
  func multiplySlopes(
    into deltas: UnsafeMutablePointer<Float>,
    at activations: UnsafePointer<Float>,
    count: Int
  ) {
    guard let kind else { return ck_slope(deltas, activations, count, isHyperbolic) }
    ck_slope_other(deltas, activations, count, kind)
  }
}
