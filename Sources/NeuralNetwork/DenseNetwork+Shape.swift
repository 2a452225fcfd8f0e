extension DenseNetwork {
  /// The sizes of a network of dense layers, and where its parts stand in the flat array.
  ///
  /// For each hidden layer the array holds one row per input (its weights to all units) and the row
  /// of biases; after them one row per output (its weights from the last layer's units) and the
  /// outputs' biases. Every row is padded with zeros to a multiple of 16 floats.
  public struct Shape: Hashable, Sendable {
    /// How many inputs there are.
    public var inputCount: Int

    /// How many units each hidden layer has, at least one layer.
    public var hiddenCounts: [Int]

    /// How many outputs there are.
    public var outputCount: Int

    /// The hidden units' activation.
    public var activation: Activation

    /// Describes a network; there is at least one hidden layer, and all counts are positive.
    public init(
      inputCount: Int,
      hiddenCounts: [Int],
      outputCount: Int,
      activation: Activation = .tanh
    ) {
      precondition(
        inputCount > 0 && outputCount > 0 && !hiddenCounts.isEmpty
          && hiddenCounts.allSatisfy { $0 > 0 },
        "a network of no size"
      )
      self.inputCount = inputCount
      self.hiddenCounts = hiddenCounts
      self.outputCount = outputCount
      self.activation = activation
    }

    /// How many weights and biases there are, without the padding.
    public var weightCount: Int {
      var count = 0
      var inputs = inputCount
      for units in hiddenCounts {
        count += (inputs + 1) * units
        inputs = units
      }
      return count + (inputs + 1) * outputCount
    }

    /// How many floats the flat array has, padding included.
    public var parameterCount: Int { outputBiasOffset + Self.padded(outputCount) }

    /// The length of a row of a hidden layer.
    func stride(_ layer: Int) -> Int { Self.padded(hiddenCounts[layer]) }

    /// How many inputs a hidden layer has.
    func inputCount(_ layer: Int) -> Int { layer == 0 ? inputCount : hiddenCounts[layer - 1] }

    /// Where the rows of a hidden layer start.
    func offset(_ layer: Int) -> Int {
      (0..<layer).reduce(0) { sum, layer in sum + (inputCount(layer) + 1) * stride(layer) }
    }

    /// Where the biases of a hidden layer start.
    func biasOffset(_ layer: Int) -> Int { offset(layer) + inputCount(layer) * stride(layer) }

    /// The last hidden layer's number.
    var last: Int { hiddenCounts.count - 1 }

    /// Where the outputs' rows start.
    var outputOffset: Int { offset(hiddenCounts.count) }

    /// Where the outputs' biases start.
    var outputBiasOffset: Int { outputOffset + outputCount * stride(last) }

    static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
  }
}
