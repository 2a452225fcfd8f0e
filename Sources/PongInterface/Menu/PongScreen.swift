public import PongAgents

/// The whole game: the menu, and the matches that are started from it.
public struct PongScreen: Screen {
  /// Whether the game was left.
  public private(set) var isFinished = false
  /// What shall be trained, if the game was left for that.
  public private(set) var training: TrainingWish?

  private let catalog: PlayerCatalog
  private let trainings: [Choice]
  private var seed: UInt64
  private var menu: MenuScreen
  /// The match that is open in the menu's place.
  private var match: MatchScreen?
  /// The results of the matches that were left.
  private var earlierResults: [MatchResult] = []
  private var size = (columns: 0, rows: 0)

  /// Opens the menu.
  ///
  /// - Parameters:
  ///   - settings: What is chosen at first.
  ///   - catalog: Who can play.
  ///   - trainings: What can be trained; whoever opens the screen does it, see `training`.
  ///   - seed: The seed of the first match; later ones count on from it.
  public init(
    settings: GameSettings,
    catalog: PlayerCatalog,
    trainings: [Choice] = [],
    seed: UInt64
  ) {
    self.catalog = catalog
    self.trainings = trainings
    self.seed = seed
    menu = MenuScreen(settings: settings, catalog: catalog, trainings: trainings)
  }

  /// The settings as they are now.
  public var settings: GameSettings {
    guard let match else { return menu.settings }
    var settings = match.settings
    // A change of speed during a match is for that match.
    settings.speed = menu.settings.speed
    return settings
  }

  /// The results of the games that have ended, in order; those of an open match too.
  public var results: [MatchResult] {
    earlierResults + (match?.results ?? [])
  }

  /// The score of the match that is open.
  public var landmark: String? { match?.landmark }

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    if case .resize(let columns, let rows) = event {
      size = (columns, rows)
    }
    forward(event, at: time)
    if turnPage() {
      // A page that has just been opened does not know how big the screen is.
      forward(.resize(columns: size.columns, rows: size.rows), at: time)
    }
  }

  /// Goes on by one frame.
  public mutating func tick(at time: Duration) {
    if match == nil {
      menu.tick(at: time)
    } else {
      match?.tick(at: time)
    }
  }

  /// Draws the menu or the match.
  public func draw(on surface: inout Surface) {
    if let match {
      match.draw(on: &surface)
    } else {
      menu.draw(on: &surface)
    }
  }

  private mutating func forward(_ event: InputEvent, at time: Duration) {
    if match == nil {
      menu.handle(event, at: time)
    } else {
      match?.handle(event, at: time)
    }
  }

  /// Goes from the menu to a match, from a match to the menu, or out; tells whether a page opened.
  private mutating func turnPage() -> Bool {
    if let match {
      guard match.isFinished else { return false }
      earlierResults += match.results
      menu = MenuScreen(settings: settings, catalog: catalog, trainings: trainings)
      self.match = nil
      return true
    }
    switch menu.outcome {
    case .play:
      do {
        match = try MatchScreen(settings: menu.settings, catalog: catalog, seed: seed, exit: .menu)
      } catch {
        menu.refuse("\(error)")
        return false
      }
      seed &+= 1
      return match != nil
    case .train(let wish):
      training = wish
      isFinished = true
      return false
    case .quit:
      isFinished = true
      return false
    case nil: return false
    }
  }
}
