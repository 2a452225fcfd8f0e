import PongEngine
import Randomness
import Reinforcement

/// How often a policy knows what a person does with the paddle: up, nothing or down.
public struct CloneAgreement: Hashable, Sendable {
  /// A direction of the paddle.
  public enum Direction: Int, Hashable, Sendable, CaseIterable {
    case up
    case none
    case down
  }

  /// How many decisions for each direction of the person (first) the policy has taken for each
  /// direction (second), by its most probable one, [3][3].
  public var counts = [[Int]](repeating: [0, 0, 0], count: 3)

  /// Of the decisions to move, those for which the policy held the right one of up and down to be the
  /// more probable.
  public var sided = 0

  /// Compares a policy with what was done in a game.
  ///
  /// - Parameters:
  ///   - policy: The policy, of decisions of ``PersonClone/framesPerDecision``.
  ///   - demonstration: The game, which it should not have been taught.
  public init(of policy: PongPolicy, with demonstration: Demonstration) {
    // Nothing is drawn where nobody pushes.
    var unused = SplitMix64(seed: 0)
    let decisions = demonstration.decisions(
      every: PersonClone.framesPerDecision,
      using: &unused
    )
    let directions = policy.actions.map { Direction($0) }
    for (decision, evaluation) in zip(decisions, policy.evaluations(decisions.map(\.observed))) {
      let probabilities = CategoricalPolicy.probabilities(evaluation.logits)
      var sums = [0.0, 0.0, 0.0]
      for (index, probability) in probabilities.enumerated() {
        sums[directions[index].rawValue] += probability
      }
      let shown = Direction(Action.minimal[decision.action])
      let expected = sums.indices.max { sums[$0] < sums[$1] } ?? 0
      counts[shown.rawValue][expected] += 1
      let (up, down) = (sums[Direction.up.rawValue], sums[Direction.down.rawValue])
      if shown != .none, (shown == .up) == (up > down) { sided += 1 }
    }
  }

  /// How many decisions were compared.
  public var count: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// How many decisions of the person were in a direction.
  public func count(_ direction: Direction) -> Int { counts[direction.rawValue].reduce(0, +) }

  /// The share of decisions that the policy knew, 0 to 1.
  public var accuracy: Double {
    share(Direction.allCases.reduce(0) { $0 + counts[$1.rawValue][$1.rawValue] }, of: count)
  }

  /// The accuracy of always expecting what the person does most often.
  public var majority: Double { share(Direction.allCases.map { count($0) }.max() ?? 0, of: count) }

  /// The share of the decisions in a direction that the policy knew.
  public func recall(_ direction: Direction) -> Double {
    share(counts[direction.rawValue][direction.rawValue], of: count(direction))
  }

  /// The mean of the three recalls: a third by chance, and by always expecting the same.
  public var balancedAccuracy: Double {
    Direction.allCases.reduce(0) { $0 + recall($1) } / 3
  }

  /// Of the decisions to move, the share of which the policy knew whether it would be up or down: a
  /// half by chance.
  public var sidedness: Double { share(sided, of: count(.up) + count(.down)) }

  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

extension CloneAgreement.Direction {
  /// The direction in which an action turns the paddle.
  fileprivate init(_ action: Action) {
    switch PaddleInput(action).turn.signum() {
    case ..<0: self = .up
    case 0: self = .none
    default: self = .down
    }
  }
}
