public import PongAgents

/// What a training screen is told about its run before it opens.
public struct TrainingSetup: Sendable {
  /// What the run is called.
  public var name: String
  /// The environment that is learned, whose frame skip the shown agent has too.
  public var environment: EnvironmentID
  /// When the run ends.
  public var goal: TrainingGoal
  /// How the run stands: all zero for a new one.
  public var start: TrainingFigures
  /// The agent as it is before it learns.
  public var initialSnapshot: PolicySnapshot
  /// The seed of the shown agent's choices, and so of the serve that all ages are shown with.
  public var seed: UInt64
  /// What the learning curve is compared with.
  public var references: [ReferenceCurve]

  /// Describes a run.
  public init(
    name: String,
    environment: EnvironmentID,
    goal: TrainingGoal = TrainingGoal(),
    start: TrainingFigures = TrainingFigures(),
    initialSnapshot: PolicySnapshot,
    seed: UInt64,
    references: [ReferenceCurve] = []
  ) {
    self.name = name
    self.environment = environment
    self.goal = goal
    self.start = start
    self.initialSnapshot = initialSnapshot
    self.seed = seed
    self.references = references
  }
}
