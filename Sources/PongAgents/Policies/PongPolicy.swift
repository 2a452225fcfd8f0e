public import NeuralNetwork
public import PongEngine

/// A policy that sees pictures: a network, its observation, and what its outputs do.
public struct PongPolicy: Sendable {
  /// The network; it is not written to as long as the policy plays.
  public let network: SparseNetwork

  /// What the network observes.
  public let observation: PongObservation

  /// The actions on the console, in the order of the network's outputs.
  public let actions: [Action]

  /// Puts a policy together; it is a programming error if sizes do not fit.
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
