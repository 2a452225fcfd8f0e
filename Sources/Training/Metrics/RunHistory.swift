import Foundation

// What a run's files tell beyond its checkpoint is of updates that were lost: the run does them again
// and writes them down again. So the files are cut to the checkpoint first.

/// The rows of a run's metrics up to a checkpoint.
struct RowHistory {
  /// The head and the rows, a line each.
  private(set) var text: String
  /// The values of the rows that are kept.
  let table: ProgressTable

  /// Keeps the rows of the first updates; what is torn or doubled, as by earlier versions, goes.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - columns: The columns that it has from now on; values move to their columns.
  ///   - updates: The updates that the checkpoint has behind it.
  init(_ bytes: [UInt8], columns: [String], upTo updates: Int) {
    let lines = Self.wholeLines(bytes).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let names = lines.first ?? []
    var kept = [columns]
    if let column = names.firstIndex(of: "update") {
      let places = columns.map { names.firstIndex(of: $0) }
      var last = 0.0
      for cells in lines.dropFirst() where cells.count == names.count {
        guard let update = Double(cells[column]), update > last, update <= Double(updates) else {
          continue
        }
        last = update
        kept.append(places.map { $0.map { cells[$0] } ?? "" })
      }
    }
    text = kept.map { $0.joined(separator: ",") + "\n" }.joined()
    table = ProgressTable(text)
  }

  /// The last value of a column.
  func last(_ column: String) -> Double? { table.values(of: column)?.last ?? nil }

  /// The lines that were written to their end.
  static func wholeLines(_ bytes: [UInt8]) -> [String] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.dropLast().map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }
}

/// The lines of a run's log up to a checkpoint.
enum LogHistory {
  /// Keeps all commands, and the lines of the first episodes.
  static func text(_ bytes: [UInt8], upTo episodes: Int) -> String {
    var next = 0
    let lines = RowHistory.wholeLines(bytes).filter { line in
      guard let episode = ProgressRecorder.episode(ofLine: line) else { return true }
      guard episode >= next, episode < episodes else { return false }
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
