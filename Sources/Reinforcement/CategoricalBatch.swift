import CKernels
import NeuralNetwork

/// The policies of many samples at once, as `CategoricalPolicy` has one, with the same bits.
///
/// Exponentials and logarithms are worked out for several samples at a time. There are two logits at
/// least: log-odds in a single one are for `CategoricalPolicy`.
struct CategoricalBatch {
  /// How many samples there are.
  let count: Int

  private let actionCount: Int
  /// π(a|s) and its logarithm, [actionCount, count].
  private let probabilities: UnsafePointer<Double>
  private let logarithms: UnsafePointer<Double>

  /// Calls the body with the policies of some samples' logits, [count, actionCount].
  static func with(
    _ logits: UnsafePointer<Float>,
    count: Int,
    actionCount: Int,
    _ body: (CategoricalBatch) -> Void
  ) {
    let size = count * actionCount
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * size) { memory in
      guard let start = memory.baseAddress else { return }
      ck_softmax(logits, count, actionCount, start, start + size)
      body(
        CategoricalBatch(
          count: count,
          actionCount: actionCount,
          probabilities: start,
          logarithms: start + size
        )
      )
    }
  }

  /// log π(a|s) of a sample.
  @inline(__always)
  func logProbability(of action: Int, in sample: Int) -> Double {
    logarithms[action * count + sample]
  }

  /// Adds the entropy H = -Σ π log π of a sample, in nats.
  @inline(__always)
  func addEntropy(of sample: Int, to sum: inout Double) {
    for place in stride(from: sample, to: actionCount * count, by: count) {
      sum -= probabilities[place] * logarithms[place]
    }
  }

  /// Calls the body with the ratios of the probabilities of a rollout's actions to what they were
  /// when the actions were taken, [count].
  func withRatios(
    of rollout: Rollout<Float>,
    _ samples: UnsafeBufferPointer<Int32>,
    _ body: (UnsafeBufferPointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { ratios in
      for place in 0..<count {
        let sample = Int(samples[place])
        ratios[place] =
          logProbability(of: Int(rollout.actions.base[sample]), in: place)
          - Double(rollout.logProbabilities.base[sample])
      }
      if let start = ratios.baseAddress { ck_exponentials(start, count) }
      body(UnsafeBufferPointer(ratios))
    }
  }

  /// Writes factors times ∂ log π(a|s) / ∂ logit of the actions taken in a rollout, in 32 bits.
  ///
  /// - Parameters:
  ///   - rollout: Where the actions stand.
  ///   - samples: The samples of the rollout, [count].
  ///   - deltas: Receives the products, [count, actionCount].
  ///   - factor: A sample's factor, from its place here, its action and its number in the rollout;
  ///     called in order.
  @inline(__always)
  func writeScores(
    of rollout: Rollout<Float>,
    _ samples: UnsafeBufferPointer<Int32>,
    to deltas: UnsafeMutablePointer<Float>,
    factor: (_ place: Int, _ action: Int, _ sample: Int) -> Double
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { factors in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { actions in
        for place in 0..<count {
          let sample = Int(samples[place])
          actions[place] = rollout.actions.base[sample]
          factors[place] = factor(place, Int(actions[place]), sample)
        }
        guard let factors = factors.baseAddress, let actions = actions.baseAddress else { return }
        ck_scores(probabilities, factors, actions, count, actionCount, deltas)
      }
    }
  }
}
