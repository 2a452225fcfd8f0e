import Dispatch
public import PongAgents
public import Reinforcement

/// Follows a run for a screen at the other end of a channel: reports events and milestones, keeps
/// copies of the policy at earlier ages, and passes requests on.
public struct ChannelObserver: TrainingObserver, Sendable {
  /// The memory that copies of the policy at earlier ages may take, in bytes.
  static let historyBytes = 80_000_000
  /// How long a run that is paused waits for the screen before others are asked, in milliseconds.
  private static let patience = 100

  private let channel: TrainingChannel
  private var history: PolicyHistory
  private var latest = TrainingEvent()
  /// The whole points that the best mean reward has passed.
  private var bestPoint: Double?

  /// Begins with a run that has not begun to train in this process.
  ///
  /// - Parameters:
  ///   - earlier: What the run has kept of earlier ages, the oldest first; where there is no room
  ///     for all, ages that lie evenly.
  ///   - initialSnapshot: A copy of the policy as it is.
  ///   - event: How the run stands.
  ///   - channel: Where reports go, and requests come from.
  public init(
    after earlier: [KeptCheckpoint] = [],
    initialSnapshot: PolicySnapshot,
    event: TrainingEvent,
    channel: TrainingChannel
  ) {
    self.channel = channel
    history = PolicyHistory(bytes: Self.historyBytes, of: initialSnapshot.policy)
    let room = min(earlier.count, history.capacity - 1)
    for place in 0..<max(0, room) {
      let kept = earlier[place * earlier.count / room].snapshot(like: initialSnapshot.policy)
      if let kept, kept.seconds < initialSnapshot.seconds { history.add(kept) }
    }
    history.add(initialSnapshot)
    let ages = history.entries
    channel.publish { report in
      report.latest = event
      report.ages = ages
    }
  }

  /// The screen's next request, for which a run that is paused waits a moment.
  public func nextRequest(isPaused: Bool) -> TrainingRequest? {
    channel.nextRequest(within: .milliseconds(isPaused ? Self.patience : 0))
  }

  /// Reports the update; the copy for looking back is the newest one too.
  public mutating func observe(_ event: TrainingEvent, snapshot: () -> PolicySnapshot?) {
    let best = passedPoint(event)
    latest = event
    let copy = history.wants(seconds: event.seconds) ? snapshot() : nil
    if let copy { history.add(copy) }
    let ages = history.entries
    channel.publish { report in
      report.latest = event
      report.ages = ages
      if event.runningReward != nil, !event.finished.isEmpty { report.events.append(event) }
      if let best { report.milestones.append((event.seconds, .best(best))) }
      report.snapshot = copy ?? report.snapshot
    }
  }

  /// Returns the best mean reward if it has passed another whole point with this update.
  private mutating func passedPoint(_ event: TrainingEvent) -> Double? {
    guard let best = event.bestReward, best > latest.bestReward ?? -.infinity else { return nil }
    let point = best.rounded(.down)
    guard point > bestPoint ?? -.infinity else { return nil }
    bestPoint = point
    return best
  }

  /// Reports the copy.
  public func take(_ snapshot: PolicySnapshot) { channel.publish { $0.snapshot = snapshot } }

  /// Reports the state.
  public func observePause(_ isPaused: Bool) {
    channel.publish { $0.state = isPaused ? .paused : .running }
  }

  /// Reports the milestone.
  public func observeSave(of event: TrainingEvent, at seconds: Double, isRequested: Bool) {
    channel.publish { report in
      report.savedSeconds = seconds
      report.milestones.append((seconds, .saved))
    }
  }

  /// Reports the end.
  public func observeEnd(_ ending: StopRule.Ending, at seconds: Double) {
    let mean = latest.meanReward ?? 0
    channel.publish { report in
      report.state = .ended(ending)
      if ending == .goal { report.milestones.append((seconds, .goal(mean))) }
    }
  }
}
