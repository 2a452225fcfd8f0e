import Reinforcement
import Testing

struct RunProgressTests {
  private func episodes(_ rewards: [Float]) -> [Episode] {
    rewards.map { Episode(reward: $0, length: 1) }
  }

  @Test func `the mean is that of the last hundred episodes, or of all`() {
    var progress = RunProgress()
    #expect(progress.meanReward == nil && progress.runningReward == nil)
    progress.add(episodes([-21, 5]), steps: 10)
    #expect(progress.meanReward == -8)
    progress.add(episodes(.init(repeating: 0, count: 98)), steps: 10)
    #expect(progress.meanReward == -0.16)
    // The first of them falls out.
    progress.add(episodes([0]), steps: 1)
    #expect(progress.meanReward == 0.05)
    progress.add(episodes(.init(repeating: 1, count: 150)), steps: 1)
    #expect(progress.meanReward == 1 && progress.lastRewards.count == 100)
    #expect(progress.episodes == 251 && progress.agentSteps == 22 && progress.updates == 4)
  }

  @Test func `the running reward is the article's: a hundredth of each new one`() {
    var progress = RunProgress()
    progress.add(episodes([-20]), steps: 1)
    #expect(progress.runningReward == -20)
    progress.add(episodes([10, 0]), steps: 1)
    #expect(progress.runningReward == 0.99 * (0.99 * -20 + 0.01 * 10))
    progress.add([], steps: 1)
    #expect(progress.runningReward == 0.99 * (0.99 * -20 + 0.01 * 10))
  }

  @Test func `a run cannot have come as far as numbers go, nor have been paid what is no number`() {
    var progress = RunProgress()
    progress.add([Episode(reward: -3, length: 5)], steps: 5)
    #expect(progress.isPossible)
    func isPossible(_ change: (inout RunProgress) -> Void) -> Bool {
      var changed = progress
      change(&changed)
      return changed.isPossible
    }
    for count in [-1, RunProgress.greatestCount + 1, Int.max, Int.min] {
      #expect(!isPossible { $0.episodes = count })
      #expect(!isPossible { $0.agentSteps = count })
      #expect(!isPossible { $0.updates = count })
    }
    for reward in [Float.nan, .infinity, -.greatestFiniteMagnitude] {
      #expect(!isPossible { $0.lastRewards = [reward] })
      #expect(!isPossible { $0.runningReward = Double(reward) })
    }
    // More rewards than episodes.
    #expect(!isPossible { $0.lastRewards = [1, 2] })
    #expect(isPossible { $0.episodes = RunProgress.greatestCount })
    var standing = OpponentStanding(name: "a")
    #expect(standing.isPossible)
    standing.episodes = .max
    #expect(!standing.isPossible)
  }
}
