import CKernels
import NeuralNetwork

/// What the policy's loss adds up.
struct PolicyTerms: LossSum {
  var loss = 0.0
  var entropy = 0.0
  /// log p when the action was taken less log p now.
  var approximateKL = 0.0
  var clipped = 0.0

  static func += (sum: inout PolicyTerms, part: PolicyTerms) {
    sum.loss += part.loss
    sum.entropy += part.entropy
    sum.approximateKL += part.approximateKL
    sum.clipped += part.clipped
  }

  func divided(by count: Double) -> PolicyTerms {
    PolicyTerms(
      loss: loss / count,
      entropy: entropy / count,
      approximateKL: approximateKL / count,
      clipped: clipped / count
    )
  }
}

/// -log p A or, with a clip, the clipped objective -min(r A, clip(r) A), r being the ratio of the
/// action's probability to what it was.
struct PolicyLoss: MeanLoss {
  let experience: Experience
  let actionCount: Int
  var clip: Double?
  let samplesEntropy: Bool

  func differentiate(
    _ samples: Range<Int>,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>
  ) -> PolicyTerms {
    var terms = PolicyTerms()
    let share = 1 / Double(experience.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: actionCount) { weights in
      for (place, sample) in samples.enumerated() {
        let logits = UnsafeBufferPointer(start: outputs + place * actionCount, count: actionCount)
        let action = Int(experience.actions.base[sample])
        let (top, total) = Policy.exponentials(logits, into: weights)
        let logTotal = ck_log(total)
        let logProbability = Double(logits[action] - top) - logTotal
        let slope = slope(logProbability, sample: sample, terms: &terms)
        for index in 0..<actionCount {
          let probability = weights[index] / total
          let score = (index == action ? 1 : 0) - probability
          deltas[place * actionCount + index] = Float(slope * share * score)
          if !samplesEntropy {
            terms.entropy -= probability * (Double(logits[index] - top) - logTotal)
          }
        }
        if samplesEntropy { terms.entropy -= logProbability }
      }
    }
    return terms
  }

  /// Adds a sample's terms, and returns the loss's derivative by the log-probability.
  @inline(__always)
  private func slope(_ logProbability: Double, sample: Int, terms: inout PolicyTerms) -> Double {
    let advantage = Double(experience.advantages.base[sample])
    let difference = logProbability - Double(experience.logProbabilities.base[sample])
    terms.approximateKL -= difference
    guard let clip else {
      terms.loss -= logProbability * advantage
      return -advantage
    }
    let ratio = ck_exp(difference)
    let clippedRatio = min(max(ratio, 1 - clip), 1 + clip)
    terms.clipped += ratio == clippedRatio ? 0 : 1
    terms.loss -= min(ratio * advantage, clippedRatio * advantage)
    return clippedRatio * advantage < ratio * advantage ? 0 : -ratio * advantage
  }
}

/// The mean squared error of the value.
struct ValueLoss: MeanLoss {
  let experience: Experience

  func differentiate(
    _ samples: Range<Int>,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>
  ) -> Double {
    var sum = 0.0
    let share = 2 / Float(experience.count)
    for (place, sample) in samples.enumerated() {
      let error = outputs[place] - experience.targets.base[sample]
      sum += Double(error) * Double(error)
      deltas[place] = share * error
    }
    return sum
  }
}
