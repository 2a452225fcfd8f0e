/// Rewards turned into what an action is credited with, in a rollout's memory.
enum Advantage {
  /// Consecutive steps of one environment, where a rollout keeps them; episodes may end on the way.
  struct Trajectory {
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
  ///   - trajectory: The steps.
  ///   - discount: The discount factor γ.
  ///   - lambda: λ.
  ///   - resetsAtRewards: Whether every non-zero reward counts as a termination: what
  ///     follows it is taken not to depend on what went before, as in `returnsToNextReward`.
  ///   - stepPenalty: What is taken from every step's reward; it makes no reward of none.
  ///   - advantages: Receives Â, [count].
  static func generalize(
    _ trajectory: Trajectory,
    discount: Float,
    lambda: Float,
    resetsAtRewards: Bool,
    stepPenalty: Float = 0,
    into advantages: UnsafeMutablePointer<Float>
  ) {
    var next: Float = 0
    for step in (0..<trajectory.count).reversed() {
      let reward = trajectory.rewards[step]
      var following = trajectory.values[step + 1]
      if trajectory.statuses[step] == .terminated || (resetsAtRewards && reward != 0) {
        following = 0
        next = 0
      } else if trajectory.statuses[step] == .truncated {
        following = trajectory.bootstrapValues[step]
        next = 0
      }
      let difference = reward - stepPenalty + discount * following - trajectory.values[step]
      next = difference + discount * lambda * next
      advantages[step] = next
    }
  }

  /// Replaces each step's reward by its return up to the next reward: γ^k r, where r is the first
  /// non-zero reward from that step on and comes k steps later; 0 if none comes.
  ///
  /// For games in which a non-zero reward ends a round that later ones do not depend on (A. Karpathy,
  /// "Deep Reinforcement Learning: Pong from Pixels", 2016). Rewards are all it looks at: where an
  /// episode ends without one, as a truncated one may, the returns of its last steps come from the
  /// next episode's first reward.
  ///
  /// - Parameters:
  ///   - values: One reward per step, and then one return, [steps].
  ///   - discount: The discount factor γ.
  static func returnsToNextReward(
    _ values: UnsafeMutableBufferPointer<Float>,
    discount: Float
  ) {
    var following: Float = 0
    for step in values.indices.reversed() {
      let reward = values[step]
      if reward != 0 { following = 0 }
      following = following * discount + reward
      values[step] = following
    }
  }
}
