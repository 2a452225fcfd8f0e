import Randomness

/// How a network's weights start; biases start at zero.
public enum Initialization: String, Hashable, Sendable, CaseIterable {
  /// Hidden weights uniform in +-sqrt(6 / (inputs + units)), output weights normal with deviation
  /// 0.05: what Keras does for `glorot_uniform` and `RandomNormal`.
  ///
  /// Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
  /// neural networks", AISTATS 2010.
  case glorot

  /// All weights normal with deviation 1 / sqrt(inputs of the layer), as in A. Karpathy, "Deep
  /// Reinforcement Learning: Pong from Pixels", 2016.
  case karpathy
}

extension Network {
  /// Draws all weights anew, input by input and output by output, and sets all biases to zero.
  public func initialize(
    _ initialization: Initialization,
    using generator: inout some RandomNumberGenerator
  ) {
    for offset in 0..<shape.parameterCount { parameters.base[offset] = 0 }
    let units = shape.hiddenCount
    let limit = (6 / Float(shape.inputCount + units)).squareRoot()
    let hiddenDeviation = (1 / Double(shape.inputCount)).squareRoot()
    let outputDeviation = initialization == .glorot ? 0.05 : (1 / Double(units)).squareRoot()
    for input in 0..<shape.inputCount {
      let row = hiddenWeights(ofInput: input)
      for unit in 0..<units {
        row[unit] =
          switch initialization {
          case .glorot: (2 * generator.uniform() - 1) * limit
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
