public import PongAgents
public import Reinforcement

/// What a training screen is told about its run before it opens.
public struct TrainingSetup: Sendable {
  /// What the run is called.
  public var name: String
  /// The environment that is learned, whose frame skip the shown agent has too.
  public var environment: EnvironmentID
  /// When the run ends.
  public var stopRule: StopRule
  /// How the run stands: all zero for a new one.
  public var start: TrainingEvent
  /// The learning curve of earlier sessions; empty for a new run.
  public var past: TrainingCurve
  /// The agent as it is before it learns.
  public var initialSnapshot: PolicySnapshot
  /// The seed of the shown agent's choices, and so of the serve that all ages are shown with.
  public var seed: UInt64
  /// What the learning curve is compared with.
  public var references: [ReferenceCurve]
  /// Who plays against the agent, one at least, in the order of ``/Reinforcement/TrainingEvent/standings``.
  public var opponents: [TrainingOpponent]
  /// The file that the policy is in once the run has ended, to play against; `nil` if there is none.
  public var policyFile: String?

  /// Describes a run.
  public init(
    name: String,
    environment: EnvironmentID,
    stopRule: StopRule = StopRule(),
    start: TrainingEvent = TrainingEvent(),
    past: TrainingCurve = TrainingCurve(),
    initialSnapshot: PolicySnapshot,
    seed: UInt64,
    references: [ReferenceCurve] = [],
    opponents: [TrainingOpponent] = [.player(.computer)],
    policyFile: String? = nil
  ) {
    precondition(!opponents.isEmpty, "an agent that plays against nobody")
    self.name = name
    self.environment = environment
    self.stopRule = stopRule
    self.start = start
    self.past = past
    self.initialSnapshot = initialSnapshot
    self.seed = seed
    self.references = references
    self.opponents = opponents
    self.policyFile = policyFile
  }
}

extension StopRule {
  /// When a run may end, as the menu offers it.
  static let offered: [(title: String, detail: String, rule: StopRule)] = [
    ("Reward 0", "As many points as Atari's computer", StopRule(reward: 0)),
    ("Reward 10", "Two points of three", StopRule(reward: 10)),
    ("Reward 18", "Nearly every point", StopRule(reward: 18)),
    ("A minute", "Sixty seconds of learning", StopRule(seconds: 60)),
    ("No end", "Until you stop it", StopRule()),
  ]
}
