import Foundation
import PongAgents
import PongEngine
import Testing

@testable import PongInterface

/// A game of a person, for tests.
func finishedGame(
  _ person: Int,
  _ program: Int,
  against opponent: String = "atari",
  onDay day: Double? = nil,
  by name: String = "",
  change: (inout GameSettings) -> Void = { _ in }
) -> FinishedGame {
  var settings = GameSettings()
  settings.name = name
  change(&settings)
  var result = MatchResult(
    left: opponent,
    right: "human",
    leftScore: program,
    rightScore: person,
    ending: .won(person > program ? .right : .left)
  )
  result.slowestSpeed = settings.speed
  var game = FinishedGame(result, personOn: .right, settings: settings)
  game.ended = day.map { $0 * 86_400 }
  return game
}

struct RatingHistoryTests {
  private func history(_ games: [FinishedGame], by name: String = "") -> RatingHistory {
    RatingHistory(of: games, by: name, ladder: SampleLadder.ladder)
  }

  // The numbers are from a few lines of Python that find both roots by bisection.
  @Test func `a match is a period in which each point is a game`() throws {
    let games = [
      finishedGame(21, 17, onDay: 10), finishedGame(8, 21, against: "sharp", onDay: 13),
    ]
    let entries = history(games).entries
    #expect(entries.count == 2 && entries[0].isFirst && !entries[1].isFirst)
    #expect(entries[0].before == RatingHistory.start)
    #expect(abs(entries[0].after.value - 1027.164) < 0.01)
    #expect(abs(entries[0].after.deviation - 178.517) < 0.01)
    #expect(entries[1].before.value == entries[0].after.value)
    #expect(abs(entries[1].after.value - 1139.807) < 0.01)
    #expect(abs(entries[1].after.deviation - 86.401) < 0.01)
  }

  @Test func `a game to one point tells little`() {
    let one = history([finishedGame(1, 0)])
    let many = history([finishedGame(21, 0)])
    #expect(one.entries[0].after.deviation > 250)
    #expect(many.entries[0].after.deviation < one.entries[0].after.deviation - 50)
    #expect(many.entries[0].after.value > one.entries[0].after.value)
  }

  @Test func `who always plays as well comes to the rating of that share`() throws {
    // 21 of 28 points: 400 log₁₀ 3 = 190.8 more than the rung's 940.
    let steady = (0..<60).map { finishedGame(21, 7, against: "steady", onDay: Double($0)) }
    let rating = try #require(history(steady).rating())
    #expect(abs(rating.value - 1130.8) < 5)
    #expect(rating.deviation < 35)
    let even = (0..<60).map { finishedGame(21, 20, against: "steady", onDay: Double($0)) }
    #expect(history(even).rating()?.deviation == RatingHistory.leastDeviation)
  }

  @Test func `what no single rating explains makes the volatility no endless one`() throws {
    for less in [10, 0] {
      let games = (0..<400).map { number in
        number % 2 == 0
          ? finishedGame(21, less, against: "sharp")
          : finishedGame(less, 21, against: "first-steps")
      }
      let rating = try #require(history(games).rating())
      #expect(0...2000 ~= rating.value && rating.deviation < 350)
      #expect(rating.volatility <= RatingHistory.greatestVolatility)
    }
  }

  // An even game of 38 points: 1 + 9.5 (ω / 173.7)².
  @Test func `a game against a rung counts for more than one against another opponent`() {
    let none = history([])
    #expect(abs(none.dispersion(of: (19, 19), against: "steady") - 2.13) < 0.01)
    #expect(abs(none.dispersion(of: (19, 19), against: "atari") - 13.59) < 0.01)
    let rung = history([finishedGame(21, 20, against: "steady")]).entries[0].after
    let computer = history([finishedGame(21, 20)]).entries[0].after
    #expect(rung.deviation < computer.deviation - 50)
  }

  @Test func `days without a game make it less certain, up to a newcomer's`() throws {
    let history = history([finishedGame(21, 17, against: "steady", onDay: 100)])
    let rating = try #require(history.rating())
    let same = try #require(history.rating(at: 100 * 86_400))
    let earlier = try #require(history.rating(at: 0))
    let later = try #require(history.rating(at: 200 * 86_400))
    let late = try #require(history.rating(at: 1e15))
    #expect(rating == same && rating == earlier)
    #expect(later.value == rating.value && later.deviation > rating.deviation + 40)
    #expect(late.deviation == 350)
    #expect(self.history([]).rating(at: 5) == nil)
  }

  @Test(arguments: [
    (finishedGame(21, 3), RatingHistory.Exclusion?.none),
    (finishedGame(3, 21, against: "champion"), nil),
    (finishedGame(1, 0) { $0.speed = .maximum }, nil),
    (finishedGame(21, 3) { $0.speed = .half }, .slow),
    (finishedGame(21, 3) { $0.mode = .rally }, .variant),
    (finishedGame(21, 3) { $0.smallBats = .right }, .smallBats),
    (finishedGame(21, 3, against: "random"), .unsuitableOpponent),
    (finishedGame(21, 3, against: "still"), .unsuitableOpponent),
    (finishedGame(21, 3, against: "sweeper"), .unsuitableOpponent),
    (finishedGame(21, 3, against: "person:keys,fires"), .unsuitableOpponent),
    (finishedGame(21, 3, against: "champion:reaction=12"), .unratedOpponent),
    (finishedGame(21, 3, against: "even"), .unratedOpponent),
    (finishedGame(21, 3, against: "runs/a/1/policy.safetensors"), .unratedOpponent),
    (finishedGame(21, 3, against: "exec:python3 bot.py"), .unratedOpponent),
    (finishedGame(5, 5), .damaged),
    (finishedGame(-5, 500), .damaged),
  ])
  func `games count that were played as the ladder was measured`(
    game: FinishedGame,
    exclusion: RatingHistory.Exclusion?
  ) {
    let history = history([game])
    #expect(history.entries.isEmpty == (exclusion != nil))
    #expect(history.exclusions == (exclusion.map { [$0: 1] } ?? [:]))
    if let exclusion { #expect(history.last == .excluded(exclusion)) }
  }

  @Test func `a model of a person does not count though the ladder knows its Elo`() {
    var ladder = SampleLadder.ladder
    for id in ["person", "random", "follower"] {
      var entry = Ladder.Entry(id: id, title: id)
      entry.elo = 1000
      ladder.others.append(entry)
    }
    let games = ["person", "random", "follower"].map { finishedGame(21, 3, against: $0) }
    let history = RatingHistory(of: games, ladder: ladder)
    #expect(history.entries.map(\.game.opponent) == ["follower"])
    #expect(history.exclusions == [.unsuitableOpponent: 2])
  }

  @Test func `games of others are theirs`() {
    let games = [
      finishedGame(21, 3), finishedGame(3, 21, by: "Anna"), finishedGame(5, 21, by: "Anna"),
    ]
    #expect(history(games).entries.map(\.game.points) == [[21, 3]])
    #expect(history(games, by: "Anna").entries.map(\.game.points) == [[3, 21], [5, 21]])
    #expect(history(games, by: "anna").entries.isEmpty)
  }

  @Test func `the nearest opponent is one against whom games count`() {
    let history = history([])
    for (value, id) in [(0.0, "first-steps"), (960, "steady"), (980, "atari"), (9000, "champion")] {
      #expect(history.nearest(to: Glicko2.Rating(value))?.id == id)
    }
    #expect(RatingHistory(ladder: Ladder()).nearest(to: RatingHistory.start) == nil)
  }

  @Test func `points against each opponent stand beside those to expect`() {
    let games = [
      finishedGame(21, 7), finishedGame(5, 21, against: "sharp"), finishedGame(3, 21),
      finishedGame(21, 0, against: "random"),
    ]
    let opponents = history(games).opponents
    #expect(opponents.map(\.opponent.id) == ["atari", "sharp"])
    #expect(opponents.map(\.games) == [2, 1])
    #expect(opponents.map(\.pointsWon) == [24, 5] && opponents.map(\.pointsLost) == [28, 21])
    // As strong as the computer; 340 points less are 12.4 % of the points.
    #expect(abs(opponents[0].expectedPoints(of: .init(1000)) - 26) < 1e-6)
    #expect(abs(opponents[1].expectedPoints(of: .init(1000)) - 26 * 0.1238) < 0.01)
  }

  @Test func `the curve has a point for each game that counted`() {
    let history = history([finishedGame(21, 7), finishedGame(5, 5), finishedGame(3, 21)])
    let chart = history.chart
    guard case .line(let points)? = chart.series.last?.shape else {
      Issue.record("no line")
      return
    }
    #expect(points.map(\.x) == [1, 2] && points.map(\.y) == history.entries.map(\.after.value))
    #expect(self.history([]).chart.isEmpty)
  }

  @Test(arguments: [
    (0.0, 21, 21, 20), (190.85, 21, 21, 7), (-190.85, 21, 7, 21), (-35, 11, 9, 11), (0, 1, 1, 0),
    (2000, 21, 21, 0), (-2000, 5, 0, 5),
  ])
  func `the score to expect follows from the share of points`(
    difference: Double,
    points: Int,
    own: Int,
    other: Int
  ) {
    let rating = Glicko2.Rating(1000 + difference, deviation: 200)
    let score = rating.expectedScore(against: 1000, to: points)
    #expect(score.own == own && score.other == other)
  }

  @Test func `games kept by older versions are read, and a name is kept`() throws {
    let old = """
      {"ended":1764176718,"mode":"classic","opponent":"first-steps","points":[21,17],\
      "side":"right","small_bats":"none","speed":"1","to":21}
      """
    let game = try JSONDecoder().decode(FinishedGame.self, from: Data(old.utf8))
    #expect(game.name == nil && game.isOf("") && !game.isOf("Anna"))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(String(decoding: try encoder.encode(game), as: UTF8.self) == old)
    let named = finishedGame(21, 3, by: "Anna")
    #expect(named.isOf("Anna") && !named.isOf(""))
    let copy = try JSONDecoder().decode(FinishedGame.self, from: try encoder.encode(named))
    #expect(copy == named)
  }
}
