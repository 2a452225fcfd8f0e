import Foundation
import PongAgents
import PongInterface
import Training

/// A run that trains on threads of its own while a screen shows it.
struct LiveRun: AdjustableScreen {
  private(set) var screen: TrainingScreen

  private let link = LearnerLink()
  private let learner: LearnerThread

  /// Begins a run and opens its screen.
  ///
  /// - Parameters:
  ///   - session: The run.
  ///   - limits: When it ends.
  ///   - settings: How the match looks and how a paddle is held.
  ///   - inspects: Whether the agent's network is looked into from the start.
  init(
    _ session: consuming sending TrainingSession,
    until limits: TrainingSession.Limits,
    settings: GameSettings,
    inspects: Bool = false
  ) {
    let trainer = session.trainer
    let start = TrainingFigures(trainer.progress, seconds: 0)
    let initialSnapshot = PolicySnapshot(
      seconds: 0,
      episodes: start.episodes,
      policy: trainer.copyOfPolicy()
    )
    let configuration = trainer.configuration
    let earlier = EarlierRuns(to: session.directory)
    let setup = TrainingSetup(
      name: earlier.name,
      environment: configuration.environment,
      goal: limits.goal,
      start: start,
      initialSnapshot: initialSnapshot,
      seed: configuration.seed,
      references: [.article] + [earlier.best].compactMap { $0 }
    )
    screen = TrainingScreen(setup: setup, settings: settings, inspects: inspects)
    let audience = LearnerAudience(initialSnapshot: initialSnapshot, figures: start, link: link)
    learner = LearnerThread(session, until: limits, audience: audience, link: link)
  }

  /// Ends the run, if it has not ended, and tells how it stands; it is saved then.
  func end() throws -> TrainingSession.Report {
    link.send(.stop)
    return try learner.wait()
  }

  // MARK: Screen

  var settings: GameSettings { screen.settings }

  func close() throws -> [String] { [try end().summary] }

  mutating func takeNavigation() -> Navigation? { screen.takeNavigation() }

  mutating func resume(after other: any Screen) {
    screen.resume(after: other)
    passRequests()
  }

  var isFinished: Bool { screen.isFinished }

  var landmark: String? { screen.landmark }

  mutating func handle(_ event: InputEvent, at time: Duration) {
    screen.handle(event, at: time)
    passRequests()
  }

  mutating func tick(at time: Duration) {
    if let report = link.takeReport() { screen.take(report) }
    screen.tick(at: time)
    passRequests()
  }

  func draw(on surface: inout Surface) { screen.draw(on: &surface) }

  private mutating func passRequests() {
    for request in screen.takeRequests() { link.send(request) }
  }
}
