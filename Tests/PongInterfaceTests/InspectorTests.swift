import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

@testable import PongInterface

/// Policies and matches to look into.
enum Inspected {
  /// A policy that follows the ball as far as one unit a row can: easily seen through.
  static func policy(
    _ observation: PongObservation = .difference,
    actions: [Action] = [.right, .left],
    hasValue: Bool = true
  ) -> PongPolicy {
    SamplePolicy.make(
      observation,
      actions: actions,
      hasValue: hasValue,
      hidden: 64,
      seed: 4
    ) { network, _ in
      for input in 0..<observation.inputCount {
        let row = network.hiddenWeights(ofInput: input)
        let place = PongObservation.place(ofInput: input) % 6400
        // Units see stripes, so that their pictures can be told from each other.
        for unit in row.indices {
          row[unit] *= (place / 80 + unit) % 16 < 4 ? 30 : 3
        }
      }
      for output in 0..<network.shape.outputCount {
        let row = network.weights(ofOutput: output)
        for unit in row.indices { row[unit] *= 10 }
      }
    }
  }

  /// A screen on which networks play, the inspector open.
  static func screen(
    left: PongPolicy? = nil,
    right: PongPolicy? = policy(),
    columns: Int,
    rows: Int,
    frames: Int = 340,
    change: (inout GameSettings) -> Void = { _ in }
  ) -> MatchScreen {
    var settings = GameSettings()
    change(&settings)
    func seat(_ policy: PongPolicy?, _ seed: UInt64) -> Seat {
      policy.map { .player(PolicyPlayer($0, seed: seed)) } ?? .computer
    }
    var screen = MatchScreen(
      MatchSession(
        match: Match(rules: settings.rules, left: seat(left, 1), right: seat(right, 2)),
        left: Choice(id: "a", title: left == nil ? "Atari" : "Lefty", detail: ""),
        right: Choice(id: "b", title: "Net", detail: ""),
        settings: settings
      )
    )
    screen.resize(columns, rows)
    screen.strike(.character("n"))
    screen.run(frames)
    return screen
  }
}

struct InspectorTests {
  // MARK: Pictures

  @Test(
    "looks as kept at every size",
    arguments: [(80, 24), (100, 30), (120, 40), (200, 60), (20, 5)]
  )
  func sizes(columns: Int, rows: Int) throws {
    let screen = Inspected.screen(columns: columns, rows: rows)
    try expectSnapshot(
      screen.picture(columns: columns, rows: rows),
      "inspector-\(columns)x\(rows)"
    )
  }

  @Test("looks as kept in ASCII and in monochrome")
  func plain() throws {
    for (name, glyphs, theme) in [
      ("ascii", GlyphSet.ascii, Theme.Name.mono), ("mono", .half, .mono),
    ] {
      let screen = Inspected.screen(columns: 120, rows: 40) { settings in
        settings.glyphs = glyphs
        settings.theme = theme
      }
      try expectSnapshot(screen.picture(columns: 120, rows: 40), "inspector-\(name)")
    }
  }

  @Test("every panel comes first in turn where there is no room for all")
  func panels() throws {
    var screen = Inspected.screen(columns: 80, rows: 24)
    var first: [Inspector.Panel] = []
    for second in 0..<5 {
      let inspector = try #require(screen.session.inspector)
      let layout = try #require(screen.layout)
      let places = InspectorLayout(layout.panels, first: inspector.panel).places
      first.append(try #require(places.first).panel)
      for place in places {
        #expect(layout.panels.columnRange.contains(place.frame.column))
        #expect(place.frame.row + place.frame.rows < 24)
      }
      screen.strike(.tab, at: .seconds(second))
    }
    #expect(Set(first).count == 5)
  }

  @Test("all sizes, themes, overlays and panels can be drawn", arguments: Theme.Name.allCases)
  func everything(theme: Theme.Name) {
    for glyphs in GlyphSet.allCases {
      var screen = Inspected.screen(
        left: Inspected.policy(.differenceAndFrame, actions: Action.minimal),
        columns: 80,
        rows: 24,
        frames: 250
      ) { settings in
        settings.glyphs = glyphs
        settings.theme = theme
      }
      for (second, size) in [(0, 0), (39, 16), (63, 16), (64, 16), (70, 17), (500, 200)]
        .enumerated()
      {
        screen.resize(size.0, size.1)
        for (tenth, key) in "oobf][e".unicodeScalars.enumerated() {
          screen.strike(.character(key), at: .milliseconds(1000 * second + 200 * tenth))
          screen.run(6, from: 300)
          _ = screen.picture(columns: size.0, rows: size.1)
        }
        screen.strike(.escape, at: .milliseconds(1000 * second + 900))
      }
    }
  }

  @Test("light falls on the court where pixels contribute, in the colour of their sign")
  func overlay() throws {
    let screen = Inspected.screen(columns: 120, rows: 40)
    let inspector = try #require(screen.session.inspector)
    let content = try #require(inspector.content)
    let layout = try #require(screen.layout)
    let court = CourtView(frame: layout.court, glyphs: .half)
    let theme = Theme(.atari)
    let scale = HeatScale(theme)
    var surface = Surface(columns: 120, rows: 40)
    court.draw(screen.session.match.game, on: &surface, theme: theme)
    let before = surface
    inspector.drawOverlay(on: court, theme: theme, on: &surface)
    var seen: Set<Color> = []
    for (index, cell) in surface.cells.enumerated() where cell != before.cells[index] {
      seen.formUnion([cell.style.foreground, cell.style.background])
    }
    let ups = content.attribution.pixels.filter { $0.contribution > 0 }
    let downs = content.attribution.pixels.filter { $0.contribution < 0 }
    #expect(!ups.isEmpty && !downs.isEmpty)
    #expect((1...3).contains { seen.contains(scale.color($0)) })
    #expect((1...3).contains { seen.contains(scale.color(-$0)) })
  }

  // MARK: Looking changes nothing

  @Test("a game is the same, frame for frame, with and without the inspector")
  func result() {
    let policy = Inspected.policy(.differenceAndFrame, actions: Action.minimal)
    var open = Inspected.screen(left: policy, right: policy, columns: 120, rows: 40, frames: 0)
    var closed = Inspected.screen(left: policy, right: policy, columns: 120, rows: 40, frames: 0)
    closed.strike(.character("n"), at: .seconds(1))
    #expect(closed.session.inspector == nil && open.session.inspector != nil)
    for frame in 0..<3000 {
      let time = Duration.milliseconds(frame * 17)
      if frame % 97 == 0 { open.strike(.character("o"), at: time) }
      if frame % 131 == 0 { open.strike(.character("b"), at: time) }
      if frame % 29 == 0 { open.strike(.character("]"), at: time) }
      open.tick(at: time)
      closed.tick(at: time)
    }
    #expect(open.session.match.game == closed.session.match.game)
    #expect(open.session.match.game != Game(rules: open.session.match.game.rules))
  }

  @Test("trying a position out stops the game and leaves it untouched")
  func trying() throws {
    var screen = Inspected.screen(columns: 120, rows: 40)
    let game = screen.session.match.game
    screen.strike(.character("e"))
    let before = try #require(screen.session.inspector?.content).attribution
    for _ in 0..<10 { screen.strike(.up) }
    screen.strike(.left)
    let tried = try #require(screen.session.inspector?.triedGame)
    #expect(tried.arrangement != game.arrangement)
    #expect(screen.session.inspector?.content?.attribution.logOdds != before.logOdds)
    screen.run(100, from: 340)
    #expect(screen.session.match.game == game)
    // The picture is that of the position.
    let court = CourtView(frame: try #require(screen.layout).court, glyphs: .half)
    var expected = Surface(columns: 120, rows: 40)
    court.draw(tried, on: &expected, theme: Theme(.atari))
    screen.strike(.character("o"))
    screen.strike(.character("o"), at: .seconds(1))
    screen.strike(.character("o"), at: .seconds(2))
    let shown = screen.picture(columns: 120, rows: 40)
    for row in court.frame.rowRange where row != court.middleRow {
      #expect(shown.lines[row].prefix(60) == expected.lines[row].prefix(60))
    }
    screen.strike(.escape, at: .seconds(3))
    #expect(screen.session.inspector?.isTrying == false)
    #expect(screen.session.match.game == game)
    screen.run(1, from: 500)
    #expect(screen.session.match.game != game)
  }

  @Test("ball and bats go where the mouse drags them")
  func dragging() throws {
    var screen = Inspected.screen(columns: 120, rows: 40)
    screen.strike(.character("e"))
    let court = try #require(screen.layout).court
    func mouse(_ kind: MouseEvent.Kind, _ column: Int, _ row: Int) {
      screen.handle(.mouse(MouseEvent(kind, button: .left, column: column, row: row)), at: .zero)
    }
    mouse(.press, court.column + court.columns / 2, court.row + 5)
    mouse(.drag, court.column + court.columns / 4, court.row + court.rows / 2)
    var arrangement = try #require(screen.session.inspector?.hypothesis).arrangement
    #expect(abs(arrangement.ballColumn - 40) <= 2)
    #expect((115...140).contains(Int(arrangement.ballY)))
    mouse(.press, court.column + court.columns * 141 / 160, court.row + 3)
    let high = try #require(screen.session.inspector?.hypothesis).arrangement.rightY
    mouse(.drag, court.column + court.columns * 141 / 160, court.row + court.rows - 4)
    arrangement = try #require(screen.session.inspector?.hypothesis).arrangement
    #expect(arrangement.rightY > high)
    #expect(abs(arrangement.ballColumn - 40) <= 2)
  }

  @Test("a person's game waits after a position was tried out")
  func people() {
    var screen = MatchScreen(
      MatchSession(
        match: Match(
          rules: Rules(),
          left: .player(PolicyPlayer(Inspected.policy(), seed: 1)),
          right: .human
        ),
        left: Choice(id: "a", title: "Net", detail: ""),
        right: Choice(id: "human", title: "Human", detail: ""),
        settings: GameSettings()
      )
    )
    screen.resize(120, 40)
    screen.strike(.character("n"))
    screen.run(100)
    #expect(screen.session.inspector?.side == .left)
    screen.strike(.character("e"), at: .seconds(2))
    #expect(!screen.session.isRunning)
    screen.strike(.up, at: .seconds(3))
    screen.strike(.character("e"), at: .seconds(4))
    #expect(!screen.session.isRunning)
    screen.strike(.enter, at: .seconds(5))
    #expect(screen.session.isRunning)
  }

  // MARK: Keys and mouse

  @Test("units are chosen by keys and by the mouse, and stay chosen")
  func units() throws {
    var screen = Inspected.screen(columns: 120, rows: 40)
    screen.strike(.character("]"))
    let chosen = try #require(screen.session.inspector?.shownUnit)
    screen.run(60, from: 340)
    #expect(screen.session.inspector?.shownUnit == chosen)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("unit \(chosen): looks for"))

    let content = try #require(screen.session.inspector?.content)
    let panels = try #require(screen.layout).panels
    let place = try #require(
      InspectorLayout(panels, first: .decision).places.first { $0.panel == .units }
    )
    screen.handle(
      .mouse(
        MouseEvent(.press, button: .left, column: place.frame.column + 3, row: place.frame.row + 1)
      ),
      at: .zero
    )
    #expect(screen.session.inspector?.shownUnit == content.order[3])
  }

  @Test func `what adds nothing to speak of stands in no row`() throws {
    var screen = Inspected.screen(columns: 200, rows: 60)
    for frame in 0..<60 {
      screen.run(1, from: 340 + frame)
      let text = screen.picture(columns: 200, rows: 60).text
      // The chosen unit's own line stays, whatever it adds.
      let chosen = try #require(screen.session.inspector?.shownUnit)
      let idle = text.split(separator: "\n").filter {
        $0.contains("▲ +0.00") || $0.contains("▼ -0.00")
      }
      #expect(idle.allSatisfy { $0.contains("▶\("\(chosen)".leftPadded(to: 4))") })
    }
  }

  @Test func `the list of units takes all the room there is`() throws {
    let screen = Inspected.screen(columns: 200, rows: 60)
    let panels = try #require(screen.layout).panels
    let layout = InspectorLayout(panels, first: .decision)
    let units = try #require(layout.places.first { $0.panel == .units }).frame
    #expect(units.row + units.rows == layout.hints.row)
    let content = try #require(screen.session.inspector?.content)
    let speaking = content.attribution.influences.count { abs($0) >= 0.005 }
    let text = screen.picture(columns: 200, rows: 60).text
    let shown = text.split(separator: " ").count { $0 == "is" }
    #expect(shown >= min(speaking, 20), "\(shown) of \(speaking)")
  }

  @Test func `a key shows weights as they are, and then the other picture's`() throws {
    var screen = Inspected.screen(
      right: Inspected.policy(.differenceAndFrame),
      columns: 120,
      rows: 40
    )
    var seen: [String] = []
    for second in 0..<5 {
      let text = screen.picture(columns: 120, rows: 40).text
      let unit = try #require(screen.session.inspector?.shownUnit)
      let titles = [
        "unit \(unit): difference", "unit \(unit): frame", "raw \(unit): difference",
        "raw \(unit): frame",
      ]
      seen.append(String(try #require(titles.first(where: text.contains)).filter(\.isLetter)))
      screen.strike(.character("f"), at: .seconds(second))
    }
    #expect(
      seen == [
        "unitdifference", "unitframe", "rawdifference", "rawframe", "unitdifference",
      ]
    )
  }

  @Test("a paddle that the mouse holds follows it over the panels, and its button is let go there")
  func pointer() throws {
    var screen = MatchScreen(
      MatchSession(
        match: Match(
          rules: Rules(),
          left: .player(PolicyPlayer(Inspected.policy(), seed: 1)),
          right: .human
        ),
        left: Choice(id: "a", title: "Net", detail: ""),
        right: Choice(id: "human", title: "Human", detail: ""),
        settings: GameSettings()
      )
    )
    screen.resize(120, 40)
    screen.strike(.character("n"))
    let layout = try #require(screen.layout)
    func mouse(_ kind: MouseEvent.Kind, _ column: Int, _ row: Int) {
      screen.handle(.mouse(MouseEvent(kind, button: .left, column: column, row: row)), at: .zero)
    }
    mouse(.press, layout.court.column + 5, layout.court.row + 5)
    mouse(.press, layout.court.column + 5, layout.court.row + 5)
    screen.run(2)
    #expect(screen.session.match.game.rightPaddle.fire)
    let high = screen.session.match.game.rightPaddle.resistance
    mouse(.motion, layout.panels.column + 5, layout.court.row + 15)
    mouse(.release, layout.panels.column + 5, layout.court.row + 15)
    screen.run(2, from: 2)
    #expect(screen.session.match.game.rightPaddle.resistance > high)
    #expect(!screen.session.match.game.rightPaddle.fire)
  }

  @Test("the other side's network is shown if there is one, and nobody's if there is none")
  func sides() {
    var both = Inspected.screen(left: Inspected.policy(), columns: 120, rows: 40)
    #expect(both.session.inspector?.side == .right)
    both.strike(.character("b"))
    #expect(both.session.inspector?.side == .left)
    #expect(both.picture(columns: 120, rows: 40).text.contains("Inside left: Lefty"))

    var one = Inspected.screen(columns: 120, rows: 40)
    one.strike(.character("b"))
    #expect(one.session.inspector?.side == .right)

    let none = Inspected.screen(right: nil, columns: 120, rows: 40, frames: 2)
    #expect(none.session.inspector == nil)
    #expect(none.picture(columns: 120, rows: 40).text.contains("Nobody here has a network"))
  }

  @Test func `the network that is shown is that of the side, and of this game`() throws {
    let left = Inspected.policy(.differenceAndFrame, actions: Action.minimal)
    var screen = Inspected.screen(left: left, columns: 120, rows: 40)
    #expect(screen.session.inspector?.history?.policy.actions == [.right, .left])
    screen.strike(.character("b"))
    #expect(screen.session.inspector?.history?.policy.actions == Action.minimal)
    let many = try #require(screen.session.inspector?.history).decisions.count
    screen.strike(.character("r"), at: .seconds(10))
    screen.run(20, from: 700)
    #expect(many > 50)
    #expect(try #require(screen.session.inspector?.history).decisions.count < 30)
  }

  @Test func `light falls on the left side's court the other way round`() throws {
    // The ball is on the way, beside no bat.
    let screen = Inspected.screen(
      left: Inspected.policy(),
      right: nil,
      columns: 120,
      rows: 40,
      frames: 160
    )
    let inspector = try #require(screen.session.inspector)
    let content = try #require(inspector.content)
    let court = CourtView(frame: try #require(screen.layout).court, glyphs: .half)
    var surface = Surface(columns: 120, rows: 40)
    court.draw(screen.session.match.game, on: &surface, theme: Theme(.atari))
    let before = surface
    inspector.drawOverlay(on: court, theme: Theme(.atari), on: &surface)
    let lit = Set(
      court.frame.columnRange.filter { column in
        court.frame.rowRange.contains { surface[column, $0] != before[column, $0] }
      }
    )
    // Where its pixels are in the court, which it sees the other way round.
    func places(_ column: (Int) -> Int) -> Set<Int> {
      Set(
        content.attribution.pixels.map { pixel in
          column(pixel.column) * court.frame.columns / 80 + court.frame.column
        }
      )
    }
    let mirrored = places { 79 - $0 }
    func isNear(_ column: Int) -> Bool { (-1...1).contains { mirrored.contains(column + $0) } }
    #expect(!lit.isEmpty && lit.allSatisfy(isNear))
    #expect(!places { $0 }.allSatisfy(isNear))
  }

  @Test func `arrows move the piece their way`() throws {
    var screen = Inspected.screen(columns: 120, rows: 40)
    screen.strike(.character("e"))
    func ball() throws -> (column: Int, row: Int) {
      let arrangement = try #require(screen.session.inspector?.hypothesis).arrangement
      return (arrangement.ballColumn, Int(arrangement.ballY))
    }
    for (key, column, row) in [
      (Key.left, -1, 0), (.right, 1, 0), (.up, 0, -1), (.down, 0, 1),
    ] {
      let before = try ball()
      screen.strike(key)
      let after = try ball()
      #expect((after.column - before.column).signum() == column)
      #expect((after.row - before.row).signum() == row)
    }
  }

  @Test("what is shown is renewed ten times a second, at any speed of the game")
  func pace() {
    for keys in ["", "+++"] {
      var screen = Inspected.screen(columns: 120, rows: 40, frames: 100)
      for (second, key) in keys.unicodeScalars.enumerated() {
        screen.strike(.character(key), at: .seconds(second))
      }
      var changes = 0
      for frame in 100..<400 {
        let before = screen.session.inspector?.content?.attribution
        screen.run(1, from: frame)
        if screen.session.inspector?.content?.attribution != before { changes += 1 }
      }
      #expect(changes > 20 && changes <= 50)
    }
  }

  @Test("weights so great that nothing is finite are drawn, in every panel and overlay")
  func overflow() throws {
    for actions in [[Action.right, .left], Action.minimal] {
      let policy = Inspected.policy(actions: actions)
      let network = policy.network
      for input in 0..<network.shape.inputCount {
        let row = network.hiddenWeights(ofInput: input)
        for unit in row.indices { row[unit] = unit % 3 == 0 ? -1e38 : 1e38 }
      }
      for output in 0..<network.shape.outputCount {
        let row = network.weights(ofOutput: output)
        for unit in row.indices { row[unit] = unit % 2 == 0 ? 1e38 : -1e38 }
      }
      network.refresh()
      var actor = PolicyPlayer(policy, seed: 1)
      #expect(policy.actions.contains(actor.act(seeing: Game())))
      var screen = Inspected.screen(right: policy, columns: 120, rows: 40)
      let attribution = try #require(screen.session.inspector?.content?.attribution)
      #expect(attribution.logOdds.isFinite && attribution.probabilityUp.isFinite)
      for second in 0..<5 {
        screen.strike(.character("o"), at: .seconds(second))
        screen.strike(.tab, at: .milliseconds(1000 * second + 500))
        screen.run(20, from: 340 + 20 * second)
        #expect(screen.picture(columns: 120, rows: 40).text.contains("up or down"))
        #expect(!screen.picture(columns: 80, rows: 24).text.isEmpty)
      }
    }
  }
}
