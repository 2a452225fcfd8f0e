/// Where the parts of the menu stand on the screen.
struct MenuLayout: Hashable, Sendable {
  /// The smallest screen that the menu can be used on, in columns and rows.
  static let smallest = (columns: 36, rows: 6)

  /// The band with the title; empty where there is no room.
  let title: Rect
  /// The rows of the menu, scrolled if need be.
  let list: Rect
  /// What is selected on each line of the list; `nil` on an empty one.
  let lines: [MenuRow?]
  /// The line that explains the selected row.
  let detail: Rect
  /// The line with the keys.
  let hints: Rect
  /// The court of the game shown beside the list; empty where there is no room.
  let preview: Rect

  private static let listColumns = 44

  /// Lays the menu out with `selected` visible; `nil` if the screen is too small.
  init?(columns: Int, rows: Int, selected: MenuRow) {
    guard columns >= Self.smallest.columns, rows >= Self.smallest.rows else { return nil }
    let titleRows = rows >= 36 ? 11 : rows >= 20 ? 7 : 0
    title = Rect(columns: columns, rows: titleRows)
    hints = Rect(row: rows - 1, columns: columns, rows: 1)

    let space = Rect(row: titleRows, columns: columns, rows: rows - titleRows - 1)
    let all = Self.allLines(fitting: space.rows - 1)
    let shown = min(all.count, space.rows - 1)
    let selection = Selection(count: all.count, index: all.firstIndex(of: selected) ?? 0)
    lines = Array(all[selection.window(of: shown)])

    let isWide = columns >= 104 && space.rows >= 16
    let listWidth = isWide ? columns * 2 / 5 : columns
    // The list and the line that explains it are one block.
    let block = min(space.rows, shown + (space.rows > shown + 1 ? 2 : 1))
    let top = space.row + (space.rows - block + 1) / 2
    let width = min(Self.listColumns, listWidth)
    let column = (listWidth - width) / 2
    list = Rect(column: column, row: top, columns: width, rows: shown)
    detail = Rect(column: 0, row: top + block - 1, columns: listWidth, rows: 1)

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

  /// The rows, with the buttons set apart if there is room.
  private static func allLines(fitting rows: Int) -> [MenuRow?] {
    let all = MenuRow.allCases
    guard rows >= all.count + 2 else { return all }
    return [.play, nil] + all.filter { !$0.isButton } + [nil, .train, .quit]
  }

  /// The row of the menu on a row of the screen.
  func row(atColumn column: Int, row: Int) -> MenuRow? {
    guard list.contains(column: column, row: row) else { return nil }
    return lines[row - list.row]
  }
}
