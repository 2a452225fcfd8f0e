import PongAgents
import PongEngine
import Testing

@testable import PongInterface

struct LiveRatingTests {
  private func screen(
    left: String = "atari",
    right: String = "human",
    games: [FinishedGame] = [],
    change: (inout GameSettings) -> Void = { _ in }
  ) throws -> ScreenStack<MatchScreen> {
    var settings = GameSettings()
    settings.left = left
    settings.right = right
    settings.points = 1
    change(&settings)
    let session = try MatchSession(settings: settings, catalog: .builtIn, seed: 1)
    let history = RatingHistory(of: games, by: settings.name, ladder: SampleLadder.ladder)
    var screen = ScreenStack(
      MatchScreen(try #require(session), rating: LiveRating(history) { 1000.25 })
    )
    screen.resize(40, 16)
    return screen
  }

  private func text(_ screen: ScreenStack<MatchScreen>) -> String {
    screen.picture(columns: 40, rows: 16).text
  }

  @Test func `a finished game says what has become of the rating`() throws {
    var screen = try screen(games: [finishedGame(21, 17)])
    #expect(screen.root.ratingChange == nil && !text(screen).contains("rating"))
    screen.run(2000)
    // The person has never moved.
    guard case .counted(let entry) = screen.root.ratingChange else {
      Issue.record("\(text(screen))")
      return
    }
    #expect(entry.game.points == [0, 1] && entry.after.value < entry.before.value)
    let (before, after) = (Int(entry.before.value.rounded()), Int(entry.after.value.rounded()))
    #expect(text(screen).contains("rating \(before) → \(after)"))
    screen.strike(.enter, at: .seconds(100))
    #expect(screen.root.ratingChange == nil)
    screen.run(2000, from: 7000)
    #expect(text(screen).contains("rating \(after) → "))
    #expect(screen.root.finishedGames.count == 2)
    #expect(screen.root.finishedGames.allSatisfy { $0.ended == 1000.25 && $0.name == nil })
  }

  @Test func `the first game gives a rating, and a name its games`() throws {
    var screen = try screen(games: [finishedGame(21, 17)]) { settings in
      settings.name = "Anna"
      settings.glyphs = .ascii
    }
    screen.run(2000)
    #expect(text(screen).contains("your first rating: ") && text(screen).contains("+-"))
    #expect(text(screen).contains("Anna"))
    #expect(screen.root.finishedGames.map(\.name) == ["Anna"])
  }

  @Test func `a game that does not count says why, also one that was slow for a while`() throws {
    var screen = try screen { $0.speed = .half }
    screen.run(10)
    screen.strike(.character("+"), at: .seconds(10))
    screen.run(2000, from: 700)
    #expect(screen.root.settings.speed == .normal)
    #expect(text(screen).contains("not rated: slow motion"))
    #expect(screen.root.finishedGames.map(\.speed) == ["1/2"])
    screen.strike(.enter, at: .seconds(100))
    screen.run(2000, from: 7000)
    #expect(text(screen).contains("your first rating: "))
    var other = try self.screen(left: "random") { $0.points = 1 }
    other.run(20_000)
    #expect(text(other).contains("not rated: no measure of strength"))
  }

  @Test func `single frames are slow`() throws {
    var screen = try screen()
    screen.strike(.character("."))
    screen.run(2)
    screen.strike(.character("p"))
    screen.run(2000, from: 100)
    #expect(text(screen).contains("not rated: slow motion"))
  }

  @Test func `programs among themselves are not rated`() throws {
    var screen = try screen(left: "follower", right: "random")
    screen.run(4000)
    #expect(screen.root.session.match.isOver && screen.root.ratingChange == nil)
    #expect(!text(screen).contains("rat") && screen.root.finishedGames.isEmpty)
  }
}
