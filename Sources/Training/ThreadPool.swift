import Dispatch
import Foundation
public import Reinforcement
import Synchronization

/// Workers on threads of their own.
///
/// The pieces of an update are shorter than it takes to wake a thread, so a worker that has nothing
/// to do looks for work for a moment before it sleeps. Parts are claimed one by one; the caller
/// works too and waits only for parts that others have begun, so a thread that the system does not
/// let run holds nothing up.
public final class ThreadPool: WorkPool {
  /// How many workers there are, the caller of `run` among them.
  public let workerCount: Int

  private let shared = Shared()

  /// Starts `workerCount` - 1 threads.
  public init(workerCount: Int) {
    self.workerCount = max(1, workerCount)
    for index in 1..<max(1, self.workerCount) {
      DispatchQueue(label: "pong.worker.\(index)").async { [shared] in shared.serve() }
    }
  }

  deinit { shared.end() }

  /// Runs all parts, each once, and returns when they are done.
  ///
  /// One caller at a time, and not from within a part.
  public func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard count > 1, workerCount > 1 else {
      for part in 0..<count { body(part) }
      return
    }
    withoutActuallyEscaping(body) { body in shared.run(count, body) }
  }
}

/// What the threads of a pool share; they keep it, and not the pool, alive.
///
/// `offer` says which parts may be claimed. Who has claimed a part may read `body`, which is not
/// replaced before all parts are done: that makes this class Sendable.
private final class Shared: @unchecked Sendable {
  /// The next part (low 32 bits) and the number of parts of the work on offer.
  private let offer = Atomic<UInt64>(0)
  private let unfinished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let isEnding = Atomic<Bool>(false)
  private let wake = DispatchSemaphore(value: 0)
  private var body: @Sendable (Int) -> Void = { _ in }

  /// How often a worker looks for work before it sleeps: some tens of microseconds.
  private static let patience = 20_000

  func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.body = body
    unfinished.store(count, ordering: .relaxed)
    offer.store(UInt64(count) << 32, ordering: .sequentiallyConsistent)
    for _ in 0..<sleepers.exchange(0, ordering: .sequentiallyConsistent) { wake.signal() }
    while doPart() {}
    var looks = 0
    while unfinished.load(ordering: .acquiring) != 0 {
      looks += 1
      // With more workers than cores, who is waited for may need this one's core.
      if looks > 1000 { sched_yield() }
    }
    self.body = { _ in }
  }

  func serve() {
    var looks = 0
    while !isEnding.load(ordering: .acquiring) {
      if doPart() {
        looks = 0
        continue
      }
      looks += 1
      guard looks == Self.patience else { continue }
      looks = 0
      // Counted as asleep before the last look: whoever offers work later sees the count.
      sleepers.add(1, ordering: .sequentiallyConsistent)
      if !hasWork && !isEnding.load(ordering: .sequentiallyConsistent) { wake.wait() }
    }
  }

  func end() {
    isEnding.store(true, ordering: .sequentiallyConsistent)
    for _ in 0..<sleepers.exchange(0, ordering: .sequentiallyConsistent) { wake.signal() }
  }

  private var hasWork: Bool {
    let current = offer.load(ordering: .sequentiallyConsistent)
    return UInt32(truncatingIfNeeded: current) < UInt32(truncatingIfNeeded: current >> 32)
  }

  /// Claims a part and does it; `false` if there is none.
  private func doPart() -> Bool {
    var current = offer.load(ordering: .acquiring)
    while UInt32(truncatingIfNeeded: current) < UInt32(truncatingIfNeeded: current >> 32) {
      let (claimed, seen) = offer.compareExchange(
        expected: current,
        desired: current + 1,
        ordering: .acquiringAndReleasing
      )
      if claimed {
        perform(Int(UInt32(truncatingIfNeeded: current)))
        unfinished.subtract(1, ordering: .releasing)
        return true
      }
      current = seen
    }
    return false
  }

  /// Apart, so that the work is let go of before it is counted as finished.
  @inline(never)
  private func perform(_ part: Int) { body(part) }
}
