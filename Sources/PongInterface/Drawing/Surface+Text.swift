extension Surface {
  /// Writes a line, clipped to the surface.
  mutating func write(_ line: StyledText, column: Int, row: Int) {
    var column = column
    for span in line.spans {
      write(span.text, column: column, row: row, style: span.style)
      column += span.text.unicodeScalars.count
    }
  }

  /// Writes a line in the middle of `rect`'s columns.
  mutating func write(_ line: StyledText, centredIn rect: Rect, row: Int) {
    write(line, column: rect.column + max(0, rect.columns - line.width) / 2, row: row)
  }

  /// Clears a rectangle and draws a line around it.
  mutating func drawBox(_ frame: Rect, theme: Theme) {
    guard frame.columns >= 2, frame.rows >= 2 else { return }
    fill(theme.blank, columns: frame.columnRange, rows: frame.rowRange)
    let bar = String(repeating: "─", count: frame.columns - 2)
    let bottom = frame.row + frame.rows - 1
    write("╭\(bar)╮", column: frame.column, row: frame.row, style: theme.faint)
    write("╰\(bar)╯", column: frame.column, row: bottom, style: theme.faint)
    for row in frame.row + 1..<bottom {
      write("│", column: frame.column, row: row, style: theme.faint)
      write("│", column: frame.column + frame.columns - 1, row: row, style: theme.faint)
    }
  }

  /// The smallest screen that all of the program can be used on, in columns and rows: a court of six
  /// rows below the score, or two keys of the help at a time.
  static let smallest = (columns: 36, rows: 8)

  /// Says that a screen is too small, and how much room the program needs: what one screen could do
  /// with less would be of no use.
  mutating func writeTooSmall(theme: Theme) {
    let needed = Self.smallest
    let lines = [
      "Too small",
      "\(needed.columns)×\(needed.rows) needed",
      "\(columns)×\(rows) here",
    ]
    let top = max(0, (rows - lines.count) / 2)
    let all = Rect(columns: columns, rows: rows)
    for (index, line) in lines.enumerated() {
      let style = index == 0 ? theme.strong : theme.text
      write(StyledText(line, style), centredIn: all, row: top + index)
    }
  }
}
