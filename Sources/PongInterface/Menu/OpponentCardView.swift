import PongAgents
import PongEngine

/// Draws the card of an opponent.
struct OpponentCardView {
  /// The opponent.
  let card: OpponentCard
  /// What came of the games against it.
  let record: OpponentRecord
  /// What there is to say of the person's strength.
  let standing: [StyledText]
  /// Where things stand.
  let layout: CardLayout
  /// Colours and characters.
  let settings: GameSettings

  private var theme: Theme { Theme(settings.theme) }

  /// Draws the card.
  func draw(on surface: inout Surface) {
    guard let item = card.item else { return }
    drawHead(item, on: &surface)
    drawCourt(on: &surface)
    drawPortrait(on: &surface)
    drawCurve(on: &surface)
    drawText(item, on: &surface)
  }

  // MARK: Words

  private func drawHead(_ item: MenuList.Item, on surface: inout Surface) {
    let rect = layout.head
    guard rect.rows > 0 else { return }
    var rating = ""
    if let elo = item.known?.elo {
      rating = "Elo \(Int(elo.rounded()))"
      if let error = item.known?.eloError, layout.text.columns >= 30 {
        rating += " ± \(Int(error.rounded()))"
      }
    }
    let width = rating.unicodeScalars.count
    var name = StyledText(item.choice.title, theme.strong)
    if let word = item.known?.word {
      let full = name.adding("  \(word)", theme.faint)
      if full.width < rect.columns - width { name = full }
    }
    surface.write(name.cut(to: rect.columns - width - 1), column: rect.column, row: rect.row)
    surface.write(
      rating,
      column: rect.column + rect.columns - width,
      row: rect.row,
      style: theme.text
    )
    let lines = Self.origin(of: item).wrapped(to: rect.columns)
    for (index, line) in lines.prefix(rect.rows - 1).enumerated() {
      surface.write(line, column: rect.column, row: rect.row + 1 + index, style: theme.faint)
    }
  }

  /// How an opponent learned, and how late it sees the game.
  static func origin(of item: MenuList.Item) -> String {
    let trained = item.known?.trained ?? item.choice.detail
    guard let frames = item.known?.reaction, frames > 0 else { return trained }
    return "\(trained); sees the game \(Int((Double(frames) * 1000 / 60).rounded())) ms late"
  }

  /// How an opponent plays, in a sentence; empty if nothing is known.
  static func description(of style: Ladder.Style?) -> String {
    guard let style else { return "" }
    var parts: [String] = []
    if let length = style.meanRallyHits, length.isFinite, length < 1000 {
      let hits = Int(length.rounded())
      parts.append(
        hits <= 3
          ? "short rallies (\(hits) hits)"
          : hits >= 10 ? "long rallies (\(hits) hits)" : "rallies of \(hits) hits"
      )
    }
    if let share = style.firedShare, 0...1 ~= share { parts.append(firing(share)) }
    let places = [
      (style.lostTopShare, "at the top"), (style.lostMiddleShare, "in the middle"),
      (style.lostBottomShare, "at the bottom"),
    ]
    let known = places.compactMap { share, place in share.map { ($0, place) } }
    let isSteep = (style.lostSteepShare ?? 0) > 0.5
    if let most = known.max(by: { $0.0 < $1.0 }) {
      let place = most.0 > 0.4 ? "loses most points \(most.1)" : "loses points everywhere"
      parts.append(place + (isSteep ? ", to steep balls" : ""))
    } else if isSteep {
      parts.append("loses points to steep balls")
    }
    let text = parts.joined(separator: ", ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func firing(_ share: Double) -> String {
    let numbers = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    if share < 0.03 { return "hardly ever fires" }
    if share > 0.9 { return "fires nearly every shot" }
    let oneIn = Int((1 / share).rounded())
    return share <= 0.5 && oneIn <= 10
      ? "fires one shot in \(numbers[oneIn - 2])"
      : "fires \(Int((100 * share).rounded())) % of its shots"
  }

  private func drawText(_ item: MenuList.Item, on surface: inout Surface) {
    let rect = layout.text
    guard rect.rows > 0 else { return }
    let bottom = rect.row + rect.rows - 1
    if item.choice.id != Contestant.human.choice.id { drawRecord(row: bottom, on: &surface) }
    var sentences = [card.findings?.problem ?? Self.description(of: item.known?.style)]
    if let margin = item.known?.exploitability, margin.isFinite {
      sentences.append("An agent trained against it wins by \(FigureText.fixed(margin, 1)) a game.")
    }
    let lines = sentences.flatMap { $0.wrapped(to: rect.columns) }
    let room = rect.rows - 1 - layout.standingRows
    for (index, line) in lines.prefix(room).enumerated() {
      surface.write(line, column: rect.column, row: rect.row + index, style: theme.text)
    }
    // Where there is one row only, the last of them says the most.
    for (index, line) in standing.suffix(layout.standingRows).enumerated() {
      let line = line.cut(to: rect.columns)
      surface.write(line, column: rect.column, row: rect.row + room + index)
    }
  }

  private func drawRecord(row: Int, on surface: inout Surface) {
    let rect = layout.text
    var text = StyledText("You:it ", theme.faint)
    if let last = record.last, last.count == 2 {
      text = text.adding(record.score, theme.strong)
      let points = "points \(record.pointsWon) : \(record.pointsLost)"
      for part in ["last \(last[0]) : \(last[1])", points]
      where text.width + part.unicodeScalars.count + 3 <= rect.columns {
        text = text.adding("   " + part, theme.text)
      }
    } else {
      text = StyledText("You have not met yet", theme.faint)
    }
    surface.write(text.cut(to: rect.columns), column: rect.column, row: row)
  }

  // MARK: Pictures

  private func drawCourt(on surface: inout Surface) {
    guard !layout.court.isEmpty else { return }
    let game = card.preview?.game ?? Game(rules: settings.rules)
    CourtView(frame: layout.court, glyphs: settings.glyphs)
      .draw(game, on: &surface, theme: theme)
  }

  private func drawPortrait(on surface: inout Surface) {
    let rect = layout.portrait
    guard !rect.isEmpty else { return }
    if let picture = card.picture(in: rect, settings) {
      picture.draw(
        in: rect,
        isMono: HeatScale(theme).isMono,
        glyphs: settings.glyphs,
        on: &surface
      )
    }
    let text = card.isBeingRead ? "reading its weights" : "what its strongest unit looks for"
    if layout.court.isEmpty {
      let column = rect.column + rect.columns + 2
      let room = layout.head.column + layout.head.columns - column
      for (index, line) in text.wrapped(to: room).prefix(rect.rows).enumerated() {
        surface.write(line, column: column, row: rect.row + index, style: theme.faint)
      }
    } else {
      for (index, line) in text.wrapped(to: rect.columns).prefix(2).enumerated() {
        let row = rect.row + rect.rows + index
        surface.write(StyledText(line, theme.faint), centredIn: rect, row: row)
      }
    }
  }

  private func drawCurve(on surface: inout Surface) {
    let rect = layout.curve
    let points = card.curve
    guard !rect.isEmpty, let last = points.last else { return }
    let isLarge = rect.rows >= 8
    let chart = Chart(
      x: Chart.Axis("million agent steps"),
      y: Chart.Axis(isLarge ? "points a game against Atari's computer" : "", range: -21...21),
      series: [Chart.Series("", .line(points))]
    )
    ChartView(frame: rect, glyphs: ChartGlyphs(settings.glyphs))
      .draw(chart, on: &surface, theme: theme)
    guard !isLarge else { return }
    let sign = last.y < 0 ? "" : "+"
    let text = "\(sign)\(FigureText.fixed(last.y, 1)) against the computer"
    surface.write(
      text.cut(to: rect.columns),
      column: rect.column,
      row: rect.row + rect.rows,
      style: theme.faint
    )
  }
}
