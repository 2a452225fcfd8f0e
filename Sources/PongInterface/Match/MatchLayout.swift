/// Where the parts of a match stand on the screen.
struct MatchLayout: Hashable, Sendable {
  /// The smallest screen that a match can be played on, in columns and rows: a bat is then an element
  /// of the picture high, a ball another.
  static let smallest = Surface.smallest
  /// The columns that the court keeps beside panels.
  static let courtColumns = 40

  /// The score and the names, above the court and as wide.
  let header: Rect
  /// The court.
  let court: Rect
  /// The line below, as wide as there is room.
  let status: Rect
  /// What is left beside the court for panels; empty if none were asked for.
  let panels: Rect
  /// What is not left to panels: where boxes stand in the middle of.
  var stage: Rect { Rect(columns: panels.column, rows: panels.rows) }

  /// The height of a cell of the score's digits in picture elements; 0 for plain text.
  let digitScale: Int

  /// Lays a match out; `nil` if the screen is too small.
  ///
  /// - Parameters:
  ///   - columns: The width of the screen.
  ///   - rows: The height of the screen.
  ///   - glyphs: The characters that pictures are made of.
  ///   - panelColumns: The width wanted for panels on the right; the court keeps the smallest
  ///     width that a match needs.
  ///   - smallest: The smallest screen, where nobody has to play on it.
  ///   - statusRows: The rows of the line below: 1, or 0 for none.
  init?(
    columns: Int,
    rows: Int,
    glyphs: GlyphSet,
    panelColumns: Int = 0,
    smallest: (columns: Int, rows: Int) = MatchLayout.smallest,
    statusRows: Int = 1
  ) {
    guard columns >= smallest.columns, rows >= smallest.rows else { return nil }
    let panelWidth = min(max(panelColumns, 0), max(0, columns - Self.courtColumns))
    let stage = Rect(columns: columns - panelWidth, rows: rows)
    panels = Rect(column: stage.columns, columns: panelWidth, rows: rows)

    digitScale = Self.digitScale(stage, glyphs)
    let headerRows = Self.headerRows(digitScale, stage, glyphs)
    var space = stage
    space.rows -= headerRows + statusRows
    let court = CourtView.frame(in: space)
    let spare = space.rows - court.rows
    let top = spare / 2
    // Beside a tiny court names still have room.
    let heading = stage.centred(columns: max(court.columns, 36), rows: 1)
    header = Rect(column: heading.column, row: top, columns: heading.columns, rows: headerRows)
    self.court = Rect(
      column: court.column,
      row: top + headerRows,
      columns: court.columns,
      rows: court.rows
    )
    let gap = spare - top >= 2 ? 1 : 0
    let statusColumns = max(min(court.columns, stage.columns - 2), min(stage.columns - 2, 76))
    status = Rect(
      column: (stage.columns - statusColumns) / 2,
      row: top + headerRows + court.rows + gap,
      columns: statusColumns,
      rows: statusRows
    )
  }

  /// The digits with room around them, of which there is little on a low screen.
  private static func headerRows(_ scale: Int, _ stage: Rect, _ glyphs: GlyphSet) -> Int {
    guard scale > 0 else { return 1 }
    let gaps = stage.rows < 30 ? 1 : 2 * scale
    return (BigNumber.height(scale: scale) + gaps + glyphs.down - 1) / glyphs.down
  }

  private static func digitScale(_ stage: Rect, _ glyphs: GlyphSet) -> Int {
    // On the lowest screens the court needs the rows.
    if stage.rows < 15 { return 0 }
    // Digits of characters are as high again, and low screens have no room for them.
    if glyphs == .ascii, stage.rows < 30 { return 0 }
    let rows = glyphs == .ascii ? stage.rows / 2 : stage.rows
    return switch min(rows, stage.columns / 3) {
    case ..<44: 1
    case ..<74: 2
    case ..<104: 3
    default: 4
    }
  }
}

extension MatchScreen {
  /// The smallest screen, in columns and rows, that shows a match and not that it is too small.
  public static var smallestSize: (columns: Int, rows: Int) { MatchLayout.smallest }
}
