/// Rewards turned into what an action is credited with.
public enum Advantage {
  /// Returns the discounted sums of rewards to come, starting anew at every reward.
  ///
  /// In Pong each non-zero reward ends a rally that later ones do not depend on, so with
  /// `resetsAtRewards` (A. Karpathy, "Deep Reinforcement Learning: Pong from Pixels", 2016) the sum
  /// runs to the next reward only.
  ///
  /// - Parameters:
  ///   - rewards: One reward per step, [steps].
  ///   - discount: What a step's delay multiplies a reward by.
  ///   - resetsAtRewards: Whether the sum starts anew at each non-zero reward.
  /// - Returns: One sum per step, [steps].
  public static func discounted(
    rewards: [Float],
    discount: Float,
    resetsAtRewards: Bool
  ) -> [Float] {
    var result = rewards
    result.withUnsafeMutableBufferPointer { values in
      discountInPlace(values, discount: discount, resetsAtRewards: resetsAtRewards)
    }
    return result
  }

  /// Returns the values less their mean, divided by their standard deviation.
  ///
  /// The deviation is that of the values themselves (divided by n); where it is zero the values
  /// are only centred.
  public static func standardized(_ values: [Float]) -> [Float] {
    let (mean, deviation) = moments(of: values)
    return values.map { Float((Double($0) - mean) / deviation) }
  }

  /// Returns the generalised advantage estimates of consecutive steps of one environment.
  ///
  /// A_t = d_t + g l A_(t+1) with d_t = r_t + g V_(t+1) - V_t. Where an episode terminates, V_(t+1)
  /// and A_(t+1) count as zero; where it is truncated, A_(t+1) counts as zero and V_(t+1) is
  /// `bootstrapValues`' entry. With lambda = 1 and termination at the end A_t is the return less V_t.
  ///
  /// Source: J. Schulman, P. Moritz, S. Levine, M. Jordan, P. Abbeel, "High-Dimensional Continuous
  /// Control Using Generalized Advantage Estimation", ICLR 2016.
  ///
  /// - Parameters:
  ///   - rewards: r, [steps].
  ///   - values: V of what is seen before each step, and after the last, [steps + 1].
  ///   - statuses: How the episode stands after each step, [steps].
  ///   - bootstrapValues: V of what is seen at the end of a truncated episode; read only there, [steps].
  ///   - discount: g.
  ///   - lambda: l.
  /// - Returns: A, [steps].
  public static func generalized(
    rewards: [Float],
    values: [Float],
    statuses: [TimeStep.Status],
    bootstrapValues: [Float],
    discount: Float,
    lambda: Float
  ) -> [Float] {
    precondition(
      values.count == rewards.count + 1 && statuses.count == rewards.count
        && bootstrapValues.count == rewards.count,
      "a step lacks a value or a status"
    )
    return [Float](unsafeUninitializedCapacity: rewards.count) { advantages, count in
      count = rewards.count
      rewards.withUnsafeBufferPointer { rewards in
        values.withUnsafeBufferPointer { values in
          statuses.withUnsafeBufferPointer { statuses in
            bootstrapValues.withUnsafeBufferPointer { bootstrapValues in
              guard let start = rewards.baseAddress, let into = advantages.baseAddress,
                let values = values.baseAddress, let statuses = statuses.baseAddress,
                let bootstrapValues = bootstrapValues.baseAddress
              else { return }
              generalize(
                Trace(
                  count: rewards.count,
                  rewards: start,
                  values: values,
                  statuses: statuses,
                  bootstrapValues: bootstrapValues
                ),
                discount: discount,
                lambda: lambda,
                resetsAtRewards: false,
                into: into
              )
            }
          }
        }
      }
    }
  }

  /// Consecutive steps of one environment, where a rollout keeps them.
  struct Trace {
    var count: Int
    var rewards: UnsafePointer<Float>
    var values: UnsafePointer<Float>
    var statuses: UnsafePointer<TimeStep.Status>
    var bootstrapValues: UnsafePointer<Float>
  }

  /// Does what `generalized` does on a rollout's memory.
  ///
  /// With `resetsAtRewards` every non-zero reward counts as
  /// a termination, as in `discounted`.
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

  /// Discounts in place.
  static func discountInPlace(
    _ values: UnsafeMutableBufferPointer<Float>,
    discount: Float,
    resetsAtRewards: Bool
  ) {
    var sum: Float = 0
    for step in values.indices.reversed() {
      let reward = values[step]
      if resetsAtRewards && reward != 0 { sum = 0 }
      sum = sum * discount + reward
      values[step] = sum
    }
  }

  /// The mean and the standard deviation (1 where it would be 0), summed in order.
  static func moments(of values: some Collection<Float>) -> (mean: Double, deviation: Double) {
    guard !values.isEmpty else { return (0, 1) }
    var sum = 0.0
    for value in values { sum += Double(value) }
    let mean = sum / Double(values.count)
    var squares = 0.0
    for value in values { squares += (Double(value) - mean) * (Double(value) - mean) }
    let deviation = (squares / Double(values.count)).squareRoot()
    return (mean, deviation > 0 ? deviation : 1)
  }
}
