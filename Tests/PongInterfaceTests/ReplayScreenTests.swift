import PolicyTestSupport
import PongAgents
import PongEngine
import Randomness
import Testing

@testable import PongInterface

struct ReplayScreenTests {
  private func screen(
    _ track: ReplayTrack? = nil,
    columns: Int = 80,
    rows: Int = 24,
    start: ReplayScreen.Start = .playing(fromFrame: 0),
    sources: ReplaySources = SampleReplay.sources,
    change: (inout GameSettings) -> Void = { _ in }
  ) throws -> ReplayScreen {
    var settings = GameSettings()
    change(&settings)
    var screen = ReplayScreen(
      try track ?? SampleReplay.track(),
      settings: settings,
      sources: sources,
      start: start
    )
    screen.resize(columns, rows)
    return screen
  }

  // MARK: Pictures

  @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 60), (40, 10), (20, 5), (1, 1)])
  func `looks as kept at every size`(columns: Int, rows: Int) throws {
    var screen = try screen(columns: columns, rows: rows)
    screen.run(700)
    try expectSnapshot(
      screen.picture(columns: columns, rows: rows),
      "replay-\(columns)x\(rows)"
    )
  }

  @Test func `looks as kept in ASCII and in monochrome, and at the end`() throws {
    for (name, glyphs, theme) in [
      ("ascii", GlyphSet.ascii, Theme.Name.mono), ("mono", .half, .mono),
    ] {
      var screen = try screen(start: .frame(500)) { settings in
        settings.glyphs = glyphs
        settings.theme = theme
      }
      screen.run(1)
      try expectSnapshot(screen.picture(columns: 80, rows: 24), "replay-\(name)")
    }
    var screen = ScreenStack(try screen(start: .frame(.max)))
    screen.resize(80, 24)
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "replay-end")
    screen.strike(.character("?"))
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "replay-help")
  }

  @Test(arguments: [40, 47, 60, 80])
  func `the keys are never cut`(columns: Int) throws {
    let screen = try screen(columns: columns, rows: 20)
    let layout = try #require(screen.layout)
    let row = screen.hints(layout)
    #expect(row.width <= layout.hints.columns && (3...5).contains(row.buttons.count))
    #expect(row.buttons.contains { $0.key == .character("q") })
  }

  // MARK: Time

  @Test func `shows the game of its frame, whatever way it got there`() throws {
    let track = try SampleReplay.track()
    var screen = try screen(track)
    screen.run(100)
    #expect(screen.frame == 100 && screen.game == track.games[100])
    for (key, modifiers, frame) in [
      (Key.character("."), [], 101), (.character(","), [], 100), (.character(","), [], 99),
      (.right, [], 159), (.left, [], 99), (.up, [], 699), (.down, [], 99),
      (.right, .shift, 699), (.left, .shift, 99), (.left, [], 39), (.left, [], 0),
      (.end, [], track.frameCount), (.character("."), [], track.frameCount), (.home, [], 0),
    ] as [(Key, Modifiers, Int)] {
      screen.handle(.key(KeyEvent(key, modifiers: modifiers)), at: .zero)
      #expect(screen.frame == frame)
      #expect(screen.game == track.games[frame])
    }
  }

  @Test func `plays, pauses, and begins anew at the end`() throws {
    var screen = try screen(start: .frame(30))
    screen.run(10)
    #expect(screen.frame == 30)
    screen.strike(.character(" "), at: .seconds(1))
    screen.run(10)
    #expect(screen.frame == 40)
    // A key that is held is one command.
    screen.strike(.character(" "), at: .seconds(2))
    screen.strike(.character(" "), at: .seconds(2) + .milliseconds(30))
    screen.run(10)
    #expect(screen.frame == 40)
    screen.strike(.end)
    screen.strike(.enter, at: .seconds(3))
    screen.run(5)
    #expect(screen.frame == 5)
    screen.strike(.end)
    screen.run(2)
    #expect(screen.frame == screen.track.frameCount && !screen.playback.isPlaying)
  }

  @Test(arguments: [(3, 480), (6, 3840), (9, 3840), (-1, 30), (-3, 7), (-9, 7)])
  func `runs from an eighth of the speed to 64 times`(steps: Int, frames: Int) throws {
    var playback = ReplayPlayback(end: 10_000)
    playback.play()
    for _ in 0..<abs(steps) { playback.speed.change(by: steps.signum()) }
    for _ in 0..<60 { playback.tick() }
    #expect(playback.frame == frames)
  }

  @Test func `goes from point to point, and to a point's number`() throws {
    let track = try SampleReplay.track()
    var screen = try screen(track, start: .frame(0))
    let starts = track.points.map { max($0.frames.lowerBound, $0.serve - 20) }
    #expect(starts.count >= 5)
    for start in starts {
      screen.strike(.pageDown)
      #expect(screen.frame == start)
    }
    screen.strike(.pageDown)
    #expect(screen.frame == track.frameCount)
    screen.strike(.pageUp)
    screen.strike(.character("."))
    // Within a second of a point's beginning it is the one before.
    for start in starts.reversed().dropFirst() {
      screen.strike(.pageUp)
      #expect(screen.frame == start)
    }
    screen.strike(.character("3"), at: .seconds(1))
    #expect(screen.frame == starts[2])
    screen.strike(.character("1"), at: .seconds(5))
    screen.strike(.character("2"), at: .seconds(5))
    #expect(screen.frame == starts[min(11, starts.count - 1)])
  }

  @Test func `a game that was left has a last point that nobody won`() throws {
    let track = try SampleReplay.track(frames: 700)
    let outline = ReplayOutline(track)
    #expect(outline.rallies.map(\.frames).reduce(0) { $0 + $1.count } == 700)
    #expect(outline.rallies.last?.winner == nil)
    #expect(outline.pointCount == track.points.count)
  }

  @Test(arguments: [
    (0, "0:00", "0:00.0"), (59, "0:00", "0:00.9"), (60, "0:01", "0:01.0"),
    (4_326, "1:12", "1:12.1"), (65_210, "18:06", "18:06.8"),
  ])
  func `frames are told as a time`(frames: Int, clock: String, tenths: String) {
    #expect(frames.clock() == clock && frames.clock(tenths: true) == tenths)
  }

  @Test func `the score lights up after a point, and stays what it was at a time-out`() throws {
    let screen = try screen()
    let point = try #require(screen.track.points.first)
    #expect(screen.outline.scorer(atFrame: point.frames.upperBound) == point.winner)
    #expect(screen.outline.scorer(atFrame: point.frames.upperBound - 1) == nil)
    #expect(screen.outline.scorer(atFrame: point.frames.upperBound + 24) == nil)
  }

  // MARK: Mouse

  @Test func `the mouse clicks and drags the timeline, and plays and pauses on the court`() throws {
    var screen = try screen(start: .frame(0))
    let layout = try #require(screen.layout)
    let timeline = screen.timeline(layout)
    for column in [1, 2, 30, 77, 78, 79] {
      let mouse = MouseEvent(.press, button: .left, column: column, row: layout.timeline.row)
      screen.handle(.mouse(mouse), at: .zero)
      guard layout.timeline.columnRange.contains(column) else { continue }
      #expect(screen.frame == timeline.replayFrame(atColumn: column))
    }
    // The row may be left while the button is down.
    screen.handle(.mouse(MouseEvent(.drag, button: .left, column: 40, row: 3)), at: .zero)
    #expect(timeline.column(ofFrame: screen.frame) == 40)
    screen.handle(.mouse(MouseEvent(.drag, button: .left, column: -5, row: 90)), at: .zero)
    #expect(screen.frame == 0)
    screen.handle(.mouse(MouseEvent(.release, button: .left, column: 0, row: 0)), at: .zero)
    screen.handle(.mouse(MouseEvent(.drag, button: .left, column: 40, row: 3)), at: .zero)
    #expect(screen.frame == 0)
    screen.handle(.mouse(MouseEvent(.press, button: .left, column: 40, row: 8)), at: .zero)
    #expect(screen.playback.isPlaying)
    screen.handle(.mouse(MouseEvent(.scrollDown, column: 40, row: 8)), at: .zero)
    #expect(screen.frame == 60)
    let button = try #require(screen.picture(columns: 80, rows: 24).place(of: "q back"))
    screen.handle(
      .mouse(MouseEvent(.press, button: .left, column: button.column, row: button.row)),
      at: .zero
    )
    #expect(screen.isFinished)
  }

  @Test(arguments: [10, 40, 80, 500])
  func `every column of the timeline is reached by the frame that it stands for`(columns: Int) {
    let timeline = ReplayTimeline(
      frame: Rect(column: 3, columns: columns, rows: 1),
      frameCount: 4000
    )
    for column in 4..<columns + 2 {
      #expect(timeline.column(ofFrame: timeline.replayFrame(atColumn: column)) == column)
    }
  }

  // MARK: Inside

  @Test func `networks can be looked into at every frame, and see what they saw`() throws {
    let track = try SampleReplay.track(.computer, SampleReplay.network, points: 2, people: [])
    var screen = try screen(track, columns: 120, rows: 40, start: .frame(400))
    screen.strike(.character("n"))
    screen.run(2)
    let first = try #require(screen.inspection?.inspector.history?.observed)
    #expect(screen.picture(columns: 120, rows: 40).text.contains("Inside right: Net"))
    // Far away and back, and by single frames.
    screen.strike(.end)
    screen.run(1)
    screen.strike(.home)
    screen.run(1)
    #expect(screen.inspection?.inspector.content == nil)
    for _ in 0..<400 { screen.strike(.character(".")) }
    screen.run(1)
    let again = try #require(screen.inspection?.inspector.history?.observed)
    #expect(again.now == first.now)
    screen.strike(.character("n"), at: .seconds(1))
    #expect(screen.inspection == nil)
  }

  @Test func `without a network the screen says why it cannot be looked into`() throws {
    var screen = try screen()
    screen.strike(.character("n"))
    #expect(screen.inspection == nil)
    #expect(screen.notice?.text == "Nobody here has a network that sees pictures")
  }

  @Test func `weights that are read late are waited for, and remarks are told`() throws {
    let track = try SampleReplay.track(.computer, SampleReplay.network, points: 1, people: [])
    let isRead = Shared(false)
    let sources = ReplaySources(player: { participant in
      participant.holder == .computer
        ? FoundPlayer(.computer)
        : isRead.value ? FoundPlayer(SampleReplay.network, remark: "Net has other weights") : nil
    })
    var screen = try screen(track, start: .frame(100), sources: sources)
    screen.strike(.character("n"))
    screen.run(3)
    #expect(screen.inspection == nil && screen.notice?.text == "Reading the weights of Net")
    isRead.value = true
    screen.run(1)
    #expect(screen.inspection != nil && screen.notice?.text == "Net has other weights")
  }

  // MARK: What the champion would have done

  /// A replay whose champion is the network.
  private func ghostScreen(
    columns: Int,
    rows: Int,
    change: (inout GameSettings) -> Void = { _ in }
  ) throws -> ReplayScreen {
    let sources = ReplaySources(player: { _ in FoundPlayer(SampleReplay.network) })
    var screen = try screen(
      columns: columns,
      rows: rows,
      start: .frame(500),
      sources: sources,
      change: change
    )
    screen.strike(.character("a"))
    screen.run(60)
    return screen
  }

  @Test func `the champion's bat and the value look as kept`() throws {
    for (name, columns, rows, glyphs, theme) in [
      ("80x24", 80, 24, GlyphSet.half, Theme.Name.atari), ("120x40", 120, 40, .half, .mono),
      ("ascii", 80, 24, .ascii, .mono), ("40x12", 40, 12, .half, .atari),
    ] {
      let screen = try ghostScreen(columns: columns, rows: rows) { settings in
        settings.glyphs = glyphs
        settings.theme = theme
      }
      try expectSnapshot(
        screen.picture(columns: columns, rows: rows),
        "replay-ghost-\(name)"
      )
    }
  }

  @Test func `what the champion would have done is worked out bit by bit`() throws {
    let sources = ReplaySources(player: { _ in FoundPlayer(SampleReplay.network) })
    var screen = try screen(start: .frame(0), sources: sources)
    screen.strike(.character("a"))
    let counts = (0..<4).map { _ in
      screen.run(1)
      return screen.ghost?.analysis.frameCount ?? -1
    }
    #expect(zip(counts, counts.dropFirst()).allSatisfy { 0 < $1 - $0 && $1 - $0 <= 400 })
    screen.run(100)
    let ghost = try #require(screen.ghost)
    #expect(ghost.analysis.isComplete && ghost.side == .right)
    let lost = screen.track.points.indices.compactMap {
      ghost.analysis.costliestMoment(ofPoint: $0)
    }
    #expect(ghost.moments == lost && !lost.isEmpty)
    // Round and round.
    for (second, moment) in (lost + [lost[0]]).enumerated() {
      screen.strike(.character("m"), at: .seconds(second + 1))
      #expect(screen.frame == moment)
    }
  }

  @Test func `the champion holds either paddle, but not the console's bat`() throws {
    let sources = ReplaySources(player: { _ in FoundPlayer(SampleReplay.network) })
    let net = SampleReplay.network
    for (left, sides) in [(Contestant.computer, [Side.right]), (net, [.right, .left])] {
      let track = try SampleReplay.track(left, FollowerPlayer.contestant, points: 1)
      var screen = try screen(track, sources: sources)
      for (second, side) in (sides.map(Optional.some) + [nil, .right]).enumerated() {
        screen.strike(.character("a"), at: .seconds(second))
        #expect(screen.ghost?.side == side)
      }
    }
    var none = try screen()
    none.strike(.character("a"))
    #expect(none.ghost == nil)
    #expect(none.notice?.text == "There is no champion that sees pictures")
  }

  @Test(arguments: [GlyphSet.ascii, .half, .quarter])
  func `a ghost's bat is where the bat would be drawn, behind everything`(glyphs: GlyphSet) throws {
    let theme = Theme(.atari)
    let game = try SampleReplay.track().games[500]
    let court = CourtView(frame: Rect(column: 2, row: 1, columns: 70, rows: 20), glyphs: glyphs)
    for register in stride(from: 40, through: 200, by: 8) as StrideThrough<Int> {
      var moved = game.arrangement
      moved[bat: .right] = UInt8(register)
      var plain = Surface(columns: 80, rows: 24)
      court.draw(game, on: &plain, theme: theme)
      var real = Surface(columns: 80, rows: 24)
      court.draw(game.arranged(as: moved), on: &real, theme: theme)
      var ghost = plain
      court.drawGhost(at: UInt8(register), of: .right, in: game, on: &ghost, theme: theme)
      for index in ghost.cells.indices where plain.cells[index].scalar == " " {
        let isGhost = ghost.cells[index].scalar == (glyphs == .ascii ? ":" : "░")
        #expect(isGhost == (real.cells[index] != plain.cells[index]))
      }
      for index in ghost.cells.indices where plain.cells[index].scalar != " " {
        #expect(ghost.cells[index] == plain.cells[index])
      }
    }
  }

  // MARK: Playing on

  @Test func `somebody takes the bat over where the replay stands, and comes back there`() throws {
    var stack = ScreenStack(try screen(start: .frame(300)))
    stack.resize(80, 24)
    stack.strike(.character("t"))
    let shown = stack.picture(columns: 80, rows: 24)
    #expect(shown.place(of: "  3  ") != nil && shown.text.contains("You"))
    // Nothing moves until the hands are at their keys.
    stack.run(179)
    #expect(stack.picture(columns: 80, rows: 24).place(of: "  1  ") != nil)
    stack.run(2000, from: 179)
    #expect(stack.picture(columns: 80, rows: 24).text.contains("Atari wins"))
    stack.strike(.character("q"), at: .seconds(60))
    #expect(stack.root.frame == 300 && !stack.isFinished)
    #expect(stack.picture(columns: 80, rows: 24).text.contains("frame 300"))
    stack.strike(.character("q"), at: .seconds(70))
    // Practice is nobody's result.
    #expect(try stack.close() == [])
  }

  @Test func `a match that is played on begins with the frame, and again with it`() throws {
    let track = try SampleReplay.track()
    var session = MatchSession(
      practising: track.match(atFrame: 300, left: .computer, right: .human),
      left: Contestant.computer.choice,
      right: Contestant.human.choice,
      settings: GameSettings()
    )
    #expect(session.game == track.games[300])
    for _ in 0..<179 { session.tick(at: .zero) }
    #expect(session.game == track.games[300] && session.secondsToStart == 1)
    for _ in 0..<20 { session.tick(at: .zero) }
    #expect(session.game != track.games[300] && session.secondsToStart == nil)
    session.restart()
    #expect(session.game == track.games[300] && session.secondsToStart == 3)
  }

  @Test func `who can be taken over is offered, and nobody takes the console's bat`() throws {
    func ways(_ left: Contestant, _ right: Contestant, people: [Side]) throws -> [TakeOver] {
      try screen(SampleReplay.track(left, right, points: 1, people: people)).takeOvers
    }
    let (net, follower) = (SampleReplay.network, FollowerPlayer.contestant)
    #expect(
      try ways(.computer, follower, people: [.right]) == [.init(side: .right, opponent: .recorded)]
    )
    #expect(
      try ways(net, follower, people: [.right]) == [
        .init(side: .right, opponent: .recorded), .init(side: .left, opponent: .champion),
        .init(side: .right, opponent: .champion), .init(side: .left, opponent: .person),
      ]
    )
    #expect(
      try ways(follower, follower, people: [.left, .right]) == [
        .init(side: .right, opponent: .champion), .init(side: .left, opponent: .champion),
        .init(side: .left, opponent: .person),
      ]
    )
  }

  @Test func `the other bat, and other opponents, are chosen from a list`() throws {
    let track = try SampleReplay.track(SampleReplay.network, FollowerPlayer.contestant, points: 1)
    var stack = ScreenStack(try screen(track, start: .frame(100)))
    stack.resize(80, 24)
    stack.handle(.key(KeyEvent(.character("t"), modifiers: .shift)), at: .zero)
    let list = stack.picture(columns: 80, rows: 24).text
    #expect(
      list.contains("Right bat, against Net") && list.contains("Left bat, against the champion")
    )
    stack.strike(.down)
    stack.strike(.enter)
    stack.run(1)
    #expect(stack.picture(columns: 80, rows: 24).text.contains("Follower"))
  }

  @Test func `an opponent who is gone is told, and others are offered`() throws {
    let gone = Contestant(Choice(id: "gone", title: "Gone\u{1B}", detail: "")) { _, _ in
      .player(StillPlayer())
    }
    let track = try SampleReplay.track(gone, FollowerPlayer.contestant, points: 1)
    var stack = ScreenStack(try screen(track, start: .frame(100)))
    stack.resize(80, 24)
    stack.strike(.character("t"))
    let text = stack.picture(columns: 80, rows: 24).text
    #expect(text.contains("is not there any more") && text.contains("against the champion"))
    #expect(!text.contains("Right bat, against Gone") && !text.contains("\u{1B}"))
  }

  @Test func `nobody plays on where the game is over`() throws {
    var screen = try screen(start: .frame(.max))
    screen.strike(.character("t"))
    #expect(screen.notice?.text == "The game is over here: go back first")
  }

  // MARK: Review

  @Test func `the review of a replay is a key away`() throws {
    var stack = ScreenStack(try screen(start: .frame(300)))
    stack.resize(80, 24)
    stack.strike(.character("w"))
    stack.run(60)
    #expect(stack.picture(columns: 80, rows: 24).text.contains("where"))
    stack.strike(.character("q"), at: .seconds(5))
    #expect(stack.root.frame == 300)
    #expect(stack.picture(columns: 80, rows: 24).text.contains("take over"))
  }

  // MARK: Clips

  @Test func `the present point is written, once at a time`() throws {
    let clips = Shared<[ReplayClip]>([])
    let line = Shared<String?>(nil)
    let sources = ReplaySources(export: { clips.value.append($0) }, exported: { line.value })
    var screen = try screen(start: .point(2), sources: sources)
    screen.strike(.character("s"), at: .seconds(1))
    screen.strike(.character("s"), at: .seconds(2))
    screen.run(3)
    #expect(screen.notice?.text == "Writing a GIF of point 2")
    let point = screen.track.points[1]
    #expect(clips.value.map(\.name) == ["point-2"])
    #expect(clips.value.first?.frames == point.serve - 20...point.frames.upperBound + 30)
    line.value = "point-2.gif: 320 × 420"
    screen.run(1)
    #expect(screen.notice?.text == line.value)
  }

  // MARK: Whatever comes

  @Test(arguments: 0..<6)
  func `no keys and no mouse ever lead out of the replay`(seed: UInt64) throws {
    let track = try SampleReplay.track(
      SampleReplay.network,
      FollowerPlayer.contestant,
      points: 2,
      people: seed % 2 == 0 ? [] : [.right],
      frames: 900
    )
    var random = SplitMix64(seed: seed)
    func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    let sources =
      seed < 3
      ? SampleReplay.sources : ReplaySources(player: { _ in FoundPlayer(SampleReplay.network) })
    var screen = try screen(track, sources: sources)
    let keys: [Key] =
      [.left, .right, .up, .down, .home, .end, .pageUp, .pageDown, .enter, .tab, .function(1)]
      + "0123456789,.<>+-= pnetTxcobf[]?hdmr".unicodeScalars.map { .character($0) }
    let kinds: [MouseEvent.Kind] = [.press, .release, .drag, .motion, .scrollUp, .scrollDown]
    var size = (80, 24)
    for step in 0..<600 {
      let time = Duration.milliseconds(200 * step)
      switch below(8) {
      case 0:
        size = (below(220), below(70))
        screen.resize(size.0, size.1)
      case 1...3:
        let event = MouseEvent(
          kinds[below(kinds.count)],
          button: .left,
          column: below(260) - 20,
          row: below(90) - 10
        )
        screen.handle(.mouse(event), at: time)
      default:
        let shift = below(4) == 0 ? Modifiers.shift : []
        screen.handle(.key(KeyEvent(keys[below(keys.count)], modifiers: shift)), at: time)
      }
      screen.tick(at: time)
      _ = screen.takeNavigation()
      #expect((0...track.frameCount).contains(screen.frame))
      #expect(screen.game == track.games[screen.frame])
      if step % 7 == 0 { _ = screen.picture(columns: size.0, rows: size.1) }
    }
  }
}
