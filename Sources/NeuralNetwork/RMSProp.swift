import CKernels

/// RMSProp's settings.
///
/// The gradient is divided by the root of its mean square, plus ε, as in A. Karpathy, "Deep
/// Reinforcement Learning: Pong from Pixels", 2016.
/// Source: T. Tieleman, G. Hinton, Lecture 6.5, Neural Networks for Machine Learning, 2012.
public struct RMSProp: Hashable, Sendable {
  /// How much of the mean squared gradient is kept at a step.
  public var decay: Double

  /// ε: what is added to the root of the mean square.
  public var epsilon: Double

  /// Settings as in Karpathy's program unless said otherwise.
  public init(decay: Double = 0.99, epsilon: Double = 1e-5) {
    self.decay = decay
    self.epsilon = epsilon
  }

  func kernelStep(learningRate: Double, gradientScale: Double) -> ck_rmsprop_step {
    ck_rmsprop_step(
      gradient_scale: Float(gradientScale),
      step: Float(learningRate),
      epsilon: Float(epsilon),
      decay: Float(decay)
    )
  }
}
