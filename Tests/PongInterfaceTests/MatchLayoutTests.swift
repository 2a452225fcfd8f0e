import Testing

@testable import PongInterface

struct MatchLayoutTests {
  @Test func `parts neither overlap nor leave the screen`() throws {
    for glyphs in GlyphSet.allCases {
      for columns in stride(from: 36, through: 500, by: 23) {
        for rows in stride(from: 8, through: 200, by: 7) {
          let layout = try #require(MatchLayout(columns: columns, rows: rows, glyphs: glyphs))
          #expect(layout.header.row >= 0)
          #expect(layout.court.row == layout.header.row + layout.header.rows)
          #expect(layout.status.row >= layout.court.row + layout.court.rows)
          #expect(layout.status.row < rows)
          #expect(layout.court.column + layout.court.columns <= columns)
          #expect(layout.court.rows >= min(8, rows - 2))
          #expect(layout.panels.isEmpty)
        }
      }
    }
  }

  @Test func `there is none where a match has no room`() {
    #expect(MatchLayout(columns: 35, rows: 8, glyphs: .half) == nil)
    #expect(MatchLayout(columns: 36, rows: 7, glyphs: .half) == nil)
    #expect(MatchLayout(columns: 0, rows: 0, glyphs: .half) == nil)
  }

  @Test func `panels get their width, but the court keeps what it needs`() throws {
    let wide = try #require(
      MatchLayout(columns: 140, rows: 40, glyphs: .half, panelColumns: 50)
    )
    #expect(wide.panels == Rect(column: 90, columns: 50, rows: 40))
    #expect(wide.court.column + wide.court.columns <= 90)
    #expect(wide.status.column + wide.status.columns <= 90)
    let narrow = try #require(
      MatchLayout(columns: 60, rows: 24, glyphs: .half, panelColumns: 50)
    )
    #expect(narrow.panels.columns == 20)
    let tiny = try #require(MatchLayout(columns: 38, rows: 12, glyphs: .half, panelColumns: 50))
    #expect(tiny.panels.isEmpty)
  }
}
