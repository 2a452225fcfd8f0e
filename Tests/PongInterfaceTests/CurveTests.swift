import PongInterface
import Testing

struct CurveTests {
  private func curve(_ values: [Double]) -> Curve {
    Curve(values.enumerated().map { Chart.Point(Double($0.offset), $0.element) })
  }

  @Test func `what was done again replaces what was done first`() {
    let written = [0.0, 1, 2, 3, 1.5, 2.5].map { Chart.Point($0, $0 * 10) }
    #expect(Curve(written).points.map(\.x) == [0, 1, 1.5, 2.5])
    #expect(Curve([.init(0, .nan), .init(.infinity, 0), .init(1, 1)]).points == [.init(1, 1)])
  }

  @Test func `smoothing takes the mean of neighbours, fewer at the ends`() {
    let jagged = curve([0, 6, 0, 6, 0])
    #expect(jagged.smoothed(over: 3).points.map(\.y) == [3, 2, 4, 2, 3])
    // numpy.convolve(x, numpy.ones(n), "same") / numpy.convolve(ones, numpy.ones(n), "same")
    #expect(jagged.smoothed(over: 2).points.map(\.y) == [0, 3, 3, 3, 3])
    #expect(jagged.smoothed(over: 4).points.map(\.y) == [3, 2, 3, 3, 2])
    #expect(jagged.smoothed(over: 1) == jagged)
    #expect(jagged.smoothed(over: .max).points.map(\.y) == [2.4, 2.4, 2.4, 2.4, 2.4])
    #expect(Curve([]).smoothed(over: 5).points.isEmpty)
  }

  @Test func `values between points lie on the line`() {
    let curve = Curve([.init(0, 0), .init(10, 5), .init(10, 7), .init(20, 7)])
    #expect(curve.value(at: 4) == 2)
    #expect(curve.value(at: 10) == 7)
    #expect(curve.value(at: 20) == 7)
    #expect(curve.value(at: -1) == nil && curve.value(at: 21) == nil)
    #expect(Curve([]).value(at: 0) == nil)
  }

  @Test func `a summary is the mean and its deviation where all curves are`() {
    let long = Curve([.init(0, 0), .init(100, 100)])
    let short = Curve([.init(20, 24), .init(60, 64)])
    let (mean, band) = Curve.summary(of: [long, short], places: 5)
    #expect(mean == [20, 30, 40, 50, 60].map { Chart.Point($0, $0 + 2) })
    #expect(band == mean.map { Chart.Interval($0.x, lower: $0.x, upper: $0.x + 4) })
    #expect(Curve.summary(of: [long, Curve([.init(200, 0)])]).mean.isEmpty)
  }
}
