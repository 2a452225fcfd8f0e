import NeuralNetwork
import PongAgents
import PongEngine
import Reinforcement

/// Everything that decides how a run learns: with the version of the program, all that it takes to
/// do it again.
public struct RunConfiguration: Codable, Hashable, Sendable {
  /// How the network is taught.
  public enum Algorithm: String, Codable, Hashable, Sendable, CaseIterable {
    /// The article's: ``REINFORCE``.
    case reinforce

    /// ``PPO``.
    case ppo
  }

  /// How a gradient becomes a step.
  public enum OptimizerKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// Adam, with Keras' settings.
    case adam

    /// Adam that leaves the weights of pixels alone that were dark in all of a batch.
    case lazyAdam = "lazy-adam"

    /// RMSProp, with Karpathy's settings.
    case rmsprop
  }

  /// The preset that the configuration began as.
  public var preset = "article"

  /// Gym's name of the environment.
  public var environment = "Pong-v0"

  /// The name of what the network sees.
  public var observation = PongObservation.difference.rawValue

  /// ALE's names of the actions, in the order of the network's outputs.
  public var actions = ["RIGHT", "LEFT"]

  /// An episode starts after 0 to this many frames without an action.
  public var noopFrames = 0

  /// How many hidden units the network has.
  public var hidden = 200

  /// How the weights start.
  public var initialization = Initialization.glorot.rawValue

  /// How the network is taught.
  public var algorithm = Algorithm.reinforce

  /// How REINFORCE turns a rollout into steps.
  public var update = REINFORCE.Update.batch.rawValue

  /// How a gradient becomes a step.
  public var optimizer = OptimizerKind.adam

  /// What Adam adds to the root of the mean square: Keras' 1e-7, or more to tame rare inputs.
  public var epsilon = 1e-7

  /// The step size at the start.
  public var learningRate = 1e-3

  /// What the step size has fallen to, as a part of the first, after `decaySteps`.
  public var finalLearningRate = 1.0

  /// The agent steps over which the step size falls linearly; 0 if it does not.
  public var decaySteps = 0

  /// Whether a step takes the sum of the samples' gradients instead of their mean.
  public var sumsGradients = false

  /// How many environments are played side by side.
  public var environments = 64

  /// How many agent steps of each environment go into an update (REINFORCE: at least).
  public var steps = 128

  /// What a step's delay multiplies a reward by.
  public var discount = 0.99

  /// How far PPO's advantages look beyond the value estimate.
  public var lambda = 0.95

  /// Whether PPO's advantages end at every point.
  public var resetsAtRewards = false

  /// How often PPO goes through a rollout.
  public var epochs = 4

  /// How many samples a step of PPO takes.
  public var batchSize = 4096

  /// How far PPO's ratio may move from 1.
  public var clip = 0.2

  /// What PPO multiplies the entropy by.
  public var entropyWeight = 0.01

  /// What the entropy's weight has fallen to, as a part of the first, after `entropyDecaySteps`.
  public var finalEntropyWeight = 1.0

  /// The agent steps over which the entropy's weight falls linearly; 0 if it does not.
  public var entropyDecaySteps = 0

  /// What PPO multiplies half the squared error of the value by.
  public var valueWeight = 1.0

  /// The seed of all chance.
  public var seed: UInt64 = 0

  /// The article's settings.
  public init() {}
}

extension RunConfiguration {
  /// Reads a configuration; a setting that an earlier version of the program did not have is as it
  /// was then, which is its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    func read<T: Decodable>(
      _ path: WritableKeyPath<RunConfiguration, T>,
      _ key: CodingKeys
    ) throws {
      guard let value = try container.decodeIfPresent(T.self, forKey: key) else { return }
      self[keyPath: path] = value
    }
    try read(\.preset, .preset)
    try read(\.environment, .environment)
    try read(\.observation, .observation)
    try read(\.actions, .actions)
    try read(\.noopFrames, .noopFrames)
    try read(\.hidden, .hidden)
    try read(\.initialization, .initialization)
    try read(\.algorithm, .algorithm)
    try read(\.update, .update)
    try read(\.optimizer, .optimizer)
    try read(\.epsilon, .epsilon)
    try read(\.learningRate, .learningRate)
    try read(\.finalLearningRate, .finalLearningRate)
    try read(\.decaySteps, .decaySteps)
    try read(\.sumsGradients, .sumsGradients)
    try read(\.environments, .environments)
    try read(\.steps, .steps)
    try read(\.discount, .discount)
    try read(\.lambda, .lambda)
    try read(\.resetsAtRewards, .resetsAtRewards)
    try read(\.epochs, .epochs)
    try read(\.batchSize, .batchSize)
    try read(\.clip, .clip)
    try read(\.entropyWeight, .entropyWeight)
    try read(\.finalEntropyWeight, .finalEntropyWeight)
    try read(\.entropyDecaySteps, .entropyDecaySteps)
    try read(\.valueWeight, .valueWeight)
    try read(\.seed, .seed)
  }
}
