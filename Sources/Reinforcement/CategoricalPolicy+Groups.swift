import CKernels

extension CategoricalPolicy {
  /// How undecided the policy is, in nats: 0 if it is sure, log(actions) if all are alike.
  public static func entropy(_ logits: [Float]) -> Double {
    probabilities(logits).reduce(0) { $1 > 0 ? $0 - $1 * ck_log($1) : $0 }
  }

  /// What a group of actions has together.
  ///
  /// Its logit is the logarithm of the sum of its actions' exponentials, so that the difference of
  /// two groups' logits is the log-odds of the one against the other.
  ///
  /// - Parameters:
  ///   - group: The actions, at least one.
  ///   - logits: The policy's outputs; a single one counts as the logits (x, 0).
  /// - Returns: The group's logit and, for each action of the group, its share of the group's
  ///   probability: the derivative of the group's logit by the action's.
  public static func grouped(
    _ group: [Int],
    of logits: [Float]
  ) -> (logit: Double, shares: [Double]) {
    let all = (logits.count == 1 ? [logits[0], 0] : logits).map { Double($0) }
    let top = group.map { all[$0] }.max() ?? 0
    let weights = group.map { ck_exp(all[$0] - top) }
    let total = weights.reduce(0, +)
    return (top + ck_log(total), weights.map { $0 / total })
  }
}
