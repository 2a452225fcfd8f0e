import CKernels

/// What a hidden unit makes of its weighted sum.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// The greater of the sum and zero.
  case relu

  /// The hyperbolic tangent of the sum.
  case tanh

  /// What a hidden unit makes of a weighted sum, in double precision.
  public func value(_ sum: Double) -> Double {
    self == .relu ? max(0, sum) : ck_tanh(sum)
  }

  /// The activation as the kernels have it.
  var isHyperbolic: Int32 { self == .tanh ? 1 : 0 }
}
