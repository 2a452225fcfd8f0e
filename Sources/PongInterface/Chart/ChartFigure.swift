/// A chart laid out on a plane of pixels, for renderers that draw it as a file.
///
/// Everything that such files show is here once: texts, lines, areas and dots with their places.
public struct ChartFigure: Sendable {
  /// The colours that a figure has.
  enum Ink: Hashable, Sendable {
    case text
    case faintText
    case grid
    case series(Int, isFaint: Bool)
  }

  /// Which end of a text stands at its place.
  enum Anchor: Sendable {
    case start
    case middle
    case end
  }

  /// Something to draw, its places in pixels from the upper left corner.
  enum Mark: Sendable {
    /// A text; y is the top of tall letters.
    case text(String, at: Chart.Point, anchor: Anchor, ink: Ink)
    /// Straight lines, `width` wide.
    case line([Chart.Point], width: Double, ink: Ink)
    /// An area through which what is behind it can be seen.
    case band([Chart.Interval], ink: Ink)
    /// Discs of a radius.
    case dots([Chart.Point], radius: Double, ink: Ink)
  }

  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The size of a letter's pixel: letters are 5 by 9 of them.
  let unit: Int
  /// The part of the plane that series are drawn in.
  private(set) var field = (left: 0.0, top: 0.0, right: 1.0, bottom: 1.0)
  /// Axes, texts and legend.
  private(set) var frame: [Mark] = []
  /// The series, to be cut off at the edges of the field.
  private(set) var series: [Mark] = []

  /// Lays a chart out on a plane of at least 200 by 120 pixels; smaller sizes count as that.
  public init(_ chart: Chart, width: Int = 1200, height: Int = 720) {
    self.width = max(width, 200)
    self.height = max(height, 120)
    unit = max(1, min(self.width / 600, self.height / 360))
    let letter = 6 * unit
    let line = 14 * unit
    var top = 6 * unit
    if !chart.title.isEmpty {
      add(chart.title, x: self.width / 2, y: top, anchor: .middle, ink: .text)
      top += line
    }
    top = addLegend(of: chart, top: top, line: line)
    add(chart.y.title, x: letter, y: top, anchor: .start, ink: .faintText)
    top += chart.y.title.isEmpty ? 0 : line
    let bottom = self.height - 2 * line - 6 * unit
    let y = chart.yScale(ticks: max(2, (bottom - top) / (3 * line)))
    let left = letter * ((y.ticks.map(\.label.count).max() ?? 0) + 2)
    let right = self.width - 3 * letter
    field = (Double(left), Double(top), Double(right), Double(max(bottom, top + 1)))
    let x = chart.xScale(ticks: max(2, (right - left) / (16 * letter)))
    addAxes(x, y, line: line)
    let middle = (left + right) / 2
    add(chart.x.title, x: middle, y: bottom + 2 * line - line / 2, anchor: .middle, ink: .faintText)
    for series in chart.series { add(series, x, y) }
  }

  // MARK: Layout

  private mutating func add(_ text: String, x: Int, y: Int, anchor: Anchor, ink: Ink) {
    guard !text.isEmpty else { return }
    frame.append(
      .text(text, at: Chart.Point(Double(x), Double(y)), anchor: anchor, ink: ink)
    )
  }

  /// Adds the legend in as many lines as it takes, and returns where the next thing goes.
  private mutating func addLegend(of chart: Chart, top: Int, line: Int) -> Int {
    let letter = 6 * unit
    var (x, y) = (2 * letter, top)
    let named = chart.series.filter { !$0.name.isEmpty }
    for series in named {
      let width = (series.name.unicodeScalars.count + 7) * letter
      if x > 2 * letter, x + width > self.width - letter {
        x = 2 * letter
        y += line
      }
      let middle = Double(y) + 3.5 * Double(unit)
      let ends = [
        Chart.Point(Double(x), middle), Chart.Point(Double(x + 3 * letter), middle),
      ]
      switch series.shape {
      case .dots: frame.append(dots([Chart.Point(Double(x + 2 * letter), middle)], of: series))
      case .line: frame.append(self.line(ends, of: series))
      case .band:
        let half = 3 * Double(unit)
        let area = ends.map { Chart.Interval($0.x, lower: middle - half, upper: middle + half) }
        frame.append(.band(area, ink: ink(of: series)))
      }
      let ink = series.isFaint ? Ink.faintText : .text
      add(series.name, x: x + 4 * letter, y: y, anchor: .start, ink: ink)
      x += width
    }
    return named.isEmpty ? top : y + line
  }

  private mutating func addAxes(_ x: ChartScale, _ y: ChartScale, line: Int) {
    let hair = Double(unit) / 2
    for tick in y.ticks {
      let height = place(Chart.Point(0, tick.value), x, y).y
      let ends = [Chart.Point(field.left, height), Chart.Point(field.right, height)]
      frame.append(.line(ends, width: hair, ink: .grid))
      let middle = Int(height) - 3 * unit
      add(tick.label, x: Int(field.left) - 6 * unit, y: middle, anchor: .end, ink: .faintText)
    }
    for tick in x.ticks {
      let column = place(Chart.Point(tick.value, 0), x, y).x
      let ends = [
        Chart.Point(column, field.bottom), Chart.Point(column, field.bottom + 3 * Double(unit)),
      ]
      frame.append(.line(ends, width: hair, ink: .faintText))
      let top = Int(field.bottom) + 6 * unit
      add(tick.label, x: Int(column), y: top, anchor: .middle, ink: .faintText)
    }
    let corners = [
      Chart.Point(field.left, field.top), Chart.Point(field.left, field.bottom),
      Chart.Point(field.right, field.bottom),
    ]
    frame.append(.line(corners, width: hair, ink: .faintText))
  }

  // MARK: Series

  private mutating func add(_ series: Chart.Series, _ x: ChartScale, _ y: ChartScale) {
    switch series.shape {
    case .dots(let points):
      let places = points.filter(\.isDrawable).map { place($0, x, y) }
      self.series.append(dots(places, of: series))
    case .line(let points):
      for part in points.split(whereSeparator: { !$0.isDrawable }) {
        self.series.append(line(part.map { place($0, x, y) }, of: series))
      }
    case .band(let intervals):
      for part in intervals.split(whereSeparator: { !$0.isDrawable }) {
        let area = part.map {
          let lower = place(Chart.Point($0.x, $0.lower), x, y)
          let upper = place(Chart.Point($0.x, $0.upper), x, y)
          return Chart.Interval(lower.x, lower: lower.y, upper: upper.y)
        }
        self.series.append(.band(area, ink: ink(of: series)))
      }
    }
  }

  private func dots(_ places: [Chart.Point], of series: Chart.Series) -> Mark {
    .dots(places, radius: Double(unit) * 0.75, ink: ink(of: series))
  }

  private func line(_ places: [Chart.Point], of series: Chart.Series) -> Mark {
    .line(places, width: Double(unit) * (series.isFaint ? 0.75 : 1), ink: ink(of: series))
  }

  private func ink(of series: Chart.Series) -> Ink {
    .series(series.color, isFaint: series.isFaint)
  }

  /// Where a point of the chart lies on the plane, kept within what files can say.
  private func place(_ point: Chart.Point, _ x: ChartScale, _ y: ChartScale) -> Chart.Point {
    let across = max(-100, min(100, x.place(of: point.x)))
    let up = max(-100, min(100, y.place(of: point.y)))
    return Chart.Point(
      field.left + across * (field.right - field.left),
      field.bottom - up * (field.bottom - field.top)
    )
  }
}
