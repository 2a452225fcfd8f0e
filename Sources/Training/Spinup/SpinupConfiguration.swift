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

    /// Whether it is one of the `ppo`s.
    public var isPPO: Bool { rawValue.hasPrefix("ppo") }

    /// Whether initial weights, Adam and the entropy are TensorFlow's.
    var isTensorFlow: Bool { rawValue.hasSuffix("tf1") }
  }

  /// The algorithm.
  public var algorithm = Algorithm.vpg

  /// The experiment's name, with what tells it from others of its grid.
  public var experiment = "cmd_vpg"

  /// Gym's name of the environment.
  public var environment = ""

  /// The hidden layers' sizes.
  public var hidden = [64, 64]

  /// The hidden units' activation: `tanh` or `relu`.
  public var activation = "tanh"

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

  /// Which rewards are stored with a step: `gym`, or `2018` for the step before's.
  public var rewards = "gym"

  /// What the networks get of the RAM; see `RAMScaling`.
  public var scaling = RAMScaling.none.rawValue

  /// How many workers there are.
  public var workers = 1

  /// Spinning Up's defaults.
  public init() {}

  /// The environment.
  public var environmentID: EnvironmentID? { EnvironmentID(environment) }

  /// The members of `config.json`: Spinning Up's keyword arguments, and what this program adds.
  public func members(outputDirectory: String) -> [String: PythonValue] {
    var members: [String: PythonValue] = [
      "actor_critic": .string("MLPActorCritic"), "algo": .string(algorithm.rawValue),
      "env_name": .string(environment), "epochs": .int(epochs),
      "exp_name": .string(experiment), "gamma": .double(gamma), "lam": .double(lambda),
      "max_ep_len": .int(maximumEpisodeLength), "num_cpu": .int(workers),
      "pi_lr": .double(policyRate), "rewards": .string(rewards), "save_freq": .int(saveFrequency),
      "scale": .string(scaling), "seed": .int(seed), "steps_per_epoch": .int(stepsPerEpoch),
      "train_v_iters": .int(valueIterations), "vf_lr": .double(valueRate),
      "ac_kwargs": .object([
        "activation": .string(activation), "hidden_sizes": .list(hidden.map(PythonValue.int)),
      ]),
      "logger_kwargs": .object([
        "exp_name": .string(experiment), "output_dir": .string(outputDirectory),
      ]),
    ]
    if algorithm.isPPO {
      members["clip_ratio"] = .double(clip)
      members["target_kl"] = .double(targetDivergence)
      members["train_pi_iters"] = .int(policyIterations)
    }
    return members
  }
}
