import PongAgents
import PongEngine

extension TournamentScreen {
  /// Draws the table, and the selected pairing with its court where there is room.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    drawTitle(in: layout.title, on: &surface)
    drawTable(in: layout, on: &surface)
    drawDetails(in: layout.details, on: &surface)
    if let court = layout.court { drawCourt(in: court, on: &surface) }
    let line = statusLine(in: layout)
    let text =
      notice.map { StyledText($0.text.cut(to: line.room), theme.strong) }
      ?? StyledText(follows ? "following" : "", theme.faint).cut(to: line.room)
    line.draw(text, theme: theme, on: &surface)
  }

  func statusLine(in layout: TournamentLayout) -> StatusLine {
    let room = layout.status.columns - 2
    return StatusLine(frame: layout.status, buttons: keyTable.hints.fitting(room))
  }

  private func drawTitle(in frame: Rect, on surface: inout Surface) {
    let all = tournament.pairings.count * tournament.gamesPerPairing
    let progress =
      playing == nil ? "all \(table.games) games played" : "\(table.games) of \(all) games"
    let count = "  \(table.players.count) players"
    surface.write(
      StyledText("Tournament", theme.strong).adding(count, theme.faint).cut(to: frame.columns),
      column: frame.column,
      row: frame.row
    )
    let room = frame.columns - 12 - count.unicodeScalars.count
    guard progress.unicodeScalars.count <= room else { return }
    surface.write(
      StyledText(progress, theme.text),
      column: frame.column + frame.columns - progress.unicodeScalars.count,
      row: frame.row
    )
  }

  // MARK: Table

  /// The places of the ranking that are shown as rows and as columns, the selected ones among them.
  private func shown(in layout: TournamentLayout) -> (rows: Range<Int>, columns: Range<Int>) {
    func window(_ player: Int, _ room: Int) -> Range<Int> {
      Selection(count: standings.count, index: place(of: player)).window(of: room)
    }
    return (
      window(selected.row, layout.table.rows), window(selected.column, layout.visibleColumns)
    )
  }

  /// Where the matrix begins.
  private func matrixColumn(in layout: TournamentLayout) -> Int {
    layout.table.column + layout.nameColumns + TournamentLayout.ratingColumns
  }

  /// The places of the row and the column of the ranking at a cell of the screen.
  func cell(atColumn column: Int, row: Int) -> (row: Int, column: Int)? {
    guard let layout, layout.table.rowRange.contains(row) else { return nil }
    let shown = shown(in: layout)
    let offset = column - matrixColumn(in: layout)
    let place = shown.columns.lowerBound + offset / TournamentLayout.cellColumns
    guard offset >= 0, shown.columns.contains(place) else { return nil }
    let line = shown.rows.lowerBound + row - layout.table.row
    return shown.rows.contains(line) ? (line, place) : nil
  }

  private func drawTable(in layout: TournamentLayout, on surface: inout Surface) {
    let shown = shown(in: layout)
    let (frame, start) = (layout.table, matrixColumn(in: layout))
    let heading = "Elo".leftPadded(to: TournamentLayout.ratingColumns - 6)
    surface.write(
      heading,
      column: frame.column + layout.nameColumns,
      row: frame.row - 1,
      style: theme.faint
    )
    for place in shown.columns {
      let isSelected = standings[place].player == selected.column
      surface.write(
        String(place + 1).leftPadded(to: TournamentLayout.cellColumns - 2),
        column: start + (place - shown.columns.lowerBound) * TournamentLayout.cellColumns,
        row: frame.row - 1,
        style: isSelected ? theme.strong : theme.faint
      )
    }
    for place in shown.rows {
      let row = frame.row + place - shown.rows.lowerBound
      drawHead(of: place, in: layout, row: row, on: &surface)
      for column in shown.columns {
        drawCell(
          place,
          column,
          x: start + (column - shown.columns.lowerBound) * TournamentLayout.cellColumns,
          y: row,
          on: &surface
        )
      }
    }
    // What is scrolled out of sight.
    if shown.rows.lowerBound > 0 { mark("▲", row: frame.row, on: &surface) }
    if shown.rows.upperBound < standings.count {
      mark("▼", row: frame.row + frame.rows - 1, on: &surface)
    }
    let end = start + shown.columns.count * TournamentLayout.cellColumns
    if shown.columns.lowerBound > 0 {
      surface.write("◀", column: start, row: frame.row - 1, style: theme.faint)
    }
    if shown.columns.upperBound < standings.count {
      surface.write("▶", column: end - 1, row: frame.row - 1, style: theme.faint)
    }
  }

  private func mark(_ text: String, row: Int, on surface: inout Surface) {
    surface.write(text, column: 0, row: row, style: theme.faint)
  }

  private func drawHead(
    of place: Int,
    in layout: TournamentLayout,
    row: Int,
    on surface: inout Surface
  ) {
    let standing = standings[place]
    let isSelected = standing.player == selected.row
    let number = String(place + 1).leftPadded(to: 2)
    let name = "\(number) \(name(of: standing.player))".cut(to: layout.nameColumns - 1)
    let style = isSelected ? theme.strong : theme.text
    surface.write(name, column: layout.table.column, row: row, style: style)
    var rating = StyledText(
      FigureText.fixed(standing.rating, 0).leftPadded(to: TournamentLayout.ratingColumns - 6),
      style
    )
    if standing.interval95 > 0 {
      let interval = min(999, standing.interval95)
      rating.append(" ±\(FigureText.fixed(interval, 0))", theme.faint)
    }
    surface.write(rating, column: layout.table.column + layout.nameColumns, row: row)
  }

  private func drawCell(
    _ place: Int,
    _ column: Int,
    x: Int,
    y: Int,
    on surface: inout Surface
  ) {
    let (one, other) = (standings[place].player, standings[column].player)
    let result = table.result(of: one, against: other)
    let figure = result.map { FigureText.signed($0.meanMargin, 1) } ?? "·"
    // The decimal points stand below each other.
    let text = " " + figure.leftPadded(to: 5) + " "
    var style = theme.faint
    let scale = HeatScale(theme)
    if let result {
      style = theme.text
      let level = HeatScale.level(result.meanMargin, greatest: 21)
      if !scale.isMono, level != 0 {
        style.background = scale.color(level)
        style.foreground =
          style.background.isLight == true ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
      }
    }
    let isSelected = one == selected.row && other == selected.column
    surface.write(text, column: x, row: y, style: isSelected ? theme.selected : style)
    guard let playing, table.pairing(of: one, and: other) == playing else { return }
    var frame = isSelected ? theme.selected : theme.strong
    frame.background = (isSelected ? theme.selected : style).background
    if !isSelected, frame.background != theme.text.background {
      frame.foreground = style.foreground
    }
    surface.write("[", column: x, row: y, style: frame)
    surface.write("]", column: x + TournamentLayout.cellColumns - 1, row: y, style: frame)
  }

  // MARK: Selected pairing

  private func drawDetails(in frame: Rect, on surface: inout Surface) {
    let lines = details.prefix(max(0, frame.rows - 1))
    for (index, line) in lines.enumerated() {
      surface.write(line.cut(to: frame.columns), column: frame.column, row: frame.row + 1 + index)
    }
  }

  /// What there is to say about the selected pairing, the most important first.
  private var details: [StyledText] {
    let (row, column) = selected
    guard row != column else {
      return [StyledText(name(of: row), theme.strong), StyledText(style(of: row), theme.text)]
    }
    var lines = [
      StyledText(name(of: row), theme.strong).adding(" against ", theme.faint)
        .adding(name(of: column), theme.strong)
    ]
    guard let result = table.result(of: row, against: column) else {
      return lines + [StyledText("no game yet", theme.faint)]
    }
    func add(_ text: String) { lines.append(StyledText(text, theme.text)) }
    let interval = result.interval95.map { " ± \(FigureText.fixed($0, 1))" } ?? ""
    add("\(FigureText.signed(result.meanMargin, 1))\(interval) points a game")
    if let share = result.share {
      add("\(FigureText.fixed(100 * share, 0)) % of the points")
    }
    if result.isCertain, (result.meanMargin > 0) == (place(of: row) > place(of: column)) {
      lines.append(StyledText("against the ranking", theme.strong))
    }
    let sides = Side.allCases.compactMap { side in
      result.meanMargin(from: side).map {
        "\(side == .left ? "left" : "right") \(FigureText.signed($0, 1))"
      }
    }
    add("from " + sides.joined(separator: ", "))
    let hits = Double(result.rallyHits) / Double(max(1, result.rallies))
    add("rallies of \(FigureText.fixed(hits, 1)), longest \(result.longestRallyHits)")
    if result.timeOuts > 0 {
      add("\(result.timeOuts) of \(result.games) games given up after 18 min")
    }
    return lines
  }

  /// How a player plays, in a few words.
  private func style(of player: Int) -> String {
    let style = standings[place(of: player)].style
    let fire = style.firedShare.map { ", \(FigureText.fixed(100 * $0, 0)) % of its hits fired" }
    return "rallies of \(FigureText.fixed(style.meanRallyHits, 1))\(fire ?? "")"
  }

  private func drawCourt(in frame: Rect, on surface: inout Surface) {
    guard let preview else { return }
    let pairing = tournament.pairings[preview.pairing]
    let isLeft = tournament.series(pairing).firstSide(inGame: preview.game) == .left
    let (left, right) =
      isLeft ? (pairing.first, pairing.second) : (pairing.second, pairing.first)
    let game = preview.match.game
    let score = " \(game.leftScore) : \(game.rightScore) "
    let room = max(0, (frame.columns - score.unicodeScalars.count) / 2)
    let middle = frame.column + frame.columns / 2 - score.unicodeScalars.count / 2
    let leftName = name(of: left).cut(to: room)
    surface.write(
      StyledText(leftName, theme.left).adding(score, theme.strong)
        .adding(name(of: right).cut(to: room), theme.right),
      column: middle - leftName.unicodeScalars.count,
      row: frame.row - 1
    )
    CourtView(frame: frame, glyphs: settings.glyphs).draw(game, on: &surface, theme: theme)
  }
}
