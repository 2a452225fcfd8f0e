import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct MatchScreenTests {
  func screen(
    left: String = "atari",
    right: String = "human",
    columns: Int = 80,
    rows: Int = 24,
    change: (inout GameSettings) -> Void = { _ in }
  ) throws -> MatchScreen {
    var settings = GameSettings()
    settings.left = left
    settings.right = right
    change(&settings)
    var screen = MatchScreen(
      try #require(try MatchSession(settings: settings, catalog: .builtIn, seed: 1))
    )
    screen.resize(columns, rows)
    return screen
  }

  // MARK: Pictures

  @Test(arguments: [
    (80, 24), (120, 40), (100, 30), (40, 16), (40, 12), (36, 8), (20, 5), (1, 1), (200, 60),
  ])
  func `looks as kept at every size`(columns: Int, rows: Int) throws {
    var screen = try screen(left: "follower", right: "atari", columns: columns, rows: rows)
    screen.run(400)
    try expectSnapshot(
      screen.picture(columns: columns, rows: rows),
      "match-\(columns)x\(rows)"
    )
  }

  @Test func `looks as kept in ASCII, in monochrome and in quarter blocks`() throws {
    for (name, glyphs, theme) in [
      ("ascii", GlyphSet.ascii, Theme.Name.mono), ("mono", .half, .mono),
      ("quarter", .quarter, .atari),
    ] {
      var screen = try screen(left: "follower", right: "atari") { settings in
        settings.glyphs = glyphs
        settings.theme = theme
      }
      screen.run(400)
      try expectSnapshot(screen.picture(columns: 80, rows: 24), "match-\(name)")
    }
  }

  @Test func `shows a serve, a pause, the keys and the end`() throws {
    var screen = ScreenStack(try screen { $0.points = 1 })
    screen.resize(80, 24)
    screen.run(10)
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "match-serve")
    screen.strike(.character("p"))
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "match-paused")
    screen.strike(.character("?"))
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "match-help")
    screen.strike(.enter)
    screen.strike(.character("p"))
    screen.run(2000, from: 10)
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "match-over")
  }

  @Test func `a screen of any size can be drawn, and a huge one is filled`() throws {
    var screen = try screen(left: "follower", right: "random")
    for (columns, rows) in [(0, 0), (1, 1), (39, 16), (40, 15), (41, 200), (500, 16), (500, 200)] {
      screen.resize(columns, rows)
      screen.run(3)
      _ = screen.picture(columns: columns, rows: rows)
    }
    let layout = try #require(screen.layout)
    #expect(layout.court.rows > 150)
    #expect(layout.court.columns > 450)
    let lines = screen.picture(columns: 500, rows: 200).lines
    #expect(lines[layout.court.row].contains("████"))
  }

  @Test func `drawing changes nothing`() throws {
    var drawn = try screen(left: "follower", right: "random")
    var undrawn = drawn
    for frame in 0..<1500 {
      let time = Duration.milliseconds(frame * 17)
      drawn.tick(at: time)
      undrawn.tick(at: time)
      _ = drawn.picture(columns: 80, rows: 24)
    }
    #expect(drawn.session.match.game == undrawn.session.match.game)
  }

  @Test func `a key changes the colours of all that is drawn, and says so for two seconds`() throws
  {
    var screen = try screen(left: "follower", right: "random")
    screen.run(5)
    screen.strike(.character("c"), at: .milliseconds(100))
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Colours: High contrast"))
    var other = try self.screen(left: "follower", right: "random") { $0.theme = .contrast }
    other.run(5)
    screen.tick(at: .milliseconds(2099))
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Colours: High contrast"))
    screen.tick(at: .milliseconds(2100))
    other.run(2, from: 5)
    #expect(screen.picture(columns: 80, rows: 24) == other.picture(columns: 80, rows: 24))
  }

  @Test func `the keys that are shown lead where the match was opened from`() throws {
    for (exit, hint) in [(MatchScreen.Exit.menu, "back to the menu"), (.shell, "quit")] {
      let session = try MatchSession(settings: GameSettings(), catalog: .builtIn, seed: 1)
      var screen = ScreenStack(MatchScreen(try #require(session), exit: exit))
      screen.resize(80, 24)
      screen.strike(.character("?"))
      let text = screen.picture(columns: 80, rows: 24).text
      #expect(text.contains("q Esc") && text.contains(hint))
      #expect(text.contains("back to the menu") == (exit == .menu))
    }
  }

  // MARK: Time

  @Test func `too small a screen stops the game, and a person goes on by hand`() throws {
    var screen = try screen(columns: 20, rows: 5)
    let start = screen.session.match.game
    screen.run(100)
    #expect(screen.session.match.game == start)
    screen.resize(80, 24)
    screen.run(100)
    #expect(screen.session.match.game == start)
    screen.strike(.enter)
    screen.run(1)
    #expect(screen.session.match.game != start)

    var bots = try self.screen(left: "follower", right: "random", columns: 20, rows: 5)
    let botsStart = bots.session.match.game
    bots.run(100)
    #expect(bots.session.match.game == botsStart)
    bots.resize(80, 24)
    bots.run(1)
    #expect(bots.session.match.game != botsStart)
  }

  @Test func `losing the keyboard or being suspended pauses people's games only`() throws {
    for event in [InputEvent.focus(false), .resumed] {
      var screen = try screen()
      screen.handle(event, at: .zero)
      #expect(!screen.session.isRunning)
      var bots = try self.screen(left: "follower", right: "random")
      bots.handle(event, at: .zero)
      #expect(bots.session.isRunning)
    }
  }

  @Test func `speed changes how many frames a tick plays`() throws {
    for (keys, frames) in [("", 80), ("+", 160), ("++", 320), ("+++", 640), ("-", 40), ("--", 20)] {
      var screen = try screen(left: "follower", right: "random")
      for key in keys.unicodeScalars {
        screen.strike(.character(key))
      }
      screen.run(80)
      var match = try #require(
        try MatchSession(settings: screen.settings, catalog: .builtIn, seed: 1)
      ).match
      for _ in 0..<frames {
        _ = match.step()
      }
      #expect(screen.session.match.game == match.game, "\(keys)")
    }
  }

  @Test func `two strokes of minus are slow motion, and 0 goes back`() throws {
    var screen = try screen()
    screen.strike(.character("-"))
    screen.strike(.character("-"), at: .seconds(1))
    #expect(screen.settings.speed == .quarter)
    screen.strike(.character("0"), at: .seconds(2))
    #expect(screen.settings.speed == .normal)
  }

  @Test func `a full stop plays one frame and hides nothing`() throws {
    var screen = try screen(left: "follower", right: "random")
    screen.run(5)
    let tick = screen.session.match.game.tick
    screen.strike(.character("."))
    screen.strike(.character("."))
    screen.run(20, from: 5)
    #expect(screen.session.match.game.tick == tick &+ 2)
    #expect(!screen.picture(columns: 80, rows: 24).text.contains("Paused"))
    screen.strike(.character("p"))
    #expect(screen.session.isRunning)
  }

  // MARK: Rallies without end

  @Test func `Page Down plays on unseen to the next point, every frame of it`() throws {
    var hurried = try screen(left: "atari", right: "random")
    var watched = try screen(left: "atari", right: "random")
    hurried.run(100)
    watched.run(100)
    hurried.strike(.pageDown)
    for frame in 100..<200 where hurried.session.tally.scores == (0, 0) {
      hurried.run(1, from: frame)
    }
    for frame in 100..<5000 where watched.session.tally.scores == (0, 0) {
      watched.run(1, from: frame)
    }
    #expect(hurried.session.tally.scores == watched.session.tally.scores)
    #expect(hurried.session.match.game == watched.session.match.game)
    #expect(!hurried.session.pace.isHurrying)
    hurried.run(1, from: 300)
    watched.run(1, from: 5000)
    #expect(hurried.session.match.game == watched.session.match.game)
    // Who plays must see the ball.
    var person = try screen()
    person.run(100)
    person.strike(.pageDown)
    #expect(!person.session.pace.isHurrying)
  }

  @Test func `more than a thousand hits are announced, with the key that plays on`() throws {
    var screen = try screen(left: "follower", right: "atari")
    screen.session.tally.rally = 1000
    screen.run(1)
    #expect(!screen.picture(columns: 80, rows: 24).text.contains("hits"))
    screen.session.tally.rally = 1001
    for columns in [40, 80, 200] {
      screen.resize(columns, 24)
      let text = screen.picture(columns: columns, rows: 24).text
      #expect(text.contains("1001 hits: PgDn plays it to its end"))
    }
    var person = try self.screen()
    person.session.tally.rally = 5000
    #expect(!person.picture(columns: 80, rows: 24).text.contains("hits"))
  }

  // MARK: The bell

  @Test func `hits and points ring the bell, if it is wanted`() throws {
    for rings in [false, true] {
      var screen = try screen(left: "atari", right: "follower") { $0.rings = rings }
      var count = 0
      for frame in 0..<1500 {
        screen.run(1, from: frame)
        let (first, second) = (screen.takeBell(), screen.takeBell())
        if first { count += 1 }
        #expect(!second)
      }
      #expect(rings ? count > 5 : count == 0)
    }
  }

  // MARK: Two people

  @Test func `two people review their game from either side`() throws {
    var screen = ScreenStack(try screen(left: "human", right: "human") { $0.points = 2 })
    screen.resize(80, 24)
    screen.run(4000)
    let over = screen.picture(columns: 80, rows: 24).text
    #expect(over.contains("wins") && over.contains("v review"))
    screen.strike(.character("v"), at: .seconds(70))
    let right = screen.picture(columns: 80, rows: 24).text
    #expect(right.contains("b other side"))
    #expect(!right.contains("drill") && !right.contains("rival"))
    screen.strike(.character("b"), at: .seconds(71))
    let left = screen.picture(columns: 80, rows: 24).text
    #expect(left != right && (left + right).contains("where points were lost"))
    screen.strike(.character("b"), at: .seconds(72))
    #expect(screen.picture(columns: 80, rows: 24).text == right)
  }

  // MARK: Ends

  @Test func `the end is kept as a result, and Enter plays again`() throws {
    var screen = try screen { $0.points = 2 }
    screen.run(3000)
    #expect(screen.session.match.isOver)
    #expect(screen.session.results.map(\.line) == ["atari 2 : 0 human"])
    screen.strike(.enter)
    #expect(!screen.session.match.isOver)
    #expect(screen.session.result.line == "atari 0 : 0 human, unfinished")
    screen.run(3000)
    #expect(screen.session.results.count == 2)
  }

  @Test func `the console's time-out is said, with the score as it was`() throws {
    var screen = try screen(left: "human", right: "human")
    // Two people who meet the ball in the middle of the bat never miss it.
    for frame in 0..<66_000 where screen.session.match.game.isPlaying {
      let game = screen.session.match.game
      if game.ballIsVisible {
        for index in screen.session.controls.indices {
          let knob = Paddle.resistance(forRegister: Int(game.ballY) - 6)
          screen.session.controls[index].point(at: knob)
        }
      }
      screen.run(1, from: frame)
    }
    #expect(screen.session.result.line == "human 0 : 0 human, given up after 18 minutes")
    #expect(screen.session.results == [screen.session.result])
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Time is up"))
  }

  /// A person's game in which a point has been played.
  private func begun() throws -> MatchScreen {
    var screen = try screen()
    for frame in 0..<2000 where screen.session.tally.scores == (0, 0) {
      screen.run(1, from: frame)
    }
    #expect(screen.session.tally.scores == (1, 0))
    return screen
  }

  @Test func `in the middle of a game q asks, and Enter or Escape goes on`() throws {
    for answer in [Key.enter, .escape, .character(" "), .character("p")] {
      var screen = try begun()
      screen.strike(.character("q"), at: .seconds(40))
      #expect(!screen.isFinished && !screen.session.isRunning)
      let text = screen.picture(columns: 80, rows: 24).text
      #expect(text.contains("Leave the match?") && text.contains("Enter go on  q quit"))
      screen.strike(answer, at: .seconds(42))
      #expect(!screen.isFinished && screen.session.isRunning, "\(answer)")
      screen.strike(.character("q"), at: .seconds(44))
      screen.strike(.character("q"), at: .seconds(46))
      #expect(screen.isFinished)
    }
  }

  @Test func `a held q asks only, and one in a pause or a single frame asks where nothing has`()
    throws
  {
    var screen = try begun()
    for repetition in 0..<20 {
      screen.strike(.character("q"), at: .seconds(40) + .milliseconds(33 * repetition))
    }
    #expect(!screen.isFinished && screen.session.pace.pause == .leaving)
    var stepping = try begun()
    stepping.strike(.character("."), at: .seconds(40))
    stepping.strike(.character("q"), at: .seconds(41))
    #expect(!stepping.isFinished && stepping.session.isWaiting)
    // The box of a pause offers to leave: that is question enough.
    var paused = try begun()
    paused.strike(.character("p"), at: .seconds(40))
    paused.strike(.character("q"), at: .seconds(41))
    #expect(paused.isFinished)
  }

  @Test func `nobody is asked before the first point, after the end, or who only watches`() throws {
    var first = try screen()
    first.run(30)
    first.strike(.character("q"), at: .seconds(1))
    #expect(first.isFinished)
    var over = try screen { $0.points = 1 }
    over.run(3000)
    #expect(over.session.match.isOver)
    over.strike(.character("q"), at: .seconds(60))
    #expect(over.isFinished)
    var bots = try screen(left: "atari", right: "random")
    bots.run(1000)
    #expect(bots.session.tally.scores != (0, 0))
    bots.strike(.character("q"), at: .seconds(20))
    #expect(bots.isFinished)
  }

  @Test func `q leaves at once, Escape leaves a person's game by way of the pause`() throws {
    var screen = try screen()
    screen.strike(.escape)
    #expect(!screen.isFinished)
    #expect(!screen.session.isRunning)
    screen.strike(.escape, at: .seconds(1))
    #expect(screen.isFinished)

    var other = try self.screen()
    other.strike(.character("q"))
    #expect(other.isFinished)

    var bots = try self.screen(left: "follower", right: "random")
    bots.strike(.escape)
    #expect(bots.isFinished)
  }

  @Test func `a game with points is started anew only when asked twice`() throws {
    var screen = try screen()
    screen.run(1200)
    #expect(screen.session.result.leftScore > 0)
    screen.strike(.character("r"), at: .seconds(20))
    #expect(screen.session.result.leftScore > 0)
    screen.strike(.character("r"), at: .seconds(21))
    #expect(screen.session.result.leftScore == 0)
    #expect(screen.session.result.gameNumber == 2)
  }

  @Test func `nothing of a game is left in the next`() throws {
    var screen = try screen(left: "follower", right: "atari") { settings in
      settings.points = 1
      settings.speed = .maximum
    }
    let layout = try #require(screen.layout)
    /// Scores and status, as they look.
    func around(_ screen: MatchScreen) -> [Cell] {
      let picture = screen.picture(columns: 80, rows: 24)
      return [layout.header, layout.status].flatMap { frame in
        frame.rowRange.flatMap { row in frame.columnRange.map { picture[$0, row] } }
      }
    }
    let start = around(screen)
    for frame in 0..<3000 where !screen.session.match.isOver { screen.run(1, from: frame) }
    #expect(screen.session.match.isOver && around(screen) != start)
    #expect(!screen.picture(columns: 80, rows: 24).text.contains("longest 0"))
    screen.strike(.enter, at: .seconds(60))
    #expect(around(screen) == start)
    // Twice as asked in the first game, once more in the second.
    var person = try self.screen()
    person.run(1200)
    person.strike(.character("r"), at: .seconds(20))
    person.strike(.character("r"), at: .seconds(21))
    #expect(person.session.result.gameNumber == 2)
    person.run(1200, from: 1260)
    let score = person.session.result.leftScore
    person.strike(.character("r"), at: .seconds(45))
    #expect(score > 0 && person.session.result.leftScore == score)
  }

  @Test func `frames asked for one by one are not for the next game`() throws {
    var screen = try screen(left: "follower", right: "random") { $0.speed = .octuple }
    for _ in 0..<5 { screen.strike(.character(".")) }
    screen.strike(.character("r"))
    let tick = screen.session.match.game.tick
    screen.run(3)
    #expect(screen.session.match.game.tick == tick &+ 24)
  }

  @Test func `two of a kind do not make the same moves`() throws {
    var screen = try screen(left: "random", right: "random")
    var differences = 0
    for frame in 0..<120 {
      screen.run(1, from: frame)
      let game = screen.session.match.game
      if game.leftPaddle.resistance != game.rightPaddle.resistance { differences += 1 }
    }
    #expect(differences > 20)
  }

  @Test func `a pause lets go of a bat that goes on by itself`() throws {
    for way in [[Key.character("p"), .character("p")], [.escape, .enter]] {
      var screen = try screen { $0.input = .toggle }
      screen.strike(.up)
      screen.run(6)
      #expect(screen.session.match.game.rightPaddle.resistance < Paddle.centre)
      screen.strike(way[0], at: .seconds(1))
      screen.strike(way[1], at: .seconds(3))
      #expect(screen.session.isRunning)
      screen.run(1, from: 181)
      let held = screen.session.match.game.rightPaddle.resistance
      screen.run(6, from: 182)
      #expect(screen.session.match.game.rightPaddle.resistance == held)
    }
  }

  // MARK: Keys

  @Test func `a key that repeats because it is held is struck once`() throws {
    var screen = try screen()
    screen.run(1200)
    let repeats = (0..<60).map { Duration.milliseconds(20_600 + 33 * $0) }
    for time in [.seconds(20)] + repeats {
      screen.tick(at: time)
      screen.strike(.character("r"), at: time)
      #expect(screen.session.result.leftScore > 0)
    }
    screen.strike(.character("p"), at: .seconds(30))
    for time in repeats {
      screen.strike(.character("p"), at: time + .milliseconds(9433))
    }
    #expect(!screen.session.isRunning)
    screen.strike(.character("p"), at: .seconds(40))
    #expect(screen.session.isRunning)
  }

  @Test func `a key at a paddle's place is no command while the game runs`() throws {
    let minus = KeyEvent(.character("-"), baseKey: .character("w"))
    var screen = try screen()
    screen.handle(.key(minus), at: .zero)
    screen.run(6)
    #expect(screen.settings.speed == .normal)
    #expect(screen.session.match.game.rightPaddle.resistance < Paddle.centre)

    var bots = try self.screen(left: "follower", right: "random")
    bots.handle(.key(minus), at: .zero)
    #expect(bots.settings.speed == .half)
  }

  @Test func `commands are found on keyboards without Latin letters`() throws {
    var screen = try screen()
    screen.handle(.key(KeyEvent(.character("з"), baseKey: .character("p"))), at: .zero)
    #expect(!screen.session.isRunning)
    screen.handle(.key(KeyEvent(.character("й"), baseKey: .character("q"))), at: .zero)
    #expect(screen.isFinished)
  }

  @Test func `what is struck while the keys are shown does nothing later`() throws {
    var screen = ScreenStack(try screen())
    screen.resize(80, 24)
    screen.handle(.key(KeyEvent(.tab, phase: .release)), at: .zero)
    screen.strike(.character("?"))
    #expect(!screen.root.session.isRunning)
    let game = screen.root.session.match.game
    screen.run(6)
    #expect(screen.root.session.match.game == game)
    screen.strike(.up)
    screen.strike(.character(" "))
    #expect(screen.root.session.isRunning)
    screen.run(6)
    #expect(screen.root.session.match.game.rightPaddle.resistance == Paddle.centre)
    #expect(!screen.root.session.match.game.rightPaddle.fire)
  }
}
