/// Where the parts of a tournament's screen stand.
struct TournamentLayout: Hashable, Sendable {
  /// The smallest screen that a table can be read on, in columns and rows.
  static let smallest = Surface.smallest
  /// The width of a cell of the matrix.
  static let cellColumns = 7
  /// The width of a rating, as in "1234 ±56 ".
  static let ratingColumns = 11

  /// The line at the top.
  let title: Rect
  /// The table without the line above it; the names stand first.
  let table: Rect
  /// The width of the names.
  let nameColumns: Int
  /// What is said about the selected pairing, left of the court; empty if there is no room.
  let details: Rect
  /// The court; `nil` if there is no room.
  let court: Rect?
  /// The line at the bottom.
  let status: Rect

  /// How many columns of the matrix can be seen.
  var visibleColumns: Int {
    max(1, (table.columns - nameColumns - Self.ratingColumns) / Self.cellColumns)
  }

  /// Lays a screen out; `nil` if it is too small.
  ///
  /// - Parameters:
  ///   - columns: The width of the screen.
  ///   - rows: The height of the screen.
  ///   - names: The width that the names want.
  ///   - players: How many players there are.
  init?(columns: Int, rows: Int, names: Int, players: Int) {
    guard columns >= Self.smallest.columns, rows >= Self.smallest.rows else { return nil }
    title = Rect(column: 1, columns: columns - 2, rows: 1)
    status = Rect(column: 1, row: rows - 1, columns: columns - 2, rows: 1)
    nameColumns = min(names, max(10, columns / 4))
    // Below the title and above the status; the table's own line comes first.
    let space = Rect(column: 1, row: 3, columns: columns - 2, rows: rows - 5)
    let wantsCourt = space.rows >= 12
    let tableRows = min(players, wantsCourt ? space.rows - 9 : space.rows)
    table = Rect(column: 1, row: 3, columns: space.columns, rows: tableRows)
    var below = space.withoutTop(tableRows + 1)
    guard wantsCourt, below.rows >= 7 else {
      court = nil
      details = below
      return
    }
    // The score stands above the court.
    let room = Rect(
      column: below.column + below.columns * 2 / 5,
      row: below.row + 1,
      columns: below.columns * 3 / 5,
      rows: below.rows - 1
    )
    var court = CourtView.frame(in: room)
    court.column = columns - 1 - court.columns
    court.row = room.row
    self.court = court
    below.columns = court.column - below.column - 2
    details = below
  }
}
