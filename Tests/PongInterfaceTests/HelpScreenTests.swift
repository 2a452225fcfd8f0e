import Testing

@testable import PongInterface

struct HelpScreenTests {
  private func help(_ count: Int, columns: Int, rows: Int) -> HelpScreen {
    let table = KeyTable(
      (0..<count).map { KeyTable.Row("k\($0)", "what key number \($0) does, in some words") }
    )
    var help = HelpScreen(table, keys: .usual, theme: Theme(.atari), after: CommandFilter())
    help.resize(columns, rows)
    return help
  }

  /// All pages as text, turned with a key.
  private func pages(_ help: HelpScreen, columns: Int, rows: Int) -> String {
    var help = help
    var text = ""
    for _ in 0..<30 {
      text += help.picture(columns: columns, rows: rows).text + "\n"
      help.strike(.down)
    }
    return text
  }

  @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 60), (36, 8)])
  func `every key is told on every screen, no word of it cut`(columns: Int, rows: Int) {
    let help = help(26, columns: columns, rows: rows)
    let text = pages(help, columns: columns, rows: rows)
    for number in 0..<26 {
      #expect(text.contains("k\(number) "), "\(number)")
    }
    #expect(!text.contains("…"))
    #expect(text.split(separator: " ").count { $0 == "words" } >= 26)
  }

  @Test func `two columns are better than two pages`() {
    let wide = help(26, columns: 120, rows: 24).picture(columns: 120, rows: 24).text
    #expect(wide.contains("k0 ") && wide.contains("k25 ") && !wide.contains("1/2"))
    let narrow = help(26, columns: 40, rows: 24).picture(columns: 40, rows: 24).text
    #expect(narrow.contains("Keys 1/") && narrow.contains("↓ more"))
  }

  @Test func `Enter, Escape, Space, q and ? close it`() {
    for key in [Key.enter, .escape, .character(" "), .character("q"), .character("?")] {
      var help = help(3, columns: 80, rows: 24)
      help.strike(.down)
      #expect(!help.isFinished)
      help.strike(key, at: .seconds(1))
      #expect(help.isFinished)
    }
  }
}
