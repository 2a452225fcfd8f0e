import Foundation
import PongAgents
import PongInterface
import PongTerminal
import Reinforcement
import Training

/// A run that trains on threads of its own while a screen shows it.
struct LiveRun: AdjustableScreen {
  private(set) var screen: TrainingScreen

  private let channel = TrainingChannel()
  private let thread: TrainingThread

  /// Begins a run and opens its screen.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - rule: When it ends.
  ///   - interval: Seconds between two checkpoints.
  ///   - kept: How many checkpoints are kept beside the last one.
  ///   - settings: How the match looks and how a paddle is held.
  ///   - inspects: Whether the agent's network is looked into from the start.
  init(
    _ run: consuming sending TrainingRun,
    until rule: StopRule,
    savingEvery interval: Double = TrainingRun.usualCheckpointInterval,
    keeping kept: Int = 0,
    settings: GameSettings,
    inspects: Bool = false
  ) {
    // Once the screen is gone the run has still to be saved.
    SavingRequest.watch()
    Interruption.watch()
    let trainer = run.trainer
    var start = run.start
    // What was learned before stands in the files, which are cut to where the run goes on.
    let rows =
      start.updates > 0 ? try? run.directory.metrics(keeping: TrainingCurve.columns) : nil
    let past = rows.flatMap { TrainingCurve($0) } ?? TrainingCurve()
    start.bestReward = start.updates > 0 ? (try? run.directory.summary())?.bestMeanReward : nil
    let initialSnapshot = PolicySnapshot(
      seconds: start.seconds,
      episodes: start.episodes,
      policy: trainer.copyOfPolicy()
    )
    let configuration = trainer.configuration
    let earlier = EarlierRuns(to: run.directory)
    let policyFile = run.directory.policy.path
    let keptBefore = run.directory.keptCheckpoints.filter { $0.agentSteps < start.agentSteps }
    let setup = TrainingSetup(
      name: earlier.name,
      environment: configuration.environment,
      stopRule: rule,
      start: start,
      past: past,
      initialSnapshot: initialSnapshot,
      seed: configuration.seed,
      references: [.article] + [earlier.best].compactMap { $0 },
      opponents: configuration.opponents.members.map { TrainingOpponent($0.player) },
      policyFile: policyFile
    )
    screen = TrainingScreen(setup: setup, settings: settings, inspects: inspects)
    thread = TrainingThread(
      run,
      until: rule,
      savingEvery: interval,
      keeping: kept,
      observer: ChannelObserver(
        after: keptBefore,
        initialSnapshot: initialSnapshot,
        event: start,
        channel: channel
      ),
      channel: channel
    )
  }

  /// Ends the run, if it has not ended, and tells how it stands; it is saved then.
  func end() throws -> TrainingRun.Summary {
    channel.send(.stop)
    return try thread.wait()
  }

  // MARK: Screen

  var settings: GameSettings { screen.settings }

  func close() throws -> [String] { [try end().text] }

  mutating func takeNavigation() -> Navigation? {
    isFinished ? .pop : screen.takeNavigation()
  }

  mutating func resume(after other: any Screen) {
    screen.resume(after: other)
    passRequests()
  }

  /// Once a program cannot go on the run has ended.
  var isFinished: Bool { screen.isFinished || Players.hasFailedProgram }

  var landmark: String? { screen.landmark }

  mutating func handle(_ event: InputEvent, at time: Duration) {
    screen.handle(event, at: time)
    passRequests()
  }

  mutating func tick(at time: Duration) {
    if let report = channel.takeReport() { screen.take(report) }
    screen.tick(at: time)
    passRequests()
  }

  func draw(on surface: inout Surface) { screen.draw(on: &surface) }

  private mutating func passRequests() {
    for request in screen.takeRequests() { channel.send(request) }
  }
}

extension TrainingOpponent {
  /// The member of a mix with that name, whom the run knows.
  fileprivate init(_ name: String) {
    switch name {
    case OpponentMix.presentSelf: self = .presentSelf
    case OpponentMix.pastSelf: self = .pastSelf
    default:
      // A file that has gone since the run read it must not end the run.
      let players = try? Players.catalog(naming: [name])
      self = .player(((try? players?.contestant(name)) ?? nil) ?? .computer)
    }
  }
}
