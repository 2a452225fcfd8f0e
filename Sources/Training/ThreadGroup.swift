import Foundation
public import Reinforcement
import Synchronization

/// Workers on threads of one process.
public struct ThreadGroup: WorkerGroup {
  /// This worker's number, from 0.
  public let rank: Int

  /// How many workers there are.
  public var size: Int { board.size }

  private let board: Board

  /// Starts `count` - 1 threads that run the body as the workers with ranks from 1 on.
  ///
  /// - Parameters:
  ///   - count: How many workers there are, the caller among them.
  ///   - body: What the others do.
  /// - Returns: The worker with rank 0, as which the caller is to take part.
  static func start(_ count: Int, _ body: @escaping @Sendable (ThreadGroup) -> Void) -> ThreadGroup
  {
    let board = Board(size: max(1, count))
    for rank in 1..<max(1, count) {
      let thread = Thread { body(ThreadGroup(rank: rank, board: board)) }
      thread.stackSize = 8 << 20
      thread.start()
    }
    return ThreadGroup(rank: 0, board: board)
  }

  /// Runs the body once for each of `count` workers, side by side, and returns when all are done.
  public static func run(_ count: Int, _ body: @escaping @Sendable (ThreadGroup) -> Void) {
    let done = DispatchSemaphore(value: 0)
    let first = start(count) { worker in
      body(worker)
      done.signal()
    }
    body(first)
    for _ in 1..<max(1, count) { done.wait() }
  }

  /// Hands in bytes and receives everybody's in the order of ranks.
  public func gather(_ bytes: UnsafeRawBufferPointer, into all: UnsafeMutableRawBufferPointer) {
    board.show(bytes, rank: rank)
    board.wait()
    for other in 0..<size {
      let start = other * bytes.count
      UnsafeMutableRawBufferPointer(rebasing: all[start..<start + bytes.count])
        .copyMemory(from: board.shown(rank: other))
    }
    // Nobody's bytes go before everybody has read them.
    board.wait()
  }
}

/// Where the workers show each other their bytes, each in a place of its own.
///
/// A place is written before a wait and read after it: that makes this class Sendable.
private final class Board: @unchecked Sendable {
  let size: Int
  private let places: UnsafeMutableBufferPointer<UnsafeRawBufferPointer>
  private let arrived = Atomic<Int>(0)
  private let round = Atomic<Int>(0)

  init(size: Int) {
    self.size = size
    places = .allocate(capacity: size)
    places.initialize(repeating: UnsafeRawBufferPointer(start: nil, count: 0))
  }

  deinit { places.deallocate() }

  func show(_ bytes: UnsafeRawBufferPointer, rank: Int) {
    places[rank] = bytes
  }

  func shown(rank: Int) -> UnsafeRawBufferPointer { places[rank] }

  /// Returns when all workers have come here.
  func wait() {
    let current = round.load(ordering: .acquiring)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == size {
      arrived.store(0, ordering: .relaxed)
      round.store(current + 1, ordering: .releasing)
      return
    }
    var looks = 0
    while round.load(ordering: .acquiring) == current {
      looks += 1
      // With more workers than cores, who is waited for may need this one's core; who is paused keeps
      // the others waiting for long.
      if looks > 100_000 { usleep(500) } else if looks > 2000 { sched_yield() }
    }
  }
}

extension WorkerGroup {
  /// Whether a worker has failed, so that nobody waits for one that has given up; all call it
  /// together.
  ///
  /// - Parameter own: How this one has fared.
  /// - Returns: Whether another one has failed.
  /// - Throws: This one's own failure.
  func anyFailed(_ own: Result<Void, any Error>) throws -> Bool {
    let hasFailed = if case .failure = own { 1 } else { 0 }
    let all = gather([hasFailed])
    try own.get()
    return all.contains(1)
  }
}
