/// When a run ends: at whichever comes first.
public struct StopRule: Codable, Hashable, Sendable {
  /// Why a run has ended.
  public enum Ending: Hashable, Sendable {
    /// The mean reward that was wanted is reached.
    case goal
    /// There were as many episodes, steps, updates or seconds as were allowed.
    case limit
    /// Somebody stopped it.
    case stopped
  }

  /// When the mean reward of the last hundred episodes is at least this.
  public var reward: Double?
  /// After so many episodes.
  public var episodes: Int?
  /// After so many agent steps.
  public var agentSteps: Int?
  /// After so many updates.
  public var updates: Int?
  /// After so many seconds of a session.
  public var seconds: Double?

  /// Makes a rule; left alone, a run has no end.
  public init(
    reward: Double? = nil,
    episodes: Int? = nil,
    agentSteps: Int? = nil,
    updates: Int? = nil,
    seconds: Double? = nil
  ) {
    self.reward = reward
    self.episodes = episodes
    self.agentSteps = agentSteps
    self.updates = updates
    self.seconds = seconds
  }

  /// The rule of a run that is taken up: the reward that was wanted stays wanted, and the other limits
  /// stay unless one is given, which replaces them all.
  ///
  /// - Parameter given: What is given when it is taken up.
  /// - Returns: The rule.
  public func replaced(by given: StopRule) -> StopRule {
    var rule = given
    rule.reward = given.reward ?? reward
    var unlimited = given
    unlimited.reward = nil
    guard unlimited == StopRule() else { return rule }
    (rule.episodes, rule.agentSteps, rule.updates) = (episodes, agentSteps, updates)
    rule.seconds = seconds
    return rule
  }

  /// Why a run ends that stands so; `nil` if it goes on.
  ///
  /// The reward counts once a hundred episodes have ended.
  ///
  /// - Parameters:
  ///   - event: How the run stands.
  ///   - start: How it stood when the session began.
  /// - Returns: Why it ends.
  public func ending(
    of event: TrainingEvent,
    since start: TrainingEvent = TrainingEvent()
  ) -> Ending? {
    if let reward, let mean = event.meanReward, mean >= reward,
      event.episodes >= RunProgress.window
    {
      return .goal
    }
    let isOver =
      event.episodes >= episodes ?? .max || event.agentSteps >= agentSteps ?? .max
      || event.updates >= updates ?? .max || event.seconds - start.seconds >= seconds ?? .infinity
    return isOver ? .limit : nil
  }

  /// What part of the way is gone, from 0 to 1, to the limit that is nearest; `nil` without one.
  ///
  /// - Parameters:
  ///   - event: How the run stands.
  ///   - start: How it stood when the session began.
  ///   - startReward: The mean reward at which an untrained agent begins, about.
  /// - Returns: The part.
  public func fraction(
    _ event: TrainingEvent,
    since start: TrainingEvent = TrainingEvent(),
    startReward: Double
  ) -> Double? {
    var parts: [Double] = []
    if let reward {
      let mean = event.meanReward ?? startReward
      parts.append((mean - startReward) / max(1, reward - startReward))
    }
    if let episodes { parts.append(Double(event.episodes) / Double(max(1, episodes))) }
    if let agentSteps { parts.append(Double(event.agentSteps) / Double(max(1, agentSteps))) }
    if let updates { parts.append(Double(event.updates) / Double(max(1, updates))) }
    if let seconds { parts.append((event.seconds - start.seconds) / max(1e-9, seconds)) }
    return parts.max().map { max(0, min(1, $0)) }
  }

  /// The time until the nearest limit at the pace so far.
  ///
  /// - Parameters:
  ///   - event: How the run stands.
  ///   - start: How it stood when the clock began to run.
  ///   - slope: How fast the mean reward grows, in points a second.
  /// - Returns: The time in seconds; `nil` if nothing is known.
  public func timeLeft(
    _ event: TrainingEvent,
    since start: TrainingEvent = TrainingEvent(),
    slope: Double? = nil
  ) -> Double? {
    let passed = event.seconds - start.seconds
    func left(_ done: Int, _ before: Int, of limit: Int?) -> Double? {
      guard let limit, done > before else { return nil }
      return passed * max(0, Double(limit - done)) / Double(done - before)
    }
    var times = [
      left(event.episodes, start.episodes, of: episodes),
      left(event.agentSteps, start.agentSteps, of: agentSteps),
      left(event.updates, start.updates, of: updates),
      seconds.map { max(0, $0 - passed) },
    ]
    if let reward, let mean = event.meanReward, let slope, slope > 0 {
      times.append(max(0, reward - mean) / slope)
    }
    return times.compactMap { $0 }.min()
  }
}
