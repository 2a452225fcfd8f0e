import Foundation
import PongInterface
import Synchronization

/// A run that trains on a thread of its own.
final class LearnerThread: Sendable {
  private let session: Mutex<TrainingSession>
  private let result = Mutex<Result<TrainingSession.Report, any Error>?>(nil)
  private let end = DispatchSemaphore(value: 0)

  /// Lets a run train, heard by a screen through `link`.
  init(
    _ session: consuming sending TrainingSession,
    until limits: TrainingSession.Limits,
    audience: LearnerAudience,
    link: LearnerLink
  ) {
    self.session = Mutex(session)
    let thread = Thread { [self] in train(until: limits, audience: audience, link: link) }
    // As much as the main thread has.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Waits until the run has ended, and tells how; throws what went wrong with it.
  func wait() throws -> TrainingSession.Report {
    while true {
      if let result = result.withLock({ $0 }) { return try result.get() }
      end.wait()
    }
  }

  private func train(
    until limits: TrainingSession.Limits,
    audience: LearnerAudience,
    link: LearnerLink
  ) {
    var audience = audience
    let result = Result {
      try session.withLock { session in try session.run(until: limits, for: &audience) }
    }
    if case .failure(let error) = result { link.publish { $0.state = .failed("\(error)") } }
    self.result.withLock { $0 = result }
    end.signal()
  }
}
