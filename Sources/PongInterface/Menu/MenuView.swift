import PongAgents
import PongEngine

/// Draws the menu: title, list, actions and keys; the card is drawn by ``OpponentCardView``.
struct MenuView {
  /// The menu.
  let menu: MenuScreen
  /// Where things stand.
  let layout: MenuLayout

  private var theme: Theme { menu.theme }
  private var isASCII: Bool { menu.settings.glyphs == .ascii }

  /// Draws everything but the ground.
  func draw(on surface: inout Surface) {
    drawTitle(on: &surface)
    drawHeading(on: &surface)
    for (index, line) in menu.visibleLines(layout).enumerated() {
      let row = layout.list.row + index
      switch line {
      case .title(let title):
        surface.write(title, column: layout.list.column + 2, row: row, style: theme.faint)
      case .item(let place): draw(place, row: row, on: &surface)
      }
    }
    drawRecent(on: &surface)
    if menu.list.found.isEmpty {
      let text = "Nobody is called so; Esc shows all"
      surface.write(
        text.cut(to: layout.list.columns - 2),
        column: layout.list.column + 2,
        row: layout.list.row,
        style: theme.faint
      )
    }
    if !layout.detail.isEmpty, let item = menu.list.selected {
      let room = layout.detail.columns - 2
      let line =
        menu.standing?.line(for: item, menu.settings, width: room)
        ?? StyledText(item.choice.detail.cut(to: room), theme.faint)
      surface.write(line, column: layout.detail.column + 1, row: layout.detail.row)
    }
    if let card = menu.cardLayout {
      drawSeparator(on: &surface)
      OpponentCardView(
        card: menu.card,
        record: menu.card.item.map { menu.record(of: $0) } ?? OpponentRecord(),
        standing: menu.standingLines(width: layout.card.columns),
        layout: card,
        settings: menu.settings
      )
      .draw(on: &surface)
    }
    drawActions(on: &surface)
    hints.draw(column: hintColumn, row: layout.hints.row, theme: theme, on: &surface)
  }

  // MARK: Frame

  private func drawTitle(on surface: inout Surface) {
    if layout.title.rows == 1 {
      TitleLine(frame: layout.title).draw(tick: menu.ticks, theme: theme, on: &surface)
    } else {
      TitleView(frame: layout.title, glyphs: menu.settings.glyphs)
        .draw(tick: menu.ticks, theme: theme, on: &surface)
    }
    for row in layout.rules {
      let line = String(repeating: "─", count: layout.title.columns)
      surface.write(line, column: 0, row: row, style: theme.faint)
    }
  }

  private func drawSeparator(on surface: inout Surface) {
    for row in layout.card.rowRange {
      surface.write("│", column: layout.card.column - 2, row: row, style: theme.faint)
    }
  }

  /// Where the person sits, and what stands in the columns.
  private func drawHeading(on surface: inout Surface) {
    guard !layout.heading.isEmpty else { return }
    let (rect, columns) = (layout.heading, layout.columns)
    let side = menu.side == .left ? "left" : "right"
    let you = menu.settings.name.isEmpty ? "You" : menu.settings.name
    let room = columns.elo.lowerBound
    var text = StyledText("\(you), on the \(side), ", theme.style(menu.side))
      .adding("against", theme.text)
    if let found = menu.list.finder.text {
      text = StyledText("Find: ", theme.faint).adding(found + "▏", theme.strong)
    } else if text.width > room {
      text = StyledText("\(you) (\(side)) ", theme.style(menu.side)).adding("against", theme.text)
    }
    surface.write(text.cut(to: room), column: rect.column, row: rect.row)
    write("Elo", in: columns.elo, row: rect.row, style: theme.faint, on: &surface)
    write("you:it", in: columns.record, row: rect.row, style: theme.faint, on: &surface)
  }

  /// Writes at the right end of columns of the list, as far as there is room.
  private func write(
    _ text: String,
    in columns: Range<Int>,
    row: Int,
    style: Style,
    on surface: inout Surface
  ) {
    guard !columns.isEmpty else { return }
    let text = text.cut(to: columns.count)
    let column = layout.list.column + columns.upperBound - text.unicodeScalars.count
    surface.write(text, column: column, row: row, style: style)
  }

  // MARK: List

  private func draw(_ place: Int, row: Int, on surface: inout Surface) {
    let item = menu.list.item(place)
    let (rect, columns) = (layout.list, layout.columns)
    let isSelected = place == menu.list.selection.index
    let isLit = isSelected && menu.action == nil
    let plain = isLit ? theme.selected : isSelected ? theme.strong : theme.text
    let faint = isLit ? theme.selected : theme.faint
    if isLit {
      surface.fill(Cell(style: plain), columns: rect.columnRange, rows: row..<row + 1)
    }
    if isSelected { surface.write("▸", column: rect.column, row: row, style: plain) }
    if item.choice.id == menu.standing?.nearest {
      surface.write("≈", column: rect.column + 1, row: row, style: isLit ? plain : theme.strong)
    }
    if let digit = item.digit {
      surface.write(String(digit), column: rect.column + 2, row: row, style: faint)
    }
    let word = item.known?.word
    let reached = item.reached.map { "\($0 < 0 ? "" : "+")\(FigureText.fixed($0, 1)) a game" }
    let end =
      word != nil
      ? columns.title.upperBound
      : reached.map { columns.elo.upperBound - $0.unicodeScalars.count - 1 }
        ?? columns.word.upperBound
    surface.write(
      item.choice.title.cut(to: max(0, end - columns.title.lowerBound)),
      column: rect.column + columns.title.lowerBound,
      row: row,
      style: plain
    )
    if let word {
      surface.write(
        word.cut(to: columns.word.count),
        column: rect.column + columns.word.lowerBound,
        row: row,
        style: faint
      )
    }
    if let reached {
      let span = columns.title.lowerBound..<columns.elo.upperBound
      write(reached, in: span, row: row, style: faint, on: &surface)
    }
    if let elo = item.known?.elo {
      drawBar(elo, row: row, style: faint, on: &surface)
      let text = String(Int(elo.rounded()))
      write(text, in: columns.elo, row: row, style: plain, on: &surface)
    }
    if item.choice.id != Contestant.human.choice.id {
      let score = menu.record(of: item).score
      write(score, in: columns.record, row: row, style: faint, on: &surface)
    }
  }

  /// The person's last games, where the list leaves room for them.
  private func drawRecent(on surface: inout Surface) {
    let rect = layout.list.withoutTop(menu.visibleLines(layout).count + 1)
    guard rect.rows >= 4, !menu.list.finder.isActive else { return }
    let games = menu.recentGames.prefix(rect.rows - 1)
    guard !games.isEmpty else { return }
    let column = rect.column + 2
    surface.write("Your last games", column: column, row: rect.row, style: theme.faint)
    for (index, game) in games.enumerated() {
      guard let score = game.score else { continue }
      let isWon = score.person > score.program
      let points =
        "\(score.person)".leftPadded(to: 2) + " : " + "\(score.program)".rightPadded(to: 2)
      let line = StyledText(isWon ? "  won   " : "  lost  ", theme.faint)
        .adding(points, isWon ? theme.strong : theme.text)
        .adding("  " + menu.title(of: game.opponent), theme.text)
      surface.write(line.cut(to: rect.columns - 2), column: column, row: rect.row + 1 + index)
    }
  }

  /// A bar from the weakest to the strongest that is rated, in half cells.
  private func drawBar(_ elo: Double, row: Int, style: Style, on surface: inout Surface) {
    let columns = layout.columns.bar
    let ratings = menu.list.items.compactMap { $0.known?.elo }
    guard !columns.isEmpty, let low = ratings.min(), let high = ratings.max() else { return }
    let part = high > low ? (elo - low) / (high - low) : 1
    let halves = max(1, Int((part * Double(2 * columns.count)).rounded()))
    let whole = String(repeating: isASCII ? "=" : "█", count: halves / 2)
    let text = whole + (halves % 2 == 0 ? "" : isASCII ? "-" : "▌")
    surface.write(
      text,
      column: layout.list.column + columns.lowerBound,
      row: row,
      style: style
    )
  }

  // MARK: Actions

  /// What else can be done, what it is called, and its columns: first the number of matches goes
  /// where there is little room, then the space around the words.
  private var actionColumns: [(action: MenuAction, title: String, columns: Range<Int>)] {
    let counted = MenuAction.allCases.map { action in
      action == .matches ? menu.matchCount.map { "\(action.title) (\($0))" } : nil
    }
    let plain = MenuAction.allCases.map(\.title)
    let full = zip(counted, plain).map { $0 ?? $1 }
    let room = layout.actions.columns
    for (titles, margin, gap) in [(full, 1, 2), (full, 1, 0), (plain, 1, 0)] {
      let columns = columns(of: titles, margin: margin, gap: gap)
      if columns.last?.columns.upperBound ?? 0 <= layout.actions.column + room { return columns }
    }
    return columns(of: plain, margin: 0, gap: 1)
  }

  private func columns(of titles: [String], margin: Int, gap: Int)
    -> [(action: MenuAction, title: String, columns: Range<Int>)]
  {
    var column = layout.actions.column
    return zip(MenuAction.allCases, titles).map { action, title in
      let width = title.unicodeScalars.count + 2 * margin
      defer { column += width + gap }
      let padding = String(repeating: " ", count: margin)
      return (action, padding + title + padding, column..<column + width)
    }
  }

  private func drawActions(on surface: inout Surface) {
    if let message = menu.message {
      surface.write(
        message.cut(to: layout.title.columns - layout.actions.column - 1),
        column: layout.actions.column + 1,
        row: layout.actions.row,
        style: theme.strong
      )
      return
    }
    for (action, title, columns) in actionColumns {
      surface.write(
        title,
        column: columns.lowerBound,
        row: layout.actions.row,
        style: action == menu.action ? theme.selected : theme.strong
      )
    }
  }

  /// What can be done at a column and row of the screen.
  func action(atColumn column: Int, row: Int) -> MenuAction? {
    guard row == layout.actions.row, menu.message == nil else { return nil }
    return actionColumns.first { $0.columns.contains(column) }?.action
  }

  // MARK: Keys

  /// The keys worth knowing just now, as many as there is room for, none of them cut.
  private var hints: ButtonRow {
    let keys = menu.settings.keys
    var buttons = menu.keyTable.hints.fitting(layout.hints.columns - 2).buttons
    // The way out stands at the end.
    if let index = buttons.firstIndex(where: { keys[.leave].contains($0.key) }) {
      buttons.append(buttons.remove(at: index))
    }
    return ButtonRow(buttons)
  }

  private var hintColumn: Int { layout.hints.column + (layout.hints.columns - hints.width) / 2 }

  /// The key of the hint at a column and row of the screen.
  func key(atColumn column: Int, row: Int) -> Key? {
    row == layout.hints.row ? hints.key(atColumn: column, drawnAt: hintColumn) : nil
  }
}
