/// Runs parts of a piece of work, side by side where it can.
///
/// Learning is cut into parts by index, and no part's result depends on which worker does it or
/// when, so any pool gives the same bits.
public protocol WorkPool: Sendable {
  /// How many workers there are.
  var workerCount: Int { get }

  /// Runs body(0), body(1) ... body(count - 1), each once, and returns when all are done.
  func run(_ count: Int, _ body: @Sendable (Int) -> Void)
}

/// One worker: everything in turn.
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
  /// Cuts 0 ..< count into one range per worker (fewer if they would be empty) and runs them.
  func runRanges(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let parts = min(workerCount, count)
    run(parts) { part in
      body(part * count / parts..<(part + 1) * count / parts)
    }
  }
}
