import CKernels
public import Randomness

/// What logits say about actions.
///
/// One logit is the log-odds of action 0 against action 1; several are a softmax. All arithmetic is
/// on logits, in double precision, so that no probability is ever rounded to 0 or 1 on the way.
public enum Policy {
  /// Draws an action and returns it with the logarithm of its probability.
  ///
  /// Takes 64 bits.
  public static func sample(
    _ logits: UnsafeBufferPointer<Float>,
    using generator: inout SplitMix64
  ) -> (action: Int, logProbability: Float) {
    if logits.count == 1 {
      let odds = ck_exp(-Double(logits[0]))
      let first = 1 / (1 + odds)
      let action = generator.uniformDouble() < first ? 0 : 1
      // log p = -log(1 + e^-x), log (1 - p) = -x - log(1 + e^-x).
      let logFirst = -ck_log(1 + odds)
      return (action, Float(action == 0 ? logFirst : logFirst - Double(logits[0])))
    }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: logits.count) { weights in
      let (top, total) = exponentials(logits, into: weights)
      var left = generator.uniformDouble() * total
      var action = 0
      while action < logits.count - 1, left >= weights[action] {
        left -= weights[action]
        action += 1
      }
      return (action, Float(Double(logits[action] - top) - ck_log(total)))
    }
  }

  /// The action with the greatest probability; the first of equals.
  public static func best(_ logits: UnsafeBufferPointer<Float>) -> Int {
    if logits.count == 1 { return logits[0] >= 0 ? 0 : 1 }
    var best = 0
    for action in 1..<logits.count where logits[action] > logits[best] { best = action }
    return best
  }

  /// The probabilities of all actions (two, for one logit).
  ///
  /// - Parameters:
  ///   - logits: The policy's outputs.
  ///   - temperature: What the logits are divided by: below 1 surer, above 1 less sure.
  /// - Returns: One probability per action.
  public static func probabilities(_ logits: [Float], temperature: Double = 1) -> [Double] {
    let scaled = logits.map { Float(Double($0) / temperature) }
    if scaled.count == 1 {
      let first = 1 / (1 + ck_exp(-Double(scaled[0])))
      return [first, 1 - first]
    }
    var weights = [Double](repeating: 0, count: scaled.count)
    let total = scaled.withUnsafeBufferPointer { logits in
      weights.withUnsafeMutableBufferPointer { exponentials(logits, into: $0).total }
    }
    return weights.map { $0 / total }
  }

  /// Writes e^(logit - greatest logit), and returns the greatest logit and the sum.
  @inline(__always)
  static func exponentials(
    _ logits: UnsafeBufferPointer<Float>,
    into weights: UnsafeMutableBufferPointer<Double>
  ) -> (top: Float, total: Double) {
    var top = logits[0]
    for index in 1..<logits.count where logits[index] > top { top = logits[index] }
    var total = 0.0
    for index in 0..<logits.count {
      weights[index] = ck_exp(Double(logits[index] - top))
      total += weights[index]
    }
    return (top, total)
  }
}
