import Foundation

/// One thing that `pong bench` measures: how often a second does it.
struct Benchmark: Sendable {
  /// The name in the table and the JSON.
  let name: String
  /// What is counted, as in "frames".
  let unit: String
  /// Which seconds are meant.
  var clock = Clock.processor
  /// Does the thing at least so often and returns how often it did.
  let body: @Sendable (_ atLeast: Int) -> Int

  /// The clocks that a benchmark may run on.
  enum Clock: String, Codable {
    /// The process's CPU time, for work on one thread: waiting for a core does not count.
    case processor
    /// The time that passes, for work on all cores.
    case wall
  }

  /// What was measured: work done per second.
  struct Result: Codable {
    var name: String
    var unit: String
    var clock: Clock
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
      clock: clock,
      median: rates[runs / 2],
      minimum: rates[0],
      maximum: rates[runs - 1],
      runs: runs
    )
  }

  private func time(_ amount: Int) -> (done: Int, seconds: Double) {
    let start = now()
    let done = body(amount)
    return (done, now() - start)
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(clock == .processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
