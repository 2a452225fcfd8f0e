import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct SettingsScreenTests {
  private func screen(_ columns: Int = 80, _ rows: Int = 24) -> SettingsScreen {
    var screen = SettingsScreen(settings: GameSettings())
    screen.resize(columns, rows)
    return screen
  }

  @Test(arguments: [(80, 24), (120, 40), (36, 6), (20, 5)])
  func `looks as kept at every size`(columns: Int, rows: Int) throws {
    var screen = screen(columns, rows)
    screen.run(100)
    try expectSnapshot(
      screen.picture(columns: columns, rows: rows),
      "settings-\(columns)x\(rows)"
    )
  }

  @Test func `the preview follows the rules`() throws {
    let court = try #require(SettingsLayout(columns: 120, rows: 40, selected: .smallBats)).preview
    func preview(_ screen: SettingsScreen) -> [Cell] {
      let picture = screen.picture(columns: 120, rows: 40)
      return court.rowRange.flatMap { row in court.columnRange.map { picture[$0, row] } }
    }
    var screen = screen(120, 40)
    screen.strike(.character("2"))
    // Once there are bats.
    screen.run(120)
    let usual = preview(screen)
    screen.strike(.right)
    screen.run(120)
    #expect(preview(screen) != usual)
    for _ in 0..<3 { screen.strike(.right) }
    screen.run(120)
    #expect(preview(screen) == usual)
  }

  @Test func `arrows choose rows and values, and plus and minus values, too`() {
    for (up, down, left, right) in [
      (Key.up, Key.down, Key.left, Key.right),
      (.up, .down, .character("-"), .character("+")),
    ] {
      var screen = screen()
      screen.strike(right)
      #expect(screen.settings.mode == .rally)
      screen.strike(down)
      screen.strike(left)
      #expect(screen.settings.smallBats == .both)
      screen.strike(up)
      screen.strike(left)
      #expect(screen.settings.mode == .classic)
      screen.strike(up)
      screen.strike(right)
      #expect(screen.settings.rings)
      screen.strike(up)
      screen.strike(right)
      #expect(!screen.settings.keepsMatches)
    }
  }

  @Test func `Tab goes on, digits go to a setting, Enter changes it`() {
    var screen = screen()
    screen.strike(.character("3"))
    screen.strike(.enter)
    #expect(screen.settings.points == 5)
    screen.strike(.enter)
    #expect(screen.settings.points == 11)
    screen.strike(.left)
    #expect(screen.settings.points == 10)
    screen.strike(.tab)
    screen.strike(.right)
    #expect(screen.settings.speed == .double)
    screen.handle(.key(KeyEvent(.tab, modifiers: .shift)), at: .zero)
    screen.strike(.right)
    #expect(screen.settings.points == 11)
  }

  private func type(_ text: String, _ screen: inout SettingsScreen) {
    for scalar in text.unicodeScalars {
      let isCapital = scalar.properties.isUppercase
      let key = Key.character(
        isCapital ? scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar : scalar
      )
      screen.handle(.key(KeyEvent(key, modifiers: isCapital ? .shift : [])), at: .zero)
    }
  }

  @Test func `a name is typed, with keys that are commands elsewhere`() throws {
    var screen = screen()
    screen.strike(.character("5"))
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Your name         ‹ You ›"))
    screen.strike(.enter)
    type(" Quick Hq", &screen)
    screen.strike(.backspace)
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "settings-name")
    #expect(screen.settings.name == "")
    screen.strike(.enter)
    #expect(screen.settings.name == "Quick H" && !screen.isFinished)
    // Escape leaves it as it was, and leads back only then.
    screen.strike(.right)
    type("abc", &screen)
    screen.strike(.escape)
    #expect(screen.settings.name == "Quick H" && !screen.isFinished)
    // Arrows take the name and lead on.
    screen.strike(.enter)
    type(" \u{7}", &screen)
    screen.strike(.up)
    screen.strike(.right)
    #expect(screen.settings.name == "Quick H" && screen.settings.speed == .double)
  }

  @Test func `a name ends where there is no more room, and can be erased`() throws {
    var screen = screen(36, 6)
    screen.strike(.character("5"))
    screen.strike(.enter)
    type("abcdefghijklmnopqrstuvwxyz", &screen)
    // Its end is what is seen.
    #expect(screen.picture(columns: 36, rows: 6).text.contains("…fghijklmnopqrst▏"))
    screen.strike(.enter)
    #expect(screen.settings.name == "abcdefghijklmnopqrst")
    screen.strike(.enter)
    for _ in 0..<30 { screen.strike(.backspace) }
    screen.strike(.tab)
    #expect(screen.settings.name == "")
  }

  @Test func `the mouse opens the name, and a click ends typing`() throws {
    var screen = screen()
    func click(_ text: String) throws {
      let place = try #require(screen.picture(columns: 80, rows: 24).place(of: text))
      let event = MouseEvent(.press, button: .left, column: place.column, row: place.row)
      screen.handle(.mouse(event), at: .zero)
    }
    try click("Your name")
    type("Anna", &screen)
    try click("Esc undo")
    #expect(screen.settings.name == "" && !screen.isFinished)
    try click("Your name")
    type("Anna", &screen)
    try click("Speed")
    #expect(screen.settings.name == "Anna" && screen.settings.speed == .normal)
    try click("Speed")
    #expect(screen.settings.speed == .double)
  }

  @Test func `q and Escape lead back`() {
    for key in [Key.character("q"), .escape, .backspace] {
      var screen = screen()
      screen.strike(key)
      #expect(screen.isFinished)
    }
  }

  @Test func `the mouse selects and changes`() throws {
    var screen = screen()
    func find(_ text: String) throws -> (column: Int, row: Int) {
      try #require(screen.picture(columns: 80, rows: 24).place(of: text))
    }
    func send(_ kind: MouseEvent.Kind, _ place: (column: Int, row: Int)) {
      let event = MouseEvent(kind, button: .left, column: place.column, row: place.row)
      screen.handle(.mouse(event), at: .zero)
    }
    send(.motion, try find("Points to win"))
    #expect(screen.picture(columns: 80, rows: 24).text.contains("‹ 21 ›"))
    send(.scrollDown, try find("Points to win"))
    #expect(screen.settings.points == 20)
    send(.press, try find("Speed"))
    #expect(screen.settings.speed == .double)
    send(.press, try find("‹ 2×"))
    #expect(screen.settings.speed == .normal)
    send(.press, try find("q back"))
    #expect(screen.isFinished)
  }
}
