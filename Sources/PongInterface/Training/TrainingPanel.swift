import PongAgents
import Reinforcement

/// The panels beside the match: where the run stands, its figures, its curve, the ages of the agent
/// and what has happened.
struct TrainingPanel {
  /// The screen that they are of.
  let screen: TrainingScreen

  /// The columns of a figure with its label, and of the gap to the next.
  private static let figureColumns = 17
  private static let gap = 1

  var theme: Theme { screen.theme }
  var isASCII: Bool { screen.settings.glyphs == .ascii }

  /// Draws the panels on all of a surface.
  func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    var rest = Rect(columns: surface.columns, rows: surface.rows)
    guard !rest.isEmpty else { return }
    // A column stays free at either side where there are enough.
    if rest.columns >= 36 {
      rest.column += 1
      rest.columns -= 2
    }
    if rest.rows >= 16, screen.layout.matchPanelColumns != nil { rest = rest.withoutTop() }
    drawHead(&rest, on: &surface)
    drawFoot(&rest, on: &surface)
    let showsFigures = screen.panels != .curve
    let isTiny = screen.size.columns < MatchLayout.courtColumns || rest.rows < 5
    if showsFigures || isTiny { drawFigures(&rest, on: &surface) }
    if showsFigures, !isTiny { drawStandings(&rest, on: &surface) }
    if screen.panels != .figures || !showsFigures, !isTiny, rest.rows >= 4 {
      drawCurve(in: rest, on: &surface)
    }
  }

  // MARK: Head

  private func drawHead(_ rest: inout Rect, on surface: inout Surface) {
    let state = stateText
    surface.write(state, column: rest.column, row: rest.row)
    let name = screen.setup.name.cut(to: max(0, rest.columns - state.width - 2))
    let column = rest.column + rest.columns - name.unicodeScalars.count
    surface.write(name, column: column, row: rest.row, style: theme.faint)
    rest = rest.withoutTop()
    guard rest.rows >= 8, let fraction = screen.fraction else { return }
    drawBar(fraction, row: rest.row, in: rest, on: &surface)
    rest = rest.withoutTop(2)
  }

  /// Where the run stands, in a word or two.
  private var stateText: StyledText {
    if screen.isStopping, screen.record.isLearning { return StyledText("Saving …", theme.strong) }
    return switch screen.record.state {
    case .running: StyledText("Learning", theme.right)
    case .paused: StyledText("Paused", theme.left)
    case .ended(.goal): StyledText("Goal reached", theme.right)
    case .ended(.limit): StyledText("Done", theme.strong)
    case .ended(.stopped): StyledText("Stopped", theme.strong)
    case .failed: StyledText("Failed", theme.left)
    }
  }

  private func drawBar(_ fraction: Double, row: Int, in rest: Rect, on surface: inout Surface) {
    var text = " \(Int(fraction * 100)) %"
    if screen.record.isLearning, let left = screen.timeLeft {
      text += ", \(FigureText.age(left)) left"
    }
    let room = rest.columns - 19
    let width = max(0, room)
    let full = Int(fraction * Double(width))
    let (on, off) = isASCII ? ("#", "-") : ("█", "░")
    let bar = StyledText(String(repeating: on, count: full), theme.right)
      .adding(String(repeating: off, count: width - full), theme.faint)
      .adding(text, theme.text)
    surface.write(bar, column: rest.column, row: row)
  }

  // MARK: Figures

  /// What there is to say, the most important first.
  private var figures: [(label: String, value: String)] {
    let figures = screen.record.latest
    let terms = figures.terms
    let age = screen.record.savedSeconds.map {
      FigureText.age(max(0, figures.seconds - $0)) + " ago"
    }
    return [
      ("episode", String(figures.episodes)),
      ("running", FigureText.fixed(figures.runningReward, 2)),
      ("last 100", FigureText.fixed(figures.meanReward, 2)),
      ("steps/s", FigureText.short(figures.stepsPerSecond)),
      ("time", FigureText.time(figures.seconds)),
      ("steps", FigureText.short(Double(figures.agentSteps))),
      ("best 100", FigureText.fixed(figures.bestReward, 2)),
      ("length", FigureText.short(figures.episodeLength)),
      ("entropy", FigureText.significant(terms?.entropy)),
      ("accuracy", terms.map(\.accuracy).map { FigureText.fixed(100 * $0, 1) + " %" } ?? "–"),
      ("loss", FigureText.significant(terms?.policy)),
      ("gradient", FigureText.significant(figures.gradientNorm)),
      ("saved", age ?? "not yet"),
    ]
  }

  private func drawFigures(_ rest: inout Rect, on surface: inout Surface) {
    let columns = max(1, min(4, (rest.columns + Self.gap) / (Self.figureColumns + Self.gap)))
    let all = figures
    // The curve keeps at least half of what there is; opponents have what they need beside it.
    var most = screen.panels == .all && rest.rows >= 12 ? rest.rows / 2 : rest.rows
    if !standings.isEmpty {
      most = min(most, max(2, rest.rows - standings.count - 2 - leastCurveRows))
    }
    let rows = min(most, (all.count + columns - 1) / columns)
    guard rows > 0 else { return }
    let width = (rest.columns + Self.gap) / columns - Self.gap
    for (index, figure) in all.prefix(rows * columns).enumerated() {
      let column = rest.column + index % columns * (width + Self.gap)
      let row = rest.row + index / columns
      let value = figure.value.cut(to: max(0, width - figure.label.count - 1))
      surface.write(figure.label.cut(to: width), column: column, row: row, style: theme.faint)
      surface.write(
        value,
        column: column + width - value.unicodeScalars.count,
        row: row,
        style: theme.text
      )
    }
    rest = rest.withoutTop(min(rows + 1, rest.rows))
  }

  // MARK: Curve

  private func drawCurve(in frame: Rect, on surface: inout Surface) {
    let glyphs = ChartGlyphs(screen.settings.glyphs)
    ChartView(frame: frame, glyphs: glyphs, emptyText: "no episode has ended yet")
      .draw(screen.chart(isBrief: frame.rows < 18), on: &surface, theme: theme)
  }

  // MARK: Foot

  private func drawFoot(_ rest: inout Rect, on surface: inout Surface) {
    guard rest.rows >= 10 else { return }
    let lines = eventLines(columns: rest.columns).suffix(rest.rows >= 24 ? 3 : 1)
    for line in lines.reversed() {
      rest.rows -= 1
      surface.write(line, column: rest.column, row: rest.row + rest.rows)
    }
    guard let strip = strip(columns: rest.columns) else { return }
    rest.rows -= 1
    surface.write(strip.text, column: rest.column, row: rest.row + rest.rows)
    rest.rows -= 1
  }

  private func eventLines(columns: Int) -> [StyledText] {
    let (against, leave) = (screen.settings.keys.cap(.against), screen.settings.keys.cap(.leave))
    var lines = screen.record.milestones.map { seconds, milestone in
      StyledText(FigureText.time(seconds) + "  ", theme.faint).adding(milestone.text, theme.text)
    }
    if case .failed(let reason) = screen.record.state {
      lines.append(StyledText(reason, theme.left))
    } else if screen.offersGame, let file = screen.setup.policyFile {
      lines.append(StyledText("The agent goes on playing, saved in", theme.text))
      lines.append(StyledText(file.end(of: columns), theme.text))
      lines.append(StyledText("\(against) plays against it, \(leave) leaves", theme.strong))
    } else if !screen.record.isLearning {
      lines.append(StyledText("The agent goes on playing; \(leave) leaves", theme.strong))
    }
    return lines
  }

  // MARK: Ages

  /// The ages of the agent that can be shown, as many as there is room for around the chosen one.
  private func strip(
    columns: Int
  ) -> (text: StyledText, ages: [(columns: Range<Int>, index: Int)])? {
    let labels = screen.record.ages.map { FigureText.age($0.seconds) } + ["now"]
    guard screen.record.ages.count > 0 else { return nil }
    let chosen = screen.chosen.flatMap { age in
      screen.record.ages.firstIndex { $0.seconds >= age.seconds }
    }
    let selected = chosen ?? labels.count - 1
    let title = "age "
    func width(_ range: Range<Int>) -> Int {
      range.reduce(title.count) { $0 + labels[$1].unicodeScalars.count + 2 }
    }
    // From the chosen one to both sides, in turn, while there is room.
    var range = selected..<selected + 1
    var grows = true
    while grows {
      grows = false
      for wider in [
        range.lowerBound - 1..<range.upperBound, range.lowerBound..<range.upperBound + 1,
      ]
      where wider.lowerBound >= 0 && wider.upperBound <= labels.count && width(wider) <= columns {
        range = wider
        grows = true
        break
      }
    }
    var text = StyledText(title, theme.faint)
    var places: [(Range<Int>, Int)] = []
    for index in range {
      let label = " \(labels[index]) "
      let start = text.width
      text.append(label, index == selected ? theme.selected : theme.text)
      places.append((start..<text.width, index))
    }
    return (text, places)
  }

  /// Which kept age stands at a column and row of the panels; the number of ages stands for now.
  func age(atColumn column: Int, row: Int) -> Int? {
    let picture = screen.picture
    let margin = picture.columns >= 36 ? 1 : 0
    guard row < picture.rows, row >= 0,
      picture.lines[row].dropFirst(margin).hasPrefix("age "),
      let strip = strip(columns: picture.columns - 2 * margin)
    else { return nil }
    return strip.ages.first { $0.columns.contains(column - margin) }?.index
  }
}

extension TrainingReport.Milestone {
  /// The milestone in words.
  var text: String {
    switch self {
    case .best(let reward): "new best mean: \(FigureText.fixed(reward, 1))"
    case .saved: "saved"
    case .goal(let reward): "goal reached: mean \(FigureText.fixed(reward, 2))"
    }
  }
}
