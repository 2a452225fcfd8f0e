import NeuralNetwork
public import PongAgents

extension Trainer {
  /// A copy of the policy as it is now, which stays as it is while the trainer goes on.
  ///
  /// Call it between two iterations.
  public func copyOfPolicy() -> PongPolicy {
    let copy = Network(shape: network.shape, features: network.features)
    copy.parameters.copy(from: network.parameters)
    copy.refresh()
    return PongPolicy(network: copy, observation: policy.observation, actions: policy.actions)
  }
}
