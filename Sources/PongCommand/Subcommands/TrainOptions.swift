public import ArgumentParser
public import Training

/// The settings of a run, each of which a preset has a value for.
struct TrainOptions: ParsableArguments {
  @Option(help: "Gym's name of the environment.")
  var environment: String?

  @Option(help: "What the network sees: difference-80x80 or difference+frame-80x80.")
  var observation: String?

  @Option(help: "ALE's names of the actions, in the order of the network's outputs.")
  var actions: String?

  @Option(help: "Start each episode with 0 to this many frames without an action.")
  var noopFrames: Int?

  @Option(help: "How many hidden units the network has.")
  var hidden: Int?

  @Option(help: "How the weights start: glorot or karpathy.")
  var initialization: String?

  @Option(help: "How the network is taught: reinforce or ppo.")
  var algorithm: RunConfiguration.Algorithm?

  @Option(help: "One step per rollout (batch), or Keras' mini-batches of 32 per episode (keras).")
  var update: String?

  @Option(help: "How a gradient becomes a step: adam, lazy-adam or rmsprop.")
  var optimizer: RunConfiguration.OptimizerKind?

  @Option(help: "adam: what is added to the root of the mean square.")
  var epsilon: Double?

  @Option(help: "The step size.")
  var learningRate: Double?

  @Option(help: "What part of the step size is left after --decay-steps.")
  var finalLearningRate: Double?

  @Option(help: "The agent steps over which the step size falls linearly.")
  var decaySteps: Int?

  @Flag(
    inversion: .prefixedNo,
    help: "reinforce: whether a step takes the sum of the samples' gradients, not their mean."
  )
  var sumGradients: Bool?

  @Option(help: "How many environments are played side by side.")
  var environments: Int?

  @Option(help: "Agent steps of each environment per update (reinforce: to the end of the rally).")
  var rolloutSteps: Int?

  @Option(help: "What a step's delay multiplies a reward by.")
  var discount: Double?

  @Option(help: "ppo: how far advantages look beyond the value estimate.")
  var lambda: Double?

  @Flag(
    inversion: .prefixedNo,
    help: "ppo: whether advantages end at every point."
  )
  var resetAtPoints: Bool?

  @Option(help: "ppo: how often each rollout is gone through.")
  var epochs: Int?

  @Option(help: "ppo: how many samples a step takes.")
  var batchSize: Int?

  @Option(help: "ppo: how far the ratio of probabilities may move from 1.")
  var clip: Double?

  @Option(help: "ppo: what the entropy is multiplied by.")
  var entropyWeight: Double?

  @Option(help: "ppo: what part of the entropy's weight is left after --entropy-decay-steps.")
  var finalEntropyWeight: Double?

  @Option(help: "ppo: the agent steps over which the entropy's weight falls linearly.")
  var entropyDecaySteps: Int?

  @Option(help: "ppo: what half the squared error of the value is multiplied by.")
  var valueWeight: Double?

  /// Puts what was given in place of the preset's values.
  func apply(to configuration: inout RunConfiguration) {
    func set<T>(_ path: WritableKeyPath<RunConfiguration, T>, _ value: T?) {
      if let value { configuration[keyPath: path] = value }
    }
    set(\.environment, environment)
    set(\.observation, observation)
    set(\.actions, actions?.split(separator: ",").map { $0.uppercased() })
    set(\.noopFrames, noopFrames)
    set(\.hidden, hidden)
    set(\.initialization, initialization)
    set(\.algorithm, algorithm)
    set(\.update, update)
    set(\.optimizer, optimizer)
    set(\.epsilon, epsilon)
    set(\.learningRate, learningRate)
    set(\.finalLearningRate, finalLearningRate)
    set(\.decaySteps, decaySteps)
    set(\.sumsGradients, sumGradients)
    set(\.environments, environments)
    set(\.steps, rolloutSteps)
    set(\.discount, discount)
    set(\.lambda, lambda)
    set(\.resetsAtRewards, resetAtPoints)
    set(\.epochs, epochs)
    set(\.batchSize, batchSize)
    set(\.clip, clip)
    set(\.entropyWeight, entropyWeight)
    set(\.finalEntropyWeight, finalEntropyWeight)
    set(\.entropyDecaySteps, entropyDecaySteps)
    set(\.valueWeight, valueWeight)
  }
}

extension RunConfiguration.Algorithm: ExpressibleByArgument {}
extension RunConfiguration.OptimizerKind: ExpressibleByArgument {}
extension Preset: ExpressibleByArgument {}
