public import NeuralNetwork
public import PongAgents
public import PongEngine
public import Randomness

/// Policies for tests, which nobody had to train.
public enum SamplePolicy {
  /// Makes a policy, the same one for the same arguments.
  ///
  /// - Parameters:
  ///   - observation: What it sees.
  ///   - actions: What it does; two share one logit.
  ///   - hasValue: Whether it estimates values.
  ///   - activation: The hidden units' activation.
  ///   - hidden: How many hidden units there are.
  ///   - initialization: How the weights are drawn.
  ///   - seed: The seed of the weights.
  ///   - adjust: Changes the network that was drawn; makes it one like a trained one if left out.
  /// - Returns: The policy.
  public static func make(
    _ observation: PongObservation = .difference,
    actions: [Action] = [.right, .left],
    hasValue: Bool = false,
    activation: Activation = .relu,
    hidden: Int = 200,
    initialization: SparseNetwork.Initialization = .glorot,
    seed: UInt64 = 11,
    adjust: (SparseNetwork, inout SplitMix64) -> Void = sharpen
  ) -> PongPolicy {
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: observation.inputCount,
        hiddenCount: hidden,
        logitCount: actions.count == 2 ? 1 : actions.count,
        hasValue: hasValue,
        activation: activation
      ),
      features: observation.features
    )
    var generator = SplitMix64(seed: seed)
    network.initialize(initialization, using: &generator)
    adjust(network, &generator)
    network.refresh()
    return PongPolicy(network: network, observation: observation, actions: actions)
  }

  /// Makes weights as big as trained ones, and biases that matter.
  public static func sharpen(_ network: SparseNetwork, _ generator: inout SplitMix64) {
    for input in 0..<network.shape.inputCount {
      let row = network.hiddenWeights(ofInput: input)
      for unit in row.indices { row[unit] *= 8 }
    }
    for unit in 0..<network.shape.hiddenCount {
      network.hiddenBias[unit] = Float(generator.normal() * 0.2)
    }
    for output in 0..<network.shape.outputCount {
      let row = network.weights(ofOutput: output)
      for unit in row.indices { row[unit] *= 6 }
      network.outputBias[output] = Float(generator.normal())
    }
  }

  /// What a policy sees in frames that it plays by itself on the right against the console.
  public static func observations(_ policy: PongPolicy, frames: Int) -> [ObservedFrames] {
    var match = Match(
      rules: Rules(),
      left: .computer,
      right: .player(PolicyPlayer(policy, seed: 3))
    )
    var observations: [ObservedFrames] = []
    var games = [match.game, match.game, match.game]
    while observations.count < frames {
      _ = match.step()
      if match.isOver { match.restart() }
      observations.append(ObservedFrames(now: match.game, before: games[0], from: .right))
      games.removeFirst()
      games.append(match.game)
    }
    return observations
  }
}
