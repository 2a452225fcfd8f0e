public import PongAgents

/// What a learner tells the screen: all that is new since the last time.
public struct TrainingReport: Sendable {
  /// Where a run stands.
  public enum State: Hashable, Sendable {
    /// It learns.
    case running
    /// It waits until it is told to go on.
    case paused
    /// It has ended and is saved.
    case ended(Ending)
    /// It has ended because something went wrong: what.
    case failed(String)
  }

  /// Why a run has ended.
  public enum Ending: Hashable, Sendable {
    /// The mean reward that was wanted is reached.
    case goal
    /// There were as many episodes, steps or seconds as were allowed.
    case limit
    /// Somebody stopped it.
    case stopped
  }

  /// Something worth a line.
  public enum Event: Hashable, Sendable {
    /// The mean reward of the last hundred episodes has passed another whole point.
    case best(Double)
    /// The run is saved.
    case saved
    /// The mean reward that was wanted is reached.
    case goal(Double)
  }

  /// The figures as they are now.
  public var figures = TrainingFigures()
  /// Where the run stands.
  public var state = State.running
  /// The updates' episodes since the last report, in order.
  public var points: [TrainingPoint] = []
  /// What has happened since the last report, and at which second.
  public var events: [(seconds: Double, event: Event)] = []
  /// The policies of earlier ages that can be looked at, the youngest first.
  public var ages: [PolicySnapshot] = []
  /// A newer copy of the policy; `nil` if the last one reported is still the newest.
  public var latest: PolicySnapshot?

  /// A report of nothing.
  public init() {}
}

/// What the screen wants of the learner.
public enum TrainingRequest: Hashable, Sendable {
  /// To wait.
  case pause
  /// To go on.
  case goOn
  /// To save the run.
  case save
  /// To save the run and end.
  case stop
  /// To report a copy of the policy as it is.
  case copyPolicy
}

/// How a run stands, in figures.
public struct TrainingFigures: Hashable, Sendable {
  /// The episodes that have ended.
  public var episodes = 0
  /// The agent's steps.
  public var agentSteps = 0
  /// The time that it has learned, in seconds.
  public var seconds = 0.0
  /// The agent's steps a second, of late.
  public var stepsPerSecond: Double?
  /// The article's smoothed reward.
  public var runningReward: Double?
  /// The mean reward of the last hundred episodes; of all, while they are fewer.
  public var meanReward: Double?
  /// The best mean reward of a hundred episodes so far.
  public var bestReward: Double?
  /// The mean length of the episodes of the latest update that ended any, in agent steps.
  public var episodeLength: Double?
  /// The policy's loss in the latest update.
  public var loss: Double?
  /// The policy's entropy, in nats.
  public var entropy: Double?
  /// How often the action taken was the policy's first choice, from 0 to 1.
  public var accuracy: Double?
  /// The length of the gradient.
  public var gradientNorm: Double?
  /// At which second the run was saved last.
  public var savedSeconds: Double?

  /// Figures of a run that has not begun.
  public init() {}
}

/// The episodes of an update: a point of the learning curve.
public struct TrainingPoint: Hashable, Sendable {
  /// The episodes that have ended.
  public var episodes: Int
  /// The agent's steps.
  public var agentSteps: Int
  /// The time that it has learned, in seconds.
  public var seconds: Double
  /// The mean reward of the episodes that ended with this update; `nil` if none is known.
  public var reward: Double?
  /// The article's smoothed reward after them.
  public var runningReward: Double

  /// Makes a point.
  public init(
    episodes: Int,
    agentSteps: Int,
    seconds: Double,
    reward: Double?,
    runningReward: Double
  ) {
    self.episodes = episodes
    self.agentSteps = agentSteps
    self.seconds = seconds
    self.reward = reward
    self.runningReward = runningReward
  }
}
