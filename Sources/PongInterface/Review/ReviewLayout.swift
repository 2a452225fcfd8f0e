/// Where the parts of a review stand on the screen, the most important ones first where there is
/// little room.
struct ReviewLayout: Sendable {
  /// The smallest screen that a review fits on, in columns and rows.
  static let smallest = (columns: 36, rows: 6)
  /// No wider, so that lines can be read.
  private static let widest = 104

  /// Score and names.
  let title: Rect
  /// The line below the title, and the one above the buttons; `nil` without room for them.
  let rules: (top: Int, bottom: Int)?
  /// The points of both in time; empty without room.
  let timeline: Rect
  /// Figures.
  let figures: Rect
  /// Where points were lost: a heading, the angles, and the heights; empty without room.
  let map: Rect
  /// How often points were lost for which cause; a single row without room for more.
  let causes: Rect
  /// The lost points.
  let list: Rect
  /// What can be done.
  let buttons: Rect

  /// Lays a review out; `nil` if the screen is too small.
  ///
  /// - Parameters:
  ///   - columns: The width of the screen.
  ///   - rows: The height of the screen.
  ///   - lost: How many points were lost.
  init?(columns: Int, rows: Int, lost: Int) {
    guard columns >= Self.smallest.columns, rows >= Self.smallest.rows else { return nil }
    let isRoomy = rows >= 20
    let width = min(columns - (columns >= 60 ? 4 : 2), Self.widest)
    let left = (columns - width) / 2
    // On a high screen what there is stands together, a little above the middle.
    let height = min(rows, max(24, 22 + lost))
    let bottom = rows - 1
    var row = (rows - height) / 3

    func take(_ count: Int, gap: Int = 0) -> Rect {
      defer { row += count + gap }
      return Rect(column: left, row: row, columns: width, rows: count)
    }
    title = take(1, gap: isRoomy ? 2 : 0)
    rules = isRoomy ? (title.row + 1, bottom - 1) : nil
    timeline = take(rows >= 9 ? 2 : 0, gap: isRoomy ? 1 : 0)
    figures = take(rows >= 16 ? 2 : 1, gap: isRoomy ? 1 : 0)
    if isRoomy, width >= 64 {
      let both = take(5, gap: 1)
      map = Rect(column: left, row: both.row, columns: Self.mapColumns, rows: 5)
      let start = Self.mapColumns + 4
      causes = Rect(column: left + start, row: both.row, columns: width - start, rows: 5)
    } else {
      causes = take(1)
      map = take(rows >= 20 ? 5 : 0, gap: rows >= 20 ? 1 : 0)
    }
    let end = isRoomy ? bottom - 1 : bottom
    list = Rect(column: left, row: row, columns: width, rows: max(0, end - row))
    buttons = Rect(column: left, row: bottom, columns: width, rows: 1)
  }

  /// The width of a cell of the map.
  static let cellColumns = 5
  /// The width of the names of the heights.
  static let heightColumns = 8
  private static let mapColumns = heightColumns + 5 * cellColumns
}
