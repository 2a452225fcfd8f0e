public import PongAgents
public import Reinforcement

/// Somebody who follows a run and may steer it: a line on a terminal, or a screen.
///
/// All is called between two updates, on the thread that trains; nothing that an observer does has
/// any influence on what is learned.
public protocol TrainingObserver {
  /// What is asked of the run next; `nil` if nothing is.
  ///
  /// - Parameter isPaused: Whether the run waits: so may this then, for a moment, until there is a
  ///   request. It is asked again, and the time counts as no time of the run's.
  /// - Returns: The request.
  mutating func nextRequest(isPaused: Bool) -> TrainingRequest?

  /// Hears of an update.
  ///
  /// - Parameters:
  ///   - event: How the run stands.
  ///   - snapshot: Copies the policy as it is; `nil` if it does not see pictures.
  mutating func observe(_ event: TrainingEvent, snapshot: () -> PolicySnapshot?)

  /// Is given the copy of the policy that was asked for.
  mutating func take(_ snapshot: PolicySnapshot)

  /// Hears that the run has begun to wait, or goes on.
  mutating func observePause(_ isPaused: Bool)

  /// Hears that the run has been saved.
  ///
  /// - Parameters:
  ///   - event: How the run stands.
  ///   - seconds: The time that it has learned.
  ///   - isRequested: Whether somebody asked for it.
  mutating func observeSave(of event: TrainingEvent, at seconds: Double, isRequested: Bool)

  /// Hears that the run has ended and is saved.
  mutating func observeEnd(_ ending: StopRule.Ending, at seconds: Double)
}

extension TrainingObserver {
  /// Asks for nothing.
  public mutating func nextRequest(isPaused: Bool) -> TrainingRequest? { isPaused ? .goOn : nil }

  /// Has not asked for it.
  public mutating func take(_ snapshot: PolicySnapshot) {}

  /// Does not mind.
  public mutating func observePause(_ isPaused: Bool) {}

  /// Does not mind.
  public mutating func observeSave(
    of event: TrainingEvent,
    at seconds: Double,
    isRequested: Bool
  ) {}

  /// Does not mind.
  public mutating func observeEnd(_ ending: StopRule.Ending, at seconds: Double) {}
}

/// Nobody: follows a run and asks for nothing.
public struct SilentObserver: TrainingObserver {
  /// Makes the observer.
  public init() {}

  /// Does not mind.
  public func observe(_ event: TrainingEvent, snapshot: () -> PolicySnapshot?) {}
}
