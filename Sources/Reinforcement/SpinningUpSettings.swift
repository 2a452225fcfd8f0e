/// What Spinning Up's `vpg` and `ppo` have in common: the numbers.
///
/// Source: J. Achiam, "Spinning Up in Deep Reinforcement Learning", OpenAI, 2018.
public struct SpinningUpSettings: Hashable, Sendable {
  /// The discount factor γ.
  public var discount = 0.99

  /// λ of generalised advantage estimation.
  public var lambda = 0.97

  /// The policy's learning rate.
  public var policyLearningRate = 3e-4

  /// The value's learning rate.
  public var valueLearningRate = 1e-3

  /// Steps of the value an update, each on all of its samples.
  public var valueIterations = 80

  /// Whether each step counts with the reward of the step before it, as in the release of 2018,
  /// which also took an ended game's last reward for the value of what comes after.
  public var shiftsRewards = false

  /// Whether the entropy that is told is the mean of -log π of the actions taken (TensorFlow), or
  /// that of the distributions (PyTorch).
  public var samplesEntropy = false

  /// Spinning Up's defaults.
  public init() {}
}
