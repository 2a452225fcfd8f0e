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
  ///   - makeSession: Prepares the run; if it throws, the terminal is closed.
  ///   - limits: When it ends.
  ///   - terminal: Where it is shown.
  /// - Throws: What `makeSession` throws.
  /// - Returns: How the screen ended, the run, and the settings as they are then.
  func run(
    _ makeSession: () throws -> sending TrainingSession,
    until limits: TrainingSession.Limits,
    on terminal: Terminal
  ) throws -> (summary: FrameLoop.Summary, learner: LearnerThread, settings: GameSettings) {
    let session: TrainingSession
    do {
      session = try makeSession()
    } catch {
      terminal.close()
      throw error
    }
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
    return (summary, learner, screen.screen.settings)
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
