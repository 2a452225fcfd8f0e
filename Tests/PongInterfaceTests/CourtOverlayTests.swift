import PongEngine
import Testing

@testable import PongAgents
@testable import PongInterface

struct CourtOverlayTests {
  @Test("of contributions as great as each other in one cell, the rightmost is always seen")
  func order() throws {
    let screen = Inspected.screen(columns: 120, rows: 40)
    var content = try #require(screen.session.inspector?.content)
    content.attribution.pixels = (0..<PreprocessedFrame.count).map { place in
      Attribution.Pixel(place: place, value: 1, contribution: place % 2 == 0 ? -1 : 1)
    }
    let court = CourtView(frame: Rect(columns: 40, rows: 12), glyphs: .half)
    let theme = Theme(.atari)
    let scale = HeatScale(theme)
    var surface = Surface(columns: 40, rows: 12)
    surface.fill(theme.blank)
    CourtOverlay(court, content: content, overlay: .contributions, side: .right)
      .draw(scale: scale, theme: theme, on: &surface)
    let colors = (0..<12).flatMap { row in
      (0..<40).flatMap { [surface[$0, row].style.foreground, surface[$0, row].style.background] }
    }
    #expect(colors.contains(scale.up))
    #expect(!colors.contains(scale.down))
  }
}
