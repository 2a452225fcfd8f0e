extension Surface {
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
}
