import CKernels
public import Randomness

/// A policy over numbered actions, π(a|s), as its logits say.
///
/// One logit is the log-odds of action 0 against action 1; several are a softmax. All arithmetic is
/// on logits, in double precision, so that no probability is ever rounded to 0 or 1 on the way.
public struct CategoricalPolicy {
  private let logits: UnsafeBufferPointer<Float>
  private let probabilities: UnsafeMutableBufferPointer<Double>
  private let greatest: Float
  /// The logarithm of Σ e^(logit - greatest); for one logit x, of 1 + e^-x.
  private let logTotal: Double

  /// Calls the body with the policy of some logits.
  @inline(__always)
  static func with(_ logits: UnsafeBufferPointer<Float>, _ body: (CategoricalPolicy) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: logits.count) { memory in
      body(CategoricalPolicy(logits, memory: memory))
    }
  }

  @inline(__always)
  private init(
    _ logits: UnsafeBufferPointer<Float>,
    memory: UnsafeMutableBufferPointer<Double>
  ) {
    self.logits = logits
    probabilities = memory
    if logits.count == 1 {
      let odds = ck_exp(-Double(logits[0]))
      memory[0] = 1 / (1 + odds)
      greatest = 0
      logTotal = ck_log(1 + odds)
      return
    }
    let total: Double
    (greatest, total) = Self.exponentials(logits, into: memory)
    logTotal = ck_log(total)
    for index in 0..<logits.count { memory[index] /= total }
  }

  /// log π(a|s).
  @inline(__always)
  func logProbability(of action: Int) -> Double {
    if logits.count == 1 { return action == 0 ? -logTotal : -logTotal - Double(logits[0]) }
    return Double(logits[action] - greatest) - logTotal
  }

  /// ∂ log π(a|s) / ∂ logit: 1 for the action's own logit, less the logit's probability.
  @inline(__always)
  func score(of action: Int, logit: Int) -> Double {
    (logit == action ? 1 : 0) - probabilities[logit]
  }

  /// Writes a factor times ∂ log π(a|s) / ∂ logit for each logit, in 32 bits.
  @inline(__always)
  func writeScore(
    of action: Int,
    times factor: Double,
    to deltas: UnsafeMutablePointer<Float>
  ) {
    for logit in 0..<logits.count {
      deltas[logit] = Float(factor * score(of: action, logit: logit))
    }
  }

  /// Adds the entropy H = -Σ π log π, in nats.
  @inline(__always)
  func addEntropy(to sum: inout Double) {
    if logits.count == 1 {
      sum += (1 - probabilities[0]) * Double(logits[0]) + logTotal
      return
    }
    for index in 0..<logits.count { sum -= probabilities[index] * logProbability(of: index) }
  }

  /// ∂ H / ∂ logit: -π (log π + H); for one logit x, -x π (1 - π).
  @inline(__always)
  func entropySlope(logit: Int, entropy: Double) -> Double {
    let probability = probabilities[logit]
    if logits.count == 1 { return -Double(logits[0]) * probability * (1 - probability) }
    return -probability * (logProbability(of: logit) + entropy)
  }

  /// Adds Σ π log π₀ for another policy's logarithms, one of each action.
  @inline(__always)
  func addCrossEntropy(with logarithms: [Double], to sum: inout Double) {
    if logits.count == 1 {
      sum += probabilities[0] * logarithms[0] + (1 - probabilities[0]) * logarithms[1]
      return
    }
    for index in 0..<logits.count { sum += probabilities[index] * logarithms[index] }
  }

  /// ∂ Σ π log π₀ / ∂ logit, given that sum: π (log π₀ - Σ π log π₀).
  @inline(__always)
  func crossEntropySlope(logit: Int, logarithms: [Double], sum: Double) -> Double {
    probabilities[logit] * (logarithms[logit] - sum)
  }

  /// Whether an action is the one that the greedy policy would take.
  @inline(__always)
  func isGreedy(_ action: Int) -> Bool { Self.greedy(logits) == action }

  /// Writes e^(logit - greatest logit), and returns the greatest logit and the sum.
  @inline(__always)
  private static func exponentials(
    _ logits: UnsafeBufferPointer<Float>,
    into weights: UnsafeMutableBufferPointer<Double>
  ) -> (greatest: Float, total: Double) {
    var greatest = logits[0]
    for index in 1..<logits.count where logits[index] > greatest { greatest = logits[index] }
    var total = 0.0
    for index in 0..<logits.count {
      weights[index] = ck_exp(Double(logits[index] - greatest))
      total += weights[index]
    }
    return (greatest, total)
  }
}

extension CategoricalPolicy {
  /// Draws an action and returns it with the logarithm of its probability.
  ///
  /// Takes 64 bits.
  public static func sample(
    _ logits: UnsafeBufferPointer<Float>,
    using generator: inout SplitMix64
  ) -> (action: Int, logProbability: Float) {
    if logits.count == 1 {
      let odds = ck_exp(-Double(logits[0]))
      let action = generator.uniformDouble() < 1 / (1 + odds) ? 0 : 1
      // log π = -log(1 + e^-x), log (1 - π) = -x - log(1 + e^-x).
      let logFirst = -ck_log(1 + odds)
      return (action, Float(action == 0 ? logFirst : logFirst - Double(logits[0])))
    }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: logits.count) { weights in
      let (greatest, total) = exponentials(logits, into: weights)
      var left = generator.uniformDouble() * total
      var action = 0
      while action < logits.count - 1, left >= weights[action] {
        left -= weights[action]
        action += 1
      }
      return (action, Float(Double(logits[action] - greatest) - ck_log(total)))
    }
  }

  /// The action with the greatest probability; the first of equals.
  public static func greedy(_ logits: UnsafeBufferPointer<Float>) -> Int {
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
    logits.withUnsafeBufferPointer {
      withProbabilities($0, temperature: temperature) { Array($0) }
    }
  }

  /// Draws an action with its probability, ``probabilities(_:temperature:)``, without an array.
  ///
  /// Takes 64 bits.
  public static func sample(
    _ logits: UnsafeBufferPointer<Float>,
    temperature: Double,
    using generator: inout SplitMix64
  ) -> Int {
    withProbabilities(logits, temperature: temperature) { generator.categorical($0) }
  }

  /// Calls the body with the probabilities of all actions (two, for one logit).
  @inline(__always)
  private static func withProbabilities<Result>(
    _ logits: UnsafeBufferPointer<Float>,
    temperature: Double,
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: logits.count) { scaled in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: max(2, logits.count)) { memory in
        for index in 0..<logits.count { scaled[index] = Float(Double(logits[index]) / temperature) }
        if logits.count == 1 {
          memory[0] = 1 / (1 + ck_exp(-Double(scaled[0])))
          memory[1] = 1 - memory[0]
        } else {
          let total = exponentials(UnsafeBufferPointer(scaled), into: memory).total
          for index in 0..<logits.count { memory[index] /= total }
        }
        return body(memory)
      }
    }
  }
}
