import CKernels

/// The inputs of many samples, where somebody else keeps them.
///
/// The addresses must stay valid while the batch is used.
public struct Batch {
  let inputs: ck_batch

  /// Sparse samples: sample s has counts[s] tokens from tokens[s * width] on.
  ///
  /// With `order`, position i of the batch is sample order[i]; without, sample i.
  public init(
    tokens: UnsafePointer<Int32>,
    counts: UnsafePointer<UInt16>,
    width: Int,
    order: UnsafePointer<Int32>? = nil
  ) {
    inputs = ck_batch(tokens: tokens, values: nil, counts: counts, order: order, width: width)
  }

  /// Dense samples: sample s has the inputs values[s * inputCount ..< (s + 1) * inputCount].
  public init(
    values: UnsafePointer<Float>,
    inputCount: Int,
    order: UnsafePointer<Int32>? = nil
  ) {
    inputs = ck_batch(tokens: nil, values: values, counts: nil, order: order, width: inputCount)
  }
}
