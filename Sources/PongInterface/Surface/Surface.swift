import Text

/// A rectangle of cells that a screen draws on: a picture as a value.
///
/// Nothing traps: what lies outside is clipped when written and blank when read.
public struct Surface: Hashable, Sendable {
  /// The width in cells.
  public let columns: Int
  /// The height in cells.
  public let rows: Int
  /// The cells, row by row from the top; `columns * rows` of them.
  public private(set) var cells: [Cell]

  /// Makes a surface filled with one cell; negative sizes count as zero.
  public init(columns: Int, rows: Int, filledWith cell: Cell = .blank) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
    cells = Array(repeating: cell, count: self.columns * self.rows)
  }

  /// The cell at a column and row, both from zero at the top left.
  ///
  /// Outside the surface reading gives a blank and writing does nothing.
  public subscript(column: Int, row: Int) -> Cell {
    get {
      contains(column: column, row: row) ? cells[row * columns + column] : .blank
    }
    set {
      guard contains(column: column, row: row) else { return }
      cells[row * columns + column] = newValue
    }
  }

  /// Whether a column and row lie on the surface.
  public func contains(column: Int, row: Int) -> Bool {
    column >= 0 && column < columns && row >= 0 && row < rows
  }

  /// Makes every cell the same.
  public mutating func fill(_ cell: Cell) {
    for index in cells.indices {
      cells[index] = cell
    }
  }

  /// Puts another cell in the place of each.
  mutating func replaceCells(_ replacement: (Cell) -> Cell) {
    for index in cells.indices { cells[index] = replacement(cells[index]) }
  }

  /// Makes every cell of a rectangle the same; the part outside the surface is left out.
  public mutating func fill(_ cell: Cell, columns: Range<Int>, rows: Range<Int>) {
    let columns = columns.clamped(to: 0..<self.columns)
    for row in rows.clamped(to: 0..<self.rows) {
      for column in columns {
        cells[row * self.columns + column] = cell
      }
    }
  }

  /// Writes a line of text, one Unicode scalar a cell, clipped on all sides.
  ///
  /// - Parameters:
  ///   - text: The characters; what is not one column wide is marked, control characters too.
  ///   - column: Where the first character goes; it may lie left of the surface.
  ///   - row: The row to write in.
  ///   - style: How the text looks.
  public mutating func write(_ text: String, column: Int, row: Int, style: Style = .plain) {
    guard row >= 0 && row < rows else { return }
    var column = column
    for scalar in text.unicodeScalars {
      guard column < columns else { return }
      if column >= 0 {
        cells[row * columns + column] = Cell(scalar: scalar.inOneColumn, style: style)
      }
      column += 1
    }
  }

  /// Copies all cells of another surface, its top left one to a column and row of this one.
  mutating func copy(_ other: Surface, column: Int, row: Int) {
    for otherRow in 0..<other.rows {
      for otherColumn in 0..<other.columns {
        self[column + otherColumn, row + otherRow] = other[otherColumn, otherRow]
      }
    }
  }

  /// The characters of each row, blanks at their ends left out.
  ///
  /// - Parameter usesUnicode: Whether more than ASCII may be among them.
  /// - Returns: The lines.
  public func plainLines(usesUnicode: Bool = true) -> [String] {
    (0..<rows).map { row in
      let cells = cells[row * columns..<(row + 1) * columns]
      var line = String.UnicodeScalarView()
      line.append(contentsOf: cells.map { usesUnicode ? $0.scalar : $0.withoutUnicode.scalar })
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }

  /// The characters of each row, without their styles, for tests and recordings.
  public var lines: [String] {
    (0..<rows).map { row in
      var line = String.UnicodeScalarView()
      line.append(contentsOf: cells[row * columns..<(row + 1) * columns].lazy.map(\.scalar))
      return String(line)
    }
  }
}
