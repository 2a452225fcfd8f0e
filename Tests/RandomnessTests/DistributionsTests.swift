import Randomness
import Testing

struct DistributionsTests {
  @Test func `streams are pinned`() {
    var generator = SplitMix64(seed: 42)
    #expect(generator.uniform() == 0.741_564_87)
    #expect(generator.uniformDouble() == 0.159_910_392_876_920_1)
    #expect(generator.integer(below: 1000) == 278)
    #expect(generator.normal() == -0.101_547_813_713_658_83)
    #expect(generator.categorical([1, 2, 3, 4]) == 3)
    #expect(generator.bernoulli(0.5) == true)
    var elements: [Int32] = [0, 1, 2, 3, 4, 5, 6, 7]
    elements.withUnsafeMutableBufferPointer { generator.shuffle($0) }
    #expect(elements == [0, 7, 5, 4, 1, 3, 2, 6])
  }

  @Test func `uniform numbers lie in [0, 1) and have their mean and variance`() {
    var generator = SplitMix64(seed: 1)
    let draws = (0..<100_000).map { _ in Double(generator.uniform()) }
    #expect(draws.allSatisfy { (0..<1).contains($0) })
    let mean = draws.reduce(0, +) / 100_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean - 0.5) < 0.005)
    #expect(abs(variance - 1.0 / 12) < 0.002)
  }

  @Test func `normal numbers have mean 0, variance 1 and 4.55 % beyond two deviations`() {
    var generator = SplitMix64(seed: 2)
    let draws = (0..<100_000).map { _ in generator.normal() }
    let mean = draws.reduce(0, +) / 100_000
    let variance = draws.reduce(0) { $0 + $1 * $1 } / 100_000
    let tail = Double(draws.count { abs($0) > 2 }) / 100_000
    #expect(abs(mean) < 0.02)
    #expect(abs(variance - 1) < 0.02)
    #expect(abs(tail - 0.0455) < 0.003)
  }

  /// Says what it was told to say.
  private struct Script: RandomNumberGenerator {
    var words: [UInt64]

    mutating func next() -> UInt64 { words.removeFirst() }
  }

  @Test func `the least and the greatest bits give the least and the greatest numbers`() {
    var script = Script(words: [0, .max, 0, .max, 0, .max])
    #expect(script.uniform() == 0)
    #expect(script.uniform() == Float(1).nextDown)
    #expect(script.uniformDouble() == 0)
    #expect(script.uniformDouble() == 1 - 0x1p-53)
    #expect(script.integer(below: 7) == 0)
    #expect(script.integer(below: 7) == 6)
  }

  @Test func `a probability counts to its last bit`() {
    // The draw is 1/2 + 2^-53 each time.
    var script = Script(words: .init(repeating: 1 << 63 | 1 << 11, count: 3))
    let draws = [0.5, 0.5 + 0x1p-53, 0.5 + 0x1p-52].map { script.bernoulli($0) }
    #expect(draws == [false, false, true])
  }

  @Test func `categories come up in proportion to their weights`() {
    var generator = SplitMix64(seed: 3)
    var counts = [0, 0, 0]
    for _ in 0..<60_000 { counts[generator.categorical([1, 0, 2])] += 1 }
    #expect(counts[1] == 0)
    #expect(abs(counts[0] - 20_000) < 500)
    #expect(generator.categorical([0.0, 0, 0]) == 2)
  }

  @Test func `shuffling keeps all elements and moves the first one anywhere`() {
    var generator = SplitMix64(seed: 4)
    var places = [Int](repeating: 0, count: 5)
    for _ in 0..<10_000 {
      var elements: [Int32] = [0, 1, 2, 3, 4]
      elements.withUnsafeMutableBufferPointer { generator.shuffle($0) }
      #expect(elements.sorted() == [0, 1, 2, 3, 4])
      places[elements.firstIndex(of: 0) ?? 0] += 1
    }
    #expect(places.allSatisfy { abs($0 - 2000) < 200 })
  }
}
