import PongAgents
import PongInterface
import Testing

struct PongScreenTests {
  @Test func `from the menu to a match, back, and out`() {
    var screen = PongScreen(settings: GameSettings(), catalog: .builtIn, seed: 1)
    screen.resize(80, 24)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Left player"))
    screen.strike(.enter)
    screen.run(2)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("rally"))
    screen.strike(.character("t"))
    screen.strike(.character("q"))
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Left player"))
    #expect(screen.settings.theme == .contrast)
    #expect(!screen.isFinished)
    screen.strike(.character("q"))
    #expect(screen.isFinished)
  }

  @Test func `results of several matches are kept`() {
    var settings = GameSettings()
    settings.points = 1
    var screen = PongScreen(settings: settings, catalog: .builtIn, seed: 1)
    screen.resize(80, 24)
    for _ in 0..<2 {
      screen.strike(.enter)
      screen.run(1000)
      screen.strike(.character("q"))
    }
    #expect(screen.results.map(\.line) == ["atari 1 : 0 human", "atari 1 : 0 human"])
    // A game that has ended counts before its match is left.
    screen.strike(.enter)
    screen.run(1000)
    #expect(screen.results.count == 3)
    screen.strike(.character("q"))
    #expect(screen.results.count == 3)
  }

  @Test func `the menu says why somebody cannot play, and stays open`() {
    struct Damaged: Error, CustomStringConvertible { var description = "the file is truncated" }
    var catalog = PlayerCatalog.builtIn
    let choice = Choice(id: "champion", title: "Champion", detail: "Very good")
    catalog.entries.append(.init(choice) { throw Damaged() })
    var settings = GameSettings()
    settings.left = "champion"
    var screen = PongScreen(settings: settings, catalog: catalog, seed: 1)
    screen.resize(80, 24)
    screen.strike(.enter)
    screen.run(2)
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(text.contains("the file is truncated") && text.contains("Left player"))
    screen.strike(.down)
    #expect(!screen.picture(columns: 80, rows: 24).text.contains("truncated"))
    screen.strike(.character("q"))
    #expect(screen.isFinished && screen.results.isEmpty)
  }
}
