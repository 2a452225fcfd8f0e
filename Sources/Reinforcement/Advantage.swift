/// Rewards turned into what an action is credited with, in a rollout's memory.
enum Advantage {
  /// Consecutive steps of one environment, where a rollout keeps them.
  struct Trace {
    /// How many steps there are.
    var count: Int

    /// r_t, [count].
    var rewards: UnsafePointer<Float>

    /// V(s_t) of what is seen before each step, and after the last, [count + 1].
    var values: UnsafePointer<Float>

    /// How the episode stands after each step, [count].
    var statuses: UnsafePointer<TimeStep.Status>

    /// V of what is seen at the end of a truncated episode; read only there, [count].
    var bootstrapValues: UnsafePointer<Float>
  }

  /// Writes the generalised advantage estimates of consecutive steps.
  ///
  /// Â_t = δ_t + γ λ Â_(t+1) with δ_t = r_t + γ V(s_(t+1)) - V(s_t). Where an episode terminates,
  /// V(s_(t+1)) and Â_(t+1) count as zero; where it is truncated, Â_(t+1) counts as zero and
  /// V(s_(t+1)) is the bootstrap value. With λ = 1 and termination at the end Â_t is the return less
  /// V(s_t).
  ///
  /// Source: J. Schulman, P. Moritz, S. Levine, M. Jordan, P. Abbeel, "High-Dimensional Continuous
  /// Control Using Generalized Advantage Estimation", ICLR 2016.
  ///
  /// - Parameters:
  ///   - trace: The steps.
  ///   - discount: The discount factor γ.
  ///   - lambda: λ.
  ///   - resetsAtRewards: Whether every non-zero reward counts as a termination, as in `discount`.
  ///   - advantages: Receives Â, [count].
  static func generalize(
    _ trace: Trace,
    discount: Float,
    lambda: Float,
    resetsAtRewards: Bool,
    into advantages: UnsafeMutablePointer<Float>
  ) {
    var next: Float = 0
    for step in (0..<trace.count).reversed() {
      let reward = trace.rewards[step]
      var following = trace.values[step + 1]
      if trace.statuses[step] == .terminated || (resetsAtRewards && reward != 0) {
        following = 0
        next = 0
      } else if trace.statuses[step] == .truncated {
        following = trace.bootstrapValues[step]
        next = 0
      }
      let difference = reward + discount * following - trace.values[step]
      next = difference + discount * lambda * next
      advantages[step] = next
    }
  }

  /// Replaces rewards by the discounted sums of rewards to come, starting anew at every reward.
  ///
  /// In Pong each non-zero reward ends a rally that later ones do not depend on, so the sum runs to
  /// the next reward only (A. Karpathy, "Deep Reinforcement Learning: Pong from Pixels", 2016).
  ///
  /// - Parameters:
  ///   - values: One reward per step, and then one sum, [steps].
  ///   - discount: The discount factor γ.
  static func discount(_ values: UnsafeMutableBufferPointer<Float>, by discount: Float) {
    var sum: Float = 0
    for step in values.indices.reversed() {
      let reward = values[step]
      if reward != 0 { sum = 0 }
      sum = sum * discount + reward
      values[step] = sum
    }
  }
}
