import Dispatch
import Foundation
import Glibc
import Synchronization
public import Testing

/// Runs tests that wait for other processes on threads of their own, of which there are more than
/// cores: elsewhere only as many tests go on at a time as there are cores, also while they wait.
public struct WaitingTests: TestTrait, SuiteTrait, TestScoping {
  /// Suites have it for all their tests.
  public let isRecursive = true

  /// Lets a test run on one of those threads.
  public func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == WaitingTests {
  /// The tests wait for other processes.
  public static var waits: Self { Self() }
}

/// The threads, each of which does one job after the other.
private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(count: 2 * ProcessInfo.processInfo.activeProcessorCount)

  private let jobs = Mutex<[UnownedJob]>([])
  private let arrived = DispatchSemaphore(value: 0)

  private init(count: Int) {
    for _ in 0..<count { Thread.detachNewThread { [self] in work() } }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrived.signal()
  }

  private func work() {
    // Dispatch's threads hear no signals, and what a thread starts has its mask.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    while true {
      arrived.wait()
      let job = jobs.withLock { $0.removeFirst() }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
