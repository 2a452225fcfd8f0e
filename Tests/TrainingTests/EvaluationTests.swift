import PongAgents
import Testing

@testable import Training

struct EvaluationTests {
  @Test func `random play loses, by the same numbers for any number of threads`() {
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

  @Test func `seen from the other side the same episodes are won`() {
    let random = RandomPlayer.contestant
    let evaluation = Evaluation(environment: .pongV0, left: random, right: .computer, seed: 1)
    var summary = EvaluationSummary(evaluation.run(8, on: ThreadPool(workerCount: 2)))
    #expect(summary.meanReward > 18)
    summary.swapSides()
    #expect(summary.meanReward < -18 && summary.best <= 0)
    #expect(summary.pointsLost == 8 * 21)
  }

  @Test func `means and intervals are those of the definition`() {
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

  @Test func `episode i of a seed is the first of seed + i`() {
    let random = RandomPlayer.contestant
    func run(_ seed: UInt64, _ count: Int) -> [Evaluation.Episode] {
      Evaluation(environment: .pongV0, left: .computer, right: random, seed: seed)
        .run(count, on: ThreadPool(workerCount: 1))
    }
    let episodes = run(7, 3)
    #expect(run(8, 2) == Array(episodes.dropFirst()))
    #expect(run(9, 1) == [episodes[2]])
    #expect(Set(episodes).count == 3)
  }

  @Test func `an episode is what its points, rallies and steps say`() {
    let random = RandomPlayer.contestant
    for (left, right) in [(Contestant.computer, random), (random, .computer), (random, random)] {
      let episodes = Evaluation(environment: .pongV0, left: left, right: right, seed: 3)
        .run(3, on: ThreadPool(workerCount: 1))
      for episode in episodes {
        #expect(episode.reward == episode.won - episode.lost)
        #expect(max(episode.won, episode.lost) == 21)
        #expect(episode.rallies.count == episode.won + episode.lost)
        // The last point ends the episode.
        #expect(episode.rallies.reduce(0, +) == episode.length)
      }
    }
  }

  @Test(arguments: [1, 150])
  func `an episode is cut off after as many steps as asked for`(length: Int) throws {
    var evaluation = Evaluation(
      environment: try #require(EnvironmentID("ALE/Pong-v5")),
      left: .computer,
      right: RandomPlayer.contestant,
      seed: 3
    )
    evaluation.maximumLength = length
    #expect(evaluation.run(2, on: ThreadPool(workerCount: 1)).map(\.length) == [length, length])
  }
}
