import Foundation
import PongAgents
import PongInterface
import Training

/// The menu with all that is started from it: matches, and runs that train.
struct MenuRun: Screen {
  /// What is to be said at the end, a line for each match and each run.
  private(set) var lines: [String] = []
  /// What has gone wrong with a run, which ends everything.
  private(set) var failure: (any Error)?

  private let catalog: PlayerCatalog
  private var seed: UInt64
  private var menu: PongScreen
  private var run: LiveRun?
  private var size = (columns: 0, rows: 0)

  /// Opens the menu; see ``PongScreen``.
  init(settings: GameSettings, catalog: PlayerCatalog, seed: UInt64) {
    self.catalog = catalog
    self.seed = seed
    menu = Self.menu(settings, catalog, seed: seed)
  }

  private static func menu(
    _ settings: GameSettings,
    _ catalog: PlayerCatalog,
    seed: UInt64
  ) -> PongScreen {
    PongScreen(settings: settings, catalog: catalog, trainings: Choice.presets, seed: seed)
  }

  /// The settings as they are now.
  var settings: GameSettings {
    var settings = menu.settings
    if let run {
      settings.theme = run.screen.settings.theme
      settings.input = run.screen.settings.input
    }
    return settings
  }

  /// Ends what is still open, and completes `lines`.
  mutating func end() throws {
    lines += menu.results.map(\.line)
    if let run { lines.append(try run.end().summary) }
    if let failure { throw failure }
  }

  // MARK: Screen

  var isFinished: Bool { failure != nil || (run == nil && menu.isFinished) }

  var landmark: String? { run?.landmark ?? menu.landmark }

  mutating func handle(_ event: InputEvent, at time: Duration) {
    if case .resize(let columns, let rows) = event { size = (columns, rows) }
    forward(event, at: time)
    turnPage(at: time)
  }

  mutating func tick(at time: Duration) {
    if run == nil {
      menu.tick(at: time)
    } else {
      run?.tick(at: time)
    }
    turnPage(at: time)
  }

  func draw(on surface: inout Surface) {
    if let run {
      run.draw(on: &surface)
    } else {
      menu.draw(on: &surface)
    }
  }

  private mutating func forward(_ event: InputEvent, at time: Duration) {
    if run == nil {
      menu.handle(event, at: time)
    } else {
      run?.handle(event, at: time)
    }
  }

  /// Goes from the menu to a run, or back.
  private mutating func turnPage(at time: Duration) {
    do {
      if let finished = run {
        guard finished.isFinished else { return }
        let settings = settings
        lines.append(try finished.end().summary)
        run = nil
        menu = Self.menu(settings, catalog, seed: seed)
      } else if let wish = menu.training {
        // If there can be no run, the end tells the results.
        run = try train(wish)
        lines += menu.results.map(\.line)
        menu = Self.menu(menu.settings, catalog, seed: seed)
      } else {
        return
      }
      seed &+= 1
      forward(.resize(columns: size.columns, rows: size.rows), at: time)
    } catch {
      failure = error
    }
  }

  private func train(_ wish: TrainingWish) throws -> LiveRun {
    var configuration = (Preset(rawValue: wish.id) ?? .article).configuration
    configuration.seed = seed
    let session = try TrainingSession(
      start: .new(
        configuration,
        directory: URL(fileURLWithPath: RunDirectory.usualParent, isDirectory: true),
        name: configuration.preset
      ),
      threads: ProcessInfo.processInfo.activeProcessorCount,
      since: ProcessClock.now
    )
    return LiveRun(
      session,
      until: TrainingSession.Limits(goal: wish.goal),
      settings: menu.settings
    )
  }
}

extension Choice {
  /// The presets.
  static let presets = Preset.allCases.map {
    Choice(id: $0.rawValue, title: $0.rawValue.capitalized, detail: $0.summary)
  }
}
