import PongEngine
import Reinforcement
import Testing

@testable import PongAgents

struct TournamentTests {
  /// Players who are known by name only, or bots under another name.
  private func named(_ id: String, _ bot: Contestant = RandomPlayer.contestant) -> Contestant {
    Contestant(Choice(id: id, title: id, detail: "")) { bot.seat(seed: $0, timing: $1) }
  }

  /// A table with a game of so many points for each pairing of players "a", "b", "c" and so on.
  private func table(_ points: [[Int]], games: Int = 1) -> TournamentTable {
    let ids = ["a", "b", "c", "d"]
    let tournament = Tournament(points.indices.map { named(ids[$0]) }, games: 2, seed: 0)
    var table = TournamentTable(tournament)
    for (number, pairing) in tournament.pairings.enumerated() {
      let game = game(points[pairing.first][pairing.second], points[pairing.second][pairing.first])
      table.add([PlayedGame](repeating: game, count: games), to: number)
    }
    return table
  }

  private func game(_ won: Int, _ lost: Int, from side: Side = .left) -> PlayedGame {
    var game = PlayedGame(firstSide: side)
    game.first.points = won
    game.second.points = lost
    game.rallies = [PlayedGame.Rally](
      repeating: PlayedGame.Rally(hits: 4, frames: 100),
      count: won + lost
    )
    return game
  }

  // MARK: Games

  @Test func `everybody plays everybody once as often as asked for, from both sides`() {
    let tournament = Tournament(
      [named("d"), named("b"), named("c"), .computer],
      games: 4,
      seed: 1
    )
    #expect(tournament.pairings.count == 6)
    let table = tournament.play(on: SerialPool(), gamesAtOnce: 3)
    #expect(table.games == 24)
    for one in 0..<4 {
      #expect(table.result(of: one, against: one) == nil)
      for other in 0..<4 where other != one {
        let result = table.result(of: one, against: other)
        #expect(result?.games == 4 && result?.first == one && result?.second == other)
        #expect(result?.exchanged == table.result(of: other, against: one))
        #expect(result?.meanMargin(from: .left) != nil && result?.meanMargin(from: .right) != nil)
      }
    }
  }

  @Test func `two players' games depend on nobody else, on no order and on no number of threads`() {
    let (one, other) = (named("x"), named("y", FollowerPlayer.contestant))
    let alone = Tournament([one, other], games: 4, seed: 7).play(on: SerialPool())
    let among = Tournament([other, .computer, one], games: 4, seed: 7)
      .play(on: SerialPool(), gamesAtOnce: 2)
    let (alonePair, amongPair) = (
      alone.result(of: 0, against: 1), among.result(of: 2, against: 0)
    )
    #expect(alonePair?.meanMargin == amongPair?.meanMargin)
    #expect(alonePair?.frames == amongPair?.frames && alonePair?.rallyHits == amongPair?.rallyHits)
    let another = Tournament([one, other], games: 4, seed: 8).play(on: SerialPool())
    #expect(another.result(of: 0, against: 1) != alonePair)
  }

  @Test func `who looks on sees the table fill, pairing by pairing, and can end it`() {
    let tournament = Tournament([named("a"), named("b"), named("c")], games: 4, seed: 1)
    var turns: [Int] = []
    var counts: [Int] = []
    let table = tournament.play(on: SerialPool(), gamesAtOnce: 2) { table, pairing in
      turns.append(pairing)
      counts.append(table.games)
      return turns.count < 6
    }
    #expect(turns == [0, 1, 2, 0, 1, 2])
    #expect(counts == [0, 2, 4, 6, 8, 10])
    #expect(table.games == 10)
  }

  // MARK: Results

  @Test func `margins, their interval and those of each side are the games'`() {
    var result = PairingResult(first: 0, second: 1)
    #expect(result.interval95 == nil && result.share == nil && result.meanMargin == 0)
    result.add(game(21, 11, from: .left))
    result.add(game(15, 21, from: .right))
    #expect(result.meanMargin == 2)
    #expect(result.meanMargin(from: .left) == 10 && result.meanMargin(from: .right) == -6)
    // Sample variance of 10 and -6: 128; the mean's standard error is 8.
    #expect(abs((result.interval95 ?? 0) - 1.96 * 8) < 1e-9)
    #expect(result.share == 36.0 / 68)
    let other = result.exchanged
    #expect(other.meanMargin == -2 && other.meanMargin(from: .left) == 6)
    #expect(other.interval95 == result.interval95 && other.exchanged == result)
    #expect(abs(other.dispersion - result.dispersion) < 1e-9)
  }

  @Test func `a rally that is cut off is half a point for each`() {
    var result = PairingResult(first: 0, second: 1)
    var drawn = game(3, 0)
    drawn.rallies.append(PlayedGame.Rally(hits: 5000, frames: 60_000))
    drawn.timedOut = true
    result.add(drawn)
    #expect(result.rallyShare.won == 3.5 && result.rallyShare.lost == 0.5)
    #expect(result.timeOuts == 1 && result.longestRallyHits == 5000 && result.meanMargin == 3)
    #expect(result.frames == 60_300 && result.rallies == 4)
  }

  @Test func `games that vary more than single points would widen the error bars`() {
    var (even, uneven) = (PairingResult(first: 0, second: 1), PairingResult(first: 0, second: 1))
    for index in 0..<10 {
      even.add(game(20, 20))
      uneven.add(index % 2 == 0 ? game(30, 10) : game(10, 30))
    }
    #expect(even.dispersion == 1)
    // 10 games, each 10 off a mean of 20 with a variance of 10: 100 / 9.
    #expect(abs(uneven.dispersion - 100.0 / 9) < 1e-9)
  }

  // MARK: Ratings

  @Test func `the computer stands at 1000, and shares of points make the ratings`() {
    let tournament = Tournament([.computer, named("a")], games: 2, seed: 0)
    var table = TournamentTable(tournament)
    // "a" comes first in the alphabet, then "atari".
    let pairing = tournament.pairings[0]
    #expect(pairing.first == 1 && pairing.second == 0)
    table.add([PlayedGame](repeating: game(15, 5), count: 400), to: 0)
    let standings = table.standings
    #expect(standings.map(\.player) == [1, 0])
    #expect(standings[1].rating == 1000 && standings[1].interval95 == 0)
    // 6000 : 2000, and half a point each of the prior: 400 log10 3 to a tenth.
    #expect(abs(standings[0].rating - 1190.8) < 0.1)
    #expect(standings[0].share == 0.75 && standings[0].meanMargin == 10)
    #expect(standings[0].interval95 > 5 && standings[0].interval95 < 15)
  }

  @Test func `without the computer the players' mean stands at 1000`() {
    let standings = table([[0, 21, 21], [7, 0, 21], [7, 14, 0]]).standings
    #expect(abs(standings.reduce(0) { $0 + $1.rating } / 3 - 1000) < 1e-6)
    #expect(standings.map(\.player) == [0, 1, 2])
  }

  @Test func `who wins every point is far above, not infinitely far`() {
    let standings = table([[0, 21], [0, 0]], games: 100).standings
    // 400 log10 (2100.5 / 0.5).
    #expect(abs(standings[0].rating - standings[1].rating - 1449.3) < 0.1)
    #expect(standings[0].interval95 > 100 && standings[0].interval95.isFinite)
  }

  @Test func `who beats somebody above is listed, and only who does`() {
    let cycle = table([[0, 21, 18], [5, 0, 21], [21, 15, 0]])
    // Everybody beats somebody: whatever the ranking, it is wrong about two.
    #expect(cycle.standings.map(\.player) == [0, 2, 1])
    #expect(cycle.upsets.map { [$0.first, $0.second] } == [[1, 2], [2, 0]])
    #expect(cycle.upsets.map(\.meanMargin) == [6, 3])
    #expect(table([[0, 21, 21], [5, 0, 21], [0, 15, 0]]).upsets.isEmpty)
  }

  @Test func `a table without a game has everybody at 1000`() {
    let tournament = Tournament([named("a"), named("b")], games: 2, seed: 0)
    let table = TournamentTable(tournament)
    #expect(table.standings.map(\.rating) == [1000, 1000])
    #expect(table.result(of: 0, against: 1) == nil && table.upsets.isEmpty)
  }

  @Test func `a style is told in shares of what somebody did`() {
    var result = PairingResult(first: 0, second: 1)
    var game = game(10, 4)
    game.first.hits = 8
    game.first.firedHits = 2
    (game.first.lostTop, game.first.lostMiddle, game.first.lostBottom) = (1, 0, 3)
    game.first.lostSteep = 2
    result.add(game)
    let style = PlayStyle([result])
    #expect(style.meanRallyHits == 4 && style.firedShare == 0.25)
    #expect(style.lostTopShare == 0.25 && style.lostMiddleShare == 0)
    #expect(style.lostBottomShare == 0.75)
    #expect(style.lostSteepShare == 0.5 && style.timeOutShare == 0)
    // Nothing was counted of the other one.
    #expect(PlayStyle([result.exchanged]).firedShare == nil)
    #expect(PlayStyle([]).lostTopShare == nil)
  }
}
