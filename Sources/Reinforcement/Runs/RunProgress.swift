/// How far a run has gone.
public struct RunProgress: Codable, Hashable, Sendable {
  /// How many episodes the mean reward looks back on.
  public static let window = 100

  /// How many episodes have ended.
  public var episodes = 0

  /// How many agent steps have been played.
  public var agentSteps = 0

  /// How many rollouts have been learned from.
  public var updates = 0

  /// The article's smoothed reward: 0.99 of itself and 0.01 of the next episode's.
  public var runningReward: Double?

  /// The rewards of the last episodes, the latest last.
  public var lastRewards: [Float] = []

  /// Nothing done yet.
  public init() {}

  /// The mean reward of the last hundred episodes; of all, while they are fewer.
  public var meanReward: Double? {
    guard !lastRewards.isEmpty else { return nil }
    return lastRewards.reduce(0) { $0 + Double($1) } / Double(lastRewards.count)
  }

  /// The greatest number that a count of a run can be: no sum with it overflows.
  public static let greatestCount = 1 << 48

  /// The greatest reward of an episode that a run can tell, and the same below 0.
  public static let greatestReward = 1e9

  /// Whether a run can have come so far; what is read from a file is asked this.
  public var isPossible: Bool {
    [episodes, agentSteps, updates].allSatisfy { 0...Self.greatestCount ~= $0 }
      && lastRewards.count <= min(Self.window, episodes)
      && (lastRewards.map { Double($0) } + [runningReward ?? 0])
        .allSatisfy { abs($0) <= Self.greatestReward }
  }

  /// Adds a rollout's episodes.
  public mutating func add(_ finished: [Episode], steps: Int) {
    updates += 1
    agentSteps += steps
    for episode in finished {
      episodes += 1
      let reward = Double(episode.reward)
      runningReward = runningReward.map { 0.99 * $0 + 0.01 * reward } ?? reward
      lastRewards.append(episode.reward)
    }
    lastRewards.removeFirst(max(0, lastRewards.count - Self.window))
  }
}
