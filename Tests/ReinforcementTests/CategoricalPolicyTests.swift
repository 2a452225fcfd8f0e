import NeuralNetwork
import Randomness
import Testing

@testable import Reinforcement

struct CategoricalPolicyTests {
  private func sample(_ logits: [Float], seed: UInt64) -> (action: Int, logProbability: Float) {
    var generator = SplitMix64(seed: seed)
    return logits.withUnsafeBufferPointer { CategoricalPolicy.sample($0, using: &generator) }
  }

  @Test func `one logit is the log-odds of the first action, several are a softmax`() {
    let two = CategoricalPolicy.probabilities([1.0986123])
    #expect(abs(two[0] - 0.75) < 1e-7 && abs(two[1] - 0.25) < 1e-7)
    let three = CategoricalPolicy.probabilities([0, 0.6931472, 0])
    #expect(abs(three[1] - 0.5) < 1e-7)
    #expect(abs(CategoricalPolicy.probabilities([2], temperature: 2)[0] - 0.731_058_578_63) < 1e-7)
  }

  @Test(arguments: [1, 3])
  func `actions are drawn with their probabilities, which are reported`(logitCount: Int) {
    let logits: [Float] = logitCount == 1 ? [1.0986123] : [0, 0.6931472, 0]
    let probabilities = CategoricalPolicy.probabilities(logits)
    var counts = [Int](repeating: 0, count: 3)
    for seed in 0..<20_000 {
      let (action, logProbability) = sample(logits, seed: UInt64(seed))
      counts[action] += 1
      #expect(abs(Double(logProbability) - logarithm(probabilities[action])) < 1e-6)
    }
    for (action, probability) in probabilities.enumerated() {
      #expect(abs(Double(counts[action]) / 20_000 - probability) < 0.015)
    }
  }

  @Test(arguments: [[Float(0.3)], [0.2, -1.5, 3, 0.7]], [0.5, 1, 7])
  func `what is drawn at a temperature is drawn from its probabilities, to the bit`(
    logits: [Float],
    temperature: Double
  ) {
    var (one, other) = (SplitMix64(seed: 8), SplitMix64(seed: 8))
    for _ in 0..<500 {
      let action = logits.withUnsafeBufferPointer {
        CategoricalPolicy.sample($0, temperature: temperature, using: &one)
      }
      let probabilities = CategoricalPolicy.probabilities(logits, temperature: temperature)
      #expect(action == other.categorical(probabilities))
    }
    #expect(one == other)
  }

  @Test func `a policy that is very sure keeps finite logarithms`() {
    for logit: Float in [-200, 200] {
      let (action, logProbability) = sample([logit], seed: 1)
      #expect(action == (logit > 0 ? 0 : 1))
      #expect(logProbability <= 0 && logProbability > -1e-6)
    }
    #expect(sample([1000, 0, -1000], seed: 2).action == 0)
  }

  @Test(arguments: [2, 3, 6], [1, 7, 64, 200])
  func `policies of many samples have the bits of each one's`(actionCount: Int, count: Int) {
    let rollout = Rollout<Float>(environmentCount: 1, capacity: count, width: 1)
    var generator = SplitMix64(seed: 9)
    let logits = (0..<count * actionCount).map { 30 * generator.uniform() - Float($0 % 29) }
    // Samples in another order than the rollout's.
    let samples = (0..<count).map { Int32((count - 1) - $0) }
    for sample in 0..<count {
      rollout.actions.base[sample] = UInt8(generator.integer(below: actionCount))
      rollout.logProbabilities.base[sample] = -generator.uniform()
    }
    var scores = [Float](repeating: 7, count: count * actionCount)
    var expectedScores = scores
    var (entropy, expectedEntropy) = (0.0, 0.0)
    let factor = { (sample: Int) in Double(sample) * 0.37 - 3 }
    samples.withUnsafeBufferPointer { samples in
      CategoricalBatch.with(logits, count: count, actionCount: actionCount) { policies in
        policies.withRatios(of: rollout, samples) { ratios in
          policies.writeScores(of: rollout, samples, to: &scores) { place, action, sample in
            #expect(sample == Int(samples[place]))
            #expect(action == Int(rollout.actions.base[sample]))
            policies.addEntropy(of: place, to: &entropy)
            let own = Array(logits[place * actionCount..<(place + 1) * actionCount])
            own.withUnsafeBufferPointer { own in
              CategoricalPolicy.with(own) { policy in
                let logProbability = policies.logProbability(of: action, in: place)
                #expect(logProbability == policy.logProbability(of: action))
                let old = Double(rollout.logProbabilities.base[sample])
                let objective = ClippedObjective(
                  logRatio: logProbability - old,
                  advantage: 1,
                  clip: 0.2
                )
                #expect(ratios[place] == objective.ratio)
                policy.addEntropy(to: &expectedEntropy)
                expectedScores.withUnsafeMutableBufferPointer { scores in
                  for logit in 0..<actionCount {
                    scores[place * actionCount + logit] = Float(
                      factor(sample) * policy.score(of: action, logit: logit)
                    )
                  }
                }
              }
            }
            return factor(sample)
          }
        }
      }
    }
    #expect(scores == expectedScores && entropy == expectedEntropy)
  }

  @Test func `the best action is the first of the most probable`() {
    #expect([Float(0.1)].withUnsafeBufferPointer { CategoricalPolicy.greedy($0) } == 0)
    #expect([Float(-0.1)].withUnsafeBufferPointer { CategoricalPolicy.greedy($0) } == 1)
    #expect([Float(1), 2, 2].withUnsafeBufferPointer { CategoricalPolicy.greedy($0) } == 1)
  }

  /// The logarithms that the test needs, worked out beforehand.
  private func logarithm(_ probability: Double) -> Double {
    let known = [0.75: -0.287_682_072_45, 0.25: -1.386_294_361_12, 0.5: -0.693_147_180_56]
    return known.min { abs($0.key - probability) < abs($1.key - probability) }?.value ?? 0
  }
}
