import ArgumentParser

/// A size in cells as people write it: `100x30`.
struct ScreenSize: Hashable, CustomStringConvertible {
  /// The widths and heights that there may be.
  static let sides = 1...500

  var columns: Int
  var rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// Reads a size for an option.
  ///
  /// - Throws: A `ValidationError` that says how a size is written.
  init(option text: String) throws {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      Self.sides.contains(columns), Self.sides.contains(rows)
    else {
      throw ValidationError("a size is columns and rows, as in 100x30, each from 1 to 500")
    }
    self.init(columns: columns, rows: rows)
  }

  var description: String {
    "\(columns)x\(rows)"
  }
}
