import PongAgents
import PongEngine

/// Draws a review.
struct ReviewView {
  let screen: ReviewScreen
  let layout: ReviewLayout
  let theme: Theme

  private var review: MatchReview { screen.review }
  private var glyphs: GlyphSet { screen.settings.glyphs }
  private var ownStyle: Style { theme.style(review.side) }
  private var otherStyle: Style { theme.style(review.side.opposite) }

  /// Draws all of it.
  func draw(on surface: inout Surface) {
    drawTitle(on: &surface)
    if let rules = layout.rules {
      let bar = String(repeating: "─", count: layout.title.columns)
      for row in [rules.top, rules.bottom] {
        surface.write(bar, column: layout.title.column, row: row, style: theme.faint)
      }
    }
    if layout.timeline.rows == 2 { drawTimeline(on: &surface) }
    drawFigures(on: &surface)
    if layout.map.rows > 0 { drawMap(on: &surface) }
    drawCauses(on: &surface)
    drawList(on: &surface)
    let buttons = screen.buttons.fitting(layout.buttons.columns)
    buttons.draw(
      column: layout.buttons.column + (layout.buttons.columns - buttons.width) / 2,
      row: layout.buttons.row,
      theme: theme,
      on: &surface
    )
  }

  // MARK: Title

  /// The score and who has won.
  private var title: StyledText {
    let score = screen.track.replay.score
    let (own, other) = review.side == .left ? (score.left, score.right) : (score.right, score.left)
    let ending: StyledText =
      switch screen.track.replay.ending {
      case .won where own > other:
        StyledText(screen.names.own == "You" ? "You win!" : "\(screen.names.own) wins", ownStyle)
      case .won: StyledText("\(screen.names.other) wins", otherStyle)
      case .timeOut: StyledText("Time is up", theme.strong)
      case .unfinished: StyledText("unfinished", theme.faint)
      }
    let room = max(6, (layout.title.columns - 10 - ending.width) / 2)
    let line = StyledText(screen.names.own.cut(to: room), ownStyle)
      .adding("  \(own) : \(other)  ", theme.strong)
      .adding(screen.names.other.cut(to: room), otherStyle)
      .adding("   ", theme.text)
    var all = line
    for span in ending.spans { all.append(span.text, span.style) }
    return all
  }

  /// Whether the rating stands beside the score, as where that leaves room on its other side as well.
  private var ratingIsInTitle: Bool {
    guard let rating = screen.offers.rating?.line(theme, glyphs) else { return false }
    return title.width + 2 * rating.width + 8 <= layout.title.columns
  }

  private func drawTitle(on surface: inout Surface) {
    let frame = layout.title
    surface.write(title.cut(to: frame.columns), centredIn: frame, row: frame.row)
    if ratingIsInTitle, let rating = screen.offers.rating?.line(theme, glyphs) {
      surface.write(rating, column: frame.column + frame.columns - rating.width, row: frame.row)
    }
  }

  // MARK: Timeline

  /// A row for each of the two, with a dot for each point that they won.
  private func drawTimeline(on surface: inout Surface) {
    let frame = layout.timeline
    let label = min(10, max(screen.names.own.count, screen.names.other.count)) + 2
    let room = frame.columns - label
    let step = review.points.count * 2 <= room ? 2 : 1
    let points = review.points.suffix(max(0, room / step))
    for (row, isOwn) in [(frame.row, true), (frame.row + 1, false)] {
      let style = isOwn ? ownStyle : otherStyle
      let name = isOwn ? screen.names.own : screen.names.other
      surface.write(name.cut(to: label - 2), column: frame.column, row: row, style: style)
      for (index, point) in points.enumerated() {
        let isSelected = point.number == screen.selectedPoint?.number
        let column = frame.column + label + index * step
        let dot = point.isWon == isOwn ? "●" : isSelected ? " " : "·"
        let shown = isSelected ? theme.selected : point.isWon == isOwn ? style : theme.faint
        surface.write(
          dot == "·" && glyphs == .ascii ? "." : dot,
          column: column,
          row: row,
          style: shown
        )
      }
    }
  }

  // MARK: Figures

  private func drawFigures(on surface: inout Surface) {
    let gap = StyledText("   ", theme.text)
    for (index, parts) in figures.prefix(layout.figures.rows).enumerated() {
      surface.write(
        StyledText(parts, gap: gap, fitting: layout.figures.columns),
        column: layout.figures.column,
        row: layout.figures.row + index
      )
    }
  }

  /// The figures in two lines, the most important ones first.
  private var figures: [[StyledText]] {
    func figure(_ name: String, _ value: String) -> StyledText {
      StyledText(name + " ", theme.faint).adding(value, theme.text)
    }
    func share(_ name: String, _ share: MatchReview.Share) -> StyledText? {
      share.percent.map { figure(name, "\($0) %") }
    }
    let reaction = review.estimate.reaction.map {
      figure("reaction", "≈ \(Int(($0.median / 10).rounded()) * 10) ms")
    }
    let first = [
      share("returned", review.returns),
      figure("longest rally", "\(review.longestRally)"),
      reaction,
      review.fastestShot.map { figure("fastest", "\($0) columns a frame") },
    ]
    let own = screen.names.own == "You" ? "you" : screen.names.own
    func served(_ name: String, _ share: MatchReview.Share) -> StyledText? {
      share.total == 0 ? nil : figure("won, served to \(name)", "\(share.count) of \(share.total)")
    }
    let second = [
      share("serves returned", review.serveReturns),
      served(own, review.receivedPoints),
      served(screen.names.other, review.servedPoints),
      review.estimate.aimSpread.flatMap { spread in
        // Two or three say nothing.
        (review.estimate.aim?.count ?? 0) < 4
          ? nil : figure("aim", "± \(FigureText.fixed(spread, 1)) lines")
      },
    ]
    let rating = ratingIsInTitle ? nil : screen.offers.rating?.line(theme, glyphs)
    return [[rating] + first, second].map { $0.compactMap { $0 } }
  }

  // MARK: Where

  private func drawMap(on surface: inout Surface) {
    let frame = layout.map
    surface.write(
      StyledText("where points were lost", theme.faint),
      column: frame.column,
      row: frame.row
    )
    let scale = HeatScale(theme)
    let greatest = Double(review.map.greatest)
    for (index, angle) in LossMap.Angle.allCases.enumerated() {
      let column = frame.column + ReviewLayout.heightColumns + index * ReviewLayout.cellColumns
      surface.write("  \(sign(angle))", column: column, row: frame.row + 1, style: theme.faint)
      for (line, height) in LossMap.Height.allCases.enumerated() {
        let count = review.map[height, angle]
        let level = HeatScale.level(Double(count), greatest: greatest)
        var style = count == 0 ? theme.faint : theme.strong
        if !scale.isMono, count > 0 {
          style.background = scale.neutralColor(level)
          style.foreground = level > 1 ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
        }
        let text = count == 0 ? "·" : "\(count)"
        surface.write(
          (text.leftPadded(to: 3) + " ").rightPadded(to: ReviewLayout.cellColumns - 1),
          column: column,
          row: frame.row + 2 + line,
          style: style
        )
      }
    }
    for (line, height) in LossMap.Height.allCases.enumerated() {
      surface.write(
        height.title,
        column: frame.column,
        row: frame.row + 2 + line,
        style: theme.text
      )
    }
  }

  /// How a ball of that angle flies, as a sign.
  private func sign(_ angle: LossMap.Angle) -> String {
    let isRight = review.side == .right
    return switch angle {
    case .steepUp: "↑"
    case .up: isRight ? "/" : "\\"
    case .level: "–"
    case .down: isRight ? "\\" : "/"
    case .steepDown: "↓"
    }
  }

  // MARK: Why

  private func drawCauses(on surface: inout Surface) {
    let frame = layout.causes
    let heading = StyledText("lost \(screen.lost.count)", theme.strong)
    guard frame.rows > 1 else {
      let parts = [heading] + review.causes.map { StyledText(text($0), theme.text) }
      let line = StyledText(parts, gap: StyledText("  ", theme.text), fitting: frame.columns)
      surface.write(line, column: frame.column, row: frame.row)
      return
    }
    surface.write(heading, column: frame.column, row: frame.row)
    for (index, cause) in review.causes.prefix(frame.rows - 1).enumerated() {
      let delay = cause.kind == .late ? review.usualDelay.map { "  ≈ \($0) ms" } ?? "" : ""
      let line = StyledText("\(cause.count)".leftPadded(to: 2) + "  ", theme.strong)
        .adding(cause.kind.title, theme.text)
        .adding(delay, theme.faint)
      surface.write(line.cut(to: frame.columns), column: frame.column, row: frame.row + 1 + index)
    }
  }

  private func text(_ cause: (kind: LossCause.Kind, count: Int)) -> String {
    "\(cause.kind.title) \(cause.count)"
  }

  // MARK: Points

  private func drawList(on surface: inout Surface) {
    let frame = layout.list
    if screen.lost.isEmpty, frame.rows > 0 {
      surface.write(
        StyledText("No point was lost.", theme.text),
        column: frame.column,
        row: frame.row
      )
    }
    for (line, index) in screen.shown(in: layout).enumerated() {
      let point = screen.lost[index]
      guard let loss = point.loss else { continue }
      let isSelected = index == screen.selected
      let style = isSelected ? theme.selected : theme.text
      let score = "\(point.own)".leftPadded(to: 2) + ":" + "\(point.other)".rightPadded(to: 2)
      let isWide = frame.columns >= 56
      let head =
        (isSelected ? "▸ " : "  ")
        + (isWide ? "point " : "") + "\(point.number)".leftPadded(to: 2)
        + (isWide ? "   " : "  ") + score + (isWide ? "  " : " ")
        + (isWide ? loss.arrival.clock() + "  " : "")
      let text = (head + loss.cause.description).cut(to: frame.columns)
      surface.write(
        isSelected ? text.rightPadded(to: frame.columns) : text,
        column: frame.column,
        row: frame.row + line,
        style: style
      )
    }
  }
}
