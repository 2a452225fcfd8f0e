import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct ReviewScreenTests {
  private func screen(
    _ track: ReplayTrack? = nil,
    side: Side = .right,
    columns: Int = 80,
    rows: Int = 24,
    settings: GameSettings = GameSettings()
  ) throws -> ReviewScreen {
    var offers = ReviewScreen.Offers()
    offers.hasRematch = true
    offers.stronger = Choice(id: "quick", title: "Quick", detail: "")
    offers.weaker = Choice(id: "wobbly", title: "Wobbly", detail: "")
    offers.opponent = .player(StillPlayer())
    offers.out = "menu"
    let track = try track ?? ReviewSample.track(side: side)
    var screen = ReviewScreen(track, side: side, settings: settings, offers: offers)
    screen.resize(columns, rows)
    screen.run(60)
    return screen
  }

  @Test(arguments: [(36, 6), (40, 12), (80, 24), (120, 40), (200, 60)])
  func `shows on a screen of any size what matters first`(columns: Int, rows: Int) throws {
    let screen = try screen(columns: columns, rows: rows)
    let picture = screen.picture(columns: columns, rows: rows)
    try expectSnapshot(picture, "review-\(columns)x\(rows)")
    // Score, a cause and the way on are seen on the smallest.
    #expect(picture.text.contains(" : ") && picture.text.contains("lost 2"))
    #expect(picture.text.contains("Enter rematch") && picture.text.contains("q menu"))
  }

  @Test func `reads in ASCII and without colours, from the left too`() throws {
    var settings = GameSettings()
    settings.glyphs = .ascii
    settings.theme = .mono
    let screen = try screen(side: .left, settings: settings)
    let picture = screen.picture(columns: 80, rows: 24)
    let lines = picture.plainLines(usesUnicode: false)
    #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) && !$0.contains("?k") })
    try expectSnapshot(picture, "review-ascii")
  }

  @Test func `screens of no size and of every theme are drawn`() throws {
    for theme in Theme.Name.allCases {
      var settings = GameSettings()
      settings.theme = theme
      var screen = try screen(try ReviewSample.track(points: 1), settings: settings)
      for (columns, rows) in [(0, 0), (1, 1), (35, 6), (36, 5), (37, 7), (64, 20), (500, 9)] {
        screen.resize(columns, rows)
        _ = screen.picture(columns: columns, rows: rows)
      }
    }
  }

  @Test func `keys choose what comes next`() throws {
    let track = try ReviewSample.track(points: 3)
    for (key, outcome) in [
      (Key.enter, ReviewScreen.Outcome.rematch), (.character("r"), .rematch),
      (.character("+"), .stronger), (.character("-"), .weaker), (.character("q"), .home),
      (.escape, .home),
    ] {
      var screen = try screen(track)
      screen.strike(key, at: .seconds(2))
      #expect(screen.outcome == outcome)
    }
    var bare = ReviewScreen(track, side: .right, settings: GameSettings())
    for key in [Key.character("+"), .character("-"), .character("d"), .character("r")] {
      bare.strike(key)
      #expect(!bare.isFinished && bare.takeNavigation() == nil)
    }
  }

  @Test func `lost points are gone through, and Escape leaves them first`() throws {
    var screen = try screen()
    let count = screen.lost.count
    #expect(count > 3 && screen.selected == nil)
    screen.strike(.down)
    screen.strike(.down)
    #expect(screen.selected == 1)
    let point = screen.lost[1]
    let line = "▸ point " + "\(point.number)".leftPadded(to: 2)
    #expect(screen.picture(columns: 80, rows: 24).text.contains(line))
    screen.strike(.end)
    #expect(screen.selected == count - 1)
    screen.strike(.down)
    #expect(screen.selected == nil)
    screen.strike(.up)
    #expect(screen.selected == count - 1)
    screen.strike(.escape, at: .seconds(1))
    #expect(screen.selected == nil && !screen.isFinished)
    screen.strike(.escape, at: .seconds(2))
    #expect(screen.outcome == .home)
  }

  @Test func `a lost point is seen again, or drilled first`() throws {
    for (key, isReplay) in [(Key.enter, true), (.character("v"), true), (.character("d"), false)] {
      var screen = try screen()
      screen.strike(.down)
      screen.strike(.down)
      screen.strike(key, at: .seconds(1))
      let start = try #require(screen.selectedPoint?.loss).drillStart
      guard case .push(let opened) = screen.takeNavigation() else {
        Issue.record("nothing was opened")
        continue
      }
      if isReplay {
        #expect((opened as? ReplayScreen)?.frame == start)
      } else {
        let drill = try #require(opened as? DrillScreen)
        #expect(drill.point?.number == screen.selectedPoint?.number)
        #expect(drill.session.match.game == screen.track.games[start])
      }
    }
  }

  @Test func `a rival is offered where it has matches to learn from`() throws {
    var settings = GameSettings()
    settings.points = 1
    settings.speed = .octuple
    for isKept in [true, false] {
      var session = try #require(try MatchSession(settings: settings, catalog: .builtIn, seed: 1))
      if isKept { session.keepReplays(seed: 7) { _ in } }
      var match = MatchScreen(session)
      match.resize(80, 24)
      match.run(400)
      guard case .push(var review as ReviewScreen) = match.takeNavigation() else {
        Issue.record("no review")
        continue
      }
      review.resize(120, 24)
      let text = review.picture(columns: 120, rows: 24).text
      #expect(text.contains("l train a rival") == isKept)
      review.strike(.character("l"), at: .seconds(1))
      guard case .open(.rival(_, let seed))? = review.takeNavigation() else {
        #expect(!isKept)
        continue
      }
      #expect(isKept && seed == 7)
    }
  }

  @Test func `arrows that were meant for the bat select nothing`() throws {
    var screen = ReviewScreen(
      try ReviewSample.track(points: 3),
      side: .right,
      settings: GameSettings()
    )
    screen.resize(80, 24)
    screen.run(10)
    screen.strike(.down)
    #expect(screen.selected == nil)
  }

  @Test func `the mouse selects a point and presses buttons`() throws {
    var screen = try screen()
    let picture = screen.picture(columns: 80, rows: 24)
    let row = try #require(picture.place(of: "point  "))
    screen.handle(.mouse(MouseEvent(.press, column: row.column, row: row.row)), at: .zero)
    #expect(screen.selected == 0)
    let button = try #require(picture.place(of: "q menu"))
    // With a point selected the buttons are others.
    screen.strike(.escape, at: .seconds(1))
    screen.handle(.mouse(MouseEvent(.press, column: button.column, row: button.row)), at: .zero)
    #expect(screen.outcome == .home)
  }

  @Test func `after a match comes its review, and from there a rematch`() throws {
    var settings = GameSettings()
    settings.points = 1
    settings.speed = .octuple
    settings.keepsMatches = false
    let session = try #require(
      try MatchSession(settings: settings, catalog: .builtIn, seed: 1)
    )
    var stack = ScreenStack(MatchScreen(session))
    stack.resize(80, 24)
    stack.run(400)
    #expect(stack.picture(columns: 80, rows: 24).text.contains("Atari wins"))
    #expect(stack.picture(columns: 80, rows: 24).text.contains("could be reached: stayed "))
    stack.strike(.enter, at: .seconds(20))
    #expect(!stack.root.session.match.isOver && stack.root.session.result.gameNumber == 2)
    stack.run(400)
    stack.strike(.character("d"), at: .seconds(30))
    #expect(stack.picture(columns: 80, rows: 24).text.contains("0 of 1 won"))
    stack.strike(.character("q"), at: .seconds(31))
    stack.strike(.character("q"), at: .seconds(32))
    #expect(stack.isFinished)
  }
}
