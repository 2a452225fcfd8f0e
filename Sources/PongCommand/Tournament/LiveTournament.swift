import PongAgents
import PongInterface
import Training

/// A tournament that is played on threads of its own while a screen shows it.
struct LiveTournament: AdjustableScreen {
  private(set) var screen: TournamentScreen

  private let thread: TournamentThread

  /// Begins a tournament and opens its screen.
  init(_ tournament: Tournament, threads: Int, settings: GameSettings) {
    screen = TournamentScreen(tournament, settings: settings)
    thread = TournamentThread(tournament, threads: threads)
  }

  /// Ends the tournament, if it has not ended, and tells how it stands; once.
  func finish() -> TournamentTable { thread.finish() }

  // MARK: Screen

  var settings: GameSettings { screen.settings }
  /// Once a program cannot go on there is nothing more to see.
  var isFinished: Bool { screen.isFinished || Players.hasFailedProgram }
  var landmark: String? { screen.landmark }

  mutating func takeNavigation() -> Navigation? {
    isFinished ? .pop : screen.takeNavigation()
  }

  mutating func resume(after other: any Screen) { screen.resume(after: other) }

  mutating func handle(_ event: InputEvent, at time: Duration) {
    screen.handle(event, at: time)
  }

  mutating func tick(at time: Duration) {
    if let news = thread.takeNews() { screen.take(news.table, playing: news.playing) }
    screen.tick(at: time)
  }

  func draw(on surface: inout Surface) { screen.draw(on: &surface) }
}
