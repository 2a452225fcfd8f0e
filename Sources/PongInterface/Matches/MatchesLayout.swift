/// Where the parts of the list of matches stand on the screen.
struct MatchesLayout: Hashable, Sendable {
  /// The smallest screen that the list can be used on, in columns and rows.
  static let smallest = MenuLayout.smallest

  /// The title, or what is looked for.
  let title: Rect
  /// What stands in the columns; empty where there is no room.
  let heading: Rect
  /// The matches, scrolled if need be.
  let list: Rect
  /// What was said last, or is wrong with the selected one.
  let message: Rect
  /// The line with the keys.
  let hints: Rect
  /// The columns of the list.
  let columns: Columns

  /// Where the parts of a match's line stand, counted from the list's left edge; empty where there is
  /// no room.
  struct Columns: Hashable, Sendable {
    let date: Range<Int>
    let players: Range<Int>
    let score: Range<Int>
    let result: Range<Int>
    let length: Range<Int>
    let rating: Range<Int>

    init(width: Int) {
      var end = width
      func cells(_ count: Int, from least: Int) -> Range<Int> {
        guard width >= least else { return end..<end }
        end -= count
        return end..<end + count
      }
      rating = cells(8, from: 76)
      length = cells(7, from: 54)
      result = cells(12, from: 60)
      score = cells(9, from: 0)
      date = 2..<2 + (width >= 50 ? 16 : 11)
      players = date.upperBound + 2..<max(date.upperBound + 2, end)
    }
  }

  /// Lays the list out; `nil` if the screen is too small.
  init?(columns: Int, rows: Int) {
    guard columns >= Self.smallest.columns, rows >= Self.smallest.rows else { return nil }
    let width = min(columns, 100)
    let left = (columns - width) / 2
    func line(_ row: Int, rows: Int = 1) -> Rect {
      Rect(column: left, row: row, columns: width, rows: rows)
    }
    title = line(0)
    let hasHeading = rows >= 12
    heading = line(2, rows: hasHeading ? 1 : 0)
    let first = hasHeading ? 3 : 1
    list = line(first, rows: rows - first - 2)
    message = line(rows - 2)
    hints = line(rows - 1)
    self.columns = Columns(width: width)
  }
}
