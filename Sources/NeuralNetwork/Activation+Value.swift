import CKernels

extension Activation {
  /// What a hidden unit makes of a weighted sum, in double precision.
  public func value(_ sum: Double) -> Double {
    self == .relu ? max(0, sum) : ck_tanh(sum)
  }
}
