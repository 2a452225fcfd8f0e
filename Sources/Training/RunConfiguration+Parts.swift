public import NeuralNetwork
public import PongAgents
import PongEngine
import Reinforcement

// What a configuration's names and numbers stand for, checked.

extension RunConfiguration {
  /// The task that is learned.
  public var task: PongTask.Settings {
    get throws(ConfigurationError) {
      guard let environment = EnvironmentID(self.environment), !environment.observesRAM else {
        let names = EnvironmentID.all.filter { !$0.observesRAM }.map(\.name)
        throw ConfigurationError(
          "--environment",
          self.environment,
          expected: "one of \(names.joined(separator: ", "))"
        )
      }
      guard let observation = PongObservation(rawValue: self.observation) else {
        let names = PongObservation.allCases.map(\.rawValue)
        throw ConfigurationError(
          "--observation",
          self.observation,
          expected: "one of \(names.joined(separator: ", "))"
        )
      }
      let actions = self.actions.compactMap { Action(name: $0) }
      guard actions.count == self.actions.count, (2...18).contains(actions.count),
        Set(actions).count == actions.count
      else {
        throw ConfigurationError(
          "--actions",
          self.actions.joined(separator: ","),
          expected: "2 to 18 different names of ALE's actions, such as RIGHT,LEFT"
        )
      }
      try check(noopFrames, in: 0...10_000, "--noop-frames")
      return PongTask.Settings(
        environment: environment,
        actions: actions,
        observation: observation,
        noopFrames: noopFrames
      )
    }
  }

  /// The network's sizes.
  public var shape: NetworkShape {
    get throws(ConfigurationError) {
      let task = try self.task
      try check(hidden, in: 1...8192, "--hidden")
      return NetworkShape(
        inputCount: task.observation.inputCount,
        hiddenCount: hidden,
        logitCount: task.actions.count == 2 ? 1 : task.actions.count,
        hasValue: algorithm == .ppo
      )
    }
  }

  /// How the weights start.
  var initializationKind: Initialization {
    get throws(ConfigurationError) {
      guard let kind = Initialization(rawValue: initialization) else {
        let names = Initialization.allCases.map(\.rawValue).joined(separator: ", ")
        throw ConfigurationError("--initialization", initialization, expected: "one of \(names)")
      }
      return kind
    }
  }

  /// The optimiser's rule.
  var rule: Optimizer.Rule {
    switch optimizer {
    case .adam: .adam(Adam(epsilon: epsilon))
    case .lazyAdam: .adam(Adam(epsilon: epsilon, isLazy: true))
    case .rmsprop: .rmsProp(RMSProp())
    }
  }

  /// REINFORCE's settings.
  var reinforce: REINFORCE.Settings {
    get throws(ConfigurationError) {
      guard let update = REINFORCE.Update(rawValue: self.update) else {
        let names = REINFORCE.Update.allCases.map(\.rawValue).joined(separator: ", ")
        throw ConfigurationError("--update", self.update, expected: "one of \(names)")
      }
      return REINFORCE.Settings(
        update: update,
        discount: Float(discount),
        learningRate: learningRate,
        sumsGradients: sumsGradients
      )
    }
  }

  /// PPO's settings.
  var ppo: PPO.Settings {
    PPO.Settings(
      discount: Float(discount),
      lambda: Float(lambda),
      resetsAtRewards: resetsAtRewards,
      learningRate: learningRate,
      epochs: epochs,
      batchSize: batchSize,
      clip: clip,
      entropyWeight: entropyWeight,
      valueWeight: valueWeight
    )
  }

  /// What the step size is multiplied by after so many agent steps.
  func learningRateScale(after steps: Int) -> Double {
    Self.decayed(to: finalLearningRate, over: decaySteps, after: steps)
  }

  /// What the entropy's weight is multiplied by after so many agent steps.
  func entropyScale(after steps: Int) -> Double {
    Self.decayed(to: finalEntropyWeight, over: entropyDecaySteps, after: steps)
  }

  /// The straight way from 1 to `last` over some steps; 1 if they are none.
  private static func decayed(to last: Double, over duration: Int, after steps: Int) -> Double {
    guard duration > 0 else { return 1 }
    return 1 + (last - 1) * min(1, Double(steps) / Double(duration))
  }

  /// Checks every number that a user may have set.
  public func validate() throws(ConfigurationError) {
    _ = try shape
    _ = try initializationKind
    _ = try reinforce
    try check(environments, in: 1...4096, "--environments")
    try check(steps, in: 1...65_536, "--rollout-steps")
    try check(environments * steps, in: 1...4_194_304, "--environments times --rollout-steps")
    try check(epochs, in: 1...100, "--epochs")
    try check(batchSize, in: 32...4_194_304, "--batch-size")
    try check(decaySteps, in: 0...Int.max, "--decay-steps")
    try check(entropyDecaySteps, in: 0...Int.max, "--entropy-decay-steps")
    try check(learningRate, in: 0...100, "--learning-rate")
    try check(epsilon, in: 1e-12...1, "--epsilon")
    try check(finalLearningRate, in: 0...1, "--final-learning-rate")
    try check(finalEntropyWeight, in: 0...1, "--final-entropy-weight")
    try check(discount, in: 0...1, "--discount")
    try check(lambda, in: 0...1, "--lambda")
    try check(clip, in: 0...1, "--clip")
    try check(entropyWeight, in: 0...100, "--entropy-weight")
    try check(valueWeight, in: 0...100, "--value-weight")
  }

  private func check<T: Comparable>(
    _ value: T,
    in range: ClosedRange<T>,
    _ setting: String
  ) throws(ConfigurationError) {
    guard range.contains(value) else {
      throw ConfigurationError(
        setting,
        "\(value)",
        expected: "from \(range.lowerBound) to \(range.upperBound)"
      )
    }
  }
}
