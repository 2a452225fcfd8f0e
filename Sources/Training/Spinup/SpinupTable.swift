import Foundation
public import Reinforcement

/// An epoch's metrics, as Spinning Up prints and stores them.
public struct SpinupRow: Sendable {
  /// The columns' names with their values, in order.
  public let cells: [(name: String, value: Double)]

  /// The columns that hold whole numbers.
  private static let whole: Set = ["Epoch", "TotalEnvInteracts", "StopIter"]

  /// Makes an epoch's row.
  ///
  /// - Parameters:
  ///   - statistics: What the epoch's experience was, over all workers.
  ///   - report: How the update went.
  ///   - epoch: Its number, from 0.
  ///   - configuration: The run's settings.
  ///   - seconds: The time since the run began.
  public init(
    _ statistics: EpochStatistics,
    _ report: UpdateReport,
    epoch: Int,
    configuration: SpinupConfiguration,
    seconds: Double
  ) {
    let (before, after) = (report.terms, report.after ?? report.terms)
    var cells: [(String, Double)] = [
      ("Epoch", Double(epoch)),
      ("AverageEpRet", statistics.returns.mean),
      ("StdEpRet", statistics.returns.deviation),
      ("MaxEpRet", statistics.returns.maximum),
      ("MinEpRet", statistics.returns.minimum),
      ("EpLen", statistics.meanLength),
      ("AverageVVals", statistics.values.mean),
      ("StdVVals", statistics.values.deviation),
      ("MaxVVals", statistics.values.maximum),
      ("MinVVals", statistics.values.minimum),
      ("TotalEnvInteracts", Double(epoch + 1) * Double(configuration.stepsPerEpoch)),
      ("LossPi", before.policy),
      ("LossV", before.value),
      ("DeltaLossPi", after.policy - before.policy),
      ("DeltaLossV", after.value - before.value),
      ("Entropy", before.entropy),
      ("KL", after.approximateKL),
    ]
    if configuration.algorithm.isPPO {
      cells += [("ClipFrac", after.clipFraction), ("StopIter", Double(report.lastIteration))]
    }
    self.cells = cells + [("Time", seconds)]
  }

  /// Sums up episodes that were played to test a policy; there is at least one.
  public init(_ episodes: [Evaluation.Episode]) {
    let rewards = episodes.map { Double($0.reward) }
    let count = Double(max(1, episodes.count))
    let mean = rewards.reduce(0, +) / count
    let squares = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    cells = [
      ("AverageEpRet", mean),
      ("StdEpRet", (squares / count).squareRoot()),
      ("MaxEpRet", rewards.max() ?? 0),
      ("MinEpRet", rewards.min() ?? 0),
      ("EpLen", episodes.reduce(0) { $0 + Double($1.length) } / count),
    ]
  }

  /// The names, separated by tabulators.
  public var head: String { cells.map(\.name).joined(separator: "\t") + "\n" }

  /// The values, separated by tabulators, as Python writes numbers.
  public var line: String {
    cells.map { name, value in
      Self.whole.contains(name) && value.isFinite
        ? String(Int(value)) : PythonValue.double(value).text
    }.joined(separator: "\t") + "\n"
  }

  /// The table that Spinning Up prints.
  public var table: String {
    let width = max(15, cells.map(\.name.count).max() ?? 0)
    let rule = String(repeating: "-", count: 22 + width) + "\n"
    return rule
      + cells.map { name, value in
        let key = String(repeating: " ", count: width - name.count) + name
        // Without an episode the mean is a number's absence with a sign, which Python does not print.
        let text = String(format: "%8.3g", value.isNaN ? Double.nan : value)
        return "| \(key) | \(String(repeating: " ", count: max(0, 15 - text.count)))\(text) |\n"
      }.joined() + rule
  }
}
