import Reinforcement
import Testing

struct StopRuleTests {
  private func event(_ episodes: Int, _ seconds: Double, mean: Double?) -> TrainingEvent {
    var event = TrainingEvent()
    event.episodes = episodes
    event.agentSteps = 1000 * episodes
    event.seconds = seconds
    event.meanReward = mean
    return event
  }

  @Test func `the nearest limit counts`() {
    let half = event(50, 10, mean: -10.5)
    #expect(StopRule().fraction(half, startReward: -21) == nil)
    #expect(StopRule(reward: 0).fraction(half, startReward: -21) == 0.5)
    #expect(StopRule(episodes: 200).fraction(half, startReward: -21) == 0.25)
    #expect(
      StopRule(reward: 0, agentSteps: 62_500, seconds: 100).fraction(half, startReward: -21) == 0.8
    )
    #expect(StopRule(reward: 0).fraction(event(1, 1, mean: 5), startReward: -21) == 1)
    #expect(StopRule(reward: 0).fraction(event(0, 0, mean: nil), startReward: -21) == 0)
  }

  @Test func `the time left follows from the pace`() {
    let now = event(50, 10, mean: -10)
    #expect(StopRule().timeLeft(now) == nil)
    #expect(StopRule(episodes: 200).timeLeft(now) == 30)
    #expect(StopRule(episodes: 200).timeLeft(now, since: event(40, 0, mean: nil)) == 150)
    #expect(StopRule(agentSteps: 100_000, seconds: 100).timeLeft(now) == 10)
    // Seconds are those of the session.
    var start = TrainingEvent()
    start.seconds = 4
    #expect(StopRule(seconds: 100).timeLeft(now, since: start) == 94)
    #expect(StopRule(seconds: 7).ending(of: now, since: start) == nil)
    #expect(StopRule(seconds: 6).ending(of: now, since: start) == .limit)
    #expect(StopRule(seconds: 12).fraction(now, since: start, startReward: -21) == 0.5)
    #expect(StopRule(reward: 0).timeLeft(now) == nil)
    #expect(StopRule(reward: 0).timeLeft(now, slope: -1) == nil)
    #expect(StopRule(reward: 0).timeLeft(now, slope: 0.5) == 20)
  }

  @Test func `a run that is taken up keeps its goal, and its limits unless others are given`() {
    let first = StopRule(reward: 0, episodes: 100, seconds: 60)
    #expect(first.replaced(by: StopRule()) == first)
    #expect(first.replaced(by: StopRule(reward: 5)).reward == 5)
    #expect(first.replaced(by: StopRule(reward: 5)).episodes == 100)
    #expect(first.replaced(by: StopRule(agentSteps: 7)) == StopRule(reward: 0, agentSteps: 7))
  }

  @Test func `whichever comes first ends a run`() {
    let now = event(150, 10, mean: -10)
    #expect(StopRule().ending(of: now) == nil)
    #expect(
      StopRule(reward: -9.5, episodes: 151, agentSteps: 150_001, seconds: 11).ending(of: now) == nil
    )
    #expect(StopRule(episodes: 150).ending(of: now) == .limit)
    #expect(StopRule(agentSteps: 150_000).ending(of: now) == .limit)
    #expect(StopRule(seconds: 10).ending(of: now) == .limit)
    #expect(StopRule(reward: -10, episodes: 1).ending(of: now) == .goal)
  }

  @Test func `a mean of fewer than a hundred episodes reaches no reward`() {
    #expect(StopRule(reward: -10).ending(of: event(99, 10, mean: 21)) == nil)
    #expect(StopRule(reward: -10).ending(of: event(100, 10, mean: -10)) == .goal)
    #expect(StopRule(reward: -10).ending(of: event(100, 10, mean: -10.01)) == nil)
  }
}
