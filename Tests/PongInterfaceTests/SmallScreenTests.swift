import PongAgents
import PongEngine
import Testing

@testable import PongInterface

/// Every screen at the smallest sizes that people have.
struct SmallScreenTests {
  private func match(_ left: String, _ right: String) throws -> MatchScreen {
    var settings = GameSettings()
    settings.left = left
    settings.right = right
    return MatchScreen(
      try #require(try MatchSession(settings: settings, catalog: .builtIn, seed: 1))
    )
  }

  private func screens() throws -> [(name: String, screen: any Screen)] {
    let track = try ReviewSample.track(points: 3)
    let settings = GameSettings()
    let drill = try #require(
      DrillScreen(track, side: .right, opponent: .computer, settings: settings)
    )
    return [
      ("menu", MenuScreen(settings: settings, catalog: .builtIn)),
      ("match", try match("atari", "human")),
      ("watched", try match("follower", "random")),
      ("people", try match("human", "human")),
      ("replay", ReplayScreen(track, settings: settings)),
      ("review", ReviewScreen(track, side: .right, settings: settings)),
      ("drill", drill),
      ("matches", MatchesScreen(MatchSources(), settings: settings)),
      ("settings", SettingsScreen(settings: settings)),
    ]
  }

  @Test(arguments: [(36, 8), (40, 12), (80, 24)])
  func `every screen can be used, and says how to leave it and how to learn more`(
    columns: Int,
    rows: Int
  ) throws {
    for (name, screen) in try screens() {
      var screen = screen
      screen.handle(.resize(columns: columns, rows: rows), at: .zero)
      screen.tick(at: .zero)
      let text = screen.picture(columns: columns, rows: rows).text
      #expect(!text.contains("Too small"), "\(name)")
      #expect(text.contains("q "), "\(name): \(text)")
      if columns >= 40 { #expect(text.contains("? help"), "\(name): \(text)") }
    }
  }

  @Test func `what is too small says the same everywhere`() throws {
    for (name, screen) in try screens() {
      var screen = screen
      screen.handle(.resize(columns: 30, rows: 5), at: .zero)
      let text = screen.picture(columns: 30, rows: 5).text
      #expect(text.contains("36×8 needed") && text.contains("30×5 here"), "\(name)")
    }
  }

  @Test(arguments: [36, 40, 50, 60, 80])
  func `no hint is cut, whatever the width`(columns: Int) throws {
    for (name, screen) in try screens() {
      var screen = screen
      screen.handle(.resize(columns: columns, rows: 16), at: .zero)
      screen.tick(at: .zero)
      let last = screen.picture(columns: columns, rows: 16).lines.suffix(2).joined()
      #expect(!last.contains("…"), "\(name): \(last)")
    }
  }
}
