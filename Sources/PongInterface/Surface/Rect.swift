/// A rectangle of cells on a surface.
public struct Rect: Hashable, Sendable {
  /// The leftmost column.
  public var column: Int
  /// The topmost row.
  public var row: Int
  /// The width in cells, never negative.
  public var columns: Int {
    didSet { columns = max(columns, 0) }
  }
  /// The height in cells, never negative.
  public var rows: Int {
    didSet { rows = max(rows, 0) }
  }

  /// Makes a rectangle; negative sizes count as zero.
  public init(column: Int = 0, row: Int = 0, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }

  /// The columns it covers.
  public var columnRange: Range<Int> {
    column..<column + columns
  }

  /// The rows it covers.
  public var rowRange: Range<Int> {
    row..<row + rows
  }

  /// Whether nothing lies in it.
  public var isEmpty: Bool {
    columns == 0 || rows == 0
  }

  /// Whether a cell lies in it.
  public func contains(column: Int, row: Int) -> Bool {
    columnRange.contains(column) && rowRange.contains(row)
  }

  /// The rectangle without its highest rows.
  func withoutTop(_ count: Int = 1) -> Rect {
    Rect(column: column, row: row + count, columns: columns, rows: rows - count)
  }

  /// A rectangle of the given size in the middle of this one, clipped to it.
  public func centred(columns: Int, rows: Int) -> Rect {
    let columns = min(columns, self.columns)
    let rows = min(rows, self.rows)
    return Rect(
      column: column + (self.columns - columns) / 2,
      row: row + (self.rows - rows) / 2,
      columns: columns,
      rows: rows
    )
  }
}
