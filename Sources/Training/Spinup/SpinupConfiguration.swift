public import NeuralNetwork
public import PongAgents

/// A run of Spinning Up's `vpg` or `ppo`: its keyword arguments.
public struct SpinupConfiguration: Codable, Hashable, Sendable {
  /// The algorithm as the command line names it.
  public enum Algorithm: String, Codable, Hashable, Sendable, CaseIterable {
    /// Vanilla policy gradient, as the version for PyTorch has it.
    case vpg

    /// The same.
    case vpgPyTorch = "vpg_pytorch"

    /// Vanilla policy gradient, as the version for TensorFlow 1 has it.
    case vpgTensorFlow = "vpg_tf1"

    /// Proximal policy optimisation, as the version for PyTorch has it.
    case ppo

    /// The same.
    case ppoPyTorch = "ppo_pytorch"

    /// Proximal policy optimisation, as the version for TensorFlow 1 has it.
    case ppoTensorFlow = "ppo_tf1"

    /// The library whose version `vpg` and `ppo` by themselves stand for; `nil` for the others,
    /// which name theirs.
    public var defaultLibrary: String? { rawValue.contains("_") ? nil : "pytorch" }

    /// What an experiment is called that is not given a name: `cmd_vpg_pytorch` for `vpg`.
    public var defaultExperiment: String {
      "cmd_" + rawValue + (defaultLibrary.map { "_" + $0 } ?? "")
    }

    /// Whether it is one of the `ppo`s.
    public var isPPO: Bool { rawValue.hasPrefix("ppo") }

    /// Whether initial weights, Adam and the entropy are TensorFlow's.
    var isTensorFlow: Bool { rawValue.hasSuffix("tf1") }
  }

  /// Which rewards are stored with a step.
  public enum Rewards: String, Codable, Hashable, Sendable, CaseIterable {
    /// Its own.
    case gym

    /// That of the step before, as in the release of 2018.
    case previous = "2018"
  }

  /// The algorithm.
  public var algorithm = Algorithm.vpg

  /// The experiment's name, with what tells it from others of its grid.
  public var experiment = Algorithm.vpg.defaultExperiment

  /// Gym's name of the environment.
  public var environment = ""

  /// The hidden layers' sizes.
  public var hidden = [64, 64]

  /// The hidden units' activation.
  public var activation = Activation.tanh

  /// The seed of all chance.
  public var seed = 0

  /// Steps between two updates.
  public var stepsPerEpoch = 4000

  /// How many updates there are.
  public var epochs = 50

  /// The discount factor γ.
  public var gamma = 0.99

  /// λ of generalised advantage estimation.
  public var lambda = 0.97

  /// The policy's learning rate.
  public var policyRate = 3e-4

  /// The value's learning rate.
  public var valueRate = 1e-3

  /// Steps of the value an epoch.
  public var valueIterations = 80

  /// The steps after which an episode is cut off.
  public var maximumEpisodeLength = 1000

  /// The epochs between two checkpoints.
  public var saveFrequency = 10

  /// `ppo`: how far the ratio of probabilities may move from 1.
  public var clip = 0.2

  /// `ppo`: the most steps of the policy an epoch.
  public var policyIterations = 80

  /// `ppo`: the approximate KL divergence that ends the policy's steps, at one and a half times it.
  public var targetDivergence = 0.01

  /// Which rewards are stored with a step.
  public var rewards = Rewards.gym

  /// What the networks get of the RAM.
  public var scaling = RAMScaling.none

  /// How many workers there are.
  public var workers = 1

  /// Spinning Up's defaults.
  public init() {}

  /// The environment.
  public var environmentID: EnvironmentID? { EnvironmentID(environment) }
}

extension Activation: Codable {}
extension RAMScaling: Codable {}
