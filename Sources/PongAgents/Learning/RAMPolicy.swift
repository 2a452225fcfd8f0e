public import NeuralNetwork
public import PongEngine

/// A policy that sees the console's RAM: a network of dense layers and what its outputs do.
public struct RAMPolicy: Sendable {
  /// The network, one logit per action; it is not written to as long as the policy plays.
  public let network: DenseNetwork

  /// What the network gets of the RAM.
  public let scaling: RAMScaling

  /// What each output does on the console.
  public let actions: [Action]

  /// The name of the observation in files.
  public static let observation = "ram"

  /// Puts a policy together; sizes must fit.
  public init(network: DenseNetwork, scaling: RAMScaling, actions: [Action]) {
    precondition(network.shape.inputCount == RAMScaling.inputCount, "inputs of another observation")
    precondition(network.shape.outputCount == actions.count, "another number of actions")
    self.network = network
    self.scaling = scaling
    self.actions = actions
  }

  /// The logits for what is seen, when the game is seen from the right.
  func logits(seeing view: Game) -> [Float] {
    let inputs = inputs(seeing: view)
    return [Float](unsafeUninitializedCapacity: actions.count) { outputs, count in
      guard let into = outputs.baseAddress else { return }
      network.evaluate(inputs, into: into)
      count = actions.count
    }
  }

  /// The network's inputs, [128].
  func inputs(seeing view: Game) -> [Float] {
    [Float](unsafeUninitializedCapacity: RAMScaling.inputCount) { inputs, count in
      guard let into = inputs.baseAddress else { return }
      scaling.write(view, into: into)
      count = RAMScaling.inputCount
    }
  }
}
