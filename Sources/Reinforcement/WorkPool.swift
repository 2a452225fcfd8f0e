/// Runs parts of a piece of work, on several threads where it has them.
///
/// Its threads work for one learner; learners that work together are a `WorkerGroup`.
///
/// Learning is cut into parts by index, and no part's result depends on which thread does it or
/// when, so any pool gives the same bits.
public protocol WorkPool: Sendable {
  /// How many threads work, the caller's among them.
  var workerCount: Int { get }

  /// Runs body(0), body(1) ... body(count - 1), each once, and returns when all are done.
  func run(_ count: Int, _ body: @Sendable (Int) -> Void)
}

/// The caller's thread alone: everything in turn.
public struct SerialPool: WorkPool {
  /// Makes the pool.
  public init() {}

  /// One.
  public var workerCount: Int { 1 }

  /// Runs the parts in order.
  public func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    for index in 0..<count { body(index) }
  }
}

extension WorkPool {
  /// Cuts 0 ..< count into one range per thread (fewer if they would be empty) and runs them.
  func runRanges(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let parts = min(workerCount, count)
    run(parts) { part in
      body(part * count / parts..<(part + 1) * count / parts)
    }
  }
}
