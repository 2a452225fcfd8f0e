public import NeuralNetwork

/// An actor-critic whose policy and value estimate are networks of their own, as Spinning Up's.
public struct SeparateActorCritic: BehaviorPolicy {
  /// The policy: one logit per action.
  public let policy: DenseNetwork

  /// The value estimate V: one output.
  public let value: DenseNetwork

  /// Makes networks of zeros.
  ///
  /// - Parameters:
  ///   - inputCount: The numbers of an observation.
  ///   - hiddenCounts: The hidden layers' sizes, of the policy's network and of the value's.
  ///   - actionCount: How many actions there are, at least two.
  ///   - activation: The hidden units' activation.
  public init(inputCount: Int, hiddenCounts: [Int], actionCount: Int, activation: Activation) {
    func network(_ outputCount: Int) -> DenseNetwork {
      DenseNetwork(
        DenseNetwork.Shape(
          inputCount: inputCount,
          hiddenCounts: hiddenCounts,
          outputCount: outputCount,
          activation: activation
        )
      )
    }
    policy = network(actionCount)
    value = network(1)
  }

  /// One logit per action.
  public var logitCount: Int { policy.shape.outputCount }

  /// The logits alone: values are estimated for all of a rollout at once, by who learns from it.
  public var outputCount: Int { policy.shape.outputCount }

  /// There is a value estimate.
  public var hasValue: Bool { true }

  /// None: the networks take memory of the stack.
  public var workspaceLength: Int { 0 }

  /// Computes the logits, observation by observation.
  public func evaluate(
    _ samples: UnsafePointer<Int32>,
    count: Int,
    of rollout: Rollout<Float>,
    workspace: UnsafeMutablePointer<Float>,
    outputs: UnsafeMutablePointer<Float>
  ) {
    for place in 0..<count {
      policy.evaluate(
        rollout.observations.base + Int(samples[place]) * rollout.width,
        into: outputs + place * outputCount
      )
    }
  }

  /// The value of one observation.
  public func value(of sample: Int, in rollout: Rollout<Float>) -> Float {
    var result: Float = 0
    value.evaluate(rollout.observations.base + sample * rollout.width, into: &result)
    return result
  }
}
