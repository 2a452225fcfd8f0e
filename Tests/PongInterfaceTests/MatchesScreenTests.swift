import Foundation
import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct MatchesScreenTests {
  /// A list of matches against the computer, every third of them damaged.
  private func matches(_ count: Int) throws -> [KeptMatch] {
    let track = try SampleReplay.track(points: 2)
    return try (0..<count).map { index in
      let date = "2026-11-\(26 - index % 20) 20:\(10 + index % 50)"
      guard index % 3 < 2 else {
        return KeptMatch(
          id: "m\(index)",
          date: date,
          summary: nil,
          problem: "m\(index): is no replay: it is not JSON."
        )
      }
      var replay = track.replay
      replay.ended = 1_700_000_000 - Double(index) * 86_400
      if index % 2 == 1 { replay.right.name = "Ann\u{1B}" }
      if index == 4 { replay.right = Replay.Participant(id: "follower", title: "Follower") }
      let data = try JSONEncoder().encode(replay)
      let summary = try JSONDecoder().decode(Replay.Summary.self, from: data)
      return KeptMatch(id: "m\(index)", date: date, summary: summary)
    }
  }

  private func sources(_ count: Int, removed: Shared<[String]> = Shared([])) throws -> MatchSources
  {
    let (list, track) = (try matches(count), try SampleReplay.track(points: 2))
    return MatchSources(
      list: { list },
      open: { id in
        guard id != "m3" else { throw MissingMatch(id: id) }
        return track
      },
      remove: { removed.value.append($0) }
    )
  }

  private func screen(
    _ sources: MatchSources,
    columns: Int = 80,
    rows: Int = 24,
    rating: RatingHistory? = nil
  ) -> ScreenStack<MatchesScreen> {
    var screen = ScreenStack(
      MatchesScreen(sources, settings: GameSettings(), rating: rating)
    )
    screen.resize(columns, rows)
    return screen
  }

  @Test(arguments: [(36, 6), (40, 12), (80, 24), (120, 40)])
  func `looks as kept`(columns: Int, rows: Int) throws {
    let screen = screen(try sources(60), columns: columns, rows: rows)
    try expectSnapshot(
      screen.picture(columns: columns, rows: rows),
      "matches-\(columns)x\(rows)"
    )
  }

  @Test func `tells of nobody's matches, and of those that are being read`() throws {
    let empty = screen(MatchSources())
    #expect(empty.picture(columns: 80, rows: 24).text.contains("will be kept here"))
    let isRead = Shared(false)
    let list = try matches(2)
    var late = screen(MatchSources(list: { isRead.value ? list : nil }))
    #expect(late.picture(columns: 80, rows: 24).text.contains("Reading your matches"))
    isRead.value = true
    late.run(1)
    #expect(late.picture(columns: 80, rows: 24).text.contains("Matches (2)"))
  }

  @Test func `a match is opened by Enter, and by a second click`() throws {
    var screen = screen(try sources(9))
    screen.strike(.enter)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("take over"))
    screen.strike(.character("q"), at: .seconds(1))
    let row = try #require(screen.root.layout).list.row + 1
    for _ in 0..<2 {
      #expect(screen.picture(columns: 80, rows: 24).text.contains("Matches (9)"))
      screen.handle(.mouse(MouseEvent(.press, button: .left, column: 30, row: row)), at: .zero)
    }
    #expect(screen.picture(columns: 80, rows: 24).text.contains("take over"))
  }

  @Test func `damaged matches are told as such and not opened`() throws {
    var screen = screen(try sources(9))
    screen.strike(.down)
    screen.strike(.down)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("m2: is no replay"))
    screen.strike(.enter)
    #expect(!screen.picture(columns: 80, rows: 24).text.contains("take over"))
    // One that is gone meanwhile.
    screen.strike(.down)
    screen.strike(.enter, at: .seconds(1))
    #expect(screen.picture(columns: 80, rows: 24).text.contains("There is no match m3."))
  }

  @Test func `what is typed finds players and dates`() throws {
    var screen = screen(try sources(9))
    for letter in "follo".unicodeScalars { screen.strike(.character(letter)) }
    #expect(screen.root.found == [4])
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(text.contains("Find: follo") && text.contains("Atari – Follower"))
    screen.strike(.escape)
    #expect(screen.root.found.count == 9)
    screen.strike(.character("/"))
    for letter in "11-25".unicodeScalars { screen.strike(.character(letter)) }
    #expect(screen.root.found == [1])
  }

  @Test func `a match is removed after a question only`() throws {
    let removed = Shared<[String]>([])
    var screen = screen(try sources(9, removed: removed))
    screen.strike(.down)
    screen.strike(.delete)
    #expect(screen.picture(columns: 80, rows: 24).text.contains("Remove this match for good?"))
    screen.strike(.character("n"), at: .seconds(1))
    #expect(removed.value.isEmpty)
    screen.strike(.delete, at: .seconds(2))
    screen.strike(.character("y"), at: .seconds(3))
    #expect(removed.value == ["m1"])
    #expect(screen.root.matches?.map(\.id).contains("m1") == false)
    #expect(screen.root.selected?.id == "m2")
  }

  @Test func `the rating's change stands beside the match that it came of`() throws {
    // The first match of the list, whose file was noted a second later.
    var game = finishedGame(2, 21)
    game.ended = 1_700_000_001
    let rating = RatingHistory(of: [game], ladder: SampleLadder.ladder)
    let change = try #require(rating.entries.first).after.value - RatingHistory.start.value
    let text = screen(try sources(9), rating: rating).picture(columns: 80, rows: 24).lines
    #expect(change < -100 && text.count { $0.contains(FigureText.signed(change, 0)) } == 1)
  }

  @Test func `strangers' names do not reach the terminal as they are`() throws {
    let screen = screen(try sources(9))
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(text.contains("Ann\u{FFFD} – Atari") && !text.contains("\u{1B}"))
  }

  @Test func `can be drawn at any size`() throws {
    var screen = screen(try sources(5))
    for (columns, rows) in [(0, 0), (1, 1), (36, 5), (36, 6), (50, 7), (500, 200)] {
      screen.resize(columns, rows)
      screen.strike(.end)
      _ = screen.picture(columns: columns, rows: rows)
    }
  }
}
