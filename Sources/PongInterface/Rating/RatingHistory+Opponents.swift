public import PongAgents

extension RatingHistory {
  /// What came of all counted games against one opponent.
  public struct OpponentSummary: Hashable, Sendable {
    /// The opponent, as the ladder has it now.
    public var opponent: Ladder.Entry
    /// How many games counted.
    public var games = 0
    /// The person's points.
    public var pointsWon = 0
    /// The opponent's points.
    public var pointsLost = 0

    /// The points that a person of a rating is expected to win of as many, on average.
    public func expectedPoints(of rating: Glicko2.Rating) -> Double {
      Double(pointsWon + pointsLost) * (opponent.elo.map { rating.share(against: $0) } ?? 0)
    }
  }

  /// What came of the counted games, an opponent each, the weakest first.
  public var opponents: [OpponentSummary] {
    var summaries: [String: OpponentSummary] = [:]
    for entry in entries {
      guard let score = entry.game.score else { continue }
      var summary = summaries[entry.opponent.id] ?? OpponentSummary(opponent: entry.opponent)
      summary.games += 1
      summary.pointsWon += score.person
      summary.pointsLost += score.program
      summaries[entry.opponent.id] = summary
    }
    return summaries.values.sorted {
      ($0.opponent.elo ?? 0, $0.opponent.id) < ($1.opponent.elo ?? 0, $1.opponent.id)
    }
  }

  /// The rating over the games, with its 95 % interval, and the opponents' ratings.
  public var chart: Chart {
    let numbered = entries.enumerated().map { (Double($0.offset + 1), $0.element) }
    return Chart(
      x: Chart.Axis("games that counted", isCount: true),
      y: Chart.Axis("rating"),
      series: [
        .init(
          "",
          .band(
            numbered.map { x, entry in
              let (value, error) = (entry.after.value, entry.after.interval95)
              return Chart.Interval(x, lower: value - error, upper: value + error)
            }
          )
        ),
        .init(
          "opponents",
          .dots(numbered.map { x, entry in Chart.Point(x, entry.opponent.elo ?? .nan) }),
          color: 1,
          isFaint: true
        ),
        .init(
          "rating, ± 95 %",
          .line(numbered.map { x, entry in Chart.Point(x, entry.after.value) })
        ),
      ]
    )
  }
}
