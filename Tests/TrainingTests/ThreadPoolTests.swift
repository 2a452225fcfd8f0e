import Synchronization
import Testing
import Training

struct ThreadPoolTests {
  @Test(arguments: [1, 2, 3, 8])
  func `every part is done once, however many workers there are`(workerCount: Int) {
    let pool = ThreadPool(workerCount: workerCount)
    #expect(pool.workerCount == workerCount)
    for count in [0, 1, 2, 7, 100] {
      for _ in 0..<50 {
        let done = Mutex([Int](repeating: 0, count: count))
        pool.run(count) { part in done.withLock { $0[part] += 1 } }
        #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
      }
    }
  }

  @Test func `work that is long enough to let workers sleep in between is still done`() {
    let pool = ThreadPool(workerCount: 4)
    let total = Atomic<Int>(0)
    for _ in 0..<20 {
      var busy = 0
      for step in 0..<400_000 { busy = (busy &* 31 &+ step) & 0xFFFF }
      pool.run(8) { part in total.add(part, ordering: .relaxed) }
      #expect(busy >= 0)
    }
    #expect(total.load(ordering: .relaxed) == 20 * 28)
  }
}
