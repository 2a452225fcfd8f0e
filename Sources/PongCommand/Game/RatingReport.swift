import Foundation
import PongAgents
import PongInterface
import Text

/// A person's rating as text and JSON.
struct RatingReport {
  /// The games and what followed from them.
  let history: RatingHistory
  /// The person's name; empty for the one without.
  let name: String
  /// The rating at the time of the report; `nil` if no game has counted.
  let rating: Glicko2.Rating?

  /// Prepares a report.
  init(_ history: RatingHistory, of name: String, at date: Date) {
    self.history = history
    self.name = name
    rating = history.rating(at: date.timeIntervalSince1970)
  }

  /// The opponent whose rating is the nearest to the person's.
  private var nearest: Ladder.Entry? { rating.flatMap { history.nearest(to: $0) } }

  // MARK: Text

  /// The report for people, without the chart.
  var text: String {
    let person = name.isEmpty ? "You" : name
    guard let rating else {
      let verb = name.isEmpty ? "have" : "has"
      var lines = [
        "\(person) \(verb) no rating yet. It comes with the first finished game against an opponent "
          + "with an Elo,",
        "as in pong play --left steady\(name.isEmpty ? "" : " --name …"), or from the menu: pong.",
      ]
      if let excluded { lines.append("No game has counted: \(excluded).") }
      return lines.joined(separator: "\n")
    }
    var lines = ["\(person): \(Self.text(rating))   (Elo; Atari's computer has 1000)"]
    if let last = history.entries.last, !last.isFirst {
      let score = last.game.points.map(String.init).joined(separator: " : ")
      let change = String(format: "%+.0f", last.change)
      lines.append("last: \(score) against \(last.opponent.title), \(change)")
    }
    let count = history.entries.count
    let counted = count == 1 ? "1 game has counted" : "\(count) games have counted"
    lines.append(excluded.map { "\(counted); not: \($0)" } ?? counted)
    if let nearest, let elo = nearest.elo {
      let score = rating.expectedScore(against: elo, to: 21)
      lines.append(
        "nearest: \(nearest.title) (\(nearest.id)), \(Int(elo.rounded())), "
          + "expected \(score.own) : \(score.other)"
      )
    }
    return (lines + [""] + table(rating)).joined(separator: "\n")
  }

  private static func text(_ rating: Glicko2.Rating) -> String {
    String(format: "%.0f ± %.0f", rating.value, rating.interval95)
  }

  /// How many games did not count, and why, as in "2 slow motion"; `nil` if all did.
  private var excluded: String? {
    let reasons = RatingHistory.Exclusion.allCases.compactMap { exclusion in
      history.exclusions[exclusion].map { "\($0) (\(exclusion.reason))" }
    }
    return reasons.isEmpty ? nil : reasons.joined(separator: ", ")
  }

  /// The opponents with real and expected points.
  private func table(_ rating: Glicko2.Rating) -> [String] {
    let opponents = history.opponents
    let width = max(8, opponents.map(\.opponent.title.count).max() ?? 0)
    func line(_ title: String, _ cells: [String]) -> String {
      let widths = [6, 7, 13, 13]
      let padded = zip(cells, widths).map { cell, width in
        String(repeating: " ", count: max(0, width - cell.count)) + cell
      }
      return title.printable.padding(toLength: width, withPad: " ", startingAt: 0) + padded.joined()
    }
    return [line("opponent", ["Elo", "games", "points", "expected"])]
      + opponents.map { summary in
        let all = summary.pointsWon + summary.pointsLost
        let expected = Int(summary.expectedPoints(of: rating).rounded())
        return line(
          summary.opponent.title,
          [
            String(Int((summary.opponent.elo ?? 0).rounded())), String(summary.games),
            "\(summary.pointsWon) : \(summary.pointsLost)", "\(expected) : \(all - expected)",
          ]
        )
      }
  }

  // MARK: JSON

  private struct Report: Encodable {
    var name: String
    var rating: Double?
    var deviation: Double?
    var interval95: Double?
    var volatility: Double?
    var change: Double?
    var counted: Int
    var notCounted: [String: Int]
    var nearest: Nearest?
    var opponents: [Opponent]
    var history: [Game]

    enum CodingKeys: String, CodingKey {
      case name, rating, deviation, volatility, change, counted, nearest, opponents, history
      case interval95 = "interval_95"
      case notCounted = "not_counted"
    }
  }

  private struct Nearest: Encodable {
    var id: String
    var elo: Double
    var expected: [Int]
  }

  private struct Opponent: Encodable {
    var id: String
    var title: String
    var elo: Double
    var games: Int
    var pointsWon: Int
    var pointsLost: Int
    var expectedPointsWon: Double

    enum CodingKeys: String, CodingKey {
      case id, title, elo, games
      case pointsWon = "points_won"
      case pointsLost = "points_lost"
      case expectedPointsWon = "expected_points_won"
    }
  }

  private struct Game: Encodable {
    var opponent: String
    var points: [Int]
    var ended: Double?
    var rating: Double
    var deviation: Double
  }

  /// The report as one JSON object.
  func json() throws -> String {
    var next: Nearest?
    if let rating, let nearest, let elo = nearest.elo {
      let score = rating.expectedScore(against: elo, to: 21)
      next = Nearest(id: nearest.id, elo: elo, expected: [score.own, score.other])
    }
    let opponents = history.opponents.map { summary in
      Opponent(
        id: summary.opponent.id,
        title: summary.opponent.title,
        elo: summary.opponent.elo ?? 0,
        games: summary.games,
        pointsWon: summary.pointsWon,
        pointsLost: summary.pointsLost,
        expectedPointsWon: rating.map { summary.expectedPoints(of: $0) } ?? 0
      )
    }
    let games = history.entries.map { entry in
      Game(
        opponent: entry.game.opponent,
        points: entry.game.points,
        ended: entry.game.ended,
        rating: entry.after.value,
        deviation: entry.after.deviation
      )
    }
    let excluded = history.exclusions.map { ($0.key.rawValue, $0.value) }
    return try Report(
      name: name,
      rating: rating?.value,
      deviation: rating?.deviation,
      interval95: rating?.interval95,
      volatility: rating?.volatility,
      change: history.entries.last?.change,
      counted: history.entries.count,
      notCounted: Dictionary(uniqueKeysWithValues: excluded),
      nearest: next,
      opponents: opponents,
      history: games
    )
    .json([.prettyPrinted, .withoutEscapingSlashes])
  }
}
