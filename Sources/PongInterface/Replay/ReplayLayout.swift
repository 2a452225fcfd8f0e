/// Where the parts of a replay stand on the screen.
struct ReplayLayout: Hashable, Sendable {
  /// The smallest screen that a replay can be looked at on, in columns and rows.
  static let smallest = Surface.smallest

  /// Score, names, court and the inspector's panels.
  let match: MatchLayout
  /// What is being played, and when.
  let info: Rect
  /// The timeline.
  let timeline: Rect
  /// The curve below it; empty if none is asked for or there is no room.
  let curve: Rect
  /// The line with the keys.
  let hints: Rect

  /// Lays a replay out; `nil` if the screen is too small.
  ///
  /// - Parameters:
  ///   - columns: The width of the screen.
  ///   - rows: The height of the screen.
  ///   - glyphs: The characters that pictures are made of.
  ///   - panelColumns: The width wanted for panels on the right.
  ///   - hasCurve: Whether a curve is wanted.
  init?(columns: Int, rows: Int, glyphs: GlyphSet, panelColumns: Int, hasCurve: Bool) {
    guard columns >= Self.smallest.columns, rows >= Self.smallest.rows else { return nil }
    let curveRows = !hasCurve || rows < 16 ? 0 : rows < 24 ? 2 : rows < 36 ? 3 : 6
    let foot = 3 + curveRows
    guard
      let match = MatchLayout(
        columns: columns,
        rows: rows - foot,
        glyphs: glyphs,
        panelColumns: panelColumns,
        smallest: (Self.smallest.columns, 5),
        statusRows: 0
      )
    else { return nil }
    self.match = match
    let margin = columns >= 60 ? 1 : 0
    func line(_ row: Int, rows: Int = 1) -> Rect {
      Rect(column: margin, row: row, columns: columns - 2 * margin, rows: rows)
    }
    info = line(rows - foot)
    timeline = line(rows - foot + 1)
    curve = line(rows - foot + 2, rows: curveRows)
    hints = line(rows - 1)
  }
}

extension ReplayScreen {
  /// The smallest screen, in columns and rows, that shows a replay and not that it is too small.
  public static var smallestSize: (columns: Int, rows: Int) { ReplayLayout.smallest }
}
