import Dispatch
import PongInterface
import Synchronization

/// What stands between a learner on a thread of its own and the screen that shows it.
///
/// The learner leaves its news here and looks for requests between two iterations; the screen takes
/// the news when it has time. Neither waits for the other, except a learner that is paused.
final class LearnerLink: Sendable {
  private struct State {
    var report = TrainingReport()
    var hasNews = false
    var isPaused = false
    var wantsSave = false
    var wantsStop = false
    var wantsCopy = false

    /// Notes where the run stands, if that is news.
    mutating func note(_ new: TrainingReport.State) {
      guard report.state != new else { return }
      report.state = new
      hasNews = true
    }
  }

  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)

  // MARK: The screen's side

  /// What is new since the last time; `nil` if nothing is.
  func takeReport() -> TrainingReport? {
    state.withLock { state in
      guard state.hasNews else { return nil }
      let report = state.report
      state.hasNews = false
      state.report.points = []
      state.report.events = []
      state.report.latest = nil
      return report
    }
  }

  /// Asks the learner for something.
  func send(_ request: TrainingRequest) {
    state.withLock { state in
      switch request {
      case .pause: state.isPaused = true
      case .goOn: state.isPaused = false
      case .save: state.wantsSave = true
      case .stop: state.wantsStop = true
      case .copyPolicy: state.wantsCopy = true
      }
    }
    wake.signal()
  }

  // MARK: The learner's side

  /// What the learner shall do next; waits as long as it is to pause.
  func order() -> TrainingOrder {
    while true {
      let order: TrainingOrder? = state.withLock { state in
        if state.wantsStop { return .stop }
        if state.wantsSave {
          state.wantsSave = false
          return .save
        }
        state.note(state.isPaused ? .paused : .running)
        return state.isPaused ? nil : .goOn
      }
      if let order { return order }
      wake.wait()
    }
  }

  /// Leaves news.
  func publish(_ change: (inout TrainingReport) -> Void) {
    state.withLock { state in
      change(&state.report)
      state.hasNews = true
    }
  }

  /// Whether a copy of the policy is wanted; it then is no more.
  func takeWishForCopy() -> Bool {
    state.withLock { state in
      defer { state.wantsCopy = false }
      return state.wantsCopy
    }
  }
}
