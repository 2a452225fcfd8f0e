import PongAgents
import PongEngine
import Reinforcement
import Synchronization
import Testing

@testable import PongInterface

struct MenuScreenTests {
  private func menu(
    _ columns: Int = 80,
    _ rows: Int = 24,
    sources: MenuSources = SampleLadder.sources(),
    change: (inout GameSettings) -> Void = { _ in }
  ) -> ScreenStack<MenuScreen> {
    var settings = GameSettings(firstOpponent: "first-steps")
    change(&settings)
    var menu = ScreenStack(
      MenuScreen(
        settings: settings,
        catalog: SampleLadder.catalog,
        sources: sources,
        trainings: [Choice(id: "fast", title: "Fast", detail: "")]
      )
    )
    menu.resize(columns, rows)
    return menu
  }

  private func text(_ menu: ScreenStack<MenuScreen>, _ columns: Int = 80, _ rows: Int = 24)
    -> String
  {
    menu.picture(columns: columns, rows: rows).text
  }

  private func type(_ text: String, _ menu: inout ScreenStack<MenuScreen>) {
    for scalar in text.unicodeScalars { menu.strike(.character(scalar)) }
  }

  // MARK: Pictures

  @Test(arguments: [
    (80, 24), (120, 40), (100, 30), (60, 20), (40, 12), (36, 6), (20, 5), (1, 1), (200, 60),
  ])
  func `looks as kept at every size`(columns: Int, rows: Int) throws {
    let game = FinishedGame(
      MatchResult(
        left: "steady",
        right: "human",
        leftScore: 17,
        rightScore: 21,
        ending: .won(.right)
      ),
      personOn: .right,
      settings: GameSettings()
    )
    var menu = menu(columns, rows, sources: SampleLadder.sources(games: [game]))
    menu.strike(.down)
    menu.run(100)
    try expectSnapshot(menu.picture(columns: columns, rows: rows), "menu-\(columns)x\(rows)")
  }

  @Test func `looks as kept in ASCII, while finding, and in the help`() throws {
    var menu = menu { settings in
      settings.glyphs = .ascii
      settings.theme = .mono
    }
    menu.run(100)
    try expectSnapshot(menu.picture(columns: 80, rows: 24), "menu-ascii")
    type("st", &menu)
    menu.run(1)
    try expectSnapshot(menu.picture(columns: 80, rows: 24), "menu-find")
    menu.strike(.escape)
    menu.strike(.character("?"))
    try expectSnapshot(menu.picture(columns: 80, rows: 24), "menu-help")
  }

  @Test func `can be drawn at any size, in all colours and characters`() {
    for theme in Theme.Name.allCases {
      for glyphs in GlyphSet.allCases {
        var menu = menu { settings in
          settings.theme = theme
          settings.glyphs = glyphs
        }
        menu.run(12)
        for (columns, rows) in [(0, 0), (35, 40), (36, 7), (60, 6), (104, 24), (150, 60)] {
          menu.resize(columns, rows)
          menu.run(2)
          _ = menu.picture(columns: columns, rows: rows)
        }
      }
    }
  }

  @Test func `the keys in the last line are at most five, and never cut`() {
    for columns in 36..<130 {
      var menu = menu(columns, 24)
      for _ in 0..<3 {
        let line = menu.picture(columns: columns, rows: 24).lines[23]
        #expect(line.contains("Enter ") && line.contains("quit") && !line.contains("…"))
        menu.strike(.tab)
      }
    }
  }

  // MARK: Choosing

  @Test func `Enter alone starts a game against the weakest, with the person on the right`() {
    var menu = menu()
    menu.strike(.enter)
    menu.run(2)
    #expect(text(menu).contains("rally") && text(menu).contains("First"))
    #expect(menu.root.settings == GameSettings(firstOpponent: "first-steps"))
  }

  @Test func `arrows choose an opponent and a side`() {
    var menu = menu()
    menu.strike(.down)
    #expect(menu.root.settings.left == "steady" && menu.root.settings.right == "human")
    menu.strike(.left)
    #expect(menu.root.settings.left == "human" && menu.root.settings.right == "steady")
    #expect(text(menu).contains("You, on the left, against"))
    menu.strike(.down)
    #expect(menu.root.settings.right == "sharp")
    menu.strike(.right)
    menu.strike(.home)
    menu.strike(.up)
    #expect(menu.root.settings == GameSettings(firstOpponent: "first-steps"))
  }

  @Test func `digits go to rungs, and 0 to Atari's computer`() {
    var menu = menu()
    type("3", &menu)
    #expect(menu.root.settings.left == "sharp")
    type("0", &menu)
    #expect(menu.root.settings.left == "atari")
    type("9", &menu)
    #expect(menu.root.settings.left == "atari")
  }

  @Test func `what is typed finds by name and by word`() {
    var menu = menu()
    type("merc", &menu)
    #expect(menu.root.settings.left == "champion")
    #expect(!text(menu).contains("Sharp"))
    type("q", &menu)
    #expect(text(menu).contains("Nobody is called so") && !menu.isFinished)
    menu.strike(.enter)
    #expect(text(menu).contains("Nobody is called so"))
    menu.strike(.escape)
    #expect(text(menu).contains("Sharp") && !menu.isFinished)
    type("/q", &menu)
    #expect(!menu.isFinished)
    menu.strike(.backspace)
    menu.strike(.backspace)
    type("night", &menu)
    menu.strike(.enter)
    menu.run(2)
    #expect(text(menu).contains("rally") && text(menu).contains("night"))
  }

  @Test func `two people can play`() {
    var menu = menu()
    type("two", &menu)
    menu.strike(.enter)
    #expect(menu.root.settings.left == "human" && menu.root.settings.right == "human")
    menu.run(2)
    #expect(text(menu).contains("Left") && text(menu).contains("Right"))
    menu.strike(.character("q"))
    #expect(text(menu).contains("▸   Two people"))
  }

  @Test func `q and Escape quit`() {
    for keys in [[Key.character("q")], [.escape], [.tab, .character("q")], [.tab, .escape]] {
      var menu = menu()
      for key in keys { menu.strike(key) }
      #expect(menu.isFinished)
    }
  }

  @Test func `the mouse selects with one click and plays with another`() throws {
    var menu = menu()
    func send(_ kind: MouseEvent.Kind, _ wanted: String) throws {
      let place = try #require(menu.picture(columns: 80, rows: 24).place(of: wanted))
      let event = MouseEvent(kind, button: .left, column: place.column, row: place.row)
      menu.handle(.mouse(event), at: .zero)
    }
    try send(.press, "Sharp")
    #expect(menu.root.settings.left == "sharp" && !text(menu).contains("rally"))
    try send(.scrollDown, "Sharp")
    #expect(menu.root.settings.left == "champion")
    try send(.press, "on the right")
    #expect(menu.root.settings.left == "human")
    try send(.press, "side")
    #expect(menu.root.settings.right == "human")
    try send(.press, "Settings")
    #expect(text(menu).contains("Points to win"))
    menu.strike(.character("q"))
    try send(.press, "2 Steady")
    try send(.press, "2 Steady")
    #expect(text(menu).contains("rally"))
    menu.strike(.character("q"))
    try send(.press, "q quit")
    #expect(menu.isFinished)
  }

  // MARK: Other screens

  @Test func `Watch asks for both, and offers them again`() {
    var menu = menu()
    type("2", &menu)
    menu.strike(.tab)
    menu.strike(.enter)
    #expect(text(menu).contains("Who holds the left bat?") && text(menu).contains("▸ Steady"))
    menu.strike(.enter)
    #expect(text(menu).contains("▸ Atari's computer"))
    type("follow", &menu)
    menu.strike(.enter)
    menu.run(2)
    #expect(text(menu).contains("Steady") && text(menu).contains("Follower"))
    menu.strike(.character("q"))
    #expect(menu.root.settings.left == "steady" && menu.root.settings.right == "follower")
    menu.strike(.enter)
    menu.strike(.enter)
    #expect(text(menu).contains("▸ Follower"))
    menu.strike(.escape)
    // A person's game is one step away.
    menu.strike(.up)
    menu.strike(.enter)
    #expect(menu.root.settings.left == "steady" && menu.root.settings.right == "human")
  }

  @Test func `settings are changed on a screen of their own`() {
    var menu = menu()
    menu.handle(.key(KeyEvent(.tab, modifiers: .shift)), at: .zero)
    menu.strike(.enter)
    menu.strike(.right)
    menu.strike(.escape)
    #expect(menu.root.settings.mode == .rally && !menu.isFinished)
    #expect(text(menu).contains("against"))
  }

  @Test func `the selected network can be looked into`() {
    var menu = menu()
    for _ in 0..<3 { menu.strike(.tab) }
    menu.strike(.enter)
    #expect(text(menu).contains("First steps  looks for  200 units"))
    menu.strike(.character("q"))
    type("0", &menu)
    for _ in 0..<3 { menu.strike(.tab) }
    menu.strike(.enter)
    #expect(text(menu).contains("Atari's computer has no network"))
  }

  @Test func `a network that is still being read is looked into once it has been`() {
    let isRead = Mutex(false)
    var sources = SampleLadder.sources()
    let findings = sources.findings
    sources.findings = { id in isRead.withLock { $0 } ? findings(id) : nil }
    var menu = menu(sources: sources)
    for _ in 0..<3 { menu.strike(.tab) }
    menu.strike(.enter)
    menu.run(30)
    #expect(text(menu).contains("Reading the weights of First steps"))
    #expect(text(menu).contains("reading its"))
    isRead.withLock { $0 = true }
    menu.run(1)
    #expect(text(menu).contains("First steps  looks for  200 units"))
  }

  @Test func `weights are read only for a card that is shown for a while`() {
    let asked = Mutex<[String]>([])
    var sources = SampleLadder.sources()
    sources.findings = { id in
      asked.withLock { $0.append(id) }
      return OpponentFindings()
    }
    var narrow = menu(50, 24, sources: sources)
    narrow.run(100)
    #expect(asked.withLock { $0 }.isEmpty)
    var menu = menu(sources: sources)
    for _ in 0..<3 {
      menu.run(5)
      menu.strike(.down)
    }
    menu.run(100)
    #expect(asked.withLock { $0 } == ["champion"])
  }

  // MARK: What was there before

  @Test func `whoever is gone is replaced by the weakest rung`() {
    let menu = menu { settings in
      settings.left = "gone"
      settings.right = "lost"
    }
    #expect(menu.root.settings == GameSettings(firstOpponent: "first-steps"))
    var bare = MenuScreen(settings: GameSettings(), catalog: .builtIn)
    bare.resize(80, 24)
    #expect(bare.settings == GameSettings())
    #expect(bare.picture(columns: 80, rows: 24).text.contains("▸ 0 Atari"))
  }

  @Test func `an agent of one's own is found again once the runs have been read`() {
    let isRead = Mutex(false)
    var sources = SampleLadder.sources()
    let agents = sources.agents
    sources.agents = { isRead.withLock { $0 } ? agents() : nil }
    let id = SampleLadder.agent.entry.choice.id
    var menu = menu(sources: sources) { $0.left = id }
    #expect(!text(menu).contains("night"))
    #expect(menu.root.settings.left == id)
    isRead.withLock { $0 = true }
    menu.run(1)
    #expect(text(menu).contains("▸   night") && text(menu).contains("+3.2 a game"))
    #expect(menu.root.settings.left == id)
  }

  @Test func `a game that a person finishes is kept and counted, others are not`() {
    let kept = Mutex<[FinishedGame]>([])
    let sources = SampleLadder.sources(keep: { game in kept.withLock { $0.append(game) } })
    var menu = menu(sources: sources) { settings in
      settings.points = 1
      settings.speed = .octuple
      settings.left = "atari"
    }
    menu.strike(.enter)
    menu.run(5)
    menu.strike(.character("q"))
    #expect(kept.withLock { $0 }.isEmpty)
    menu.strike(.enter)
    menu.run(1000)
    menu.strike(.character("q"))
    let games = kept.withLock { $0 }
    #expect(games.map(\.opponent) == ["atari"] && games.map(\.points) == [[0, 1]])
    #expect(text(menu).contains("0 : 1"))
    // Programs among themselves are not counted.
    menu.strike(.tab)
    for _ in 0..<3 { menu.strike(.enter) }
    menu.run(1000)
    menu.strike(.character("q"))
    #expect(kept.withLock { $0.count } == 1)
  }

  // MARK: Strength

  @Test func `the nearest to one's strength is marked, and the score to expect is told`() {
    // A little better than 940, and than 1000 by the second game: just below the latter.
    let games = [finishedGame(21, 17, against: "steady"), finishedGame(21, 19)]
    var menu = menu(sources: SampleLadder.sources(games: games)) { $0.points = 11 }
    #expect(text(menu).contains("≈0 Atari's computer") && !text(menu).contains("nearest"))
    type("4", &menu)
    // A champion 700 points above wins 98 % of the points.
    #expect(text(menu).contains("you: 9") && text(menu).contains("expected 0 : 11"))
    type("0", &menu)
    #expect(text(menu).contains("▸≈0 Atari's computer") && text(menu).contains("nearest to you (9"))
    #expect(text(menu).contains("expected 10 : 11"))
    // Of other games the ladder says nothing.
    menu.handle(.key(KeyEvent(.tab, modifiers: .shift)), at: .zero)
    menu.strike(.enter)
    menu.strike(.right)
    menu.strike(.escape)
    #expect(text(menu).contains("nearest to you") && !text(menu).contains("expected"))
  }

  @Test func `without a game that counts, or where none are kept, nothing is said`() {
    for isRating in [true, false] {
      let games = [isRating ? finishedGame(21, 17, against: "random") : finishedGame(21, 17)]
      var sources = SampleLadder.sources(games: games)
      sources.isRating = isRating
      var menu = menu(sources: sources) { settings in
        settings.points = 1
        settings.speed = .octuple
        settings.left = "atari"
      }
      #expect(!text(menu).contains("≈") && !text(menu).contains("expected"))
      menu.strike(.enter)
      menu.run(1000)
      #expect(text(menu).contains("your first rating") == isRating)
      menu.strike(.character("q"))
      #expect(text(menu).contains("≈") == isRating)
    }
  }

  @Test func `another name is another person, with results and a strength of its own`() {
    let kept = Mutex<[FinishedGame]>([])
    var sources = SampleLadder.sources(
      games: [
        finishedGame(21, 17), finishedGame(0, 21, by: "zoe"), finishedGame(1, 21, by: "zoe"),
      ],
      keep: { game in kept.withLock { $0.append(game) } }
    )
    sources.now = { 5 }
    var menu = menu(sources: sources) { settings in
      settings.points = 1
      settings.speed = .octuple
      settings.left = "atari"
    }
    #expect(text(menu).contains("You, on the right") && text(menu).contains("1 : 0"))
    #expect(text(menu).contains("≈0 Atari's"))
    menu.handle(.key(KeyEvent(.tab, modifiers: .shift)), at: .zero)
    menu.strike(.enter)
    menu.strike(.character("5"))
    menu.strike(.enter)
    type("zoe", &menu)
    menu.strike(.enter)
    menu.strike(.escape)
    #expect(text(menu).contains("zoe, on the right") && text(menu).contains("0 : 2"))
    #expect(text(menu).contains("≈1 First steps"))
    menu.strike(.up)
    menu.strike(.enter)
    menu.run(1000)
    #expect(text(menu).contains("zoe") && !text(menu).contains("You"))
    menu.strike(.character("q"))
    #expect(kept.withLock { $0.map(\.name) } == ["zoe"] && kept.withLock { $0[0].ended } == 5)
    #expect(text(menu).contains("0 : 3"))
  }

  @Test(arguments: [("+", "steady"), ("-", nil)])
  func `after a match the next opponent is one key away`(key: Unicode.Scalar, next: String?) {
    var menu = menu { settings in
      settings.points = 1
      settings.speed = .octuple
    }
    menu.strike(.enter)
    menu.run(20_000)
    let dialog = text(menu)
    #expect(dialog.contains("Enter rematch") && dialog.contains("+ harder: Steady"))
    #expect(!dialog.contains("easier"))
    menu.strike(.character(key), at: .seconds(1000))
    menu.run(2)
    if let next {
      #expect(menu.root.settings.left == next)
      #expect(text(menu).contains("Steady") && text(menu).contains("rally"))
      #expect(menu.lines.count == 1)
    } else {
      #expect(menu.root.settings.left == "first-steps" && text(menu).contains("rematch"))
    }
  }
}
