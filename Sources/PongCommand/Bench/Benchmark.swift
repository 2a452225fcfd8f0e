import Foundation

/// One thing that `pong bench` measures: how often a second of one core's time does it.
struct Benchmark: Sendable {
  /// The name in the table and the JSON.
  let name: String
  /// What is counted, as in "frames".
  let unit: String
  /// Does the thing at least so often and returns how often it did.
  let body: @Sendable (_ atLeast: Int) -> Int

  /// What was measured: work done per second of the process's CPU time.
  struct Result: Codable {
    var name: String
    var unit: String
    var median: Double
    var minimum: Double
    var maximum: Double
    var runs: Int
  }

  /// Runs the benchmark `runs` times, each for about `seconds`, after finding how much that is.
  func measure(runs: Int, seconds: Double) -> Result {
    var amount = 1
    var elapsed = 0.0
    while elapsed < seconds / 4 {
      amount *= 2
      elapsed = time(amount).seconds
    }
    amount = max(1, Int(Double(amount) * seconds / elapsed))
    let rates = (0..<runs).map { _ in
      let (done, seconds) = time(amount)
      return Double(done) / seconds
    }.sorted()
    return Result(
      name: name,
      unit: unit,
      median: rates[runs / 2],
      minimum: rates[0],
      maximum: rates[runs - 1],
      runs: runs
    )
  }

  private func time(_ amount: Int) -> (done: Int, seconds: Double) {
    let start = Self.processorTime()
    let done = body(amount)
    return (done, Self.processorTime() - start)
  }

  /// The CPU time of this process so far, in seconds.
  ///
  /// Every benchmark runs on one thread, so that waiting for a core does not count; sharing its
  /// caches with others still does.
  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
