import PongAgents
import Reinforcement

/// What a learner has told of its run so far.
struct TrainingRecord: Sendable {
  /// Where the run stands.
  private(set) var state = TrainingReport.State.running
  /// The latest update.
  private(set) var latest: TrainingEvent
  /// The second at which the run was saved last; `nil` before.
  private(set) var savedSeconds: Double?
  /// The updates with which episodes ended.
  private(set) var curve: TrainingCurve
  /// What has happened and at which second, the latest last.
  private(set) var milestones: [(seconds: Double, milestone: TrainingReport.Milestone)] = []
  /// The earlier ages of the agent that can be shown, the youngest first.
  private(set) var ages: [PolicySnapshot] = []
  /// The newest copy of the agent.
  private(set) var agent: PolicySnapshot

  /// The milestones that are kept.
  private static let milestoneCount = 8

  /// Begins with the run as it is before the learner tells anything.
  init(_ setup: TrainingSetup) {
    latest = setup.start
    curve = setup.past
    agent = setup.initialSnapshot
  }

  /// Adds what is new.
  mutating func add(_ report: TrainingReport) {
    state = report.state
    latest = report.latest
    savedSeconds = report.savedSeconds
    for event in report.events { curve.add(event) }
    milestones = (milestones + report.milestones).suffix(Self.milestoneCount)
    ages = report.ages
    agent = report.snapshot ?? agent
  }

  /// Whether the learner is still there to be asked.
  var isLearning: Bool { state == .running || state == .paused }
}
