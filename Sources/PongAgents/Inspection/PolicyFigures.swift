import NeuralNetwork
import PongEngine
import Randomness

/// Statistics of a policy's network: its layers' weights, and its hidden units' activations in play.
public struct PolicyFigures: Hashable, Sendable {
  /// A layer: weights and biases.
  public struct Layer: Hashable, Sendable {
    /// Its name, as that of its tensors in a file.
    public var name: String

    /// The weights' shape, [outputs, inputs].
    public var shape: [Int]

    /// The Euclidean norm of the weights.
    public var weightNorm: Double

    /// The greatest magnitude of a weight.
    public var greatestWeight: Double

    /// The Euclidean norm of the biases.
    public var biasNorm: Double

    /// Measures a layer.
    public init(name: String, shape: [Int], weights: [Float], biases: [Float]) {
      self.name = name
      self.shape = shape
      weightNorm = Self.norm(weights)
      greatestWeight = Double(weights.map { abs($0) }.max() ?? 0)
      biasNorm = Self.norm(biases)
    }

    private static func norm(_ values: [Float]) -> Double {
      values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
  }

  /// A hidden unit, as it was in play.
  public struct Unit: Hashable, Encodable, Sendable {
    /// Its number.
    public var unit: Int

    /// The fraction of decisions at which it was active: above zero, or, for a hyperbolic tangent,
    /// not saturated (magnitude below 0.99).
    public var activeShare = 0.0

    /// Its mean activation.
    public var meanActivation = 0.0

    /// The mean magnitude of what it added to the log-odds, in nats.
    public var meanInfluence = 0.0

    /// The Euclidean norm of its incoming weights.
    public var weightNorm: Double

    /// Its weights to the logits, [logits].
    public var logitWeights: [Float]
  }

  /// The layers, from the inputs on.
  public var layers: [Layer]

  /// The hidden units, the one with the greatest mean influence first; empty for a policy that sees
  /// the RAM.
  public var units: [Unit] = []

  /// How many decisions the units' figures are about.
  public var decisions = 0

  /// The units that were active at no decision: they add nothing, and a ReLU's gradient is zero.
  public var deadUnits: [Int] { units.filter { $0.activeShare == 0 }.map(\.unit).sorted() }

  /// Measures the layers of a network of dense layers, whose tensors are `pi.0`, `pi.1` and so on.
  public init(_ policy: RAMPolicy) {
    let network = policy.network
    layers = (0..<network.layerCount).map { layer in
      let (inputs, outputs) = network.sizes(ofLayer: layer)
      return Layer(
        name: "pi.\(layer)",
        shape: [outputs, inputs],
        weights: network.weights(ofLayer: layer),
        biases: network.biases(ofLayer: layer)
      )
    }
  }

  /// Measures a network, and its units over decisions in play against Atari's computer.
  ///
  /// - Parameters:
  ///   - policy: The policy, which plays on the right of `Pong-v0` and draws its actions.
  ///   - decisions: How many decisions it takes.
  ///   - seed: The seed of its actions and frame skips.
  public init(_ policy: PongPolicy, decisions: Int, seed: UInt64) {
    layers = Self.layers(of: policy.network)
    self.decisions = decisions
    let network = policy.network
    var norms = [Double](repeating: 0, count: policy.hiddenCount)
    for input in 0..<network.shape.inputCount {
      let row = network.hiddenWeights(ofInput: input)
      for unit in norms.indices { norms[unit] += Double(row[unit]) * Double(row[unit]) }
    }
    var units = norms.indices.map { unit in
      Unit(
        unit: unit,
        weightNorm: norms[unit].squareRoot(),
        logitWeights: policy.logitWeights(ofUnit: unit)
      )
    }
    let isBounded = network.shape.activation == .tanh
    for observed in Self.play(policy, decisions: decisions, seed: seed) {
      let attribution = policy.attribution(observed)
      for unit in units.indices {
        let activation = Double(attribution.hidden[unit])
        if isBounded ? abs(activation) < 0.99 : activation > 0 { units[unit].activeShare += 1 }
        units[unit].meanActivation += activation
        units[unit].meanInfluence += Double(abs(attribution.influences[unit]))
      }
    }
    let count = Double(max(1, decisions))
    for unit in units.indices {
      units[unit].activeShare /= count
      units[unit].meanActivation /= count
      units[unit].meanInfluence /= count
    }
    self.units = units.sorted { ($0.meanInfluence, $1.unit) > ($1.meanInfluence, $0.unit) }
  }

  private static func layers(of network: SparseNetwork) -> [Layer] {
    let shape = network.shape
    let hidden = (0..<shape.inputCount).flatMap { Array(network.hiddenWeights(ofInput: $0)) }
    var layers = [
      Layer(
        name: "hidden",
        shape: [shape.hiddenCount, shape.inputCount],
        weights: hidden,
        biases: Array(network.hiddenBias)
      ),
      Layer(
        name: "policy",
        shape: [shape.logitCount, shape.hiddenCount],
        weights: (0..<shape.logitCount).flatMap { Array(network.weights(ofOutput: $0)) },
        biases: Array(network.outputBias.prefix(shape.logitCount))
      ),
    ]
    if shape.hasValue {
      layers.append(
        Layer(
          name: "value",
          shape: [1, shape.hiddenCount],
          weights: Array(network.weights(ofOutput: shape.logitCount)),
          biases: [network.outputBias[shape.logitCount]]
        )
      )
    }
    return layers
  }

  /// What a policy sees at its first decisions of games against Atari's computer.
  private static func play(_ policy: PongPolicy, decisions: Int, seed: UInt64) -> [ObservedFrames] {
    var player = PolicyPlayer(policy, seed: seed)
    var game = Game()
    var observations: [ObservedFrames] = []
    observations.reserveCapacity(decisions)
    var count = 0
    while observations.count < decisions {
      let input = player.input(seeing: game)
      if player.decisionCount != count, let observed = player.lastObserved {
        count = player.decisionCount
        observations.append(observed)
      }
      _ = game.step(right: input)
      if game.isOver || !game.isPlaying {
        game = Game()
        player.prepareForNewGame()
      }
    }
    return observations
  }
}
