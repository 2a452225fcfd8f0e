import PongAgents
import PongEngine

/// What has been seen of one player's network since it is being looked at.
struct DecisionHistory: Sendable {
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
  private(set) var observed: ObservedFrames
  /// The latest decisions, the last of them last.
  private(set) var decisions: [Decision] = []
  /// The frame in which each hidden unit was last active; `nil` if it has not been.
  private(set) var lastFired: [Int?]
  private var decisionCount = -1

  /// Begins with a player who has decided something; `nil` for anybody else.
  init?(_ seat: Seat, frame: Int) {
    guard let decisionRecord = Self.decisionRecord(of: seat), let observed = decisionRecord.observed
    else { return nil }
    policy = decisionRecord.policy
    self.observed = observed
    lastFired = Array(repeating: nil, count: policy.hiddenCount)
    observe(seat, frame: frame)
  }

  /// Notes a decision, if there has been one since the last call.
  mutating func observe(_ seat: Seat, frame: Int) {
    guard let decisionRecord = Self.decisionRecord(of: seat),
      let observed = decisionRecord.observed,
      decisionRecord.decisionCount != decisionCount
    else { return }
    decisionCount = decisionRecord.decisionCount
    policy = decisionRecord.policy
    self.observed = observed
    if lastFired.count != policy.hiddenCount {
      lastFired = Array(repeating: nil, count: policy.hiddenCount)
    }
    let evaluation = policy.evaluations([observed])[0]
    for (unit, activation) in evaluation.hidden.enumerated() where activation > 0 {
      lastFired[unit] = frame
    }
    decisions.append(
      Decision(
        frame: frame,
        probabilityUp: LogOdds(policy.actions).probabilityUp(evaluation.logits)
      )
    )
    if decisions.count > 2 * Self.kept { decisions.removeFirst(Self.kept) }
  }

  /// Whether somebody sits there whose network can be looked into.
  static func isOpen(_ seat: Seat) -> Bool { decisionRecord(of: seat) != nil }

  private static func decisionRecord(of seat: Seat) -> DecisionRecord? {
    guard case .player(let player) = seat else { return nil }
    return (player as? PolicyPlayer)?.decisionRecord
  }
}
