import Testing

@testable import PongInterface

struct BigNumberTests {
  private func lines(_ value: Int) -> [String] {
    let number = BigNumber(value: value, cellHeight: 1, cellWidth: 1)
    var canvas = Canvas(frame: Rect(columns: number.width, rows: 5), glyphs: .ascii)
    number.paint(.left, x: 0, y: 0, on: &canvas)
    var surface = Surface(columns: number.width, rows: 5)
    canvas.draw(on: &surface, theme: Theme(.mono))
    return surface.lines
  }

  @Test func `has the console's digits`() {
    #expect(lines(20) == ["### ###", "  # # #", "### # #", "#   # #", "### ###"])
  }

  @Test func `has no tens below ten`() {
    #expect(lines(7) == ["    ###", "      #", "      #", "      #", "      #"])
    #expect(BigNumber(value: 7, cellHeight: 1, cellWidth: 1).leadingWidth == 4)
  }
}
