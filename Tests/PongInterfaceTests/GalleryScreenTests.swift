import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct GalleryScreenTests {
  private static let policy = Inspected.policy(.differenceAndFrame, actions: Action.minimal)
  private static let figures = PolicyFigures(policy, decisions: 300, seed: 1)

  private func screen(_ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .half) -> GalleryScreen {
    var settings = GameSettings()
    settings.glyphs = glyphs
    if glyphs == .ascii { settings.theme = .mono }
    var screen = GalleryScreen(
      policy: Self.policy,
      name: "net",
      figures: Self.figures,
      settings: settings
    )
    screen.resize(columns, rows)
    return screen
  }

  @Test("looks as kept", arguments: [(80, 24), (120, 40), (20, 5)])
  func sizes(columns: Int, rows: Int) throws {
    try expectSnapshot(
      screen(columns, rows, .ascii).picture(columns: columns, rows: rows),
      "gallery-\(columns)x\(rows)"
    )
  }

  @Test("keys and the mouse choose units on all pages, and q leaves")
  func keys() {
    var screen = screen(80, 24)
    var seen: Set<String> = []
    for _ in 0..<80 {
      seen.insert(screen.picture(columns: 80, rows: 24).lines[1])
      screen.strike(.right)
    }
    #expect(seen.count == 64)
    screen.strike(.home)
    screen.handle(.mouse(MouseEvent(.press, button: .left, column: 30, row: 5)), at: .zero)
    #expect(
      screen.picture(columns: 80, rows: 24).lines[1].contains("unit \(Self.figures.units[1].unit) ")
    )
    screen.strike(.character("f"))
    #expect(screen.picture(columns: 80, rows: 24).lines[0].contains("frame"))
    screen.strike(.character("q"))
    #expect(screen.isFinished)
  }

  @Test("can be drawn at any size")
  func anySize() {
    for (columns, rows) in [(0, 0), (1, 1), (24, 8), (25, 9), (500, 200), (500, 8), (24, 200)] {
      _ = screen(columns, rows).picture(columns: columns, rows: rows)
    }
  }

  @Test func `a click on a later page chooses what is there`() {
    var screen = screen(80, 24)
    screen.strike(.pageDown)
    let first = screen.picture(columns: 80, rows: 24).lines[1]
    screen.handle(.mouse(MouseEvent(.press, button: .left, column: 50, row: 5)), at: .zero)
    let other = screen.picture(columns: 80, rows: 24).lines[1]
    #expect(other != first)
    screen.handle(.mouse(MouseEvent(.press, button: .left, column: 1, row: 5)), at: .zero)
    #expect(screen.picture(columns: 80, rows: 24).lines[1] == first)
  }
}
