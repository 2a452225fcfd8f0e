/// How a run stands after an update, and what the update brought: what observers are told, and a
/// point of the learning curve.
public struct TrainingEvent: Hashable, Sendable {
  /// The updates so far.
  public var updates = 0
  /// The episodes that have ended.
  public var episodes = 0
  /// The agent's steps.
  public var agentSteps = 0
  /// The time that the run has learned, in seconds.
  public var seconds = 0.0
  /// The episodes that ended with this update, in order.
  public var finished: [Episode] = []
  /// The mean reward of the episodes that ended with this update; `nil` if none did.
  public var reward: Double?
  /// The means of the loss's terms in this update.
  public var terms: LossTerms?
  /// The article's smoothed reward.
  public var runningReward: Double?
  /// The mean reward of the last hundred episodes; of all, while they are fewer.
  public var meanReward: Double?
  /// The best mean reward of a hundred episodes so far.
  public var bestReward: Double?
  /// The mean length of the episodes of the latest update that ended any, in agent steps.
  public var episodeLength: Double?
  /// How the agent does against each of its opponents, in the order in which they are named;
  /// ``Episode/group`` modulo 65,536 is an index into it.
  public var standings: [OpponentStanding] = []
  /// The agent's steps a second, of late.
  public var stepsPerSecond: Double?
  /// The Euclidean length of the gradient, of late.
  public var gradientNorm: Double?

  /// A run that has not begun.
  public init() {}

  /// A run that has come so far.
  public init(_ progress: RunProgress, seconds: Double) {
    self.seconds = seconds
    take(progress)
  }

  /// The mean length of the episodes that ended with this update; `nil` if none did.
  public var finishedLength: Double? {
    mean { Double($0.length) }
  }

  private func mean(_ value: (Episode) -> Double) -> Double? {
    finished.isEmpty ? nil : finished.reduce(0) { $0 + value($1) } / Double(finished.count)
  }

  /// Goes on to the next update.
  ///
  /// - Parameters:
  ///   - finished: The episodes that ended with it.
  ///   - terms: The means of the loss's terms.
  ///   - progress: How far the run has gone with it.
  ///   - seconds: The time that the run has learned.
  public mutating func advance(
    _ finished: [Episode],
    _ terms: LossTerms,
    progress: RunProgress,
    seconds: Double
  ) {
    self.finished = finished
    reward = mean { Double($0.reward) }
    self.terms = terms
    self.seconds = seconds
    take(progress)
    episodeLength = finishedLength ?? episodeLength
    if progress.lastRewards.count == RunProgress.window, let meanReward {
      bestReward = max(meanReward, bestReward ?? meanReward)
    }
  }

  private mutating func take(_ progress: RunProgress) {
    updates = progress.updates
    episodes = progress.episodes
    agentSteps = progress.agentSteps
    runningReward = progress.runningReward
    meanReward = progress.meanReward
  }
}

/// What an observer asks of a run that is going on.
public enum TrainingRequest: Hashable, Sendable {
  /// To wait until it is asked to go on or to stop.
  case pause
  /// To go on.
  case goOn
  /// To save the run.
  case save
  /// To save the run and end.
  case stop
  /// To hand over a copy of the policy as it is.
  case copyPolicy
}
