import Testing

@testable import PongInterface

struct MatchLayoutTests {
  @Test func `parts neither overlap nor leave the screen`() throws {
    for glyphs in GlyphSet.allCases {
      for columns in stride(from: 40, through: 500, by: 23) {
        for rows in stride(from: 16, through: 200, by: 7) {
          let layout = try #require(MatchLayout(columns: columns, rows: rows, glyphs: glyphs))
          #expect(layout.header.row >= 0)
          #expect(layout.court.row == layout.header.row + layout.header.rows)
          #expect(layout.status.row >= layout.court.row + layout.court.rows)
          #expect(layout.status.row < rows)
          #expect(layout.court.column + layout.court.columns <= columns)
          #expect(layout.court.rows >= 8)
          #expect(layout.panels.isEmpty)
        }
      }
    }
  }

  @Test func `there is none where a match has no room`() {
    #expect(MatchLayout(columns: 39, rows: 16, glyphs: .half) == nil)
    #expect(MatchLayout(columns: 40, rows: 15, glyphs: .half) == nil)
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
  }
}
