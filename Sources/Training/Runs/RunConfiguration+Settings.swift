import PongAgents
import PongEngine
import Reinforcement

extension RunConfiguration {
  /// All settings, in the order of the command line's help.
  public static let settings: [Setting] = [
    Setting("preset", \.preset, "a text", nil),
    Setting(number: "seed", \.seed, 0...UInt64.max, nil),
    Setting(
      "environment",
      \.environment,
      "one of \(environments.map(\.name).joined(separator: ", "))",
      "Gym's name of the environment.",
      choices: environments.map(\.name),
      isValid: { environments.contains($0) }
    ),
    Setting(
      choice: "observation",
      \.observation,
      "What the network sees: difference-80x80 or difference+frame-80x80."
    ),
    Setting(
      "actions",
      \.actions,
      "2 to 18 different names of ALE's actions, such as RIGHT,LEFT",
      "ALE's names of the actions, in the order of the network's outputs.",
      isValid: { $0.count >= 2 && Set($0).count == $0.count }
    ),
    Setting(
      number: "noopFrames",
      \.noopFrames,
      0...10_000,
      "Start each episode with 0 to this many frames without an action."
    ),
    Setting(
      number: "frameSkip",
      \.frameSkip,
      0...60,
      "How many frames a decision lasts (0: as many as in the environment).",
      omitted: 0
    ),
    Setting(
      number: "frameSkipShare",
      \.frameSkipShare,
      0...1,
      "The share of episodes with decisions of --frame-skip frames.",
      omitted: 1
    ),
    Setting(
      "opponents",
      \.opponents,
      "a list such as atari:15,random:5,self:20,past:15: each player once, weights above 0",
      "Who plays against the policy: players with weights, self and past among them.",
      isWritten: { $0 != .computer }
    ),
    Setting(
      choice: "sides",
      \.sides,
      "The policy's side: right, left or both (drawn for every episode).",
      omitted: .right
    ),
    Setting(
      number: "pastSelves",
      \.pastSelves,
      1...256,
      "How many past selves are kept as opponents.",
      omitted: 8
    ),
    Setting(
      number: "pastSelfInterval",
      \.pastSelfInterval,
      1...Int.max,
      "Agent steps from one kept past self to the next, at least (and a 16th of the run's age).",
      omitted: 500_000
    ),
    Setting(
      number: "rallyShare",
      \.rallyShare,
      0...1,
      "The share of episodes in rally mode.",
      omitted: 0
    ),
    Setting(
      number: "smallBatShare",
      \.smallBatShare,
      0...1,
      "The share of episodes with a small bat on one side or both.",
      omitted: 0
    ),
    Setting(number: "hidden", \.hidden, 1...8192, "How many hidden units the network has."),
    Setting(
      choice: "initialization",
      \.initialization,
      "How the weights start: glorot or karpathy."
    ),
    Setting(
      "from",
      \.from,
      "a policy that comes with the program, or a file",
      "Begin with this policy's weights, in a network of its size, observation and actions.",
      isWritten: { !$0.isEmpty }
    ),
    Setting(choice: "algorithm", \.algorithm, "How the network is taught: reinforce or ppo."),
    Setting(
      choice: "update",
      \.update,
      "One step per rollout (batch), or Keras' mini-batches of 32 per episode (keras)."
    ),
    Setting(
      choice: "optimizer",
      \.optimizer,
      "How a gradient becomes a step: adam, lazy-adam or rmsprop."
    ),
    Setting(
      number: "epsilon",
      \.epsilon,
      1e-12...1,
      "adam: ε, what is added to the root of the mean square."
    ),
    Setting(number: "learningRate", \.learningRate, 0...100, "The learning rate."),
    Setting(
      number: "finalLearningRate",
      \.finalLearningRate,
      0...1,
      "What part of the learning rate is left after --decay-steps."
    ),
    Setting(
      number: "decaySteps",
      \.decaySteps,
      0...Int.max,
      "The agent steps over which the learning rate falls linearly."
    ),
    Setting(
      "sumsGradients",
      \.sumsGradients,
      option: "--sum-gradients",
      "true or false",
      "reinforce: whether a step takes the sum of the samples' gradients, not their mean."
    ),
    Setting(
      number: "environments",
      \.environments,
      1...4096,
      "How many environments are played side by side."
    ),
    Setting(
      number: "steps",
      \.steps,
      option: "--rollout-steps",
      1...65_536,
      "Agent steps of each environment per update (reinforce: to the end of the rally)."
    ),
    Setting(
      number: "workers",
      \.workers,
      1...256,
      "Workers that share the environments, for mpirun; slower than --threads, and other weights.",
      omitted: 1
    ),
    Setting(number: "discount", \.discount, 0...1, "The discount factor γ."),
    Setting(
      number: "lambda",
      \.lambda,
      0...1,
      "ppo: λ of generalised advantage estimation."
    ),
    Setting(
      "resetsAtRewards",
      \.resetsAtRewards,
      option: "--reset-at-points",
      "true or false",
      "ppo: whether advantages end at every point."
    ),
    Setting(number: "epochs", \.epochs, 1...100, "ppo: how often each rollout is gone through."),
    Setting(
      number: "batchSize",
      \.batchSize,
      32...4_194_304,
      "ppo: how many samples a step takes."
    ),
    Setting(
      number: "clip",
      \.clip,
      0...1,
      "ppo: the clip range, how far the ratio of probabilities may move from 1."
    ),
    Setting(
      number: "entropyWeight",
      \.entropyWeight,
      0...100,
      "ppo: the entropy coefficient."
    ),
    Setting(
      number: "finalEntropyWeight",
      \.finalEntropyWeight,
      0...1,
      "ppo: what part of the entropy coefficient is left after --entropy-decay-steps."
    ),
    Setting(
      number: "entropyDecaySteps",
      \.entropyDecaySteps,
      0...Int.max,
      "ppo: the agent steps over which the entropy coefficient falls linearly."
    ),
    Setting(
      number: "stillness",
      \.stillness,
      0...100,
      "ppo: log-odds of an action that leaves the bat over one that moves it, in the default policy.",
      omitted: 0
    ),
    Setting(
      number: "stillnessSteps",
      \.stillnessSteps,
      0...Int.max,
      "ppo: the agent steps over which --stillness grows linearly from 0.",
      omitted: 0
    ),
    Setting(
      number: "stepPenalty",
      \.stepPenalty,
      0...1,
      "ppo: what every step takes from the reward that is learned from: no rally is for ever.",
      omitted: 0
    ),
    Setting(
      number: "valueWeight",
      \.valueWeight,
      0...100,
      "ppo: the value coefficient, of half the squared error."
    ),
  ]

  /// The environments that observe pictures.
  private static let environments = EnvironmentID.all.filter { !$0.observesRAM }

  /// Checks every setting.
  ///
  /// - Throws: The first one that no run can have.
  public func validate() throws(ConfigurationError) {
    for setting in Self.settings { try setting.check(self) }
    let moves = actions.map { PaddleInput($0).turn != 0 }
    guard stillness == 0 || Set(moves).count == 2 else {
      throw ConfigurationError(
        "--stillness",
        "\(stillness)",
        expected: "0 where --actions all move the bat, or none does"
      )
    }
    guard workers <= environments || update == .keras else {
      throw ConfigurationError("--workers", "\(workers)", expected: "at most --environments")
    }
    guard 1...4_194_304 ~= environments * steps else {
      throw ConfigurationError(
        "--environments times --rollout-steps",
        "\(environments * steps)",
        expected: "from 1 to 4194304"
      )
    }
  }
}

extension RunConfiguration: Codable {
  /// Reads a configuration; a setting that an earlier version of the program did not have is as it
  /// was then, which is its default.
  ///
  /// - Throws: A `ConfigurationError` for a name that stands for nothing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Setting.Key.self)
    self.init()
    for setting in Self.settings { try setting.decode(from: container, into: &self) }
  }

  /// Writes all settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Setting.Key.self)
    for setting in Self.settings { try setting.encode(self, into: &container) }
  }
}
