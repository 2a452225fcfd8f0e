import CKernels

/// The summed derivatives of a loss by the parameters of a `SparseNetwork`, laid out as they are.
public final class SparseGradient: Sendable {
  /// The layout.
  public let shape: SparseNetwork.Shape

  /// The derivatives, [shape.parameterCount].
  public let values: Buffer<Float>

  private let features: FeatureTable
  private let composites: Buffer<Float>

  /// Makes a gradient of zeros for a network.
  public init(for network: SparseNetwork) {
    shape = network.shape
    features = network.features
    values = Buffer(count: shape.parameterCount)
    composites = Buffer(count: features.compositeCount * shape.stride)
  }

  /// Hands the composites' derivatives to their members, in some columns of 16 hidden units.
  ///
  /// Call it for all columns when the last sample has been added.
  public func distributeComposites(columns: Range<Int>) {
    ck_decompose(
      values.base,
      shape.stride,
      features.members,
      features.offsets,
      composites.base,
      features.compositeCount,
      Int32(columns.lowerBound),
      Int32(columns.upperBound)
    )
  }

  var kernelGradient: ck_gradient {
    ck_gradient(
      rows: values.base,
      composites: composites.base,
      hidden_bias: values.base + shape.hiddenBiasOffset,
      output_weights: values.base + shape.outputWeightOffset,
      output_bias: values.base + shape.outputBiasOffset
    )
  }
}
