import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct DrillScreenTests {
  @Test func `a point that is won drops out, one that is lost comes after the others`() {
    var drill = Drill(count: 3)
    #expect(drill.summary == "0 of 3 won, 0 tries")
    drill.take(isWon: false)
    #expect(drill.open == [1, 2, 0] && drill.summary == "0 of 3 won, 1 try")
    drill.take(isWon: true)
    #expect(drill.open == [2, 0] && drill.won == 1)
    drill.skip()
    #expect(drill.open == [0, 2] && drill.tries == 2)
    for _ in 0..<2 { drill.take(isWon: true) }
    #expect(drill.next == nil && drill.summary == "3 of 3 won, 4 tries")
    drill.take(isWon: true)
    drill.skip()
    #expect(drill.tries == 4)
  }

  private func screen(
    _ track: ReplayTrack,
    side: Side = .right,
    opponent: any Player = StillPlayer()
  ) throws -> DrillScreen {
    var screen = try #require(
      DrillScreen(track, side: side, opponent: .player(opponent), settings: GameSettings())
    )
    screen.resize(80, 24)
    return screen
  }

  /// Lets frames pass until a point is over, with the pointer at the ball or away from it.
  private func play(_ screen: inout DrillScreen, follows: Bool, frames: Int = 4_000) {
    for frame in 0..<frames {
      if case .over = screen.phase { return }
      if screen.phase == .summary { return }
      if screen.phase == .playing, let layout = screen.layout {
        let court = screen.session.view(in: layout).court
        let ball = Int(screen.session.match.game.ballY)
        let wanted = follows ? ball - 6 : ball > 125 ? 40 : 204
        let row = layout.court.rowRange.min {
          abs(court.register(pointerRow: $0, batHeight: 16) - wanted)
            < abs(court.register(pointerRow: $1, batHeight: 16) - wanted)
        }
        let column = layout.court.column + 2
        screen.handle(
          .mouse(
            MouseEvent(
              screen.settings.input == .mouse ? .motion : .press,
              column: column,
              row: row ?? 0
            )
          ),
          at: .zero
        )
      }
      screen.tick(at: .milliseconds(frame * 17))
    }
  }

  @Test(arguments: Side.allCases)
  func `lost points begin again two seconds before, until they are won`(side: Side) throws {
    let track = try ReviewSample.track(points: 3, side: side)
    var screen = try screen(track, side: side)
    let count = screen.drill.count
    let first = try #require(screen.point?.loss)
    #expect(count > 1 && screen.phase == .countdown(90))
    #expect(screen.session.match.game == track.games[first.drillStart])
    let end = track.points[try #require(screen.point).number - 1].frames.upperBound
    #expect(end - first.drillStart <= 121)
    screen.run(89)
    #expect(screen.session.match.game == track.games[first.drillStart])
    for _ in 0..<40 where screen.phase != .summary {
      play(&screen, follows: true)
      screen.run(61)
    }
    #expect(screen.drill.next == nil && screen.phase == .summary)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("All won!"))
    screen.strike(.enter, at: .seconds(99))
    #expect(screen.isFinished)
    #expect(try screen.close() == ["drill: \(screen.drill.summary)"])
    #expect(
      screen.session.results.isEmpty || !screen.session.match.game.isPlaying
        || screen.session.match.isOver
    )
  }

  @Test(arguments: Side.allCases)
  func `a point that is lost again is put behind the others`(side: Side) throws {
    let exact = PersonPlayer.contestant(try PersonTraits("mouse,reaction=50,error=0,predicts"))
    guard case .player(let opponent) = exact.seat(seed: 1) else { return }
    var screen = try screen(
      try ReviewSample.track(points: 3, side: side),
      side: side,
      opponent: opponent
    )
    play(&screen, follows: false)
    #expect(screen.phase == .over(isWon: false, age: 0))
    #expect(screen.drill.open == [1, 2, 0] && screen.drill.summary == "0 of 3 won, 1 try")
    #expect(screen.picture(columns: 80, rows: 24).text.contains("lost: it comes again"))
    screen.run(61)
    #expect(screen.phase == .countdown(90) && screen.drill.next == 1)
  }

  @Test func `q asks with what was reached, and leaves at once if nothing was tried`() throws {
    let track = try ReviewSample.track(points: 3)
    var idle = try screen(track)
    idle.strike(.character("q"))
    #expect(idle.isFinished)
    #expect(try idle.close().isEmpty)
    var screen = try screen(track)
    play(&screen, follows: false)
    screen.strike(.character("q"))
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(!screen.isFinished && text.contains("End the drill?") && text.contains("0 of"))
    screen.strike(.escape, at: .seconds(1))
    #expect(!screen.isFinished && screen.session.pace.pause == nil)
    screen.strike(.character("q"), at: .seconds(2))
    screen.strike(.character("q"), at: .seconds(4))
    #expect(screen.isFinished)
  }

  @Test func `a point can be left for later, begun again and paused`() throws {
    var screen = try screen(try ReviewSample.track(points: 3))
    screen.strike(.pageDown, at: .seconds(1))
    #expect(screen.drill.next == 1 && screen.drill.tries == 0)
    screen.strike(.enter, at: .seconds(2))
    screen.run(5)
    #expect(screen.phase == .playing)
    screen.strike(.character("p"), at: .seconds(3))
    let game = screen.session.match.game
    screen.run(20)
    #expect(screen.session.match.game == game)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Paused"))
    screen.strike(.enter, at: .seconds(4))
    screen.run(3)
    #expect(screen.session.match.game != game)
    screen.strike(.character("r"), at: .seconds(5))
    #expect(screen.phase == .countdown(90))
  }

  @Test func `shows the score of the drill and what lost the point`() throws {
    let screen = try screen(try ReviewSample.track(points: 3))
    try expectSnapshot(screen.picture(columns: 80, rows: 24), "drill")
    var small = screen
    for (columns, rows) in [(0, 0), (39, 15), (40, 16), (300, 100)] {
      small.resize(columns, rows)
      _ = small.picture(columns: columns, rows: rows)
    }
  }

  @Test func `a match without lost points has no drill`() throws {
    let track = try ReviewSample.track(points: 1)
    let winner: Side = track.games.last?.leftScore == 1 ? .left : .right
    let screen = DrillScreen(
      track,
      side: winner,
      opponent: .computer,
      settings: GameSettings()
    )
    #expect(screen == nil)
  }
}
