import NeuralNetwork
public import PongEngine
import Reinforcement

/// The log-odds of moving the bat up, log P(up) - log P(down): what attributions are about.
///
/// With one logit between up and down it is that logit.
/// With several, the probabilities of all actions that turn the bat up are added, and those of
/// all that turn it down; actions that do neither take no part. Where no action turns the bat one
/// of the two ways, the others of the list stand for it.
public struct LogOdds: Hashable, Sendable {
  /// The actions counted as up, by their place in the policy's list.
  public let up: [Int]

  /// The actions counted as down.
  public let down: [Int]

  /// Finds the two groups among a policy's actions, of which there are at least two.
  public init(_ actions: [Action]) {
    let turns = actions.map { PaddleInput($0).turn }
    let all = Array(actions.indices)
    let up = all.filter { turns[$0] < 0 }
    let down = all.filter { turns[$0] > 0 }
    switch (up.isEmpty, down.isEmpty) {
    case (false, false): (self.up, self.down) = (up, down)
    case (false, true) where up.count < all.count:
      (self.up, self.down) = (up, all.filter { turns[$0] >= 0 })
    case (true, false) where down.count < all.count:
      (self.up, self.down) = (all.filter { turns[$0] <= 0 }, down)
    default: (self.up, self.down) = (Array(all.prefix(1)), Array(all.dropFirst()))
    }
  }

  /// The log-odds of a policy with these logits, and how it depends on them.
  ///
  /// The coefficients c are the derivatives of the log-odds by the logits z at this point. The
  /// log-odds is sum(c z) + spread exactly, where the spread is the entropy of the choice among
  /// the actions of up less that among those of down: 0 where both are single actions. Logits so
  /// great that there is no finite log-odds say nothing: all is 0.
  public func linearized(
    _ logits: [Float]
  ) -> (logOdds: Double, coefficients: [Double], spread: Double) {
    var coefficients = [Double](repeating: 0, count: max(2, logits.count))
    let ups = CategoricalPolicy.grouped(up, of: logits)
    let downs = CategoricalPolicy.grouped(down, of: logits)
    for (action, share) in zip(up, ups.shares) { coefficients[action] += share }
    for (action, share) in zip(down, downs.shares) { coefficients[action] -= share }
    let logOdds = ups.logit - downs.logit
    guard logOdds.isFinite else { return (0, logits.map { _ in 0 }, 0) }
    coefficients.removeLast(coefficients.count - logits.count)
    let linear = zip(coefficients, logits).reduce(0) { $0 + $1.0 * Double($1.1) }
    return (logOdds, coefficients, logOdds - linear)
  }

  /// The probability of up among the actions that turn the bat.
  public func probabilityUp(_ logits: [Float]) -> Double {
    let (logOdds, _, _) = linearized(logits)
    return CategoricalPolicy.probabilities([Float(logOdds)])[0]
  }
}
