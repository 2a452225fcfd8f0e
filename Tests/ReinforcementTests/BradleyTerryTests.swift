import Reinforcement
import Testing

struct BradleyTerryTests {
  private typealias Comparison = BradleyTerry.Comparison

  /// A matrix of wins, row against column, as comparisons.
  private func comparisons(_ wins: [[Double]]) -> [BradleyTerry.Comparison] {
    wins.indices.flatMap { row in
      (row + 1..<wins.count).map { column in
        Comparison(
          first: row,
          second: column,
          wins: wins[row][column],
          losses: wins[column][row]
        )
      }
    }
  }

  private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-6) -> Bool {
    abs(a - b) < tolerance
  }

  @Test func `three wins of four are 191 points, with Fisher's standard error`() {
    let fit = BradleyTerry(
      playerCount: 2,
      comparisons: [Comparison(first: 0, second: 1, wins: 3, losses: 1)],
      anchor: 1,
      prior: 0
    )
    // 400 log10 3, and 400 / ln 10 / sqrt(4 * 3/4 * 1/4).
    #expect(isClose(fit.ratings[0], 1190.848_501_9, 1e-4) && fit.ratings[1] == 1000)
    #expect(isClose(fit.standardErrors[0], 200.592_03, 1e-4) && fit.standardErrors[1] == 0)
    #expect(isClose(BradleyTerry.chance(fit.ratings[0], against: 1000), 0.75))
  }

  @Test func `strengths that the wins are made of are found again`() {
    let strengths = [8.0, 4, 2, 1]
    let wins = strengths.map { own in strengths.map { 100 * own / (own + $0) } }
    let fit = BradleyTerry(playerCount: 4, comparisons: comparisons(wins), anchor: 3, prior: 0)
    for (rating, doublings) in zip(fit.ratings, [3.0, 2, 1, 0]) {
      // 400 log10 2 a doubling.
      #expect(isClose(rating, 1000 + doublings * 120.411_998_27))
    }
    let mean = BradleyTerry(playerCount: 4, comparisons: comparisons(wins), prior: 0)
    #expect(isClose(mean.ratings.reduce(0, +), 4000))
    #expect(isClose(mean.ratings[0] - mean.ratings[3], fit.ratings[0] - 1000))
  }

  @Test func `baseball teams are rated as the literature rates them`() {
    // The American League's eastern division in 1987, from A. Agresti, "Categorical Data Analysis";
    // estimates and errors as R's package BradleyTerry2 gives them: Milwaukee, Detroit, Toronto, New
    // York, Boston and Cleveland against Baltimore.
    let wins: [[Double]] = [
      [0, 7, 9, 7, 7, 9, 11], [6, 0, 7, 5, 11, 9, 9], [4, 6, 0, 7, 7, 8, 12],
      [6, 8, 6, 0, 6, 7, 10], [6, 2, 6, 7, 0, 7, 12], [4, 4, 5, 6, 6, 0, 6], [2, 4, 1, 3, 1, 7, 0],
    ]
    let estimates = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0]
    let errors = [0.3433, 0.3396, 0.3367, 0.3359, 0.3339, 0.3319, 0]
    let fit = BradleyTerry(playerCount: 7, comparisons: comparisons(wins), anchor: 6, prior: 0)
    let scale = 173.717_792_8
    for team in 0..<7 {
      #expect(isClose((fit.ratings[team] - 1000) / scale, estimates[team], 1e-4))
      #expect(isClose(fit.standardErrors[team] / scale, errors[team], 1e-4))
    }
  }

  @Test func `who always wins is as strong as half a loss makes him`() {
    let all = Comparison(first: 0, second: 1, wins: 420, losses: 0)
    let fit = BradleyTerry(playerCount: 2, comparisons: [all], anchor: 1)
    // 400 log10 (420.5 / 0.5).
    #expect(isClose(fit.ratings[0], 2169.918_398, 1e-4))
    #expect(fit.standardErrors[0] > 200)
  }

  @Test func `wins that hang together four times as much are half as exact`() {
    let wins: [[Double]] = [[0, 30, 45], [20, 0, 28], [5, 22, 0]]
    let independent = BradleyTerry(playerCount: 3, comparisons: comparisons(wins), anchor: 2)
    let dispersed = BradleyTerry(
      playerCount: 3,
      comparisons: comparisons(wins).map {
        var comparison = $0
        comparison.dispersion = 4
        return comparison
      },
      anchor: 2
    )
    #expect(independent.ratings == dispersed.ratings)
    for (one, other) in zip(independent.standardErrors, dispersed.standardErrors) {
      #expect(isClose(2 * one, other))
    }
  }

  @Test func `nobody and somebody alone have ratings too`() {
    #expect(BradleyTerry(playerCount: 0, comparisons: []).ratings.isEmpty)
    let alone = BradleyTerry(playerCount: 1, comparisons: [])
    #expect(alone.ratings == [1000] && alone.standardErrors == [0])
  }
}
