import ArgumentParser
import Foundation

/// `pong bench`: how fast this machine plays, and whether it plays as it should.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast this machine plays and learns; print the hash of the rules.",
    discussion: """
      Each benchmark runs several times; the table shows the median, the lowest and the highest \
      rate in units per second of CPU time of one core (training-all: per second that passes, on \
      all cores). The shares say where the time of a training run goes. The signature is a hash over seeded games \
      in every mode and difficulty: the same on every machine, for as long as the rules are.

      EXAMPLES
        pong bench
        pong bench --runs 9 --seconds 1 --json
      """
  )

  @Option(help: "How often each benchmark runs.")
  var runs = 5

  @Option(help: "How long a run takes, in seconds.")
  var seconds = 0.3

  @Option(help: "Run only the benchmark of this name.", completion: .list(benchmarks.map(\.name)))
  var only: String?

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func validate() throws {
    guard 1...1000 ~= runs else {
      throw ValidationError("--runs is 1 to 1000, not \(runs).")
    }
    guard 0.001...600 ~= seconds else {
      throw ValidationError("--seconds is 0.001 to 600, not \(seconds).")
    }
    let names = Self.benchmarks.map(\.name)
    if let only, !names.contains(only) {
      throw ValidationError(no: "benchmark", named: only, among: names)
    }
  }

  private static let benchmarks = EngineBenchmarks.all + LearningBenchmarks.all

  private struct Report: Codable {
    var signature: String
    var results: [Benchmark.Result]
    var trainingShares: LearningBenchmarks.Shares?
  }

  func run() throws {
    let signature = String(EngineBenchmarks.signature(), radix: 16)
    if !json {
      print("signature \(signature)")
    }
    var results: [Benchmark.Result] = []
    for benchmark in Self.benchmarks where only == nil || only == benchmark.name {
      let result = benchmark.measure(runs: runs, seconds: seconds)
      results.append(result)
      if !json {
        print(line(result))
      }
    }
    let shares = only == nil ? try LearningBenchmarks.shares(seconds: seconds) : nil
    if let shares, !json { print(shares.description) }
    if json {
      let report = Report(signature: signature, results: results, trainingShares: shares)
      print(try report.json(.prettyPrinted))
    }
  }

  private func line(_ result: Benchmark.Result) -> String {
    let name = result.name.padding(toLength: 14, withPad: " ", startingAt: 0)
    let median = String(format: "%14.0f", result.median)
    let spread = String(format: "%.0f … %.0f", result.minimum, result.maximum)
    return "\(name)\(median) \(result.unit)/s  (\(spread))"
  }
}
