/// Where the parts of the menu stand on the screen.
struct MenuLayout: Hashable, Sendable {
  /// The smallest screen that the menu can be used on, in columns and rows.
  static let smallest = (columns: 36, rows: 6)

  /// The title: a picture, a line, or empty where there is no room.
  let title: Rect
  /// The lines across the screen that set the title and the keys apart.
  let rules: [Int]
  /// The line above the list; empty where there is no room.
  let heading: Rect
  /// The list of opponents, scrolled if need be.
  let list: Rect
  /// Whether the sections of the list have titles.
  let isTitled: Bool
  /// The opponent's card; empty where there is no room.
  let card: Rect
  /// The line about the opponent where there is no card; empty where there is no room either.
  let detail: Rect
  /// What else can be done.
  let actions: Rect
  /// The line with the keys.
  let hints: Rect

  /// The columns of the list.
  let columns: Columns

  /// Where the parts of an opponent's line stand, counted from the list's left edge.
  struct Columns: Hashable, Sendable {
    /// Its name; it may go on where there is no word.
    let title: Range<Int>
    /// The word for its strength.
    let word: Range<Int>
    /// The bar of its rating; empty where there is no room.
    let bar: Range<Int>
    /// Its rating.
    let elo: Range<Int>
    /// The results against it; empty where there is no room.
    let record: Range<Int>

    /// Divides a line of a width.
    init(width: Int) {
      let recordWidth = width >= 38 ? 7 : 0
      record = width - recordWidth..<width
      let eloEnd = recordWidth > 0 ? record.lowerBound - 1 : width
      elo = eloEnd - 5..<eloEnd
      let barWidth = width >= 52 ? 9 : width >= 44 ? 5 : 0
      let barEnd = barWidth > 0 ? elo.lowerBound - 1 : elo.lowerBound
      bar = barEnd - barWidth..<barEnd
      let wordEnd = barWidth > 0 ? bar.lowerBound - 1 : elo.lowerBound
      word = wordEnd - 9..<wordEnd
      title = 4..<word.lowerBound - 1
    }
  }

  /// Lays the menu out; `nil` if the screen is too small.
  init?(columns: Int, rows: Int) {
    guard columns >= Self.smallest.columns, rows >= Self.smallest.rows else { return nil }
    let hasRules = rows >= 20
    let titleRows = rows >= 36 ? 7 : hasRules ? 1 : 0
    title = Rect(columns: columns, rows: titleRows)
    let top = titleRows + (hasRules ? 1 : 0)
    hints = Rect(row: rows - 1, columns: columns, rows: 1)
    let bottom = rows - (hasRules ? 2 : 1)
    // Below the picture of the title its own wall is enough.
    rules = !hasRules ? [] : titleRows == 1 ? [top - 1, bottom] : [bottom]

    let hasCard = columns >= 60
    let margin = hasCard ? 1 : 0
    let width = hasCard ? max(38, min(60, columns * 23 / 40)) : columns
    actions = Rect(column: margin, row: bottom - 1, columns: width, rows: 1)
    let hasHeading = rows >= 10
    heading = Rect(column: margin, row: top, columns: width, rows: hasHeading ? 1 : 0)
    let hasDetail = !hasCard && rows >= 10
    let gap = rows >= 24 ? 1 : 0
    detail = Rect(row: bottom - 2, columns: columns, rows: hasDetail ? 1 : 0)
    let first = top + heading.rows
    list = Rect(
      column: margin,
      row: first,
      columns: width,
      rows: bottom - 1 - detail.rows - gap - first
    )
    isTitled = rows >= 12
    self.columns = Columns(width: width)
    let cardColumn = margin + width + 3
    card = Rect(
      column: cardColumn,
      row: top,
      columns: hasCard ? columns - cardColumn - 1 : 0,
      rows: bottom - top
    )
  }
}

/// Where the parts of an opponent's card stand.
struct CardLayout: Hashable, Sendable {
  /// The opponent's name, and below it how it learned.
  let head: Rect
  /// The court on which it plays; empty where there is no room.
  let court: Rect
  /// Its strongest receptive field; empty where there is none or no room.
  let portrait: Rect
  /// Its learning curve; empty where there is none or no room.
  let curve: Rect
  /// How it plays and what came of it.
  let text: Rect
  /// The rows of the text, above the last, that are about the person's strength.
  let standingRows: Int

  /// Lays a card out.
  ///
  /// - Parameters:
  ///   - space: Where there is room.
  ///   - hasPortrait: Whether there is a receptive field to show.
  ///   - hasCurve: Whether there is a curve to show.
  ///   - standingRows: How many rows there are to say about the person's strength.
  init(in space: Rect, hasPortrait: Bool, hasCurve: Bool, standingRows: Int = 0) {
    let headRows = min(space.rows, 3)
    head = Rect(column: space.column, row: space.row, columns: space.columns, rows: headRows)
    let isLarge = space.columns >= 52 && space.rows >= 24
    let textRows = min(space.rows - headRows, 4 + standingRows)
    self.standingRows = min(standingRows, max(0, textRows - 1))
    text = Rect(
      column: space.column,
      row: space.row + space.rows - textRows,
      columns: space.columns,
      rows: textRows
    )
    let middle = Rect(
      column: space.column,
      row: space.row + headRows,
      columns: space.columns,
      rows: space.rows - headRows - textRows - (space.rows >= 16 ? 1 : 0)
    )
    let empty = Rect(columns: 0, rows: 0)
    if isLarge {
      // A court is about 3.3 times as wide as high in cells, a receptive field twice.
      let chartRows = hasCurve ? max(9, middle.rows / 3) : 0
      let highest = middle.rows - chartRows - 2
      let height = min(highest, hasPortrait ? (middle.columns - 2) * 10 / 53 : highest)
      let fieldColumns = hasPortrait ? 2 * height : 0
      portrait =
        hasPortrait
        ? Rect(
          column: middle.column + middle.columns - fieldColumns,
          row: middle.row,
          columns: fieldColumns,
          rows: height
        ) : empty
      court = CourtView.frame(
        in: Rect(
          column: middle.column,
          row: middle.row,
          columns: middle.columns - fieldColumns - (hasPortrait ? 2 : 0),
          rows: height
        )
      )
      curve =
        hasCurve
        ? Rect(
          column: middle.column,
          row: middle.row + height + 2,
          columns: middle.columns,
          rows: middle.rows - height - 2
        ) : empty
      return
    }
    let chartRows = hasCurve && middle.rows >= 4 ? (middle.rows >= 12 ? 3 : 2) : 0
    curve = Rect(
      column: middle.column,
      row: middle.row,
      columns: min(middle.columns, 40),
      rows: chartRows
    )
    let below = chartRows > 0 ? chartRows + 2 : 0
    let room = Rect(
      column: middle.column,
      row: middle.row + below,
      columns: middle.columns - 14,
      rows: middle.rows - below
    )
    let field = TonePicture.frame(in: room, glyphs: .half)
    portrait = hasPortrait && field.rows >= 4 ? field : empty
    // Where there is no field to look at, there is the game.
    var free = middle.withoutTop(below)
    free.rows = min(free.rows, max(6, free.columns / 3))
    court =
      !hasPortrait && free.rows >= 6 && free.columns >= 24
      ? CourtView.frame(in: free) : empty
  }
}
