/// Draws a chart in the cells of a surface: field, axes with ticks, titles and legend.
///
/// Where there is little room the field remains: first the legend goes, then the titles, then the
/// axes.
public struct ChartView: Sendable {
  /// The cells that the chart fills.
  public let frame: Rect
  /// The characters that its field is made of.
  public let glyphs: ChartGlyphs
  /// What stands in the field of a chart without points.
  public let emptyText: String

  /// A chart that fills `frame`.
  public init(frame: Rect, glyphs: ChartGlyphs, emptyText: String = "no data yet") {
    self.frame = frame
    self.glyphs = glyphs
    self.emptyText = emptyText
  }

  /// Draws `chart`, every cell of the frame.
  public func draw(_ chart: Chart, on surface: inout Surface, theme: Theme) {
    surface.fill(theme.blank, columns: frame.columnRange, rows: frame.rowRange)
    guard !frame.isEmpty else { return }
    var field = frame
    let header = header(of: chart, theme: theme)
    for (index, line) in header.enumerated() {
      surface.write(line, column: frame.column, row: frame.row + index)
    }
    field.row += header.count
    field.rows -= header.count
    let hasAxes = field.rows >= 4 && field.columns >= 12
    let hasTitleRow = hasAxes && field.rows >= 9 && !chart.x.title.isEmpty
    if hasAxes { field.rows -= hasTitleRow ? 3 : 2 }
    let y = chart.yScale(ticks: max(3, field.rows / 3))
    let margin = hasAxes ? (y.ticks.map(\.label.count).max() ?? 0) + 1 : 0
    field.column += margin
    field.columns -= margin
    // A label of the axis at the bottom is about six cells wide, and needs some room beside it.
    let x = chart.xScale(ticks: max(1, field.columns / 9))
    if hasAxes {
      drawLeftAxis(y, field: field, on: &surface, theme: theme)
      drawBottomAxis(x, field: field, on: &surface, theme: theme)
      drawBottomTitle(
        chart.x.title,
        field: field,
        row: field.row + field.rows + (hasTitleRow ? 2 : 1),
        on: &surface,
        theme: theme
      )
    }
    if chart.isEmpty {
      let text = StyledText(emptyText.cut(to: field.columns), theme.faint)
      surface.write(text, centredIn: field, row: field.row + field.rows / 2)
    } else {
      drawField(chart, x: x, y: y, field: field, on: &surface, theme: theme)
    }
  }

  private func drawField(
    _ chart: Chart,
    x: ChartScale,
    y: ChartScale,
    field: Rect,
    on surface: inout Surface,
    theme: Theme
  ) {
    var dots = ChartDots(columns: field.columns, rows: field.rows, glyphs: glyphs, x: x, y: y)
    for (index, series) in chart.series.enumerated() { dots.draw(series.shape, series: index) }
    let styles = chart.series.map { theme.style($0) }
    for row in 0..<field.rows {
      for column in 0..<field.columns {
        guard let cell = dots.cell(column: column, row: row) else { continue }
        surface[field.column + column, field.row + row] = Cell(
          scalar: glyphs.character(cell.bits, of: chart.series[cell.series]),
          style: styles[cell.series]
        )
      }
    }
  }

  // MARK: Header

  /// The title and the legend, on as many lines as there is room for.
  private func header(of chart: Chart, theme: Theme) -> [StyledText] {
    let room = frame.rows < 7 || frame.columns < 12 ? 0 : max(1, frame.rows / 6)
    guard room > 0 else { return [] }
    var lines: [StyledText] = []
    var line = StyledText()
    func add(_ text: StyledText, gap: Int) {
      if line.width > 0, line.width + gap + text.width > frame.columns {
        lines.append(line)
        line = StyledText()
      }
      if line.width > 0 { line.append(String(repeating: " ", count: gap), theme.text) }
      for span in text.spans {
        line.append(span.text.cut(to: frame.columns - line.width), span.style)
      }
    }
    if !chart.title.isEmpty { add(StyledText(chart.title, theme.strong), gap: 0) }
    if !chart.y.title.isEmpty { add(StyledText(chart.y.title, theme.faint), gap: 2) }
    for series in chart.series where !series.name.isEmpty {
      let mark = String(Character(glyphs.mark(of: series)))
      let entry = StyledText(mark, theme.style(series))
      add(entry.adding(" \(series.name)", series.isFaint ? theme.faint : theme.text), gap: 3)
    }
    if line.width > 0 { lines.append(line) }
    guard lines.count > room else { return lines }
    lines.removeSubrange(room...)
    lines[room - 1].append(lines[room - 1].width + 2 <= frame.columns ? " …" : "", theme.faint)
    return lines
  }

  // MARK: Axes

  private func drawLeftAxis(
    _ scale: ChartScale,
    field: Rect,
    on surface: inout Surface,
    theme: Theme
  ) {
    let line = field.column - 1
    for row in field.rowRange {
      surface.write(isASCII ? "|" : "│", column: line, row: row, style: theme.faint)
    }
    var last: Int?
    for tick in scale.ticks {
      let dots = (1 - scale.place(of: tick.value)) * Double(field.rows * glyphs.down - 1)
      let row = field.row + Int((dots + 0.5).rounded(.down)) / glyphs.down
      guard row != last else { continue }
      last = row
      let column = line - tick.label.count
      surface.write(tick.label, column: column, row: row, style: theme.faint)
      surface.write(isASCII ? "+" : "┤", column: line, row: row, style: theme.faint)
    }
  }

  private func drawBottomAxis(
    _ scale: ChartScale,
    field: Rect,
    on surface: inout Surface,
    theme: Theme
  ) {
    let row = field.row + field.rows
    let bar = String(repeating: isASCII ? "-" : "─", count: field.columns)
    let corner = isASCII ? "+" : "└"
    surface.write(corner + bar, column: field.column - 1, row: row, style: theme.faint)
    var free = frame.column
    for tick in scale.ticks {
      let dots = scale.place(of: tick.value) * Double(field.columns * glyphs.across - 1)
      let column = field.column + Int((dots + 0.5).rounded(.down)) / glyphs.across
      surface.write(isASCII ? "+" : "┬", column: column, row: row, style: theme.faint)
      let width = tick.label.count
      let start = min(column - (width - 1) / 2, frame.column + frame.columns - width)
      guard start >= free else { continue }
      surface.write(tick.label, column: start, row: row + 1, style: theme.faint)
      free = start + width + 1
    }
  }

  private func drawBottomTitle(
    _ title: String,
    field: Rect,
    row: Int,
    on surface: inout Surface,
    theme: Theme
  ) {
    let isOwnRow = row == field.row + field.rows + 2
    if isOwnRow {
      let text = StyledText(title.cut(to: field.columns), theme.faint)
      surface.write(text, centredIn: field, row: row)
      return
    }
    // It shares the row of the labels if these leave enough room at the right.
    let column = frame.column + frame.columns - title.unicodeScalars.count
    let isFree = (max(frame.column, column - 1)..<frame.column + frame.columns).allSatisfy {
      surface[$0, row].scalar == " "
    }
    if isFree, column > field.column {
      surface.write(title, column: column, row: row, style: theme.faint)
    }
  }

  private var isASCII: Bool {
    glyphs == .ascii
  }
}
