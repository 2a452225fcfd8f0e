import PongInterface
import Testing

struct RectTests {
  @Test func `sizes are never negative`() {
    #expect(Rect(columns: -3, rows: 2).isEmpty)
    #expect(Rect(columns: -3, rows: 2).columnRange.isEmpty)
    var rect = Rect(columns: 3, rows: 2)
    rect.columns -= 5
    rect.rows -= 5
    #expect(rect == Rect(columns: 0, rows: 0))
  }

  @Test func `centres and clips`() {
    let rect = Rect(column: 10, row: 5, columns: 20, rows: 4)
    #expect(rect.centred(columns: 10, rows: 2) == Rect(column: 15, row: 6, columns: 10, rows: 2))
    #expect(rect.centred(columns: 30, rows: 9) == rect)
    #expect(rect.contains(column: 29, row: 8))
    #expect(!rect.contains(column: 30, row: 8))
  }
}
