import Randomness
import Reinforcement
import Testing

struct AdvantageTests {
  @Test("rewards are discounted back to the reward before")
  func discounted() {
    #expect(
      Advantage.discounted(rewards: [0, 0, 1, 0, -1, 0], discount: 0.5, resetsAtRewards: true)
        == [0.25, 0.5, 1, -0.5, -1, 0]
    )
    #expect(
      Advantage.discounted(rewards: [0, 0, 1, 0, -1, 0], discount: 0.5, resetsAtRewards: false)
        == [0.1875, 0.375, 0.75, -0.5, -1, 0]
    )
  }

  @Test("standardised values have mean 0 and deviation 1; equal ones become 0")
  func standardized() {
    #expect(Advantage.standardized([1, 3]) == [-1, 1])
    #expect(Advantage.standardized([2, 2, 2]) == [0, 0, 0])
    #expect(Advantage.standardized([]) == [])
  }

  @Test("generalised advantages equal worked numbers, over a termination and a truncation")
  func worked() {
    let advantages = Advantage.generalized(
      rewards: [1, 0, -1, 0.5, 2, 0],
      values: [0.5, 0.4, 0.3, -0.2, 0.1, 0.6, 0.7],
      statuses: [.running, .running, .terminated, .running, .truncated, .running],
      bootstrapValues: [0, 0, 0, 0, 0.9, 0],
      discount: 0.9,
      lambda: 0.8
    )
    let expected: [Float] = [0.09248, -1.066, -1.3, 2.7412, 2.71, 0.03]
    for (value, expected) in zip(advantages, expected) { #expect(abs(value - expected) < 1e-5) }
  }

  @Test("with lambda 1 the advantage is the return less the value, with lambda 0 the difference")
  func limits() {
    var generator = SplitMix64(seed: 1)
    let rewards = (0..<50).map { _ in generator.uniform() - 0.5 }
    let values = (0..<51).map { _ in generator.uniform() }
    var statuses = [TimeStep.Status](repeating: .running, count: 50)
    statuses[49] = .terminated
    func advantages(_ lambda: Float) -> [Float] {
      Advantage.generalized(
        rewards: rewards,
        values: values,
        statuses: statuses,
        bootstrapValues: [Float](repeating: 0, count: 50),
        discount: 0.97,
        lambda: lambda
      )
    }
    let returns = Advantage.discounted(rewards: rewards, discount: 0.97, resetsAtRewards: false)
    for (step, value) in advantages(1).enumerated() {
      #expect(abs(value - (returns[step] - values[step])) < 1e-5)
    }
    for (step, value) in advantages(0).enumerated() {
      let next = step == 49 ? 0 : 0.97 * values[step + 1]
      #expect(abs(value - (rewards[step] + next - values[step])) < 1e-6)
    }
  }
}
