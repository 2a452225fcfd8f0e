import NeuralNetwork
import Randomness
import Testing

@testable import Reinforcement

struct AdvantageTests {
  private func returnsToNextReward(_ rewards: [Float], discount: Float) -> [Float] {
    var values = rewards
    values.withUnsafeMutableBufferPointer { Advantage.returnsToNextReward($0, discount: discount) }
    return values
  }

  /// The estimates of one environment's steps; `values` has one more, of what is seen at the end.
  private func generalized(
    rewards: [Float],
    values: [Float],
    statuses: [TimeStep.Status],
    bootstrapValues: [Float]? = nil,
    discount: Double,
    lambda: Double,
    resetsAtRewards: Bool = false,
    stepPenalty: Double = 0
  ) -> [Float] {
    let rollout = Rollout<Int32>(environmentCount: 1, capacity: rewards.count, width: 1)
    rollout.lengths.base[0] = rewards.count
    for (step, reward) in rewards.enumerated() {
      rollout.rewards.base[step] = reward
      rollout.statuses.base[step] = statuses[step]
      rollout.bootstrapValues.base[step] = bootstrapValues?[step] ?? 0
    }
    for (step, value) in values.enumerated() { rollout.values.base[step] = value }
    rollout.estimateAdvantages(
      discount: discount,
      lambda: lambda,
      resetsAtRewards: resetsAtRewards,
      stepPenalty: stepPenalty,
      on: SerialPool()
    )
    return Array(rollout.advantages.elements.prefix(rewards.count))
  }

  @Test func `rewards are discounted back to the reward before`() {
    #expect(
      returnsToNextReward([0, 0, 1, 0, -1, 0], discount: 0.5) == [0.25, 0.5, 1, -0.5, -1, 0]
    )
  }

  @Test func `standardised advantages have mean 0 and deviation 1; equal ones become 0`() {
    func standardized(_ advantages: [Float]) -> [Float] {
      let rollout = Rollout<Int32>(environmentCount: 1, capacity: advantages.count, width: 1)
      rollout.lengths.base[0] = advantages.count
      for (step, value) in advantages.enumerated() { rollout.advantages.base[step] = value }
      let count = rollout.listSamples()
      rollout.standardizeAdvantages(count: count, of: SoloWorker())
      return Array(rollout.advantages.elements.prefix(count))
    }
    #expect(standardized([1, 3]) == [-1, 1])
    #expect(standardized([2, 2, 2]) == [0, 0, 0])
    #expect(standardized([]) == [])
  }

  @Test func `generalised advantages equal worked numbers, over a termination and a truncation`() {
    let advantages = generalized(
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

  @Test func `a step's penalty is taken from every reward, and ends nothing`() {
    let rewards: [Float] = [0, 0, 1, 0, 0]
    func advantages(_ rewards: [Float], penalty: Double, resets: Bool) -> [Float] {
      generalized(
        rewards: rewards,
        values: [0.5, 0.4, 0.3, -0.2, 0.1, 0.6],
        statuses: [.running, .running, .running, .running, .running],
        discount: 0.9,
        lambda: 0.8,
        resetsAtRewards: resets,
        stepPenalty: penalty
      )
    }
    #expect(
      advantages(rewards, penalty: 0.25, resets: false)
        == advantages(rewards.map { $0 - 0.25 }, penalty: 0, resets: false)
    )
    // δ = 1 - 0.25 - 0.3 at the point; before it -0.25 + 0.9 · 0.3 - 0.4 + 0.72 · 0.45, and so on.
    let expected: [Float] = [-0.43032, -0.056, 0.45]
    let found = advantages(rewards, penalty: 0.25, resets: true)
    for (value, expected) in zip(found, expected) { #expect(abs(value - expected) < 1e-5) }
  }

  @Test
  func `with lambda 1 the advantage is the return less the value, with lambda 0 the difference`() {
    var generator = SplitMix64(seed: 1)
    let rewards = (0..<50).map { _ in generator.uniform() - 0.5 }
    let values = (0..<51).map { _ in generator.uniform() }
    var statuses = [TimeStep.Status](repeating: .running, count: 50)
    statuses[49] = .terminated
    func advantages(_ lambda: Double) -> [Float] {
      generalized(
        rewards: rewards,
        values: values,
        statuses: statuses,
        discount: 0.97,
        lambda: lambda
      )
    }
    var following: Float = 0
    let returns = rewards.reversed().map { reward in
      following = reward + 0.97 * following
      return following
    }
    for (step, value) in advantages(1).enumerated() {
      #expect(abs(value - (returns[49 - step] - values[step])) < 1e-5)
    }
    for (step, value) in advantages(0).enumerated() {
      let next = step == 49 ? 0 : 0.97 * values[step + 1]
      #expect(abs(value - (rewards[step] + next - values[step])) < 1e-6)
    }
  }
}
