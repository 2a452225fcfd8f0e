import Foundation
import PongAgents
public import Reinforcement
import Synchronization

/// A run that trains on a thread of its own, with a channel to and from a screen.
public final class TrainingThread: Sendable {
  private let run: Mutex<TrainingRun>
  private let result = Mutex<Result<TrainingRun.Summary, any Error>?>(nil)
  private let end = DispatchSemaphore(value: 0)

  /// Lets a run train.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - rule: When it ends.
  ///   - interval: Seconds between two checkpoints.
  ///   - kept: How many checkpoints are kept beside the last one.
  ///   - observer: Who follows it.
  ///   - channel: Where is told what goes wrong.
  public init(
    _ run: consuming sending TrainingRun,
    until rule: StopRule,
    savingEvery interval: Double,
    keeping kept: Int = 0,
    observer: ChannelObserver,
    channel: TrainingChannel
  ) {
    self.run = Mutex(run)
    let thread = Thread { [self] in
      var observer = observer
      let result = Result {
        try self.run.withLock {
          try $0.run(until: rule, savingEvery: interval, keeping: kept, for: &observer)
        }
      }
      if case .failure(let error) = result { channel.publish { $0.state = .failed("\(error)") } }
      self.result.withLock { $0 = result }
      end.signal()
    }
    // As much as the main thread has.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Waits until the run has ended, and tells how.
  ///
  /// - Returns: What there is to say at the end.
  /// - Throws: What went wrong with it.
  public func wait() throws -> TrainingRun.Summary {
    while true {
      if let result = result.withLock({ $0 }) { return try result.get() }
      end.wait()
    }
  }
}
