import Testing

@testable import PongInterface

struct CanvasTests {
  private func lines(_ glyphs: GlyphSet, theme: Theme.Name = .atari) -> [String] {
    var canvas = Canvas(frame: Rect(columns: 4, rows: 2), glyphs: glyphs)
    canvas.paint(.wall, x: 0..<canvas.width, y: 0..<1)
    canvas.paint(.right, x: 1..<2 * glyphs.across, y: 1..<canvas.height)
    canvas.paint(.ball, x: canvas.width - 1..<canvas.width + 9, y: canvas.height - 1..<99)
    var surface = Surface(columns: 4, rows: 2)
    canvas.draw(on: &surface, theme: Theme(theme))
    return surface.lines
  }

  @Test func `is made of blocks as fine as there are`() {
    #expect(lines(.ascii) == ["====", " H O"])
    #expect(lines(.half) == ["▀▄▀▀", " █ ▄"])
    #expect(lines(.quarter) == ["▗▄▀▀", "▐█ ▗"])
  }

  @Test func `tells the right bat by its shape where there is no colour`() {
    #expect(lines(.half, theme: .mono) == ["▀█▀▀", " ▒ ▄"])
  }

  @Test func `shows two colours in a cell`() {
    var canvas = Canvas(frame: Rect(columns: 1, rows: 1), glyphs: .half)
    canvas.paint(.wall, x: 0..<1, y: 0..<1)
    canvas.paint(.left, x: 0..<1, y: 1..<2)
    var surface = Surface(columns: 1, rows: 1)
    let theme = Theme(.atari)
    canvas.draw(on: &surface, theme: theme)
    let style = Style(foreground: theme.color(.left), background: theme.color(.wall))
    #expect(surface[0, 0] == Cell(scalar: "▄", style: style))
  }
}
