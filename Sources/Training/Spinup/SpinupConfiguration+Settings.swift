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
    var shown: @Sendable (SpinupConfiguration) -> String
    /// Whether only `ppo` has it.
    var isPPOOnly = false
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
        guard case .int(let number) = value, range.contains(number) else { return false }
        configuration[keyPath: path] = number
        return true
      },
      shown: { String($0[keyPath: path]) },
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
      shown: { String($0[keyPath: path]) },
      isPPOOnly: isPPOOnly
    )
  }

  private static func name(
    _ key: String,
    _ path: any WritableKeyPath<SpinupConfiguration, String> & Sendable,
    _ names: [String],
    _ help: String
  ) -> Flag {
    Flag(
      key: key,
      meaning: help,
      values: "one of \(names.joined(separator: ", "))",
      set: { configuration, value in
        // Python's names of activations end in these: torch.nn.ReLU, tf.tanh.
        let last = value.text.split(separator: ".").last.map(String.init) ?? ""
        guard let name = names.first(where: { $0 == value.text || $0 == last.lowercased() }) else {
          return false
        }
        configuration[keyPath: path] = name
        return true
      },
      shown: { $0[keyPath: path] }
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
      shown: { $0.environment.isEmpty ? "none" : $0.environment }
    ),
    Flag(
      key: "ac_kwargs:hidden_sizes",
      meaning: "the hidden layers' sizes (short: --hid)",
      values: """
        1 to \(PolicyFile.maximumLayers) whole numbers from 1 to 4096 in brackets, such as "[64,32]"
        """,
      set: { configuration, value in
        guard case .list(let values) = value, (1...PolicyFile.maximumLayers).contains(values.count)
        else { return false }
        var sizes: [Int] = []
        for case .int(let size) in values where (1...4096).contains(size) { sizes.append(size) }
        guard sizes.count == values.count else { return false }
        configuration.hidden = sizes
        return true
      },
      shown: { "\($0.hidden)" }
    ),
    name(
      "ac_kwargs:activation",
      \.activation,
      ["tanh", "relu"],
      "the hidden units' activation (short: --act)"
    ),
    whole("seed", \.seed, 0...Int(UInt32.max), "the seed of all chance"),
    whole("steps_per_epoch", \.stepsPerEpoch, 1...4_194_304, "steps between two updates"),
    whole("epochs", \.epochs, 1...Int.max, "how many updates there are"),
    number("gamma", \.gamma, 0...1, "what a step's delay multiplies a reward by"),
    number("lam", \.lambda, 0...1, "how far advantages look beyond the value estimate"),
    number("pi_lr", \.policyRate, 0...10, "the policy's step size"),
    number("vf_lr", \.valueRate, 0...10, "the value's step size"),
    whole("train_v_iters", \.valueIterations, 1...100_000, "steps of the value an epoch"),
    whole("max_ep_len", \.maximumEpisodeLength, 1...Int.max, "steps that cut an episode off"),
    whole("save_freq", \.saveFrequency, 1...Int.max, "epochs between two checkpoints"),
    number(
      "clip_ratio",
      \.clip,
      0.001...10,
      "how far the ratio of probabilities may move",
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
      "at 1.5 times this divergence they end",
      isPPOOnly: true
    ),
    name(
      "rewards",
      \.rewards,
      ["gym", "2018"],
      "the rewards stored with a step, its own or that of the step before"
    ),
    name(
      "scale",
      \.scaling,
      RAMScaling.allCases.map(\.rawValue),
      "how bytes of the RAM become inputs"
    ),
  ]

  /// The environments whose observation is the RAM.
  public static let ramEnvironments = EnvironmentID.all.filter(\.observesRAM).map(\.name)

  /// The flags of an algorithm, a line each with its meaning and its default.
  public static func help(for algorithm: Algorithm) -> [(flag: String, text: String)] {
    flags.filter { algorithm.isPPO || !$0.isPPOOnly }.map { flag in
      (
        "--\(flag.key)",
        "\(flag.meaning): \(flag.values) (default: \(flag.shown(SpinupConfiguration())))"
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
    for (key, value) in variant.settings.sorted(by: { $0.key < $1.key }) {
      let known = Self.flags.filter { algorithm.isPPO || !$0.isPPOOnly }
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
    "--overwrite", "--keep_policies", "--quiet",
  ]

  /// Checks what no flag can check by itself, and configurations from files.
  public func validate() throws(ConfigurationError) {
    for flag in Self.flags where algorithm.isPPO || !flag.isPPOOnly {
      var copy = self
      let shown = flag.shown(self)
      guard flag.set(&copy, PythonValue(shown)) else {
        throw ConfigurationError("--\(flag.key)", shown, expected: flag.values)
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
