import Randomness

// How weights start. Uniform and normal numbers are drawn weight by weight, in the order that each
// function says, so that a seed means the same weights everywhere.

extension SparseNetwork {
  /// How a sparse network's weights start; biases start at zero.
  public enum Initialization: String, Hashable, Sendable, CaseIterable {
    /// Hidden weights uniform in ±√(6 / (inputs + units)), output weights normal with deviation
    /// 0.05: what Keras does for `glorot_uniform` and `RandomNormal`.
    ///
    /// Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
    /// neural networks", AISTATS 2010.
    case glorot

    /// All weights normal with deviation 1 / √(inputs of the layer), as in A. Karpathy, "Deep
    /// Reinforcement Learning: Pong from Pixels", 2016.
    case karpathy
  }

  /// Draws all weights anew, input by input and output by output, and sets all biases to zero.
  public func initialize(
    _ initialization: Initialization,
    using generator: inout some RandomNumberGenerator
  ) {
    for offset in 0..<shape.parameterCount { parameters.base[offset] = 0 }
    let units = shape.hiddenCount
    let limit = glorotLimit(shape.inputCount, units)
    let hiddenDeviation = (1 / Double(shape.inputCount)).squareRoot()
    let outputDeviation = initialization == .glorot ? 0.05 : (1 / Double(units)).squareRoot()
    for input in 0..<shape.inputCount {
      let row = hiddenWeights(ofInput: input)
      for unit in 0..<units {
        row[unit] =
          switch initialization {
          case .glorot: generator.uniform(within: limit)
          case .karpathy: Float(generator.normal() * hiddenDeviation)
          }
      }
    }
    for output in 0..<shape.outputCount {
      let row = weights(ofOutput: output)
      for unit in 0..<units { row[unit] = Float(generator.normal() * outputDeviation) }
    }
    refresh()
  }
}

extension DenseNetwork {
  /// How a dense network's weights and biases start.
  public enum Initialization: String, Hashable, Sendable, CaseIterable {
    /// Weights and biases uniform in ±1 / √(inputs of the layer), as PyTorch's `Linear`.
    case pyTorch

    /// Weights uniform in ±√(6 / (inputs + units of the layer)), biases zero, as TensorFlow 1's
    /// `dense`.
    case tensorFlow
  }

  /// Draws all weights anew, layer by layer and output by output.
  public func initialize(
    _ initialization: Initialization,
    using generator: inout some RandomNumberGenerator
  ) {
    for layer in 0..<layerCount {
      let (inputs, outputs) = sizes(ofLayer: layer)
      let limit =
        switch initialization {
        case .pyTorch: (1 / Float(inputs)).squareRoot()
        case .tensorFlow: glorotLimit(inputs, outputs)
        }
      let weights = (0..<inputs * outputs).map { _ in generator.uniform(within: limit) }
      let biases = (0..<outputs).map { _ in
        initialization == .pyTorch ? generator.uniform(within: limit) : 0
      }
      setLayer(layer, weights: weights, biases: biases)
    }
  }
}

/// The limit of Glorot's uniform distribution for a layer.
private func glorotLimit(_ inputs: Int, _ outputs: Int) -> Float {
  (6 / Float(inputs + outputs)).squareRoot()
}

extension RandomNumberGenerator {
  /// Returns a number that is uniform in -limit ..< limit.
  fileprivate mutating func uniform(within limit: Float) -> Float { (2 * uniform() - 1) * limit }
}
