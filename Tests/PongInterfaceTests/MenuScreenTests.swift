import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct MenuScreenTests {
  private func menu(_ columns: Int = 80, _ rows: Int = 24) -> ScreenStack<MenuScreen> {
    var menu = ScreenStack(MenuScreen(settings: GameSettings(), catalog: .builtIn))
    menu.resize(columns, rows)
    return menu
  }

  private func isPlaying(_ menu: ScreenStack<MenuScreen>) -> Bool {
    menu.picture(columns: 80, rows: 24).text.contains("rally")
  }

  @Test(arguments: [(80, 24), (120, 40), (100, 30), (36, 6), (20, 5), (1, 1), (200, 60)])
  func `looks as kept at every size`(columns: Int, rows: Int) throws {
    var menu = menu(columns, rows)
    menu.run(100)
    try expectSnapshot(menu.picture(columns: columns, rows: rows), "menu-\(columns)x\(rows)")
  }

  @Test func `the preview follows the rules`() throws {
    let court = try #require(MenuLayout(columns: 120, rows: 40, selected: .smallBats)).preview
    func preview(_ menu: ScreenStack<MenuScreen>) -> [Cell] {
      let picture = menu.picture(columns: 120, rows: 40)
      return court.rowRange.flatMap { row in court.columnRange.map { picture[$0, row] } }
    }
    var menu = menu(120, 40)
    menu.strike(.character("4"))
    // Once there are bats.
    menu.run(120)
    let usual = preview(menu)
    menu.strike(.right)
    menu.run(120)
    #expect(preview(menu) != usual)
    for _ in 0..<3 { menu.strike(.right) }
    menu.run(120)
    #expect(preview(menu) == usual)
  }

  @Test func `can be drawn at any size, in all colours and characters`() {
    for theme in Theme.Name.allCases {
      for glyphs in GlyphSet.allCases {
        var settings = GameSettings()
        settings.theme = theme
        settings.glyphs = glyphs
        var menu = MenuScreen(settings: settings, catalog: .builtIn)
        for (columns, rows) in [(0, 0), (35, 40), (36, 7), (104, 24), (150, 60)] {
          menu.resize(columns, rows)
          menu.run(2)
          _ = menu.picture(columns: columns, rows: rows)
        }
      }
    }
  }

  @Test func `Enter alone starts a game`() {
    var menu = menu()
    menu.strike(.enter)
    #expect(isPlaying(menu))
    #expect(menu.root.settings == GameSettings())
  }

  @Test func `arrows choose rows and values, also as vi has them`() {
    for (up, down, left, right) in [
      (Key.up, Key.down, Key.left, Key.right),
      (.character("k"), .character("j"), .character("h"), .character("l")),
    ] {
      var menu = menu()
      menu.strike(down)
      menu.strike(right)
      #expect(menu.root.settings.left == "follower")
      menu.strike(left)
      menu.strike(left)
      #expect(menu.root.settings.left == "human")
      menu.strike(down)
      menu.strike(down)
      menu.strike(right)
      #expect(menu.root.settings.mode == .rally)
      menu.strike(up)
      menu.strike(right)
      #expect(menu.root.settings.right == "atari")
    }
  }

  @Test func `Tab goes on, digits go to a setting, Enter changes it`() {
    var menu = menu()
    menu.strike(.character("5"))
    menu.strike(.enter)
    #expect(menu.root.settings.points == 5)
    menu.strike(.enter)
    #expect(menu.root.settings.points == 11)
    menu.strike(.left)
    #expect(menu.root.settings.points == 10)
    menu.strike(.tab)
    menu.strike(.right)
    #expect(menu.root.settings.speed == .double)
    menu.handle(.key(KeyEvent(.tab, modifiers: .shift)), at: .zero)
    menu.strike(.right)
    #expect(menu.root.settings.points == 11)
  }

  @Test func `q and Escape quit, and so does the last row`() {
    for keys in [[Key.character("q")], [.escape], [.up, .enter], [.end, .character(" ")]] {
      var menu = menu()
      for key in keys {
        menu.strike(key)
      }
      #expect(menu.isFinished)
    }
  }

  @Test func `a list offers the players`() {
    var menu = menu()
    menu.strike(.character("2"))
    menu.strike(.enter)
    menu.strike(.end)
    menu.strike(.enter)
    #expect(menu.root.settings.right == "random")
    menu.strike(.enter)
    menu.strike(.home)
    menu.strike(.escape)
    #expect(menu.root.settings.right == "random")
    #expect(!menu.isFinished)
    #expect(!isPlaying(menu))
  }

  @Test func `the mouse selects, changes and starts`() throws {
    var menu = menu()
    func find(_ text: String) throws -> (column: Int, row: Int) {
      try #require(menu.picture(columns: 80, rows: 24).place(of: text))
    }
    func send(_ kind: MouseEvent.Kind, _ place: (column: Int, row: Int)) {
      let event = MouseEvent(kind, button: .left, column: place.column, row: place.row)
      menu.handle(.mouse(event), at: .zero)
    }
    send(.motion, try find("Points to win"))
    #expect(menu.picture(columns: 80, rows: 24).text.contains("‹ 21 ›"))
    send(.scrollDown, try find("Points to win"))
    #expect(menu.root.settings.points == 20)
    send(.press, try find("Speed"))
    #expect(menu.root.settings.speed == .double)
    send(.press, try find("‹ 2×"))
    #expect(menu.root.settings.speed == .normal)
    send(.press, try find("Left player"))
    send(.press, try find("Follower"))
    #expect(menu.root.settings.left == "follower")
    send(.press, try find("Play"))
    #expect(isPlaying(menu))
  }

  @Test func `whoever is gone is replaced`() {
    var settings = GameSettings()
    settings.left = "gone"
    settings.right = "lost"
    let menu = MenuScreen(settings: settings, catalog: .builtIn)
    #expect(menu.settings == GameSettings())
  }
}
