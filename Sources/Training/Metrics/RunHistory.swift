import Foundation
import Reinforcement
import Text

// What a run's files tell beyond its checkpoint is of updates that were lost: the run does them again
// and writes them down again. So the files are cut to the checkpoint first.

/// The rows of a run's metrics up to a checkpoint.
struct RowHistory {
  /// The head and the rows, a line each.
  private(set) var bytes: [UInt8]
  /// What the rows that are kept say of episodes and seconds.
  private(set) var table = ProgressTable(keeping: ["episodes", "seconds"])

  private let columns: [String]
  private let updates: Double
  private var names: [String] = []
  private var places: [Int?] = []
  private var updateColumn: Int?
  private var lastUpdate = 0.0

  /// Keeps the rows of the first updates; what is torn or doubled, as by earlier versions, goes.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - columns: The columns that it has from now on; values move to their columns.
  ///   - updates: The updates that the checkpoint has behind it.
  init(_ file: [UInt8], columns: [String], upTo updates: Int) {
    self.columns = columns
    self.updates = Double(updates)
    let head = Array(columns.joined(separator: ",").utf8)
    bytes = head + [UInt8(ascii: "\n")]
    table.add(line: head[...], separator: ",")
    var splitter = LineSplitter()
    // A line without an end has not been written to its end.
    splitter.append(file) { _, line in add(line) }
  }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard !names.isEmpty else {
      names = line.isEmpty ? [] : cells.map { String(decoding: $0, as: UTF8.self) }
      places = columns.map { names.firstIndex(of: $0) }
      updateColumn = names.firstIndex(of: "update")
      return
    }
    guard let updateColumn, cells.count == names.count,
      let update = Double(String(decoding: cells[updateColumn], as: UTF8.self)),
      update > lastUpdate, update <= updates
    else { return }
    lastUpdate = update
    let values = places.map { place in place.map { cells[$0] } ?? [] }
    let row = Array(values.joined(separator: [UInt8(ascii: ",")]))
    bytes += row
    table.add(line: bytes.suffix(row.count), separator: ",")
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The last value of a column.
  func last(_ column: String) -> Double? { table.values(of: column)?.last ?? nil }

  /// The lines that were written to their end.
  static func wholeLines(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    var splitter = LineSplitter()
    splitter.append(bytes) { _, line in
      if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    return lines
  }
}

/// The lines of a run's log up to a checkpoint.
enum LogHistory {
  /// Keeps all commands, and the lines of what the run has behind it then.
  static func text(_ bytes: [UInt8], upTo progress: RunProgress) -> String {
    var next = 0
    let lines = RowHistory.wholeLines(bytes).filter { line in
      if let saved = ProgressRecorder.agentSteps(ofLine: line) {
        return saved <= progress.agentSteps
      }
      guard let episode = ProgressRecorder.episode(ofLine: line) else { return true }
      guard episode >= next, episode < progress.episodes else { return false }
      next = episode + 1
      return true
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// The events of a run up to a checkpoint.
struct EventHistory {
  /// How many episodes the checkpoint has behind it: the last step.
  let episodes: Int
  /// How many rows of metrics, and so events with scalars, there are at the last step.
  private(set) var scalarsLeft: Int
  private var tagsAtEnd: Set<String> = []

  /// Prepares to cut files that are given in their order.
  init(upTo episodes: Int, scalarsAtEnd: Int) {
    self.episodes = episodes
    scalarsLeft = scalarsAtEnd
  }

  /// Returns the records of a file that are not beyond the checkpoint, up to one that is torn; `nil`
  /// if none is left but the first, which tells the version.
  mutating func cut(_ bytes: [UInt8]) -> [UInt8]? {
    var kept: [UInt8] = []
    var isEmpty = true
    for record in EventFile.records(in: bytes) {
      switch record.content {
      case .other: kept += bytes[record.range]
      case .scalars:
        guard record.step <= episodes else { continue }
        if record.step == episodes {
          guard scalarsLeft > 0 else { continue }
          scalarsLeft -= 1
        }
        kept += bytes[record.range]
        isEmpty = false
      case .summary(let tag):
        guard record.step <= episodes else { continue }
        guard record.step < episodes || tagsAtEnd.insert(tag).inserted else { continue }
        kept += bytes[record.range]
        isEmpty = false
      }
    }
    return isEmpty ? nil : kept
  }
}
