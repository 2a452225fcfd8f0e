/// How a learner does against one of its opponents.
public struct OpponentStanding: Codable, Hashable, Sendable {
  /// The opponent's name.
  public var name: String

  /// How many episodes against it have ended.
  public var episodes = 0

  /// The mean reward of these episodes, of late; `nil` before the first.
  ///
  /// A mean over the last hundred episodes or so: the first hundred count alike, then each new one
  /// replaces a hundredth.
  public var meanReward: Double?

  /// Nothing played yet.
  public init(name: String) {
    self.name = name
  }

  /// Whether a learner can stand so; what is read from a file is asked this.
  public var isPossible: Bool {
    0...RunProgress.greatestCount ~= episodes
      && abs(meanReward ?? 0) <= RunProgress.greatestReward
  }

  /// Adds an episode's reward.
  public mutating func add(_ reward: Double) {
    episodes += 1
    let mean = meanReward ?? 0
    meanReward = mean + (reward - mean) / Double(min(episodes, RunProgress.window))
  }
}
