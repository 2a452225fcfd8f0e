import Pictures
import PongInterface
import Testing

struct ChartFigureTests {
  @Test func `a picture has the size and the colours of its series`() {
    let bitmap = ChartFigure(ChartViewTests.curve, width: 600, height: 360).bitmap
    #expect(bitmap.width == 600 && bitmap.height == 360)
    let counts = bitmap.pixels.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    // The line in front, the dots behind, and the faint line.
    #expect(counts[Bitmap.Pixel(0, 114, 178), default: 0] > 400)
    #expect(counts[Bitmap.Pixel(213, 94, 0), default: 0] > 100)
    #expect(counts[Bitmap.Pixel(0, 158, 115).mixed(with: .white, parts: 144), default: 0] > 100)
    #expect(counts[.white, default: 0] > 150_000)
    #expect(PNG.encode(bitmap).count < 120_000)
  }

  @Test func `a band lies around its line`() {
    let bitmap = ChartFigure(ChartViewTests.band, width: 600, height: 360).bitmap
    let tint = Bitmap.Pixel.white.mixed(with: Bitmap.Pixel(0, 114, 178), parts: 64)
    let line = Bitmap.Pixel(0, 114, 178)
    for column in stride(from: 100, to: 500, by: 50) {
      let rows = (60..<330).filter { bitmap[column, $0] == line }
      let around = (60..<330).filter { bitmap[column, $0] == tint }
      #expect(!rows.isEmpty)
      #expect((around.min() ?? 999) < rows.min() ?? 0 && (around.max() ?? 0) > rows.max() ?? 999)
    }
  }

  @Test func `an SVG file has every series and every name`() {
    var chart = ChartViewTests.curve
    chart.series[0].name = "a < b & \"c\"\u{1}"
    let svg = ChartFigure(chart).svg
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\""))
    #expect(svg.hasSuffix("</svg>\n"))
    #expect(svg.contains("a &lt; b &amp; \"c\"?</text>"))
    #expect(svg.contains(">pong train fast</text>"))
    #expect(svg.split(separator: "<circle").count == 400 + 1 + 1)
    #expect(ChartFigure(ChartViewTests.band).svg.contains("fill-opacity=\"0.25\""))
  }

  @Test func `a line with a gap is two lines`() {
    let points = [0, 1, .nan, 3, 4].map { Chart.Point($0, 1) }
    let axis = Chart.Axis("")
    let chart = Chart(x: axis, y: axis, series: [.init("", .line(points))])
    let svg = ChartFigure(chart).svg
    let lines = svg.split(separator: "\n").filter { $0.contains("stroke=\"#0072b2\"") }
    #expect(lines.count == 2)
  }

  @Test func `wild values stay on the plane`() {
    let wild = [0, .nan, .infinity, 1e99, -1e99, .leastNonzeroMagnitude]
    let points = wild.flatMap { x in wild.map { Chart.Point(x, $0) } }
    let band = points.map { Chart.Interval($0.x, lower: $0.y, upper: -$0.y) }
    let series = [
      Chart.Series("", .band(band)), .init("", .line(points)), .init("", .dots(points)),
    ]
    for range in [nil, 0...(.leastNonzeroMagnitude), 0...1e99] as [ClosedRange<Double>?] {
      let axis = Chart.Axis("", range: range)
      let figure = ChartFigure(Chart(x: axis, y: axis, series: series), width: 1, height: 1)
      #expect(figure.bitmap.width == 200 && figure.bitmap.height == 120)
      #expect(!figure.svg.contains("nan") && !figure.svg.contains("inf"))
    }
  }
}
