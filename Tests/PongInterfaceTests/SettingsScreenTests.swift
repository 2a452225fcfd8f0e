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

  @Test func `arrows choose rows and values, also as vi has them`() {
    for (up, down, left, right) in [
      (Key.up, Key.down, Key.left, Key.right),
      (.character("k"), .character("j"), .character("h"), .character("l")),
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
