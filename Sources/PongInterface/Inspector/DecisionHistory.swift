import PongAgents
import PongEngine

/// The latest decisions of one policy in a match, since the inspector was opened.
struct DecisionHistory: Sendable {
  /// A decision: when, and with which P(up).
  struct Decision: Hashable, Sendable {
    /// The frame of the game, counted from the first that was observed.
    var frame: Int
    /// P(up) among the actions that turn the bat.
    var probabilityUp: Double
  }

  /// The decisions kept, enough for a strip as wide as any screen's panel.
  static let kept = 400

  /// The policy that decides.
  private(set) var policy: PongPolicy
  /// The observation of the last decision.
  private(set) var observed: ObservedFrames
  /// The latest decisions, the last of them last.
  private(set) var decisions: [Decision] = []
  /// The frame in which each hidden unit was last active; `nil` if it has not been.
  private(set) var lastFired: [Int?]
  private var decisionCount = -1

  /// Begins with who sits there; `nil` unless it is a policy that sees pictures and has decided.
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

  /// Whether a policy that sees pictures sits there.
  static func isOpen(_ seat: Seat) -> Bool { decisionRecord(of: seat) != nil }

  private static func decisionRecord(of seat: Seat) -> DecisionRecord? {
    guard case .player(let player) = seat else { return nil }
    return (player as? PolicyPlayer)?.decisionRecord
  }
}
