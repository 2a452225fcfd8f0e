import Testing

@testable import PongInterface

struct FigureTextTests {
  @Test func `fixed decimals`() {
    #expect(FigureText.fixed(3.14159, 2) == "3.14")
    #expect(FigureText.fixed(-0.005, 2) == "−0.01")
    #expect(FigureText.fixed(-0.001, 2) == "0.00")
    #expect(FigureText.fixed(12, 0) == "12")
    #expect(FigureText.fixed(nil, 2) == "–")
    #expect(FigureText.fixed(.nan, 2) == "–")
    #expect(FigureText.fixed(1e300, 2) == "–" || !FigureText.fixed(1e300, 2).isEmpty)
  }

  @Test func `short numbers`() {
    let values: [Double] = [0, 812, 999.4, 999.6, 8120, 81_200, 812_000, 8_120_000, -5_500]
    #expect(
      values.map { FigureText.short($0) } == [
        "0", "812", "999", "1.00 k", "8.12 k", "81.2 k", "812 k", "8.12 M", "−5.50 k",
      ]
    )
  }

  @Test func `three significant digits`() {
    let values: [Double] = [0, 0.693147, 0.0125, 12.5, 1234]
    #expect(
      values.map { FigureText.significant($0) } == ["0.00", "0.693", "0.0125", "12.50", "1.23 k"]
    )
  }

  @Test func `times and ages`() {
    #expect(FigureText.time(7.25) == "7.3 s")
    #expect(FigureText.time(125) == "2:05")
    #expect(FigureText.time(12_005) == "3:20:05")
    #expect(FigureText.time(.infinity) == "–")
    #expect(
      [0, 1.02, 1.5, 20.4, 300].map(FigureText.age) == ["0 s", "1 s", "1.5 s", "20 s", "5:00"]
    )
  }
}
