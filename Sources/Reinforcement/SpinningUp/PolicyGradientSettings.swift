public import NeuralNetwork

/// Spinning Up's `vpg` and `ppo`: which of them, and with what numbers.
///
/// Source: J. Achiam, "Spinning Up in Deep Reinforcement Learning", OpenAI, 2018.
public struct PolicyGradientSettings: Hashable, Sendable {
  /// How the policy is taught.
  public enum Algorithm: Hashable, Sendable {
    /// One step on the mean of log-probability times advantage.
    case vpg

    /// Up to `iterations` steps on the clipped objective; they end when the policies' approximate KL divergence
    /// exceeds one and a half times `targetDivergence`.
    case ppo(clip: Double, iterations: Int, targetDivergence: Double)
  }

  /// The algorithm.
  public var algorithm = Algorithm.vpg

  /// The hidden layers' sizes, of the policy's network and of the value's.
  public var hiddenCounts = [64, 64]

  /// The hidden units' activation.
  public var activation = Activation.tanh

  /// How the weights start.
  public var initialization = MultilayerPerceptron.Initialization.pytorch

  /// Adam, as the program that is followed has it.
  public var adam = Adam(epsilon: 1e-8, addsEpsilonBeforeCorrection: false)

  /// Steps between two updates, those of all workers together.
  public var stepsPerEpoch = 4000

  /// What a step's delay multiplies a reward by.
  public var discount = 0.99

  /// How far advantages look beyond the value estimate.
  public var lambda = 0.97

  /// The policy's step size.
  public var policyLearningRate = 3e-4

  /// The value's step size.
  public var valueLearningRate = 1e-3

  /// Steps of the value an epoch, each on all of its samples.
  public var valueIterations = 80

  /// The steps after which an episode is cut off.
  public var maximumEpisodeLength = 1000

  /// Whether each step is stored with the reward of the step before it, as the release of 2018 did,
  /// which also took an ended game's last reward for the value of what comes after.
  public var shiftsRewards = false

  /// Whether the entropy that is told is the mean of -log p of the actions taken (TensorFlow), or
  /// that of the distributions (PyTorch).
  public var samplesEntropy = false

  /// Spinning Up's defaults.
  public init() {}
}
