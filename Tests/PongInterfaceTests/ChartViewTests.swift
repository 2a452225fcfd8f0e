import PongInterface
import Testing

struct ChartViewTests {
  /// A learning curve: rewards as dots, their running mean as a line, an earlier run faint behind.
  static let curve: Chart = {
    var state: UInt32 = 1
    var rewards: [Chart.Point] = []
    var running: [Chart.Point] = []
    var mean = -21.0
    for episode in 0..<400 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let noise = Double(state >> 16) / 65_536 - 0.5
      let reward = -20 + 36 * Double(episode * episode) / 160_000 + 8 * noise
      mean += 0.05 * (reward - mean)
      rewards.append(Chart.Point(Double(episode), reward.rounded()))
      running.append(Chart.Point(Double(episode), mean))
    }
    let earlier = running.map { Chart.Point($0.x * 1.2, $0.y) }
    return Chart(
      "pong train fast",
      x: Chart.Axis("episodes", isCount: true),
      y: Chart.Axis("reward"),
      series: [
        Chart.Series("best before", .line(earlier), color: 2, isFaint: true),
        Chart.Series("episode", .dots(rewards), color: 1),
        Chart.Series("running mean", .line(running)),
      ]
    )
  }()

  /// The mean of several runs and what lies around it.
  static let band: Chart = {
    let steps = (0...20).map { Double($0) * 5000 }
    let mean = steps.map { Chart.Point($0, -21 + 30 * $0 / 100_000) }
    let around = mean.map { Chart.Interval($0.x, lower: $0.y - 3, upper: $0.y + $0.x / 20_000) }
    return Chart(
      x: Chart.Axis("agent steps"),
      y: Chart.Axis("reward"),
      series: [
        Chart.Series("", .band(around)), Chart.Series("fast, 3 seeds", .line(mean)),
        Chart.Series("article", .line([.init(0, -21), .init(100_000, -18)]), color: 1),
      ]
    )
  }()

  private func picture(
    _ chart: Chart,
    columns: Int,
    rows: Int,
    glyphs: ChartGlyphs,
    theme: Theme.Name = .atari
  ) -> Surface {
    var surface = Surface(columns: columns, rows: rows)
    ChartView(frame: Rect(columns: columns, rows: rows), glyphs: glyphs)
      .draw(chart, on: &surface, theme: Theme(theme))
    return surface
  }

  @Test(arguments: ChartGlyphs.allCases)
  func chartsLookAsBefore(glyphs: ChartGlyphs) throws {
    for (columns, rows) in [(100, 30), (60, 16), (40, 10), (20, 6), (12, 4), (9, 3), (3, 2)] {
      let name = "chart-\(glyphs.rawValue)-\(columns)x\(rows)"
      try expectSnapshot(
        picture(Self.curve, columns: columns, rows: rows, glyphs: glyphs),
        name
      )
    }
    try expectSnapshot(
      picture(Self.band, columns: 60, rows: 16, glyphs: glyphs),
      "chart-band-\(glyphs.rawValue)"
    )
  }

  @Test func emptyChartsSaySo() throws {
    let chart = Chart(x: Chart.Axis("episodes", isCount: true), y: Chart.Axis("reward"))
    try expectSnapshot(picture(chart, columns: 40, rows: 10, glyphs: .braille), "chart-empty")
  }

  @Test func everySizeIsDrawnWithinItsFrame() {
    let frame = Rect(column: 2, row: 1, columns: 0, rows: 0)
    for columns in 0..<30 {
      for rows in 0..<14 {
        for glyphs in ChartGlyphs.allCases {
          var frame = frame
          (frame.columns, frame.rows) = (columns, rows)
          let outside = Cell(scalar: "!")
          var surface = Surface(columns: columns + 4, rows: rows + 2, filledWith: outside)
          ChartView(frame: frame, glyphs: glyphs)
            .draw(Self.curve, on: &surface, theme: Theme(.atari))
          let isRight = surface.cells.indices.allSatisfy { index in
            let (column, row) = (index % surface.columns, index / surface.columns)
            let isInside = frame.contains(column: column, row: row)
            return (surface[column, row] == outside) != isInside
          }
          #expect(isRight, "\(columns)x\(rows), \(glyphs)")
        }
      }
    }
  }

  @Test func valuesBeyondAllBoundsAreLeftOut() {
    let wild = [
      0, .nan, .infinity, -.infinity, 1e300, -1e300, 1e99, -1e99, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
    ]
    for x in wild {
      for y in wild {
        let points = [Chart.Point(0, 0), .init(x, y), .init(1, 1)]
        let band = points.map { Chart.Interval($0.x, lower: $0.y, upper: -$0.y) }
        let chart = Chart(
          x: Chart.Axis("x", range: 0...(.leastNonzeroMagnitude)),
          y: Chart.Axis("y"),
          series: [.init("", .band(band)), .init("", .line(points)), .init("", .dots(points))]
        )
        var free = chart
        free.x.range = nil
        for chart in [chart, free] {
          let surface = picture(chart, columns: 30, rows: 9, glyphs: .braille)
          #expect(surface.columns == 30)
        }
      }
    }
  }

  @Test func onePointIsOneDot() {
    let chart = Chart(
      x: Chart.Axis("", range: 0...1),
      y: Chart.Axis("", range: 0...1),
      series: [.init("", .dots([.init(1, 0), .init(1.5, 0.5), .init(0.5, -0.5)]))]
    )
    // The lower right corner; the others lie outside.
    #expect(picture(chart, columns: 2, rows: 2, glyphs: .braille).lines == ["  ", " ⢀"])
    #expect(picture(chart, columns: 2, rows: 2, glyphs: .blocks).lines == ["  ", " ▗"])
    #expect(picture(chart, columns: 2, rows: 2, glyphs: .ascii).lines == ["  ", " ."])
  }

  @Test func aLineIsCutAtTheEdgesAndBrokenByGaps() {
    let chart = Chart(
      x: Chart.Axis("", range: 0...3),
      y: Chart.Axis("", range: 0...3),
      series: [
        .init("", .line([.init(-3, 3), .init(0, 3), .init(6, -3)])),
        .init("", .line([.init(0, 0), .init(.nan, 0), .init(2, 0)]), color: 1),
      ]
    )
    #expect(
      picture(chart, columns: 4, rows: 4, glyphs: .ascii).lines == ["*   ", " *  ", "  * ", "o o*"]
    )
  }

  @Test func laterSeriesStandInFrontInTheirColours() {
    let line = Chart.Shape.line([.init(0, 0), .init(1, 1)])
    let chart = Chart(
      x: Chart.Axis(""),
      y: Chart.Axis(""),
      series: [.init("", line, color: 1), .init("", line, color: 0)]
    )
    let theme = Theme(.atari)
    #expect(
      picture(chart, columns: 2, rows: 2, glyphs: .braille)[0, 1].style.foreground
        == theme.right.foreground
    )
    let mono = picture(chart, columns: 2, rows: 2, glyphs: .braille, theme: .mono)
    #expect(mono.cells.allSatisfy { $0.style.foreground == .standard })
  }
}
