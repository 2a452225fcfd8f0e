import Testing

@testable import PongInterface

struct TrainingGoalTests {
  private func figures(_ episodes: Int, _ seconds: Double, mean: Double?) -> TrainingFigures {
    var figures = TrainingFigures()
    figures.episodes = episodes
    figures.agentSteps = 1000 * episodes
    figures.seconds = seconds
    figures.meanReward = mean
    return figures
  }

  @Test func `the nearest limit counts`() {
    let half = figures(50, 10, mean: -10.5)
    #expect(TrainingGoal().fraction(half) == nil)
    #expect(TrainingGoal(reward: 0).fraction(half) == 0.5)
    #expect(TrainingGoal(episodes: 200).fraction(half) == 0.25)
    #expect(TrainingGoal(reward: 0, agentSteps: 62_500, seconds: 100).fraction(half) == 0.8)
    #expect(TrainingGoal(reward: 0).fraction(figures(1, 1, mean: 5)) == 1)
    #expect(TrainingGoal(reward: 0).fraction(figures(0, 0, mean: nil)) == 0)
  }

  @Test func `the time left follows from the pace`() {
    let now = figures(50, 10, mean: -10)
    #expect(TrainingGoal().timeLeft(now) == nil)
    #expect(TrainingGoal(episodes: 200).timeLeft(now) == 30)
    #expect(TrainingGoal(episodes: 200).timeLeft(now, since: figures(40, 0, mean: nil)) == 150)
    #expect(TrainingGoal(agentSteps: 100_000, seconds: 100).timeLeft(now) == 10)
    #expect(TrainingGoal(reward: 0).timeLeft(now) == nil)
    #expect(TrainingGoal(reward: 0).timeLeft(now, slope: -1) == nil)
    #expect(TrainingGoal(reward: 0).timeLeft(now, slope: 0.5) == 20)
  }
}
