import NeuralNetwork
public import PongAgents
import Reinforcement

// Runs that go on with what another policy has learned.

extension RunConfiguration {
  /// Takes on what a policy's weights need: its observation, its actions and its hidden units.
  ///
  /// - Parameters:
  ///   - policy: The policy to begin with.
  ///   - name: Its name or file, which the run's files tell.
  /// - Returns: The policy, which can be taught.
  /// - Throws: If it cannot be: it must see pictures, and have rectified linear units.
  public mutating func begin(
    with policy: TrainedPolicy,
    named name: String
  ) throws(ConfigurationError) -> PongPolicy {
    guard case .pixels(let policy) = policy, policy.network.shape.activation == .relu else {
      let seen = "a policy that sees pictures and has rectified linear units"
      throw ConfigurationError("--from", name, expected: seen)
    }
    let wanted = policy.actions.count == 2 ? 1 : policy.actions.count
    guard policy.network.shape.logitCount == wanted else {
      throw ConfigurationError("--from", name, expected: "a policy with one logit for two actions")
    }
    from = name
    observation = policy.observation
    actions = policy.actions
    hidden = policy.hiddenCount
    return policy
  }

  /// Checks that a policy's weights fit the network that is taught.
  fileprivate func check(_ policy: PongPolicy) throws(ConfigurationError) {
    var fitting = self
    _ = try fitting.begin(with: .pixels(policy), named: from)
    for setting in Self.settings where setting.text(in: fitting) != setting.text(in: self) {
      throw ConfigurationError(
        setting.option,
        setting.text(in: self),
        expected: "\(setting.text(in: fitting)), which --from brings"
      )
    }
  }
}

extension Trainer where Settings == RunConfiguration {
  /// Lets a run that has not begun begin with a policy's weights instead of drawn ones.
  ///
  /// The estimate of the value stays as it was drawn if the policy has none.
  ///
  /// - Throws: If the weights are those of another network than the configuration's.
  func begin(with policy: PongPolicy) throws(ConfigurationError) {
    try configuration.check(policy)
    let (own, given) = (network, policy.network)
    func copy(
      _ row: UnsafeMutableBufferPointer<Float>,
      to target: UnsafeMutableBufferPointer<Float>
    ) {
      for (index, value) in row.enumerated() { target[index] = value }
    }
    for input in 0..<given.shape.inputCount {
      copy(given.hiddenWeights(ofInput: input), to: own.hiddenWeights(ofInput: input))
    }
    copy(given.hiddenBias, to: own.hiddenBias)
    for output in 0..<min(own.shape.outputCount, given.shape.outputCount) {
      copy(given.weights(ofOutput: output), to: own.weights(ofOutput: output))
      own.outputBias[output] = given.outputBias[output]
    }
    own.refresh()
  }
}
