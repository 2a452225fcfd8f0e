extension Surface {
  /// Says that a screen is too small, and how much room it needs.
  mutating func writeTooSmall(needed: (columns: Int, rows: Int), theme: Theme) {
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
