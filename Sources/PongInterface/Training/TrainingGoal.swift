/// When a run ends: at whichever comes first.
public struct TrainingGoal: Hashable, Sendable {
  /// When the mean reward of the last hundred episodes is at least this.
  public var reward: Double?
  /// After so many episodes.
  public var episodes: Int?
  /// After so many agent steps.
  public var agentSteps: Int?
  /// After so many seconds.
  public var seconds: Double?

  /// Makes a goal; left alone, a run has none.
  public init(
    reward: Double? = nil,
    episodes: Int? = nil,
    agentSteps: Int? = nil,
    seconds: Double? = nil
  ) {
    self.reward = reward
    self.episodes = episodes
    self.agentSteps = agentSteps
    self.seconds = seconds
  }

  /// The mean reward at which every untrained agent begins, about.
  static let startReward = -21.0

  /// What part of the way is gone, from 0 to 1, of the limit that is nearest; `nil` without a goal.
  public func fraction(_ figures: TrainingFigures) -> Double? {
    var parts: [Double] = []
    if let reward {
      let mean = figures.meanReward ?? Self.startReward
      parts.append((mean - Self.startReward) / max(1, reward - Self.startReward))
    }
    if let episodes { parts.append(Double(figures.episodes) / Double(max(1, episodes))) }
    if let agentSteps { parts.append(Double(figures.agentSteps) / Double(max(1, agentSteps))) }
    if let seconds { parts.append(figures.seconds / max(1e-9, seconds)) }
    return parts.max().map { max(0, min(1, $0)) }
  }

  /// The time until the nearest limit at the pace so far.
  ///
  /// - Parameters:
  ///   - figures: How the run stands.
  ///   - start: How it stood when the clock began to run.
  ///   - slope: How fast the mean reward grows, in points a second.
  /// - Returns: The time in seconds; `nil` if nothing is known.
  public func timeLeft(
    _ figures: TrainingFigures,
    since start: TrainingFigures = TrainingFigures(),
    slope: Double? = nil
  ) -> Double? {
    let passed = figures.seconds - start.seconds
    func left(_ done: Int, _ before: Int, of limit: Int?) -> Double? {
      guard let limit, done > before else { return nil }
      return passed * max(0, Double(limit - done)) / Double(done - before)
    }
    var times = [
      left(figures.episodes, start.episodes, of: episodes),
      left(figures.agentSteps, start.agentSteps, of: agentSteps),
      seconds.map { max(0, $0 - figures.seconds) },
    ]
    if let reward, let mean = figures.meanReward, let slope, slope > 0 {
      times.append(max(0, reward - mean) / slope)
    }
    return times.compactMap { $0 }.min()
  }
}
