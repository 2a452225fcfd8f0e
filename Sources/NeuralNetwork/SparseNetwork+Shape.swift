extension SparseNetwork {
  /// The activations that its hidden units can have; the others are for dense layers.
  public static let activations: [Activation] = [.relu, .tanh]

  /// The sizes of a network with one hidden layer, and where its parts stand in the flat array.
  ///
  /// The array holds, in this order: one row per input (its weights to all hidden units), the hidden
  /// units' biases, one row per output (its weights from all hidden units), the outputs' biases.
  /// Every row is padded with zeros to `stride` floats, so that it fills cache lines.
  public struct Shape: Hashable, Sendable {
    /// How many inputs there are, 6400 for an 80 x 80 picture.
    public var inputCount: Int

    /// How many hidden units there are.
    public var hiddenCount: Int

    /// How many logits the policy has: one (a sigmoid between two actions) or one per action.
    public var logitCount: Int

    /// Whether one more output estimates the value of what is seen.
    public var hasValue: Bool

    /// The hidden units' activation.
    public var activation: Activation

    /// Describes a network; all counts are positive, and the activation is one of
    /// `SparseNetwork.activations`.
    public init(
      inputCount: Int,
      hiddenCount: Int,
      logitCount: Int,
      hasValue: Bool = false,
      activation: Activation = .relu
    ) {
      precondition(inputCount > 0 && hiddenCount > 0 && logitCount > 0, "a network of no size")
      precondition(SparseNetwork.activations.contains(activation), "an activation of dense layers")
      self.inputCount = inputCount
      self.hiddenCount = hiddenCount
      self.logitCount = logitCount
      self.hasValue = hasValue
      self.activation = activation
    }

    /// Logits and, after them, the value where there is one.
    public var outputCount: Int { logitCount + (hasValue ? 1 : 0) }

    /// How many actions the logits decide between.
    public var actionCount: Int { max(2, logitCount) }

    /// The length of a row: the number of hidden units rounded up to a multiple of 16.
    public var stride: Int { (hiddenCount + 15) / 16 * 16 }

    /// Where the hidden biases start.
    public var hiddenBiasOffset: Int { inputCount * stride }

    /// Where the outputs' rows start.
    public var outputWeightOffset: Int { hiddenBiasOffset + stride }

    /// Where the outputs' biases start.
    public var outputBiasOffset: Int { outputWeightOffset + outputCount * stride }

    /// How many rows the flat array has; the outputs' biases fill the last ones.
    public var rowCount: Int { inputCount + 1 + outputCount + (outputCount + stride - 1) / stride }

    /// How many floats the flat array has, padding included.
    public var parameterCount: Int { rowCount * stride }
  }
}
