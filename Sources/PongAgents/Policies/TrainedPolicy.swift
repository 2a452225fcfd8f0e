import Checksums
import NeuralNetwork
public import PongEngine
import Randomness
import Reinforcement

/// A policy that learned to play, whatever it sees of the game.
public enum TrainedPolicy: Sendable {
  /// It sees pictures.
  case pixels(PongPolicy)

  /// It sees the console's RAM.
  case ram(RAMPolicy)

  /// What each of its outputs does on the console.
  public var actions: [Action] {
    switch self {
    case .pixels(let policy): policy.actions
    case .ram(let policy): policy.actions
    }
  }

  /// What the policy sees, by its name in files.
  public var observationName: String {
    switch self {
    case .pixels(let policy): policy.observation.rawValue
    case .ram: RAMPolicy.observation
    }
  }

  /// The hidden units' activation, by its name in files.
  public var activationName: String {
    switch self {
    case .pixels(let policy): policy.network.shape.activation.rawValue
    case .ram(let policy): policy.network.shape.activation.rawValue
    }
  }

  /// The CRC-32 of all parameters as eight hexadecimal digits: the same for the same weights,
  /// whatever the file.
  public var fingerprint: String {
    let parameters =
      switch self {
      case .pixels(let policy): policy.network.parameters
      case .ram(let policy): policy.network.parameters
      }
    let bytes = UnsafeRawBufferPointer(start: parameters.base, count: 4 * parameters.count)
    return RedundancyCheck.crc32.hexadecimal(Array(bytes))
  }
}

/// How a policy's action is chosen of its logits.
public enum ActionSelection: Hashable, Sendable {
  /// Always the most probable one.
  case greedy

  /// Drawn from the softmax of the logits divided by a temperature: below 1 the probable ones are
  /// drawn more often than the policy would, above 1 less often.
  case sampled(temperature: Double)

  /// The index of the action chosen.
  func index(_ logits: UnsafeBufferPointer<Float>, using generator: inout SplitMix64) -> Int {
    switch self {
    case .greedy: CategoricalPolicy.greedy(logits)
    case .sampled(let temperature):
      CategoricalPolicy.sample(logits, temperature: temperature, using: &generator)
    }
  }
}
