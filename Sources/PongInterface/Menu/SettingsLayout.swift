/// Where the parts of the settings stand on the screen.
struct SettingsLayout: Hashable, Sendable {
  /// The band with the title; empty where there is no room.
  let title: Rect
  /// The settings, scrolled if need be.
  let list: Rect
  /// What is selected on each line of the list.
  let lines: [SettingsRow]
  /// The line that explains the selected setting.
  let detail: Rect
  /// The line with the keys.
  let hints: Rect
  /// The court of the game shown beside the list; empty where there is no room.
  let preview: Rect

  private static let listColumns = 44

  /// Lays the settings out with `selected` visible; `nil` if the screen is too small.
  init?(columns: Int, rows: Int, selected: SettingsRow) {
    let smallest = MenuLayout.smallest
    guard columns >= smallest.columns, rows >= smallest.rows else { return nil }
    title = Rect(columns: columns, rows: rows >= 16 ? 3 : 0)
    hints = Rect(row: rows - 1, columns: columns, rows: 1)

    let space = Rect(row: title.rows, columns: columns, rows: rows - title.rows - 1)
    let all = SettingsRow.allCases
    let isWide = columns >= 104 && space.rows >= 16
    let listWidth = isWide ? columns * 2 / 5 : columns
    // Where lines are short the explanation takes two.
    let detailRows = listWidth < 64 && rows >= 8 ? 2 : 1
    let shown = min(all.count, space.rows - detailRows)
    let selection = Selection(count: all.count, index: all.firstIndex(of: selected) ?? 0)
    lines = Array(all[selection.window(of: shown)])

    // The list and the line that explains it are one block.
    let gap = space.rows > shown + detailRows ? 1 : 0
    let block = shown + gap + detailRows
    let top = space.row + (space.rows - block + 1) / 2
    let width = min(Self.listColumns, listWidth)
    list = Rect(column: (listWidth - width) / 2, row: top, columns: width, rows: shown)
    detail = Rect(row: top + block - detailRows, columns: listWidth, rows: detailRows)

    guard isWide else {
      preview = Rect(columns: 0, rows: 0)
      return
    }
    let court = Rect(
      column: listWidth,
      row: space.row + 1,
      columns: columns - listWidth - 4,
      rows: space.rows - 2
    )
    preview = CourtView.frame(in: court)
  }

  /// The setting on a row of the screen.
  func row(atColumn column: Int, row: Int) -> SettingsRow? {
    guard list.contains(column: column, row: row) else { return nil }
    return lines[row - list.row]
  }
}
