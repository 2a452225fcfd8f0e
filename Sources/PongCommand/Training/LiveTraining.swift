import Foundation
import PongAgents
import PongInterface
import PongTerminal
import Training

/// A run on the terminal: it trains on threads of its own, while the screen shows it.
struct LiveTraining {
  /// The loop of the screen.
  let loop: FrameLoop
  /// How the match looks and how a paddle is held.
  let settings: GameSettings

  /// Trains until a limit is reached or people stop it, and shows it until they leave.
  ///
  /// The terminal stays open. A signal, too, ends the run in good order.
  ///
  /// - Parameters:
  ///   - makeSession: Prepares the run.
  ///   - limits: When it ends.
  ///   - terminal: Where it is shown.
  /// - Throws: What `makeSession` throws.
  /// - Returns: How the screen ended, how the run stands, and the settings as they are then.
  func run(
    _ makeSession: () throws -> sending TrainingSession,
    until limits: TrainingSession.Limits,
    on terminal: Terminal
  ) throws -> End {
    let session = try makeSession()
    let trainer = session.trainer
    let start = TrainingFigures(trainer.progress, seconds: 0)
    let newborn = AgedPolicy(
      seconds: 0,
      episodes: start.episodes,
      policy: trainer.copyOfPolicy()
    )
    let configuration = trainer.configuration
    let place = session.directory.url.deletingLastPathComponent()
    let name = place.lastPathComponent
    let earlier = EarlierRuns(parent: place.deletingLastPathComponent(), name: name)
    let setup = TrainingSetup(
      name: name,
      environment: EnvironmentID(configuration.environment) ?? .pongV0,
      goal: limits.goal,
      start: start,
      newborn: newborn,
      seed: configuration.seed,
      references: [.article] + [earlier.best(except: session.directory)].compactMap { $0 }
    )
    let link = LearnerLink()
    let audience = LearnerAudience(newborn: newborn, figures: start, link: link)
    let learner = LearnerThread(session, until: limits, audience: audience, link: link)
    var screen = LinkedScreen(
      screen: TrainingScreen(setup: setup, settings: settings),
      link: link
    )
    let summary = loop.run(&screen, on: terminal)
    link.send(.stop)
    // Whoever asked the program to end wants the terminal back before all is saved.
    if summary.ending != .finished { terminal.close() }
    return End(
      summary: summary,
      report: try learner.wait(),
      settings: screen.screen.settings
    )
  }

  /// Trains what was chosen in the menu.
  func run(_ wish: TrainingWish, seed: UInt64, on terminal: Terminal) throws -> End {
    var configuration = (Preset(rawValue: wish.id) ?? .article).configuration
    configuration.seed = seed
    return try run(
      {
        try TrainingSession(
          start: .new(
            configuration,
            directory: URL(fileURLWithPath: RunDirectory.usualParent, isDirectory: true),
            name: configuration.preset
          ),
          threads: ProcessInfo.processInfo.activeProcessorCount,
          since: ProcessClock.now
        )
      },
      until: TrainingSession.Limits(goal: wish.goal),
      on: terminal
    )
  }
}

extension LiveTraining {
  /// How a run on the screen ended.
  struct End {
    /// How the screen did.
    let summary: FrameLoop.Summary
    /// How the run stands.
    let report: TrainingSession.Report
    /// The settings: colours and input may have changed.
    let settings: GameSettings

    /// What is said at the end.
    var lines: [String] { [report.summary] }
  }
}

extension TrainingChoice {
  /// The presets.
  static let presets = Preset.allCases.map {
    TrainingChoice(id: $0.rawValue, title: $0.rawValue.capitalized, detail: $0.summary)
  }
}

/// A training screen with a learner at its other end.
private struct LinkedScreen: Screen {
  var screen: TrainingScreen
  let link: LearnerLink

  var isFinished: Bool { screen.isFinished }

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
