import Reinforcement
import Testing
import Training

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
}
