import PongAgents
import PongEngine

/// What has been seen of one player's network since it is being looked at.
struct Mind: Sendable {
  /// A decision: when, and how it went.
  struct Decision: Hashable, Sendable {
    /// The frame of the game, counted from the first that was observed.
    var frame: Int
    /// P(up).
    var probabilityUp: Double
  }

  /// The decisions kept, enough for a strip as wide as any screen's panel.
  static let kept = 400

  /// Who decides.
  private(set) var policy: PongPolicy
  /// What the last decision was made on.
  private(set) var sight: Sight
  /// The latest decisions, the last of them last.
  private(set) var decisions: [Decision] = []
  /// The frame in which each hidden unit was last active; `nil` if it has not been.
  private(set) var lastFired: [Int?]
  private var decisionCount = -1

  /// Begins with a player who has decided something; `nil` for anybody else.
  init?(_ seat: Seat, frame: Int) {
    guard let thought = Self.thought(of: seat), let sight = thought.sight else { return nil }
    policy = thought.policy
    self.sight = sight
    lastFired = Array(repeating: nil, count: policy.hiddenCount)
    observe(seat, frame: frame)
  }

  /// Notes a decision, if there has been one since the last call.
  mutating func observe(_ seat: Seat, frame: Int) {
    guard let thought = Self.thought(of: seat), let sight = thought.sight,
      thought.decisionCount != decisionCount
    else { return }
    decisionCount = thought.decisionCount
    policy = thought.policy
    self.sight = sight
    if lastFired.count != policy.hiddenCount {
      lastFired = Array(repeating: nil, count: policy.hiddenCount)
    }
    let evaluation = policy.evaluations([sight])[0]
    for (unit, activation) in evaluation.hidden.enumerated() where activation > 0 {
      lastFired[unit] = frame
    }
    decisions.append(
      Decision(
        frame: frame,
        probabilityUp: Leaning(policy.actions).probabilityUp(evaluation.logits)
      )
    )
    if decisions.count > 2 * Self.kept { decisions.removeFirst(Self.kept) }
  }

  /// Whether somebody sits there whose mind can be looked into.
  static func isOpen(_ seat: Seat) -> Bool { thought(of: seat) != nil }

  private static func thought(of seat: Seat) -> Thought? {
    guard case .player(let player) = seat else { return nil }
    return (player as? any InspectablePlayer)?.thought
  }
}
