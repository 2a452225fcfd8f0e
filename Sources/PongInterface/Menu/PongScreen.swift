/// The whole game: the menu, and the matches that are started from it.
public struct PongScreen: Screen {
  private enum Page {
    case menu(MenuScreen)
    case match(MatchScreen)
  }

  /// The results of the games that have ended, in order.
  public private(set) var results: [MatchResult] = []
  /// Whether the game was left.
  public private(set) var isFinished = false

  private let catalog: SeatCatalog
  private var seed: UInt64
  private var page: Page
  private var size = (columns: 0, rows: 0)

  /// Opens the menu.
  ///
  /// - Parameters:
  ///   - settings: What is chosen at first.
  ///   - catalog: Who can play.
  ///   - seed: The seed of the first match; later ones count on from it.
  public init(settings: GameSettings, catalog: SeatCatalog, seed: UInt64) {
    self.catalog = catalog
    self.seed = seed
    page = .menu(MenuScreen(settings: settings, catalog: catalog))
  }

  /// The settings as they are now.
  public var settings: GameSettings {
    switch page {
    case .menu(let menu): menu.settings
    case .match(let match): match.settings
    }
  }

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    if case .resize(let columns, let rows) = event {
      size = (columns, rows)
    }
    switch page {
    case .menu(var menu):
      menu.handle(event, at: time)
      page = .menu(menu)
    case .match(var match):
      match.handle(event, at: time)
      page = .match(match)
    }
    turnPage(at: time)
  }

  /// Goes on by one frame.
  public mutating func tick(at time: Duration) {
    switch page {
    case .menu(var menu):
      menu.tick(at: time)
      page = .menu(menu)
    case .match(var match):
      match.tick(at: time)
      page = .match(match)
    }
  }

  /// Draws the menu or the match.
  public func draw(on surface: inout Surface) {
    switch page {
    case .menu(let menu): menu.draw(on: &surface)
    case .match(let match): match.draw(on: &surface)
    }
  }

  /// Goes from the menu to a match, from a match to the menu, or out.
  private mutating func turnPage(at time: Duration) {
    switch page {
    case .menu(let menu):
      switch menu.outcome {
      case .play: startMatch(menu.settings)
      case .quit: isFinished = true
      case nil: return
      }
    case .match(let match):
      guard match.isFinished else { return }
      results += match.results
      page = .menu(MenuScreen(settings: match.settings, catalog: catalog))
    }
    handleSize(at: time)
  }

  private mutating func startMatch(_ settings: GameSettings) {
    guard
      let match = MatchScreen(settings: settings, catalog: catalog, seed: seed, exit: .menu)
    else {
      return
    }
    seed &+= 1
    page = .match(match)
  }

  /// Tells a page that has just been opened how big the screen is.
  private mutating func handleSize(at time: Duration) {
    guard !isFinished else { return }
    let event = InputEvent.resize(columns: size.columns, rows: size.rows)
    switch page {
    case .menu(var menu):
      menu.handle(event, at: time)
      page = .menu(menu)
    case .match(var match):
      match.handle(event, at: time)
      page = .match(match)
    }
  }
}
