import NeuralNetwork
import PongAgents

// How the values of a command line become a run's settings.

extension SpinupConfiguration {
  /// What is known about a flag.
  struct Flag: Sendable {
    var key: String
    var meaning: String
    var values: String
    var set: @Sendable (inout SpinupConfiguration, PythonValue) -> Bool
    var value: @Sendable (SpinupConfiguration) -> PythonValue
    /// Whether only `ppo` has it.
    var isPPOOnly = false

    /// The value as a command line has it.
    func text(in configuration: SpinupConfiguration) -> String {
      let text = value(configuration).text
      return text.isEmpty ? "none" : text
    }
  }

  private static func whole(
    _ key: String,
    _ path: any WritableKeyPath<SpinupConfiguration, Int> & Sendable,
    _ range: ClosedRange<Int>,
    _ help: String,
    isPPOOnly: Bool = false
  ) -> Flag {
    let bounds =
      range.upperBound == .max
      ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    return Flag(
      key: key,
      meaning: help,
      values: "a whole number, \(bounds)",
      set: { configuration, value in
        guard let number = value.wholeNumber, range.contains(number) else { return false }
        configuration[keyPath: path] = number
        return true
      },
      value: { .int($0[keyPath: path]) },
      isPPOOnly: isPPOOnly
    )
  }

  private static func number(
    _ key: String,
    _ path: any WritableKeyPath<SpinupConfiguration, Double> & Sendable,
    _ range: ClosedRange<Double>,
    _ help: String,
    isPPOOnly: Bool = false
  ) -> Flag {
    Flag(
      key: key,
      meaning: help,
      values: "a number, \(range.lowerBound) to \(range.upperBound)",
      set: { configuration, value in
        let number: Double
        switch value {
        case .int(let whole): number = Double(whole)
        case .double(let double): number = double
        default: return false
        }
        guard range.contains(number) else { return false }
        configuration[keyPath: path] = number
        return true
      },
      value: { .double($0[keyPath: path]) },
      isPPOOnly: isPPOOnly
    )
  }

  private static func name<Value: RawRepresentable<String> & Sendable>(
    _ key: String,
    _ path: any WritableKeyPath<SpinupConfiguration, Value> & Sendable,
    _ values: [Value],
    _ help: String
  ) -> Flag {
    Flag(
      key: key,
      meaning: help,
      values: "one of \(values.map(\.rawValue).joined(separator: ", "))",
      set: { configuration, value in
        guard let known = Value(rawValue: value.text) else { return false }
        configuration[keyPath: path] = known
        return true
      },
      value: { .string($0[keyPath: path].rawValue) }
    )
  }

  static let flags: [Flag] = [
    Flag(
      key: "env_name",
      meaning: "the environment (short: --env)",
      values: "one of \(ramEnvironments.joined(separator: ", "))",
      set: { configuration, value in
        guard ramEnvironments.contains(value.text) else { return false }
        configuration.environment = value.text
        return true
      },
      value: { .string($0.environment) }
    ),
    Flag(
      key: "ac_kwargs:hidden_sizes",
      meaning: "the hidden layers' sizes (short: --hid)",
      values: """
        1 to \(PolicyFile.maximumLayers) whole numbers from 1 to 4096 in brackets, such as "[64,32]"
        """,
      set: { configuration, value in
        guard let values = value.members, (1...PolicyFile.maximumLayers).contains(values.count)
        else { return false }
        var sizes: [Int] = []
        for case .int(let size) in values where (1...4096).contains(size) { sizes.append(size) }
        guard sizes.count == values.count else { return false }
        configuration.hidden = sizes
        return true
      },
      value: { .list($0.hidden.map(PythonValue.int)) }
    ),
    Flag(
      key: "ac_kwargs:activation",
      meaning: "the hidden units' activation (short: --act)",
      values: """
        one of \(Activation.allCases.map(\.rawValue).joined(separator: ", ")), or a library's name for \
        it: torch.nn.Tanh, tf.tanh
        """,
      set: { configuration, value in
        guard let known = Activation(libraryName: value.text) else { return false }
        configuration.activation = known
        return true
      },
      value: { configuration in
        let activation = configuration.activation
        let isTensorFlow = configuration.algorithm.isTensorFlow
        return .string(isTensorFlow ? activation.tensorFlowName : activation.pyTorchName)
      }
    ),
    whole("seed", \.seed, 0...Int(UInt32.max), "the seed of all chance"),
    whole("steps_per_epoch", \.stepsPerEpoch, 1...4_194_304, "steps between two updates"),
    whole("epochs", \.epochs, 1...Int.max, "how many updates there are"),
    number("gamma", \.gamma, 0...1, "the discount factor γ"),
    number("lam", \.lambda, 0...1, "λ of generalised advantage estimation"),
    number("pi_lr", \.policyRate, 0...10, "the policy's learning rate"),
    number("vf_lr", \.valueRate, 0...10, "the value's learning rate"),
    whole("train_v_iters", \.valueIterations, 1...100_000, "steps of the value an epoch"),
    whole("max_ep_len", \.maximumEpisodeLength, 1...Int.max, "steps that cut an episode off"),
    whole("save_freq", \.saveFrequency, 1...Int.max, "epochs between two checkpoints"),
    number(
      "clip_ratio",
      \.clip,
      0.001...10,
      "the clip range, how far the ratio of probabilities may move",
      isPPOOnly: true
    ),
    whole(
      "train_pi_iters",
      \.policyIterations,
      1...100_000,
      "the most steps of the policy an epoch",
      isPPOOnly: true
    ),
    number(
      "target_kl",
      \.targetDivergence,
      0...1000,
      "at 1.5 times this approximate KL divergence they end",
      isPPOOnly: true
    ),
    name(
      "rewards",
      \.rewards,
      Rewards.allCases,
      "the rewards stored with a step, its own or that of the step before"
    ),
    name(
      "scale",
      \.scaling,
      RAMScaling.allCases,
      "how bytes of the RAM become inputs"
    ),
  ]

  /// The activations by their names in PyTorch, as a command line may have them.
  public static let activationNames = Activation.allCases.map { "torch.nn.\($0.pyTorchName)" }

  /// The environments whose observation is the RAM.
  public static let ramEnvironments = EnvironmentID.all.filter(\.observesRAM).map(\.name)

  /// The flags that an algorithm has.
  private static func flags(of algorithm: Algorithm) -> [Flag] {
    flags.filter { algorithm.isPPO || !$0.isPPOOnly }
  }

  /// The members of `config.json`: Spinning Up's keyword arguments, and what this program adds.
  public func members(outputDirectory: String) -> [String: PythonValue] {
    var members: [String: PythonValue] = [
      "actor_critic": .string("MLPActorCritic"), "algo": .string(algorithm.rawValue),
      "exp_name": .string(experiment), "num_cpu": .int(workers),
      "logger_kwargs": .object([
        "exp_name": .string(experiment), "output_dir": .string(outputDirectory),
      ]),
    ]
    for flag in Self.flags(of: algorithm) {
      // ac_kwargs:activation is the member of a dictionary.
      let names = flag.key.split(separator: ":").map(String.init)
      guard let inner = names.dropFirst().first else {
        members[flag.key] = flag.value(self)
        continue
      }
      var object: [String: PythonValue] = [:]
      if case .dictionary(let known) = members[names[0]] {
        object = Dictionary(known.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
      }
      object[inner] = flag.value(self)
      members[names[0]] = .object(object)
    }
    return members
  }

  /// The flags of an algorithm, a line each with its meaning and its default.
  public static func help(for algorithm: Algorithm) -> [(flag: String, text: String)] {
    flags(of: algorithm).map { flag in
      (
        "--\(flag.key)",
        "\(flag.meaning): \(flag.values) (default: \(flag.text(in: SpinupConfiguration())))"
      )
    }
  }

  /// Makes the configuration of a variant of a grid.
  public init(
    _ algorithm: Algorithm,
    _ variant: SpinupGrid.Variant,
    workers: Int
  ) throws(ConfigurationError) {
    self.init()
    self.algorithm = algorithm
    self.workers = workers
    experiment = variant.name
    for (key, value) in try variant.flattened().sorted(by: { $0.key < $1.key }) {
      let known = Self.flags(of: algorithm)
      guard let flag = known.first(where: { $0.key == key }) else {
        let names = known.map { "--\($0.key)" } + Self.runFlags
        throw ConfigurationError(
          "a flag",
          "--\(key)",
          expected: "one of \(names.joined(separator: ", "))"
        )
      }
      guard flag.set(&self, value) else {
        let pixels = EnvironmentID(value.text).map { !$0.observesRAM } ?? false
        let hint = key == "env_name" && pixels ? " (pictures are pong train's)" : ""
        throw ConfigurationError("--\(key)", value.text, expected: flag.values + hint)
      }
    }
    guard !environment.isEmpty else {
      let names = Self.ramEnvironments.joined(separator: ", ")
      throw ConfigurationError("--env_name", "left out", expected: "one of \(names)")
    }
    try validate()
  }

  /// The flags that are a whole grid's.
  public static let runFlags = [
    "--exp_name", "--num_cpu (--cpu)", "--data_dir", "--datestamp (--dt)", "--preset", "--resume",
    "--overwrite", "--keep_policies", "--threads", "--quiet",
  ]

  /// Checks what no flag can check by itself, and configurations from files.
  public func validate() throws(ConfigurationError) {
    for flag in Self.flags(of: algorithm) {
      var copy = self
      guard flag.set(&copy, flag.value(self)) else {
        throw ConfigurationError("--\(flag.key)", flag.text(in: self), expected: flag.values)
      }
    }
    guard (1...256).contains(workers), stepsPerEpoch >= workers else {
      throw ConfigurationError(
        "--num_cpu",
        String(workers),
        expected: "1 to 256, and not more than --steps_per_epoch"
      )
    }
  }
}

extension Activation {
  /// The activation that a library calls so, whatever path leads to it: `torch.nn.LeakyReLU`,
  /// `tf.nn.leaky_relu`, `relu`; `nil` if there is none.
  init?(libraryName: String) {
    let last = libraryName.split(separator: ".").last ?? ""
    let letters = last.lowercased().replacing("_", with: "")
    guard
      let known = Self.allCases.first(where: {
        $0.rawValue.replacing("_", with: "") == letters
      })
    else { return nil }
    self = known
  }

  /// What PyTorch calls it, in `torch.nn`.
  var pyTorchName: String {
    switch self {
    case .relu: "ReLU"
    case .tanh: "Tanh"
    case .elu: "ELU"
    case .selu: "SELU"
    case .leakyReLU: "LeakyReLU"
    case .sigmoid: "Sigmoid"
    case .softplus: "Softplus"
    }
  }

  /// What TensorFlow calls it.
  var tensorFlowName: String { rawValue }
}
