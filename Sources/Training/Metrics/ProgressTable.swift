import Foundation
import Reinforcement

/// One line of a run's metrics, after an update.
public struct ProgressRow: Sendable {
  /// The columns' names, in order.
  public static let columns = [
    "update", "episodes", "agent_steps", "seconds", "agent_steps_per_second", "episode_reward",
    "episode_length", "mean_reward_100", "running_reward", "loss", "value_loss", "entropy",
    "accuracy", "divergence", "clipped",
  ]

  /// The values, in the order of `columns`; `nil` where there is none.
  public var values: [Double?]

  /// Makes a row of an iteration.
  ///
  /// - Parameters:
  ///   - iteration: What the update brought.
  ///   - progress: How far the run has gone with it.
  ///   - seconds: The time since the run began.
  ///   - rate: Agent steps per second since the last row.
  public init(_ iteration: Trainer.Iteration, progress: RunProgress, seconds: Double, rate: Double)
  {
    let episodes = Double(iteration.episodes.count)
    let isEmpty = iteration.episodes.isEmpty
    values = [
      Double(progress.updates), Double(progress.episodes), Double(progress.agentSteps), seconds,
      rate,
      isEmpty ? nil : iteration.episodes.reduce(0) { $0 + Double($1.reward) } / episodes,
      isEmpty ? nil : iteration.episodes.reduce(0) { $0 + Double($1.length) } / episodes,
      progress.meanReward, progress.runningReward, iteration.terms.policy, iteration.terms.value,
      iteration.terms.entropy, iteration.terms.accuracy, iteration.terms.approximateKL,
      iteration.terms.clipped,
    ]
  }

  /// The row as comma-separated values; nothing stands for no value.
  public var line: String {
    values.map { value in
      guard let value else { return "" }
      return value == value.rounded() && abs(value) < 1e15
        ? String(Int(value)) : String(format: "%.6g", value)
    }.joined(separator: ",")
  }
}

/// The metrics of a run as they are written in `progress.csv`.
public struct ProgressTable: Sendable {
  /// The columns' names, in order.
  public let columns: [String]

  /// The rows; each has as many values as there are columns, `nil` where there is none.
  public let rows: [[Double?]]

  /// Reads a table; a line that is not whole, as the last one of a run that goes on, is left out.
  init(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline)
    let columns = (lines.first?.split(separator: ",") ?? []).map(String.init)
    self.columns = columns
    rows = lines.dropFirst().compactMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return cells.count == columns.count ? cells.map { Double($0) } : nil
    }
  }

  /// The values of a column, in the order of the rows; `nil` if there is no such column.
  public func values(of column: String) -> [Double?]? {
    columns.firstIndex(of: column).map { index in rows.map { $0[index] } }
  }
}
