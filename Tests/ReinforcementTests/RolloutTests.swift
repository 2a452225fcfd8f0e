import NeuralNetwork
import Randomness
import Testing

@testable import Reinforcement

struct RolloutTests {
  @Test(arguments: [1, 3, 4, 20])
  func `every sample is dealt once, and batches keep the order of time`(size: Int) {
    let rollout = Rollout<Int32>(environmentCount: 3, capacity: 5, width: 1)
    for (environment, length) in [5, 0, 4].enumerated() {
      rollout.lengths.base[environment] = length
    }
    var generator = SplitMix64(seed: 1)
    rollout.dealSamples(intoBatchesOf: size, using: &generator)
    let dealt = (0..<9).map { Int(rollout.order.base[$0]) }
    #expect(dealt.sorted() == [0, 1, 2, 3, 4, 12, 13, 14, 15])
    for start in stride(from: 0, to: 9, by: size) {
      let batch = Array(dealt[start..<min(start + size, 9)])
      #expect(batch == batch.sorted())
    }
  }

  @Test func `every division into batches is as probable as any other`() {
    let rollout = Rollout<Int32>(environmentCount: 1, capacity: 4, width: 1)
    rollout.lengths.base[0] = 4
    var generator = SplitMix64(seed: 2)
    var counts: [Set<Int32>: Int] = [:]
    for _ in 0..<6000 {
      rollout.dealSamples(intoBatchesOf: 2, using: &generator)
      counts[[rollout.order.base[0], rollout.order.base[1]], default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { 900...1100 ~= $0 })
  }
}
