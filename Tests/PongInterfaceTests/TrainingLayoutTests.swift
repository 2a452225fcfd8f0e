import Testing

@testable import PongInterface

struct TrainingLayoutTests {
  @Test func `panels and court share every screen without touching`() throws {
    for columns in stride(from: 1, through: 300, by: 7) {
      for rows in [1, 5, 15, 16, 24, 60, 200] {
        for choice in TrainingPanels.allCases {
          let layout = TrainingLayout(columns: columns, rows: rows, panels: choice)
          let all = Rect(columns: columns, rows: rows)
          #expect(layout.panels.isEmpty || all.columnRange.contains(layout.panels.column))
          guard let free = layout.matchPanelColumns else {
            #expect(layout.panels == all)
            continue
          }
          let match = try #require(
            MatchLayout(columns: columns, rows: rows, glyphs: .half, panelColumns: free)
          )
          #expect(match.panels.columns == layout.panels.columns)
          #expect(match.court.columns + layout.panels.columns <= columns)
        }
      }
    }
  }
}
