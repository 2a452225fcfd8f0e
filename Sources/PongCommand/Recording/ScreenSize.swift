import ArgumentParser

/// A size in cells as people write it: `100x30`.
struct ScreenSize: ExpressibleByArgument, Hashable, CustomStringConvertible {
  /// The widths and heights that there may be.
  static let sides = 1...500

  var columns: Int
  var rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      Self.sides.contains(columns), Self.sides.contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }

  var description: String {
    "\(columns)x\(rows)"
  }
}
