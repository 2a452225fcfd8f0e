import PongAgents
import Testing

@testable import Training

struct EvaluationTests {
  @Test("random play loses, by the same numbers for any number of threads")
  func random() {
    let random = RandomPlayer.contestant
    let evaluation = Evaluation(environment: .pongV0, left: .computer, right: random, seed: 1)
    let episodes = evaluation.run(12, on: ThreadPool(workerCount: 1))
    #expect(evaluation.run(12, on: ThreadPool(workerCount: 3)) == episodes)
    let summary = EvaluationSummary(episodes)
    #expect(summary.meanReward < -18 && summary.worst >= -21)
    #expect(summary.pointsLost == 12 * 21)
    #expect(summary.best <= 21 && summary.interval95 < 2)
    #expect(episodes.allSatisfy { $0.rallies.count == $0.won + $0.lost })
  }

  @Test("seen from the other side the same episodes are won")
  func sides() {
    let random = RandomPlayer.contestant
    let evaluation = Evaluation(environment: .pongV0, left: random, right: .computer, seed: 1)
    var summary = EvaluationSummary(evaluation.run(8, on: ThreadPool(workerCount: 2)))
    #expect(summary.meanReward > 18)
    summary.swapSides()
    #expect(summary.meanReward < -18 && summary.best <= 0)
    #expect(summary.pointsLost == 8 * 21)
  }

  @Test("means and intervals are those of the definition")
  func summary() {
    let summary = EvaluationSummary([
      Evaluation.Episode(reward: 1, lost: 20, won: 21, length: 10, rallies: [4, 6]),
      Evaluation.Episode(reward: -3, lost: 21, won: 18, length: 30, rallies: [30]),
    ])
    #expect(summary.meanReward == -1)
    // The sample variance of 1 and -3 is 8.
    #expect(abs(summary.interval95 - 1.96 * 2) < 1e-12)
    #expect(summary.best == 1 && summary.worst == -3)
    #expect(summary.meanEpisodeLength == 20 && summary.longestRally == 30)
  }
}
