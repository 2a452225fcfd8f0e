public import NeuralNetwork
public import PongEngine

/// A network and what it takes to let it play: what it sees, and what its outputs do.
public struct PongPolicy: Sendable {
  /// The network; it is not written to as long as the policy plays.
  public let network: SparseNetwork

  /// What the network sees.
  public let observation: PongObservation

  /// What each output does on the console.
  public let actions: [Action]

  /// Puts a policy together; sizes must fit.
  public init(network: SparseNetwork, observation: PongObservation, actions: [Action]) {
    precondition(
      network.shape.inputCount == observation.inputCount,
      "inputs of another observation"
    )
    precondition(network.shape.actionCount == actions.count, "another number of actions")
    self.network = network
    self.observation = observation
    self.actions = actions
  }
}
