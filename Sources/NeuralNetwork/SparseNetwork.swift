import CKernels

/// A network with one hidden layer over sparse inputs: inputs to hidden units to logits and, maybe, a
/// value.
///
/// For observations most of whose inputs are zero, such as pictures: a sample costs a row of weights
/// for each input that is not. Inputs that are all used are for `DenseNetwork`.
///
/// The outputs are logits, never probabilities: a policy that is sure of itself would lose its
/// gradient to p = 0 or p = 1 in 32 bits. Threads share a network and read it side by side; it is
/// written between their runs, or by rows of which each belongs to one thread.
public final class SparseNetwork: DifferentiableModel {
  /// The sizes, and the layout of `parameters`.
  public let shape: Shape

  /// Groups of inputs known by one token.
  public let features: FeatureTable

  /// All weights and biases, [shape.parameterCount]; see `Shape` for the layout.
  public let parameters: Buffer<Float>

  /// The composites' rows, [features.compositeCount, shape.stride]; see `refresh`.
  private let composites: Buffer<Float>

  /// Makes a network of zeros.
  public init(shape: Shape, features: FeatureTable? = nil) {
    self.shape = shape
    self.features = features ?? FeatureTable(inputCount: shape.inputCount)
    precondition(self.features.inputCount == shape.inputCount, "features of other inputs")
    parameters = Buffer(count: shape.parameterCount)
    composites = Buffer(count: self.features.compositeCount * shape.stride)
  }

  /// The weights from input `input` to the hidden units, [shape.hiddenCount].
  public func hiddenWeights(ofInput input: Int) -> UnsafeMutableBufferPointer<Float> {
    row(at: input * shape.stride)
  }

  /// The hidden units' biases, [shape.hiddenCount].
  public var hiddenBias: UnsafeMutableBufferPointer<Float> { row(at: shape.hiddenBiasOffset) }

  /// The weights of an output (logits first, then the value), [shape.hiddenCount].
  public func weights(ofOutput output: Int) -> UnsafeMutableBufferPointer<Float> {
    row(at: shape.outputWeightOffset + output * shape.stride)
  }

  /// The outputs' biases, [shape.outputCount].
  public var outputBias: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(
      start: parameters.base + shape.outputBiasOffset,
      count: shape.outputCount
    )
  }

  private func row(at offset: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: parameters.base + offset, count: shape.hiddenCount)
  }

  /// How many parameters stand in a row: `shape.stride`.
  public var rowLength: Int { shape.stride }

  /// Sums the rows of all composites anew; call it whenever `parameters` has changed.
  public func refresh() {
    refresh(composites: 0..<features.compositeCount)
  }

  /// Sums the rows of some composites anew: threads may share the work.
  public func refresh(composites range: Range<Int>) {
    ck_compose(
      parameters.base,
      shape.stride,
      features.members,
      features.offsets,
      composites.base,
      range.lowerBound,
      range.upperBound
    )
  }

  /// Computes a batch's activations and outputs at the given positions.
  ///
  /// - Parameters:
  ///   - batch: The inputs.
  ///   - positions: Which of them, in the batch's order.
  ///   - hidden: Receives [positions.count, shape.stride] activations; 64-byte aligned.
  ///   - outputs: Receives [positions.count, shape.outputCount] outputs.
  public func forward(
    _ batch: SparseBatch,
    positions: Range<Int>,
    hidden: UnsafeMutablePointer<Float>,
    outputs: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: batch.inputs) { inputs in
      withKernelNetwork { network in
        ck_forward(network, inputs, positions.lowerBound, positions.upperBound, hidden, outputs)
      }
    }
  }

  /// Computes the outputs of one observation, for which no memory is allocated.
  ///
  /// - Parameters:
  ///   - tokens: The observation's tokens, [count].
  ///   - count: How many there are.
  ///   - outputs: Receives [shape.outputCount] outputs.
  public func evaluate(
    _ tokens: UnsafePointer<Int32>,
    count: Int,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    withKernelNetwork { ck_evaluate($0, tokens, Int32(count), outputs) }
  }

  /// Adds the derivatives of a batch's loss by the parameters to a gradient.
  ///
  /// Threads share the work by columns of hidden units, not by samples: each derivative is then
  /// summed by one thread in the batch's order, and is the same to the bit for any number of them.
  ///
  /// - Parameters:
  ///   - batch: The inputs.
  ///   - positions: Which of them, in the batch's order.
  ///   - hidden: The activations that `forward` computed for these positions.
  ///   - deltas: The derivatives of the loss by the outputs, [positions.count, outputCount].
  ///   - gradient: What they are added to.
  ///   - columns: Which hidden units, in units of 16: a part of 0 ..< shape.stride / 16.
  public func backward(
    _ batch: SparseBatch,
    positions: Range<Int>,
    hidden: UnsafePointer<Float>,
    deltas: UnsafePointer<Float>,
    into gradient: SparseGradient,
    columns: Range<Int>
  ) {
    withUnsafePointer(to: batch.inputs) { inputs in
      withKernelNetwork { network in
        withUnsafePointer(to: gradient.kernelGradient) { sums in
          ck_backward(
            network,
            inputs,
            positions.lowerBound,
            positions.upperBound,
            hidden,
            deltas,
            sums,
            Int32(columns.lowerBound),
            Int32(columns.upperBound)
          )
        }
      }
    }
  }

  private func withKernelNetwork(_ body: (UnsafePointer<ck_network>) -> Void) {
    let network = ck_network(
      rows: parameters.base,
      composites: composites.base,
      hidden_bias: parameters.base + shape.hiddenBiasOffset,
      output_weights: parameters.base + shape.outputWeightOffset,
      output_bias: parameters.base + shape.outputBiasOffset,
      input_count: Int32(shape.inputCount),
      stride: Int32(shape.stride),
      output_count: Int32(shape.outputCount),
      hyperbolic: shape.activation.isHyperbolic
    )
    withUnsafePointer(to: network, body)
  }
}
