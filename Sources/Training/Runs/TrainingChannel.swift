import Dispatch
public import PongAgents
public import Reinforcement
import Synchronization

/// What stands between a run on a thread of its own and the screen that shows it.
///
/// The run leaves its reports here and looks for requests between two updates; the screen takes the
/// reports when it has time. Neither waits for the other, except a run that is paused.
public final class TrainingChannel: Sendable {
  private struct State {
    var report = TrainingReport()
    var hasNews = false
    var requests: [TrainingRequest] = []
  }

  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)

  /// Opens a channel with nothing in it.
  public init() {}

  // MARK: The screen's side

  /// What is new since the last time; `nil` if nothing is.
  public func takeReport() -> TrainingReport? {
    state.withLock { state in
      guard state.hasNews else { return nil }
      let report = state.report
      state.hasNews = false
      state.report.events = []
      state.report.milestones = []
      state.report.snapshot = nil
      return report
    }
  }

  /// Asks the run for something.
  public func send(_ request: TrainingRequest) {
    state.withLock { $0.requests.append(request) }
    wake.signal()
  }

  // MARK: The run's side

  /// The request that has waited longest.
  ///
  /// - Parameter patience: How long to wait for one.
  /// - Returns: The request; `nil` if there is none.
  func nextRequest(within patience: DispatchTimeInterval) -> TrainingRequest? {
    let end = DispatchTime.now() + patience
    while true {
      let request = state.withLock { state in
        state.requests.isEmpty ? nil : state.requests.removeFirst()
      }
      // The semaphore counts requests, also those that were found without it.
      if request != nil || wake.wait(timeout: end) == .timedOut { return request }
    }
  }

  /// Leaves news.
  func publish(_ change: (inout TrainingReport) -> Void) {
    state.withLock { state in
      change(&state.report)
      state.hasNews = true
    }
  }
}
