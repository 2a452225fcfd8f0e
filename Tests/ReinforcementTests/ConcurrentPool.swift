import Dispatch
import Reinforcement

/// As many workers as asked, on as many threads as the system gives.
struct ConcurrentPool: WorkPool {
  let workerCount: Int

  func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }
}
