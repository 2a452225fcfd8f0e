import CKernels

/// The inputs of many samples as tokens, where somebody else keeps them.
///
/// The addresses must stay valid while the batch is used.
public struct SparseBatch {
  let inputs: ck_batch

  /// Makes a batch: sample s has counts[s] tokens from tokens[s * width] on.
  ///
  /// - Parameters:
  ///   - tokens: The samples' tokens, [samples, width].
  ///   - counts: How many of a sample's tokens are used, [samples].
  ///   - width: The places for a sample's tokens.
  ///   - order: Which sample stands at a position of the batch; sample i at position i if left out.
  public init(
    tokens: UnsafePointer<Int32>,
    counts: UnsafePointer<UInt16>,
    width: Int,
    order: UnsafePointer<Int32>? = nil
  ) {
    inputs = ck_batch(tokens: tokens, counts: counts, order: order, width: width)
  }
}
