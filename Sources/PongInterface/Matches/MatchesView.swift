import PongAgents
import PongEngine

/// Draws the list of matches.
struct MatchesView {
  /// The list.
  let screen: MatchesScreen
  /// Where things stand.
  let layout: MatchesLayout

  private var theme: Theme { screen.theme }

  /// Draws everything but the ground.
  func draw(on surface: inout Surface) {
    let heading =
      screen.finder.text.map {
        StyledText("Find: ", theme.faint).adding($0 + "▏", theme.strong)
      } ?? title
    surface.write(heading.cut(to: layout.title.columns), centredIn: layout.title, row: 0)
    if !layout.heading.isEmpty { drawHeading(on: &surface) }
    let visible = screen.visible(layout)
    for place in visible {
      draw(place, row: layout.list.row + place - visible.lowerBound, on: &surface)
    }
    if screen.found.isEmpty, let text = emptyText {
      surface.write(
        StyledText(text.cut(to: layout.list.columns), theme.faint),
        centredIn: layout.list,
        row: layout.list.row + layout.list.rows / 3
      )
    }
    if let message = screen.message ?? screen.selected?.problem {
      surface.write(
        StyledText(message.cut(to: layout.message.columns - 2), theme.strong),
        column: layout.message.column + 1,
        row: layout.message.row
      )
    }
    hints.draw(column: hintColumn, row: layout.hints.row, theme: theme, on: &surface)
  }

  private var title: StyledText {
    let text = StyledText("Matches", theme.strong)
    return screen.matches.map { text.adding(" (\($0.count))", theme.faint) } ?? text
  }

  private var emptyText: String? {
    guard let matches = screen.matches else { return "Reading your matches" }
    guard matches.isEmpty else { return "No match is called so; Esc shows all" }
    return screen.sources.problem().map { "Matches are not kept: \($0)" }
      ?? "Your matches will be kept here"
  }

  private func drawHeading(on surface: inout Surface) {
    let columns = layout.columns
    for (range, text) in [(columns.date, "when"), (columns.players, "against")] {
      write(text, in: range, row: layout.heading.row, style: theme.faint, on: &surface)
    }
    for (range, text) in [
      (columns.score, "you:it"), (columns.length, "length"), (columns.rating, "rating"),
    ] where !range.isEmpty {
      writeAtEnd(text, in: range, row: layout.heading.row, style: theme.faint, on: &surface)
    }
  }

  // MARK: A match

  private func draw(_ place: Int, row: Int, on surface: inout Surface) {
    guard let matches = screen.matches else { return }
    let match = matches[screen.found[place]]
    let (list, columns) = (layout.list, layout.columns)
    let isSelected = place == screen.selection.index
    let style = isSelected ? theme.selected : theme.text
    let faint = isSelected ? theme.selected : theme.faint
    if isSelected {
      surface.fill(Cell(style: style), columns: list.columnRange, rows: row..<row + 1)
      surface.write("▸", column: list.column, row: row, style: style)
    }
    // Where there is little room the year can be guessed.
    let date = columns.date.count < 16 ? String(match.date.dropFirst(5)) : match.date
    write(date, in: columns.date, row: row, style: faint, on: &surface)
    write(
      MatchesScreen.players(of: match),
      in: columns.players,
      row: row,
      style: match.summary == nil ? faint : style,
      on: &surface
    )
    guard let summary = match.summary else { return }
    let ours = summary.personSide ?? .left
    let score = "\(summary.points(of: ours)) : \(summary.points(of: ours.opposite))"
    writeAtEnd(score, in: columns.score, row: row, style: style, on: &surface)
    let result = columns.result.dropFirst(2)
    write(Self.result(of: summary), in: result, row: row, style: faint, on: &surface)
    writeAtEnd(summary.frames.clock(), in: columns.length, row: row, style: faint, on: &surface)
    if let change = screen.ratingChange(of: match) {
      let text = FigureText.signed(change, 0)
      writeAtEnd(text, in: columns.rating, row: row, style: style, on: &surface)
    }
  }

  /// How a match ended, as the only person sees it.
  static func result(of summary: Replay.Summary) -> String {
    switch summary.ending {
    case .unfinished: "unfinished"
    case .timeOut: "time-out"
    case .won:
      switch summary.personSide {
      case .some(let side):
        summary.points(of: side) > summary.points(of: side.opposite) ? "won" : "lost"
      case nil: summary.score.left > summary.score.right ? "left won" : "right won"
      }
    }
  }

  private func write(
    _ text: String,
    in columns: Range<Int>,
    row: Int,
    style: Style,
    on surface: inout Surface
  ) {
    let column = layout.list.column + columns.lowerBound
    surface.write(text.cut(to: columns.count), column: column, row: row, style: style)
  }

  private func writeAtEnd(
    _ text: String,
    in columns: Range<Int>,
    row: Int,
    style: Style,
    on surface: inout Surface
  ) {
    let text = text.cut(to: columns.count).leftPadded(to: columns.count)
    write(text, in: columns, row: row, style: style, on: &surface)
  }

  // MARK: Keys

  /// The keys worth knowing just now, none of them cut.
  var hints: ButtonRow {
    let all =
      screen.finder.isActive
      ? ButtonRow([.init("Enter", "open", .enter), .init("Esc", "all", .escape)])
      : screen.keyTable.hints
    return all.fitting(layout.hints.columns - 2)
  }

  var hintColumn: Int { layout.hints.column + (layout.hints.columns - hints.width) / 2 }
}
