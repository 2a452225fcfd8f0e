import Foundation
import Pictures
import PongAgents
import PongEngine
import Reinforcement
import Testing

@testable import PongInterface

struct TournamentScreenTests {
  private static func named(_ id: String, _ bot: Contestant) -> Contestant {
    Contestant(Choice(id: id, title: id.capitalized, detail: "")) {
      bot.seat(seed: $0, timing: $1)
    }
  }

  /// Three bots and the computer.
  private static let tournament = Tournament(
    [
      .computer, named("follower", FollowerPlayer.contestant),
      named("random", RandomPlayer.contestant), named("chance", RandomPlayer.contestant),
    ],
    games: 4,
    seed: 3
  )
  private static let table = tournament.play(on: SerialPool())

  /// The screen with all games played, or with one pairing being played.
  private func screen(
    _ columns: Int = 80,
    _ rows: Int = 24,
    playing: Int? = nil,
    change: (inout GameSettings) -> Void = { _ in }
  ) -> TournamentScreen {
    var settings = GameSettings()
    change(&settings)
    var screen = TournamentScreen(Self.tournament, settings: settings)
    screen.resize(columns, rows)
    screen.take(Self.table, playing: playing)
    return screen
  }

  /// The titles of the players as the picture lists them.
  private func names(_ surface: Surface) -> [String] {
    surface.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 2, let place = Int(words[0]), (1...4).contains(place) else { return nil }
      return words[1].allSatisfy(\.isLetter) ? String(words[1]) : nil
    }
  }

  @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 60)])
  func `looks as kept`(columns: Int, rows: Int) throws {
    var screen = screen(columns, rows, playing: 1) {
      $0.theme = .mono
      $0.glyphs = .ascii
    }
    screen.run(400)
    try expectSnapshot(
      screen.picture(columns: columns, rows: rows),
      "tournament-\(columns)x\(rows)"
    )
  }

  @Test func `can be drawn at any size`() {
    for (columns, rows) in [(0, 0), (1, 1), (36, 8), (37, 9), (36, 200), (500, 8), (500, 200)] {
      var screen = screen(columns, rows, playing: 0)
      screen.run(3)
      _ = screen.picture(columns: columns, rows: rows)
    }
  }

  @Test func `rows stand by rating, and cells say what each wins by`() throws {
    let surface = screen().picture(columns: 80, rows: 24)
    let titles = Self.table.standings.map { Self.table.players[$0.player].title }
    #expect(names(surface) == titles)
    let first = try #require(surface.lines.first { $0.contains("1 \(titles[0]) ") })
    let second = Self.table.standings[1].player
    let result = try #require(
      Self.table.result(of: Self.table.standings[0].player, against: second)
    )
    #expect(first.contains(FigureText.signed(result.meanMargin, 1)))
    #expect(surface.text.contains("all 24 games played"))
  }

  @Test func `colours tell signs, and figures do without`() throws {
    let coloured = screen().picture(columns: 80, rows: 24)
    let plain = screen(change: { $0.theme = .mono }).picture(columns: 80, rows: 24)
    // All that can be read is the same.
    #expect(coloured.lines == plain.lines)
    let place = try #require(coloured.place(of: "+20"))
    let loss = try #require(coloured.place(of: "−20"))
    let (win, lost) = (
      coloured[place.column, place.row].style, coloured[loss.column, loss.row].style
    )
    #expect(win.background != lost.background)
    #expect(plain[place.column, place.row].style.background == .standard)
  }

  @Test func `what is being played is framed and followed, until something is selected`() {
    var screen = screen(playing: 2)
    screen.run(1)
    let pairing = Self.tournament.pairings[2]
    #expect(screen.preview?.pairing == 2)
    #expect(Set([screen.selected.row, screen.selected.column]) == [pairing.first, pairing.second])
    #expect(screen.picture(columns: 80, rows: 24).text.contains("["))
    // The court does not jump to every pairing that has its turn.
    screen.take(Self.table, playing: 4)
    screen.run(100, from: 1)
    #expect(screen.preview?.pairing == 2)
    screen.run(300, from: 101)
    #expect(screen.preview?.pairing == 4)
    screen.strike(.down)
    let selected = screen.selected
    screen.take(Self.table, playing: 0)
    screen.run(400, from: 401)
    #expect(screen.selected == selected && !screen.follows)
    screen.strike(.character("p"))
    screen.run(1, from: 801)
    #expect(screen.preview?.pairing == 0)
  }

  @Test func `the game on the court is the tournament's own, and goes on in large with Enter`()
    throws
  {
    var screen = screen(playing: 1)
    screen.run(500)
    var match = Self.tournament.series(Self.tournament.pairings[1]).match(0)
    for _ in 0..<500 { _ = match.step() }
    #expect(screen.preview?.match.game == match.game)
    screen.strike(.enter)
    guard case .push(let opened) = screen.takeNavigation() else {
      Issue.record("nothing was opened")
      return
    }
    let watched = try #require(opened as? MatchScreen)
    #expect(watched.session.match.game == match.game)
    #expect(!screen.isFinished)
  }

  @Test func `a watched match leads back to the table`() {
    var stack = ScreenStack(screen(playing: 1))
    stack.resize(80, 24)
    stack.run(10)
    stack.strike(.enter)
    #expect(stack.picture(columns: 80, rows: 24).text.contains("q table"))
    stack.strike(.character("q"))
    #expect(stack.picture(columns: 80, rows: 24).text.contains("Tournament"))
    #expect(!stack.isFinished)
  }

  @Test func `the mouse selects, and a second click watches`() throws {
    var screen = screen()
    let place = try #require(screen.picture(columns: 80, rows: 24).place(of: "+20"))
    func click() {
      screen.handle(
        .mouse(MouseEvent(.press, button: .left, column: place.column, row: place.row)),
        at: .zero
      )
    }
    click()
    let result = try #require(
      Self.table.result(of: screen.selected.row, against: screen.selected.column)
    )
    #expect(result.meanMargin > 19.9)
    var isWatched: Bool { if case .push = screen.takeNavigation() { true } else { false } }
    #expect(!isWatched)
    click()
    #expect(isWatched)
  }

  @Test func `q leaves at once when all is played, and asks once more before`() {
    var done = screen()
    done.strike(.character("q"))
    #expect(done.isFinished)
    var playing = screen(playing: 1)
    playing.strike(.character("q"))
    #expect(!playing.isFinished)
    #expect(playing.picture(columns: 80, rows: 24).text.contains("q again"))
    playing.strike(.character("q"), at: .seconds(1))
    #expect(playing.isFinished)
  }

  @Test func `the selected pairing is told in words`() {
    var screen = screen()
    // From the first row, with oneself, to the last column.
    screen.strike(.home)
    for _ in 0..<4 { screen.strike(.right) }
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(text.contains("points a game") && text.contains("% of the points"))
    #expect(text.contains("from left ") && text.contains("rallies of"))
  }

  @Test func `many players are scrolled, the selected pairing always in sight`() {
    let many = Tournament(
      (10..<40).map { Self.named("bot\($0)", RandomPlayer.contestant) },
      games: 2,
      seed: 1
    )
    var screen = TournamentScreen(many, settings: GameSettings())
    screen.resize(80, 24)
    #expect(screen.picture(columns: 80, rows: 24).place(of: "Bot10") != nil)
    screen.strike(.end)
    for _ in 0..<40 { screen.strike(.right) }
    let text = screen.picture(columns: 80, rows: 24).text
    #expect(text.contains("30 Bot39") && text.contains("▲") && text.contains("◀"))
  }

  @Test func `players of the same title are told by their names`() {
    func policy(_ id: String) -> Contestant {
      Contestant(Choice(id: id, title: "Policy", detail: "")) { seed, _ in
        .player(RandomPlayer(seed: seed))
      }
    }
    let long = "runs/league/2026-01-31_20-00-00_s0/policy.safetensors"
    let screen = TournamentScreen(
      Tournament([policy("a/policy"), policy(long), .computer], games: 2, seed: 1),
      settings: GameSettings()
    )
    #expect(screen.name(of: 0) == "a/policy" && screen.name(of: 2) == "Atari")
    #expect(screen.name(of: 1).hasPrefix("…") && long.hasSuffix(screen.name(of: 1).dropFirst()))
  }

  @Test func `the matrix as a picture has a cell for each pair, in the colours of its margin`() {
    let figure = MatrixFigure(Self.table)
    let bitmap = figure.bitmap
    #expect(bitmap.width == figure.width && bitmap.height == figure.height)
    let svg = figure.svg
    #expect(svg.hasPrefix("<svg xmlns") && svg.hasSuffix("</svg>\n"))
    for player in Self.table.players { #expect(svg.contains(" \(player.id)</text>")) }
    let figures = figure.labels.filter { $0.text.contains(".") && !$0.text.hasPrefix("±") }
    #expect(figures.count == 12)
    // As much is won as is lost.
    #expect(figures.count { $0.text.hasPrefix("+") } == figures.count { $0.text.hasPrefix("−") })
    #expect(bitmap.pixels.contains(figure.areas.first { $0.pixel.blue > 200 }?.pixel ?? .black))
  }
}
