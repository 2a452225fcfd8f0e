import Foundation
public import Reinforcement

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

  /// Makes a row of an update.
  ///
  /// - Parameters:
  ///   - event: The run after it.
  ///   - rate: Agent steps per second since the last row.
  public init(_ event: TrainingEvent, rate: Double) {
    let terms = event.terms
    values = [
      Double(event.updates), Double(event.episodes), Double(event.agentSteps), event.seconds, rate,
      event.reward, event.finishedLength, event.meanReward, event.runningReward, terms?.policy,
      terms?.value, terms?.entropy, terms?.accuracy, terms?.approximateKL, terms?.clipFraction,
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

/// The metrics of a run as they are written in `progress.csv` or Spinning Up's `progress.txt`.
public struct ProgressTable: Sendable {
  /// The columns' names, in order.
  public let columns: [String]

  /// The rows; each has as many values as there are columns, `nil` where there is none.
  public let rows: [[Double?]]

  /// Reads a table; a line that is not whole, as the last one of a run that goes on, is left out.
  init(_ text: String, separator: Character = ",") {
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: separator, omittingEmptySubsequences: false)
    }
    let columns = (lines.first ?? []).map(String.init)
    self.columns = columns
    rows = lines.dropFirst().compactMap { cells in
      cells.count == columns.count ? cells.map { Double($0) } : nil
    }
  }

  /// The values of a column, in the order of the rows; `nil` if there is no such column.
  public func values(of column: String) -> [Double?]? {
    columns.firstIndex(of: column).map { index in rows.map { $0[index] } }
  }
}
