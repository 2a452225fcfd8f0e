public import NeuralNetwork
public import Randomness

/// What acts while experience is collected: a network's outputs for an observation, and how an
/// action is chosen from them.
///
/// Unless a policy says otherwise, outputs are the logits of a categorical policy and actions are
/// drawn from it; an ε-greedy policy over action values would bring a `choose` of its own.
public protocol BehaviorPolicy<Element>: Sendable {
  /// What the observations are lists of.
  associatedtype Element: ObservationElement

  /// How many outputs decide about the action; they stand first in an observation's outputs.
  var logitCount: Int { get }

  /// How many outputs an observation has.
  var outputCount: Int { get }

  /// Whether there is a value estimate.
  var hasValue: Bool { get }

  /// How many floats of scratch memory an observation takes.
  var workspaceLength: Int { get }

  /// Computes the outputs of some of a rollout's observations.
  ///
  /// If values come with the outputs, they are written to the rollout too.
  ///
  /// - Parameters:
  ///   - samples: Which observations, [count].
  ///   - count: How many they are.
  ///   - rollout: Where the observations are.
  ///   - workspace: Scratch memory, [count, workspaceLength]; 64-byte aligned.
  ///   - outputs: Receives the outputs, [count, outputCount].
  func evaluate(
    _ samples: UnsafePointer<Int32>,
    count: Int,
    of rollout: Rollout<Element>,
    workspace: UnsafeMutablePointer<Float>,
    outputs: UnsafeMutablePointer<Float>
  )

  /// The value estimate V of one of a rollout's observations; called only if `hasValue`.
  func value(of sample: Int, in rollout: Rollout<Element>) -> Float

  /// Chooses an action, and returns it with the logarithm of its probability.
  ///
  /// - Parameters:
  ///   - outputs: The outputs that decide, [logitCount].
  ///   - generator: The environment's random stream.
  /// - Returns: The action and log π(a|s) (0 if the choice is not drawn).
  func choose(
    _ outputs: UnsafeBufferPointer<Float>,
    using generator: inout SplitMix64
  ) -> (action: Int, logProbability: Float)
}

extension BehaviorPolicy {
  /// Draws an action from the categorical policy whose logits the outputs are.
  @inlinable
  public func choose(
    _ outputs: UnsafeBufferPointer<Float>,
    using generator: inout SplitMix64
  ) -> (action: Int, logProbability: Float) {
    CategoricalPolicy.sample(outputs, using: &generator)
  }
}

/// An actor-critic with a shared trunk, or a policy without a critic: logits and, maybe, a value
/// come from one network.
extension SparseNetwork: BehaviorPolicy {
  /// How many logits the policy has.
  @inlinable public var logitCount: Int { shape.logitCount }

  /// Logits and, after them, the value where there is one.
  @inlinable public var outputCount: Int { shape.outputCount }

  /// Whether one more output estimates the value of what is seen.
  @inlinable public var hasValue: Bool { shape.hasValue }

  /// The hidden activations.
  @inlinable public var workspaceLength: Int { shape.stride }

  /// Computes outputs, and keeps the values in the rollout.
  @inlinable
  @inline(__always)
  public func evaluate(
    _ samples: UnsafePointer<Int32>,
    count: Int,
    of rollout: Rollout<Int32>,
    workspace: UnsafeMutablePointer<Float>,
    outputs: UnsafeMutablePointer<Float>
  ) {
    forward(
      rollout.batch(order: samples),
      positions: 0..<count,
      hidden: workspace,
      outputs: outputs
    )
    guard shape.hasValue else { return }
    for place in 0..<count {
      let output = place * shape.outputCount + shape.logitCount
      rollout.values.base[Int(samples[place])] = outputs[output]
    }
  }

  /// The value of one observation: rarely needed, so it takes memory of its own.
  public func value(of sample: Int, in rollout: Rollout<Int32>) -> Float {
    let hidden = Buffer<Float>(count: shape.stride)
    let outputs = Buffer<Float>(count: shape.outputCount)
    forward(
      rollout.batch(order: nil),
      positions: sample..<sample + 1,
      hidden: hidden.base,
      outputs: outputs.base
    )
    return outputs.base[shape.logitCount]
  }
}
