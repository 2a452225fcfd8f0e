import NeuralNetwork
import PongEngine
import Reinforcement

/// The exact attribution of a policy's log-odds to the inputs of one observation.
///
/// What is attributed is the policy's ``LogOdds``, log P(up) - log P(down). A hidden unit's
/// activation is a multiple, its gain, of its weighted sum s: 0 or 1 for a ReLU, tanh(s) / s for a
/// hyperbolic tangent. With the gains of this observation the network is linear, and the log-odds is
/// a sum of one contribution per input that is not zero:
///
///     contribution(i) = x(i) * sum over units j of  W1(i, j) * gain(j) * direction(j)
///     log-odds = sum of contributions + bias + spread
///
/// where `direction` is the units' weight for the log-odds, `bias` is what the biases of both layers
/// add, and `spread` is that of ``LogOdds/linearized(_:)`` (0 for one logit).
///
/// Source: layer-wise relevance propagation (S. Bach et al., PLoS ONE 10(7), 2015), its rule without
/// a stabilizer; for ReLUs this is gradient times input.
public struct Attribution: Hashable, Sendable {
  /// An input that is not zero.
  public struct Pixel: Hashable, Sendable {
    /// Its place row by row in the picture of 80 x 80; in the second picture of two, 6400 more.
    public var place: Int

    /// Its value, -1 or 1.
    public var value: Float

    /// What it adds to the log-odds, in nats.
    public var contribution: Double

    /// Whether it belongs to the frame itself and not to the difference.
    public var isOfFrame: Bool { place >= PreprocessedFrame.count }

    /// Its row in the picture, 0 to 79.
    public var row: Int { place % PreprocessedFrame.count / PreprocessedFrame.side }

    /// Its column in the picture, 0 to 79.
    public var column: Int { place % PreprocessedFrame.side }
  }

  /// The inputs that are not zero, by their place.
  public var pixels: [Pixel]

  /// The hidden units' activations, [units].
  public var hidden: [Float]

  /// What each unit adds to the log-odds, [units]: its activation times its weight, in nats.
  ///
  /// With the outputs' biases and the spread they sum to the log-odds, too.
  public var influences: [Float]

  /// The logits, [1] for two actions and else [actions].
  public var logits: [Float]

  /// The estimated return, where the network has a value output.
  public var value: Float?

  /// The probability of each action, [actions].
  public var probabilities: [Double]

  /// log P(up) - log P(down), in nats.
  public var logOdds: Double

  /// What the biases add to the log-odds.
  public var bias: Double

  /// What the choice among several ups and downs adds to the log-odds; 0 for one logit.
  public var spread: Double

  /// The entropy of the policy's distribution over actions, in nats.
  public var entropy: Double

  /// P(up) among the actions that turn the bat.
  public var probabilityUp: Double { CategoricalPolicy.probabilities([Float(logOdds)])[0] }

  /// The sum of the contributions of some pixels, in nats.
  public func contribution(where isMeant: (Pixel) -> Bool) -> Double {
    pixels.reduce(0) { isMeant($1) ? $0 + $1.contribution : $0 }
  }
}

extension PongPolicy {
  /// Attributes the log-odds of one observation to its inputs.
  ///
  /// A few hundred thousand operations: cheap enough for every picture on a screen.
  public func attribution(_ observed: ObservedFrames) -> Attribution {
    let evaluation = evaluations([observed])[0]
    let (logOdds, coefficients, spread) = LogOdds(actions).linearized(evaluation.logits)
    let directions = directions(coefficients)
    let inputs = inputs(observed)
    let active = inputs.indices.filter { inputs[$0] != 0 }
    let gains = gains(evaluation.hidden, inputs: active.map { ($0, inputs[$0]) })
    let slopes = zip(gains, directions).map { $0 * $1 }
    let pixels = active.map { input in
      let row = network.hiddenWeights(ofInput: input)
      var sum = 0.0
      for unit in slopes.indices { sum += Double(row[unit]) * slopes[unit] }
      return Attribution.Pixel(
        place: PongObservation.place(ofInput: input),
        value: inputs[input],
        contribution: sum * Double(inputs[input])
      )
    }
    let hiddenBias = network.hiddenBias
    var bias = 0.0
    for unit in slopes.indices { bias += Double(hiddenBias[unit]) * slopes[unit] }
    for (output, coefficient) in coefficients.enumerated() {
      bias += coefficient * Double(network.outputBias[output])
    }
    return Attribution(
      pixels: pixels.sorted { $0.place < $1.place },
      hidden: evaluation.hidden,
      influences: zip(evaluation.hidden, directions).map { Float(Double($0) * $1) },
      logits: evaluation.logits,
      value: evaluation.value,
      probabilities: CategoricalPolicy.probabilities(evaluation.logits),
      logOdds: logOdds,
      bias: bias,
      spread: spread,
      entropy: CategoricalPolicy.entropy(evaluation.logits)
    )
  }

  /// Each hidden unit's weight for the log-odds, [units], given the log-odds' derivatives by the
  /// logits.
  func directions(_ coefficients: [Double]) -> [Double] {
    var directions = [Double](repeating: 0, count: network.shape.hiddenCount)
    for (output, coefficient) in coefficients.enumerated() where coefficient != 0 {
      let weights = network.weights(ofOutput: output)
      for unit in directions.indices { directions[unit] += coefficient * Double(weights[unit]) }
    }
    return directions
  }

  /// Each hidden unit's activation divided by its weighted sum, [units].
  private func gains(_ hidden: [Float], inputs: [(input: Int, value: Float)]) -> [Double] {
    guard network.shape.activation == .tanh else { return hidden.map { $0 > 0 ? 1 : 0 } }
    let sums = weightedSums(inputs)
    // Near zero the tangent is its argument.
    return zip(hidden, sums).map { abs($1) < 1e-6 ? 1 : Double($0) / $1 }
  }

  /// The hidden units' sums before their activation, for inputs that are not zero.
  func weightedSums(_ inputs: [(input: Int, value: Float)]) -> [Double] {
    var sums = network.hiddenBias.map(Double.init)
    for (input, value) in inputs {
      let row = network.hiddenWeights(ofInput: input)
      for unit in sums.indices { sums[unit] += Double(row[unit]) * Double(value) }
    }
    return sums
  }

  /// A hidden unit's weights as a picture, row by row, 80 x 80.
  ///
  /// - Parameters:
  ///   - unit: The unit.
  ///   - picture: 0 for the difference, 1 for the frame where the network sees it too.
  /// - Returns: The weights, [6400].
  public func receptiveField(ofUnit unit: Int, picture: Int = 0) -> [Float] {
    let count = PreprocessedFrame.count
    var field = [Float](repeating: 0, count: count)
    for input in picture * count..<(picture + 1) * count {
      field[PongObservation.place(ofInput: input) - picture * count] =
        network.hiddenWeights(ofInput: input)[unit]
    }
    return field
  }
}

extension FloatingPoint {
  /// The number, or 0 where it is none or infinite: what a picture can be drawn of.
  ///
  /// Weights of a file may be so great that sums of them are infinite, and differences of those no
  /// numbers.
  public var finiteOrZero: Self { isFinite ? self : 0 }
}
