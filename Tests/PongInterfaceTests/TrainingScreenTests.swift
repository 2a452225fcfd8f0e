import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Randomness
import Reinforcement
import Testing

@testable import PongInterface

struct TrainingScreenTests {
  /// A small policy whose weights follow from `seed`.
  private func policy(_ seed: UInt64) -> PongPolicy {
    SamplePolicy.make(hidden: 4, seed: seed) { network, _ in
      // Sure of itself, so that other weights are another way to play.
      for index in network.parameters.elements.indices { network.parameters.elements[index] *= 30 }
    }
  }

  private func aged(_ seconds: Double) throws -> PolicySnapshot {
    PolicySnapshot(
      seconds: seconds,
      episodes: Int(200 * seconds),
      policy: policy(UInt64(seconds * 10))
    )
  }

  private func screen(
    _ columns: Int = 120,
    _ rows: Int = 40,
    stopRule: StopRule = StopRule(reward: 0),
    change: (inout GameSettings) -> Void = { _ in }
  ) throws -> TrainingScreen {
    var settings = GameSettings()
    change(&settings)
    let setup = TrainingSetup(
      name: "article",
      environment: .pongV0,
      stopRule: stopRule,
      initialSnapshot: try aged(0),
      seed: 7,
      references: [.article]
    )
    var screen = TrainingScreen(setup: setup, settings: settings)
    screen.resize(columns, rows)
    return screen
  }

  /// What a learner could tell after twelve seconds.
  private func report() throws -> TrainingReport {
    var report = TrainingReport()
    report.events = (1...300).map { index in
      let running = -20.5 + Double(index) / 20
      var event = TrainingEvent()
      event.episodes = 10 * index
      event.agentSteps = 40_000 * index
      event.seconds = Double(index) / 25
      event.reward = running + Double(index * 7919 % 13) - 6
      event.runningReward = running
      return event
    }
    report.latest.episodes = 3000
    report.latest.agentSteps = 12_000_000
    report.latest.seconds = 12
    report.latest.stepsPerSecond = 1_000_000
    report.latest.runningReward = -5.5
    report.latest.meanReward = -4.25
    report.latest.bestReward = -4
    var terms = LossTerms()
    terms.entropy = 0.3125
    terms.policy = -0.0125
    terms.accuracy = 0.875
    report.latest.terms = terms
    report.latest.gradientNorm = 0.02
    report.latest.episodeLength = 5120
    report.savedSeconds = 10
    report.ages = try [0, 1, 2, 5, 10].map(aged)
    report.milestones = [(10.1, .saved), (11.5, .best(-4))]
    return report
  }

  // MARK: Pictures

  @Test(arguments: [(80, 24), (100, 30), (120, 40), (200, 60), (60, 24), (20, 5), (1, 1)])
  func `looks as kept at every size`(columns: Int, rows: Int) throws {
    var screen = try screen(columns, rows)
    screen.take(try report())
    screen.run(180)
    try expectSnapshot(
      screen.picture(columns: columns, rows: rows),
      "training-\(columns)x\(rows)"
    )
  }

  @Test func `looks as kept in ASCII and in monochrome`() throws {
    for (name, glyphs) in [("ascii", GlyphSet.ascii), ("mono", .half)] {
      var screen = try screen(80, 24) { settings in
        settings.glyphs = glyphs
        settings.theme = .mono
      }
      screen.take(try report())
      screen.run(180)
      try expectSnapshot(screen.picture(columns: 80, rows: 24), "training-\(name)")
    }
  }

  @Test func `shows its keys, the question before the end, and the end`() throws {
    var screen = try screen(80, 24)
    screen.take(try report())
    screen.run(6)
    screen.strike(.character("?"))
    var help = try Opened(by: &screen, columns: 80, rows: 24)
    try expectSnapshot(help.picture, "training-help")
    help.strike(.enter, &screen)
    screen.strike(.character("q"))
    var question = try Opened(by: &screen, columns: 80, rows: 24)
    try expectSnapshot(question.picture, "training-stop")
    question.strike(.escape, &screen)
    expectRequests([], of: &screen)
    var last = try report()
    last.events = []
    last.state = .ended(.goal)
    last.milestones = [(12, .goal(0.03))]
    screen.take(last)
    screen.run(6)
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "training-goal")
    #expect(!screen.isFinished)
    screen.strike(.character("q"))
    #expect(screen.isFinished)
  }

  @Test func `can be drawn at any size, in all colours and characters`() throws {
    for theme in Theme.Name.allCases {
      for glyphs in GlyphSet.allCases {
        var screen = try screen { settings in
          settings.theme = theme
          settings.glyphs = glyphs
        }
        screen.take(try report())
        for (columns, rows) in [
          (0, 0), (1, 1), (20, 5), (39, 16), (40, 15), (40, 16), (77, 16), (78, 16),
        ] {
          screen.resize(columns, rows)
          for _ in TrainingPanels.allCases {
            screen.run(7)
            _ = screen.picture(columns: columns, rows: rows)
            screen.strike(.character("v"), at: .seconds(1))
            screen.strike(.character("x"), at: .seconds(1))
          }
        }
      }
    }
  }

  @Test func `fills a huge screen`() throws {
    var screen = try screen(500, 200)
    screen.take(try report())
    screen.run(12)
    let lines = screen.picture(columns: 500, rows: 200).lines
    #expect(lines[try #require(screen.place).court.row].contains("█"))
    #expect(try #require(screen.place).court.columns > 300)
    #expect(screen.picture.columns == 120)
  }

  @Test func `drawing changes nothing`() throws {
    var (one, other) = (try screen(), try screen())
    for _ in 0..<300 {
      one.run(1)
      _ = one.picture(columns: 120, rows: 40)
      other.run(1)
    }
    #expect(one.session.match.game == other.session.match.game)
  }

  @Test func `another size is drawn anew at once`() throws {
    var screen = try screen()
    screen.take(try report())
    screen.run(6)
    screen.resize(80, 24)
    var other = try self.screen(80, 24)
    other.take(try report())
    other.run(6)
    #expect(screen.picture(columns: 80, rows: 24) == other.picture(columns: 80, rows: 24))
  }

  @Test func `a notice is shown for two seconds, and what has happened stays in its order`() throws
  {
    var screen = try screen()
    var first = try report()
    first.milestones = [(1, .saved), (2, .best(-20))]
    screen.take(first)
    var second = try report()
    second.milestones = [(3, .best(-19))]
    screen.take(second)
    screen.strike(.character("c"))
    screen.run(6)
    let text = screen.picture(columns: 120, rows: 40).text
    #expect(text.contains("Colours: "))
    let events = ["1.0 s  saved", "2.0 s  new best", "3.0 s  new best"]
    let places = events.compactMap { text.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 3 && places == places.sorted())
    screen.run(1, from: 121)
    #expect(!screen.picture(columns: 120, rows: 40).text.contains("Colours: "))
  }

  @Test func `Escape goes on learning`() throws {
    var screen = try screen()
    screen.strike(.character("q"))
    var question = try Opened(by: &screen, columns: 120, rows: 40)
    #expect(question.picture.text.contains("Stop training?"))
    question.strike(.escape, &screen)
    #expect(screen.dialog == nil)
    expectRequests([], of: &screen)
    screen.strike(.character("p"), at: .seconds(1))
    expectRequests([.pause], of: &screen)
  }

  @Test func `a game that nobody plays is followed by the next`() throws {
    var screen = try screen()
    for second in 0..<4 { screen.strike(.character("+"), at: .seconds(second)) }
    var frame = 240
    while !screen.session.match.isOver, frame < 20_000 {
      screen.run(1, from: frame)
      frame += 1
    }
    #expect(screen.session.match.isOver)
    screen.run(61, from: frame)
    #expect(!screen.session.match.isOver)
  }

  // MARK: The learner

  private func expectRequests(
    _ expected: [TrainingRequest],
    of screen: inout TrainingScreen,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let requests = screen.takeRequests()
    #expect(requests == expected, sourceLocation: sourceLocation)
  }

  @Test func `keys ask the learner to pause, go on, save and stop`() throws {
    var screen = try screen()
    screen.strike(.character("p"))
    expectRequests([.pause], of: &screen)
    var paused = try report()
    paused.state = .paused
    screen.take(paused)
    // Space is fire, and nothing else.
    screen.strike(.character(" "), at: .seconds(1))
    expectRequests([], of: &screen)
    screen.strike(.character("p"), at: .seconds(2))
    expectRequests([.goOn], of: &screen)
    screen.take(try report())
    screen.strike(.character("s"))
    expectRequests([.save], of: &screen)
    screen.strike(.character("q"))
    var question = try Opened(by: &screen, columns: 120, rows: 40)
    expectRequests([], of: &screen)
    question.strike(.enter, &screen)
    expectRequests([.stop], of: &screen)
    #expect(!screen.isFinished)
    var ended = TrainingReport()
    ended.state = .ended(.stopped)
    screen.take(ended)
    #expect(screen.isFinished)
    expectRequests([], of: &screen)
  }

  @Test func `a key that the keyboard repeats pauses once`() throws {
    var screen = try screen()
    for repetition in 0..<10 {
      screen.strike(.character("p"), at: .milliseconds(500 + 33 * repetition))
    }
    expectRequests([.pause], of: &screen)
  }

  @Test func `asks for a copy of the agent once a second, while it is looked at`() throws {
    var screen = try screen()
    screen.take(try report())
    screen.run(600)
    expectRequests(Array(repeating: .copyPolicy, count: 10), of: &screen)
    screen.strike(.home)
    screen.run(600)
    expectRequests([], of: &screen)
    var ended = try report()
    ended.state = .ended(.limit)
    screen.take(ended)
    screen.strike(.end)
    screen.run(600)
    expectRequests([], of: &screen)
  }

  @Test func `says what went wrong, and leaves at once`() throws {
    var screen = try screen(120, 40)
    var report = TrainingReport()
    report.state = .failed("the disk is full")
    screen.take(report)
    screen.run(6)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("the disk is full"))
    screen.strike(.character("q"))
    #expect(screen.isFinished)
  }

  // MARK: Ages

  @Test func `every age plays the same serve, and each in its own way`() throws {
    func game(age: Int) throws -> Game {
      var screen = try screen()
      screen.take(try report())
      screen.run(100)
      screen.strike(.home)
      for _ in 0..<age { screen.strike(.right) }
      #expect(screen.session.match.game == Game(rules: screen.session.match.game.rules))
      screen.run(240)
      return screen.session.match.game
    }
    #expect(try game(age: 1) == game(age: 1))
    #expect(try game(age: 1) != game(age: 4))
  }

  @Test func `arrows go through the ages, and back to now`() throws {
    var screen = try screen()
    screen.take(try report())
    func title() -> String {
      screen.run(1)
      return screen.agentTitle
    }
    #expect(title() == "Agent")
    screen.strike(.left)
    #expect(title() == "Age 10 s")
    screen.strike(.left)
    #expect(title() == "Age 5 s")
    screen.strike(.pageUp)
    #expect(title() == "Age 2 s")
    screen.strike(.home)
    #expect(title() == "Age 0 s")
    screen.strike(.left)
    #expect(title() == "Age 0 s")
    for _ in 0..<5 { screen.strike(.right) }
    #expect(title() == "Agent")
    #expect(
      screen.picture(columns: 120, rows: 40).text.contains("age  0 s  1 s  2 s  5 s  10 s  now")
    )
  }

  @Test func `newer weights go on with the game, except where an age was chosen`() throws {
    var screen = try screen()
    screen.take(try report())
    screen.run(200)
    let game = screen.session.match.game
    var report = try report()
    report.snapshot = try aged(11)
    screen.take(report)
    #expect(screen.session.match.game == game)
    #expect(screen.shown.seconds == 11)
    screen.strike(.left)
    report.snapshot = try aged(12)
    screen.take(report)
    #expect(screen.shown.seconds == 10)
    screen.strike(.end)
    #expect(screen.shown.seconds == 12)
  }

  @Test func `an age that is looked at plays on as it was`() throws {
    func game(_ latest: PolicySnapshot?) throws -> Game {
      var screen = try screen()
      screen.take(try report())
      screen.strike(.left)
      var report = try report()
      report.snapshot = latest
      screen.take(report)
      screen.run(300)
      return screen.session.match.game
    }
    #expect(try game(aged(30)) == game(nil))
  }

  // MARK: The paddle

  @Test func `somebody takes the paddle, plays, and gives it back`() throws {
    var screen = try screen()
    screen.strike(.character("t"))
    screen.run(1)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("You"))
    let before = screen.session.match.game.batRows(.left).lowerBound
    for frame in 0..<30 {
      screen.strike(.character("s"), at: .milliseconds(16 * frame))
      screen.tick(at: .milliseconds(16 * frame))
    }
    #expect(screen.session.match.game.batRows(.left).lowerBound > before)
    // The key of a paddle is nothing else.
    let requests = screen.takeRequests()
    #expect(!requests.contains(.save))
    screen.strike(.function(2))
    expectRequests([.save], of: &screen)
    screen.strike(.character("t"), at: .seconds(2))
    screen.run(1)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("Atari"))
    #expect(!screen.isTaken)
  }

  @Test func `the match waits for somebody who is away, the learner does not`() throws {
    var screen = try screen()
    screen.strike(.character("t"))
    screen.run(60)
    screen.handle(.focus(false), at: .seconds(1))
    let game = screen.session.match.game
    screen.run(60)
    #expect(screen.session.match.game == game)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("while you were away"))
    screen.strike(.character(" "), at: .seconds(2))
    screen.run(60)
    #expect(screen.session.match.game != game)
    let requests = Set(screen.takeRequests())
    #expect(requests == [.copyPolicy])
  }

  // MARK: The inspector

  @Test func `n looks inside the network, in the panels' place, and follows every age`() throws {
    var screen = try screen()
    screen.take(try report())
    screen.run(60)
    screen.strike(.character("n"))
    screen.run(60)
    #expect(screen.session.inspector != nil)
    let inspected = screen.picture(columns: 120, rows: 40).text
    #expect(inspected.contains("Inside right"))
    #expect(!inspected.contains("accuracy"))
    screen.strike(.home)
    screen.run(60)
    #expect(screen.shown.seconds == 0)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("Inside right"))
    screen.strike(.character("n"), at: .seconds(1))
    screen.run(6)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("accuracy"))
  }

  @Test(arguments: [(120, 40), (60, 24)])
  func `v with the inspector open shows what it names`(columns: Int, rows: Int) throws {
    var screen = try screen(columns, rows)
    screen.take(try report())
    screen.run(60)
    screen.strike(.character("n"))
    screen.run(60)
    screen.strike(.character("v"), at: .seconds(2))
    screen.run(6)
    #expect(screen.session.inspector == nil)
    #expect(
      screen.notice?.text == (columns == 120 ? "Shown: figures and curve" : "Shown: the curve")
    )
    let text = screen.picture(columns: columns, rows: rows).text
    #expect(text.contains("episodes") && text.contains("running"))
  }

  // MARK: Mouse

  @Test func `the mouse presses keys and chooses ages`() throws {
    var screen = try screen()
    screen.take(try report())
    screen.run(6)
    func click(_ text: String) throws {
      let place = try #require(screen.picture(columns: 120, rows: 40).place(of: text))
      let event = MouseEvent(.press, button: .left, column: place.column + 1, row: place.row)
      screen.handle(.mouse(event), at: .zero)
    }
    try click("  5 s ")
    #expect(screen.chosen?.seconds == 5)
    try click("p pause")
    expectRequests([.pause], of: &screen)
    try click("q stop")
    var question = try Opened(by: &screen, columns: 120, rows: 40)
    let place = try #require(question.picture.place(of: "Enter stop"))
    question.handle(
      .mouse(MouseEvent(.press, button: .left, column: place.column, row: place.row)),
      &screen
    )
    expectRequests([.stop], of: &screen)
  }
}

/// A dialog that a training screen has opened, as a stack would lay it over the screen.
private struct Opened {
  private var dialog: any Screen
  private(set) var picture: Surface

  init(by screen: inout TrainingScreen, columns: Int, rows: Int) throws {
    guard case .push(let pushed)? = screen.takeNavigation() else {
      throw Absent()
    }
    dialog = pushed
    dialog.resize(columns, rows)
    picture = screen.picture(columns: columns, rows: rows)
    dialog.draw(on: &picture)
  }

  private struct Absent: Error {}

  mutating func strike(_ key: Key, _ screen: inout TrainingScreen) {
    handle(.key(KeyEvent(key)), &screen)
  }

  mutating func handle(_ event: InputEvent, _ screen: inout TrainingScreen) {
    dialog.handle(event, at: .zero)
    if dialog.isFinished { screen.resume(after: dialog) }
  }
}
