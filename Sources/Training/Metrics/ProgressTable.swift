import Foundation
public import Reinforcement
import Text

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
///
/// A long run has millions of rows: only the columns that are wanted are kept.
public struct ProgressTable: Sendable {
  /// The columns' names, in order, those that are not kept among them; none if the run has not
  /// written any yet.
  public private(set) var columns: [String] = []

  /// How many rows there are.
  public private(set) var rowCount = 0

  /// The values of the columns that are kept, row by row.
  private var values: [Double] = []
  /// The places of these columns among all.
  private var kept: [Int] = []
  private let wanted: Set<String>?

  /// The longest line of a table, in bytes.
  static let maximumLine = 1 << 16
  /// The most values that are kept, half a gigabyte.
  static let maximumCount = 1 << 26

  /// What stands for no value: a pattern that no number has which is read.
  private static let none = Double(bitPattern: 0x7FF9_6E6F_6E65_0000)

  /// A table without a row.
  ///
  /// - Parameter wanted: The columns that are kept; `nil` for all.
  init(keeping wanted: Set<String>? = nil) {
    self.wanted = wanted
  }

  /// Reads a table.
  init(_ text: String, separator: Unicode.Scalar = ",") {
    self.init()
    for line in text.lines { add(line: Array(line.utf8)[...], separator: separator) }
  }

  /// Adds a line, the first of which names the columns; one that is empty or not whole, as the last
  /// one of a run that goes on, is left out.
  mutating func add(line: ArraySlice<UInt8>, separator: Unicode.Scalar) {
    guard !line.isEmpty else { return }
    let cells = line.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
    guard !columns.isEmpty else {
      columns = cells.map { String(decoding: $0, as: UTF8.self) }
      kept = columns.indices.filter { wanted?.contains(columns[$0]) ?? true }
      return
    }
    guard cells.count == columns.count else { return }
    rowCount += 1
    for column in kept {
      values.append(Double(String(decoding: cells[column], as: UTF8.self)) ?? Self.none)
    }
  }

  /// How many values are kept.
  var valueCount: Int { values.count }

  /// The values of a column, in the order of the rows, `nil` where there is none; `nil` if there is no
  /// such column, or it is not kept.
  public func values(of column: String) -> [Double?]? {
    guard let place = columns.firstIndex(of: column),
      let offset = kept.firstIndex(of: place)
    else { return nil }
    return (0..<rowCount).map { row in
      let value = values[row * kept.count + offset]
      return value.bitPattern == Self.none.bitPattern ? nil : value
    }
  }
}
