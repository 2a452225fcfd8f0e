import PongInterface
import Testing

struct ChartScaleTests {
  private func labels(_ low: Double, _ high: Double, ticks: Int, isCount: Bool = false) -> [String]
  {
    let line = Chart.Shape.line([.init(low, low), .init(high, high)])
    let axis = Chart.Axis("", isCount: isCount)
    return Chart(x: axis, y: axis, series: [.init("", line)]).xScale(ticks: ticks).ticks
      .map(\.label)
  }

  @Test func ticksAreRoundNumbers() {
    #expect(labels(-21, 21, ticks: 5) == ["-20", "-10", "0", "10", "20"])
    #expect(labels(0, 1, ticks: 5) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(labels(0.001, 0.0042, ticks: 4) == ["0.001", "0.002", "0.003", "0.004"])
    #expect(labels(0, 12_000, ticks: 4) == ["0", "5k", "10k"])
    #expect(labels(0, 2_600_000, ticks: 6) == ["0", "0.5M", "1M", "1.5M", "2M", "2.5M"])
    #expect(labels(0, 4e9, ticks: 2) == ["0", "2G", "4G"])
    #expect(labels(0, 3e15, ticks: 3) == ["0", "1e15", "2e15", "3e15"])
    #expect(labels(0, 2e-9, ticks: 2) == ["0", "1e-9", "2e-9"])
  }

  @Test func countsHaveWholeTicks() {
    #expect(labels(0, 2, ticks: 10, isCount: true) == ["0", "1", "2"])
    #expect(labels(0, 0, ticks: 10, isCount: true) == ["-1", "0", "1"])
  }

  @Test func theLeftAxisEndsAtTicksUnlessItsRangeIsGiven() {
    let line = Chart.Series("", .line([.init(3, -20.5), .init(97, 14)]))
    var chart = Chart(x: Chart.Axis(""), y: Chart.Axis(""), series: [line])
    #expect(chart.yScale(ticks: 4).range == -25...15)
    #expect(chart.xScale(ticks: 4).range == 3...97)
    chart.y.range = -21...21
    #expect(chart.yScale(ticks: 4).range == -21...21)
    #expect(chart.yScale(ticks: 4).place(of: 0) == 0.5)
  }

  @Test(arguments: [1.0, 3.7, 1e-7, 1e12, 123_456.789], 1...12)
  func ticksRiseWithinTheRangeAndAreNoMoreThanAskedFor(size: Double, count: Int) {
    let line = Chart.Series("", .line([.init(-size, -size), .init(2.3 * size, 2.3 * size)]))
    let chart = Chart(x: Chart.Axis(""), y: Chart.Axis(""), series: [line])
    for scale in [chart.xScale(ticks: count), chart.yScale(ticks: count)] {
      #expect(scale.ticks.count <= count + 3)
      #expect(scale.ticks.allSatisfy { scale.range.contains($0.value) })
      #expect(zip(scale.ticks, scale.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
      #expect(Set(scale.ticks.map(\.label)).count == scale.ticks.count)
    }
  }

  @Test func valuesThatDifferInTheLastBitsHaveNoTicks() {
    let line = Chart.Series("", .line([.init(1e16, 0), .init(1e16 + 2, 0)]))
    let chart = Chart(x: Chart.Axis(""), y: Chart.Axis(""), series: [line])
    #expect(chart.xScale(ticks: 4).ticks.isEmpty)
  }

  @Test(arguments: [3.0, 0, -40, 1e-9])
  func `a single value has room on either side`(value: Double) {
    let line = Chart.Series("", .line([.init(0, value), .init(1, value)]))
    let chart = Chart(x: Chart.Axis(""), y: Chart.Axis(""), series: [line])
    let scale = chart.yScale(ticks: 4)
    #expect((0.2...0.8).contains(scale.place(of: value)))
    #expect(!scale.ticks.isEmpty)
  }
}
