import PongAgents
import Reinforcement
import Testing

@testable import PongInterface

struct ScreenStackTests {
  private func stack(
    catalog: PlayerCatalog = .builtIn,
    hasMatches: Bool = false,
    change: (inout GameSettings) -> Void = { _ in },
    open: @escaping (ScreenRequest) throws -> (any Screen)? = { _ in nil }
  ) -> ScreenStack<MenuScreen> {
    var settings = GameSettings()
    change(&settings)
    let menu = MenuScreen(
      settings: settings,
      catalog: catalog,
      sources: MenuSources(hasMatches: { hasMatches }),
      trainings: [Choice(id: "fast", title: "Fast", detail: "")],
      seed: 1
    )
    var stack = ScreenStack(menu, open: open)
    stack.resize(80, 24)
    return stack
  }

  /// A screen that is left with any key; it notes what it is told.
  private struct Page: Screen {
    struct Failure: Error {}

    var isOverlay = false
    var fails = false
    var isFinished = false
    var size: String = ""
    var resumptions = 0

    mutating func handle(_ event: InputEvent, at time: Duration) {
      if case .resize(let columns, let rows) = event { size = "\(columns)×\(rows)" }
      if case .key = event { isFinished = true }
    }

    mutating func tick(at time: Duration) {}

    func draw(on surface: inout Surface) {
      if !isOverlay { surface.fill(.blank) }
      surface.write(isOverlay ? "over" : "page \(size)", column: 0, row: isOverlay ? 1 : 0)
    }

    mutating func resume(after screen: any Screen) { resumptions += 1 }

    func close() throws -> [String] {
      if fails { throw Failure() }
      return ["closed"]
    }
  }

  @Test func `from the menu to a match, back, and out`() {
    var screen = stack()
    #expect(screen.picture(columns: 80, rows: 24).text.contains("against"))
    screen.strike(.enter)
    screen.run(2)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("rally"))
    screen.strike(.character("c"))
    screen.strike(.character("q"))
    #expect(screen.picture(columns: 80, rows: 24).text.contains("against"))
    #expect(screen.root.settings.theme == .contrast)
    #expect(!screen.isFinished)
    screen.strike(.character("q"))
    #expect(screen.isFinished)
  }

  @Test func `the menu says why somebody cannot play, and stays open`() {
    struct Damaged: Error, CustomStringConvertible { var description = "the file is truncated" }
    var catalog = PlayerCatalog.builtIn
    let choice = Choice(id: "champion", title: "Champion", detail: "Very good")
    catalog.entries.append(.init(choice) { throw Damaged() })
    var screen = stack(catalog: catalog) { $0.left = "champion" }
    screen.strike(.enter)
    screen.run(2)
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(text.contains("the file is truncated") && text.contains("against"))
    screen.strike(.down)
    #expect(!screen.picture(columns: 80, rows: 24).text.contains("truncated"))
    screen.strike(.character("q"))
    #expect(screen.isFinished && screen.lines.isEmpty)
  }

  @Test func `results of several matches are kept, that of an open one too`() throws {
    var screen = stack { $0.points = 1 }
    for _ in 0..<2 {
      screen.strike(.enter)
      screen.run(1000)
      screen.strike(.character("q"))
    }
    #expect(screen.lines == ["atari 1 : 0 human", "atari 1 : 0 human"])
    // A game that has ended counts though its match is not left.
    screen.strike(.enter)
    screen.run(1000)
    screen.strike(.character("c"))
    #expect(try screen.close().count == 3)
    #expect(screen.root.settings.theme == .contrast)
  }

  @Test func `every match has a seed of its own, and speed is the match's`() throws {
    var seeds: Set<[String]> = []
    for games in 1...2 {
      var screen = stack { settings in
        settings.left = "random"
        settings.right = "random"
      }
      for game in 1...games {
        // Who is watched on the left, and who on the right.
        for _ in 0..<3 { screen.strike(.enter) }
        if game < games { screen.strike(.character("q")) }
      }
      screen.strike(.character("+"))
      screen.run(600)
      seeds.insert(screen.picture(columns: 80, rows: 24).lines)
      screen.strike(.character("q"))
      #expect(screen.root.settings.speed == .normal)
    }
    #expect(seeds.count == 2)
  }

  @Test func `a rival is offered where there are matches, and opened without more questions`() {
    var requests: [ScreenRequest] = []
    func trainings(_ hasMatches: Bool) -> ScreenStack<MenuScreen> {
      var screen = stack(
        hasMatches: hasMatches,
        open: { request in
          requests.append(request)
          return Page()
        }
      )
      for key in [.tab, .tab, .enter] as [Key] { screen.strike(key) }
      return screen
    }
    #expect(!trainings(false).picture(columns: 80, rows: 24).text.contains("Rival"))
    var screen = trainings(true)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Rival"))
    screen.strike(.down)
    screen.strike(.enter)
    #expect(requests == [.rival(settings: GameSettings(), seed: 1)])
  }

  @Test func `a screen that comes up is told the size, and the menu what was chosen`() throws {
    var requests: [ScreenRequest] = []
    var screen = stack(open: { request in
      requests.append(request)
      return Page()
    })
    screen.strike(.tab)
    screen.strike(.tab)
    screen.strike(.enter)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("What shall learn?"))
    // The menu is still there around the list.
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Enter train"))
    screen.strike(.enter)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Until when?"))
    screen.resize(90, 30)
    screen.strike(.enter)
    #expect(screen.picture(columns: 90, rows: 30).text.hasPrefix("page 90×30"))
    let rule = StopRule(reward: 0)
    #expect(requests == [.train("fast", until: rule, settings: GameSettings(), seed: 1)])
    screen.resize(100, 31)
    screen.strike(.enter)
    #expect(screen.lines == ["closed"])
    let menu = MenuScreen(settings: GameSettings(), catalog: .builtIn)
    var fresh = ScreenStack(menu)
    fresh.resize(100, 31)
    fresh.strike(.tab)
    fresh.strike(.tab)
    #expect(screen.picture(columns: 100, rows: 31) == fresh.picture(columns: 100, rows: 31))
  }

  @Test func `what cannot be opened or closed ends everything, and is told`() {
    var screen = stack(open: { _ in throw Page.Failure() })
    screen.strike(.tab)
    screen.strike(.tab)
    for _ in 0..<3 { screen.strike(.enter) }
    #expect(screen.isFinished)
    #expect(throws: Page.Failure.self) { try screen.close() }

    var closing = stack(open: { _ in Page(fails: true) })
    closing.strike(.tab)
    closing.strike(.tab)
    for _ in 0..<3 { closing.strike(.enter) }
    #expect(!closing.isFinished)
    closing.strike(.character("x"))
    #expect(closing.isFinished)
    #expect(throws: Page.Failure.self) { try closing.close() }
  }

  @Test func `an overlay is drawn over the screen below, which comes up after it`() throws {
    var screen = stack(open: { _ in Page(isOverlay: true) })
    screen.strike(.tab)
    screen.strike(.tab)
    for _ in 0..<3 { screen.strike(.enter) }
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(text.contains("over"))
    #expect(text.contains("against"))
    #expect(try screen.close() == ["closed"])
    #expect(!screen.picture(columns: 80, rows: 24).text.contains("over"))
  }
}
