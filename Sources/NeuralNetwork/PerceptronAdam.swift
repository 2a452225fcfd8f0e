import CKernels

/// Adam over the flat array of a network of dense layers.
///
/// Sixteen weights at a time, such as those of a byte that is always zero, are left alone until one
/// of them has had a derivative: exactly what Adam would do with them.
public final class PerceptronAdam: @unchecked Sendable {
  /// The rule's settings.
  public let adam: Adam

  /// Mean gradients, [parameterCount].
  public let first: Buffer<Float>

  /// Mean squared gradients, [parameterCount].
  public let second: Buffer<Float>

  /// How many steps have been taken.
  public private(set) var stepCount = 0

  private let active: Buffer<UInt8>

  /// Makes an optimiser that has taken no step; epsilon is PyTorch's, unless said otherwise.
  public init(
    _ shape: PerceptronShape,
    adam: Adam = Adam(epsilon: 1e-8, addsEpsilonBeforeCorrection: false)
  ) {
    self.adam = adam
    first = Buffer(count: shape.parameterCount)
    second = Buffer(count: shape.parameterCount)
    active = Buffer(count: shape.parameterCount / ck_lane_count)
  }

  /// Steps the network by a gradient, which is zeroed where it was used.
  public func step(
    _ network: MultilayerPerceptron,
    gradient: Buffer<Float>,
    learningRate: Double
  ) {
    stepCount += 1
    ck_adam(
      adam.kernelStep(stepCount, learningRate: learningRate, gradientScale: 1),
      network.parameters.base,
      first.base,
      second.base,
      gradient.base,
      active.base,
      ck_lane_count,
      0,
      active.count
    )
  }

  /// Takes up the state of another run: `first` and `second` have been filled in.
  public func resume(stepCount: Int) {
    self.stepCount = stepCount
    for index in 0..<active.count {
      let lanes = index * ck_lane_count..<(index + 1) * ck_lane_count
      active.base[index] = lanes.contains { second.base[$0] != 0 || first.base[$0] != 0 } ? 1 : 0
    }
  }
}
