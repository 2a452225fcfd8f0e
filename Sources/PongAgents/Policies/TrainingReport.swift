public import Reinforcement

/// What a screen is told of a run: all that is new since the last time.
public struct TrainingReport: Sendable {
  /// Where a run stands.
  public enum State: Hashable, Sendable {
    /// It learns.
    case running
    /// It waits until it is told to go on.
    case paused
    /// It has ended and is saved.
    case ended(StopRule.Ending)
    /// It has ended because something went wrong: what.
    case failed(String)
  }

  /// Something worth a line.
  public enum Milestone: Hashable, Sendable {
    /// The mean reward of the last hundred episodes has passed another whole point.
    case best(Double)
    /// The run is saved.
    case saved
    /// The mean reward that was wanted is reached.
    case goal(Double)
  }

  /// The latest update.
  public var latest = TrainingEvent()
  /// Where the run stands.
  public var state = State.running
  /// At which second the run was saved last.
  public var savedSeconds: Double?
  /// The updates with which episodes ended since the last report, in order.
  public var events: [TrainingEvent] = []
  /// What has happened since the last report, and at which second.
  public var milestones: [(seconds: Double, milestone: Milestone)] = []
  /// The policies of earlier ages that can be looked at, the youngest first.
  public var ages: [PolicySnapshot] = []
  /// A newer copy of the policy; `nil` if the last one reported is still the newest.
  public var snapshot: PolicySnapshot?

  /// A report of nothing.
  public init() {}
}
