public import PongAgents
import PongEngine
import Reinforcement
import Text

/// The menu: whom to play against, and the way to everything else.
public struct MenuScreen: AdjustableScreen {
  /// What is chosen.
  public internal(set) var settings: GameSettings
  /// Whether the menu was left.
  public internal(set) var isFinished = false

  let sources: MenuSources
  let trainings: [Choice]
  /// Everybody who can be named without a file.
  private let named: PlayerCatalog
  /// Everybody who can play, agents of one's own runs included.
  var catalog: PlayerCatalog
  /// The seed of the next match or run.
  var seed: UInt64
  /// The opponents, and which of them is selected.
  var list: MenuList
  /// All finished games, those of other people too.
  private var games: [FinishedGame]
  /// What came of the person's games against each.
  private(set) var records: [String: OpponentRecord] = [:]
  /// The person's rating; `nil` where games do not count for one.
  private(set) var rating: RatingHistory?
  /// The person's strength as it was known when the last game was counted; `nil` without a rating.
  private(set) var standing: PersonStanding?
  /// Where the person sits.
  private(set) var side: Side
  /// What else is selected in place of an opponent.
  var action: MenuAction?
  /// The selected opponent's card.
  private(set) var card: OpponentCard
  /// What the open list chooses, if one is open.
  var subject: Subject?
  var navigation: Navigation?
  private(set) var size = (columns: 0, rows: 0)
  /// What is told in place of the actions until people do something else.
  var message: String?
  private(set) var ticks = 0
  private var hasAgents = false
  /// How many matches are kept; `nil` while they are being counted.
  private(set) var matchCount: Int?
  /// Who is to be selected once former runs are known.
  private var awaited: String?
  /// Whether a network is to be looked into as soon as it has been read.
  var isInspectionAwaited = false

  /// What a list chooses.
  enum Subject: Hashable {
    /// Who holds the left bat while people watch.
    case watchedLeft
    /// Who holds the right bat, with the left one's id.
    case watchedRight(left: String)
    /// What is trained.
    case training
    /// When the training of this choice ends.
    case goal(of: String)
  }

  /// Opens the menu.
  ///
  /// - Parameters:
  ///   - settings: What is chosen at first; whoever is not to be found is replaced by the weakest
  ///     rung of the ladder.
  ///   - catalog: Who can play.
  ///   - sources: What files say of them.
  ///   - trainings: What can be trained.
  ///   - seed: The seed of the first match or run; later ones count on from it.
  public init(
    settings: GameSettings,
    catalog: PlayerCatalog,
    sources: MenuSources = MenuSources(),
    trainings: [Choice] = [],
    seed: UInt64 = 0
  ) {
    self.settings = settings
    named = catalog
    self.catalog = catalog
    self.sources = sources
    self.trainings = trainings
    self.seed = seed
    games = sources.games
    message = sources.notice
    list = MenuList(catalog: catalog, ladder: sources.ladder, agents: [])
    card = OpponentCard(item: nil)
    let human = Contestant.human.choice.id
    side = settings.left == human && settings.right != human ? .left : .right
    if settings.left != human, settings.right != human { action = .watch }
    countGames()
    takeAgents()
    countMatches()
    let wanted = settings.seat(side.opposite)
    if !hasAgents, !list.contains(wanted) {
      awaited = wanted
    } else {
      replaceTheUnknown()
    }
    list.select(self.settings.seat(side.opposite))
    renewCard()
    warnIfNothingIsKept()
  }

  /// Says so where matches are to be kept and cannot be.
  mutating func warnIfNothingIsKept() {
    guard settings.keepsMatches, message == nil, let problem = sources.matches.problem() else {
      return
    }
    message = "Matches are not kept: \(problem)"
  }

  /// Goes on by a frame: the pictures move, and what has been read is taken up.
  public mutating func tick(at _: Duration) {
    ticks += 1
    takeAgents()
    countMatches()
    card.tick(sources, catalog: catalog, layout: cardLayout, settings: settings)
    if isInspectionAwaited { inspect() }
  }

  private mutating func takeAgents() {
    guard !hasAgents, let agents = sources.agents() else { return }
    hasAgents = true
    catalog = named
    catalog.entries += agents.map(\.entry)
    list.replaceItems(by: MenuList(catalog: catalog, ladder: sources.ladder, agents: agents))
    if let awaited {
      self.awaited = nil
      list.select(awaited)
      replaceTheUnknown()
    }
    renewCard()
  }

  private mutating func countMatches() {
    if matchCount == nil { matchCount = sources.matches.list()?.count }
  }

  /// Looks for the matches that are kept anew.
  mutating func renewMatches() {
    sources.matches.renew()
    matchCount = nil
  }

  /// Looks for the agents of one's own runs anew.
  mutating func renewAgents() {
    sources.renewAgents()
    hasAgents = false
  }

  /// Counts games that have just been finished, and keeps them.
  mutating func take(_ games: [FinishedGame], areKept: Bool) {
    if !areKept { games.forEach(sources.keep) }
    self.games += games
    countGames()
  }

  /// Counts the games of whoever plays now.
  mutating func countGames() {
    records = [:]
    for game in games where game.isOf(settings.name) {
      records[game.opponent, default: OpponentRecord()].add(game)
    }
    rating =
      sources.isRating
      ? RatingHistory(of: games, by: settings.name, ladder: sources.ladder) : nil
    standing = rating?.rating(at: sources.now()).map { strength in
      let nearest = rating?.nearest(to: strength) { catalog.choice($0) != nil }
      return PersonStanding(rating: strength, nearest: nearest?.id)
    }
  }

  private mutating func replaceTheUnknown() {
    let usual = GameSettings(firstOpponent: sources.ladder.rungs.first?.id)
    if catalog.choice(settings.left) == nil { settings.left = usual.left }
    if catalog.choice(settings.right) == nil { settings.right = usual.right }
  }

  // MARK: Choice

  /// The person's games that make sense, the last one first.
  var recentGames: [FinishedGame] {
    games.filter { $0.isOf(settings.name) && $0.score != nil }.reversed()
  }

  /// What an opponent is called.
  func title(of id: String) -> String {
    list.items.first { $0.choice.id == id }?.choice.title ?? id.printable
  }

  /// What came of the games against an opponent.
  func record(of item: MenuList.Item) -> OpponentRecord {
    records[item.choice.id] ?? OpponentRecord()
  }

  /// Gives the person and the selected opponent their seats.
  mutating func seat() {
    guard let id = list.selected?.choice.id else { return }
    awaited = nil
    let human = Contestant.human.choice.id
    settings.left = side == .left ? human : id
    settings.right = side == .left ? id : human
  }

  /// Sits down on a side.
  mutating func sit(on side: Side) {
    self.side = side
    seat()
    renewCard()
  }

  /// Goes to the list, and takes up that something else may be selected there.
  mutating func didSelect() {
    action = nil
    if list.selected?.choice.id != card.item?.choice.id { seat() }
    renewCard()
  }

  /// Shows the card of what is selected, with the game by the present rules.
  mutating func renewCard() {
    if list.selected?.choice.id != card.item?.choice.id {
      isInspectionAwaited = false
      card = OpponentCard(item: list.selected)
    }
    card.set(rules: settings.rules, side: side.opposite)
  }

  // MARK: Places

  var theme: Theme { Theme(settings.theme) }

  var layout: MenuLayout? { MenuLayout(columns: size.columns, rows: size.rows) }

  /// Where the parts of the card stand; `nil` where it is not shown.
  var cardLayout: CardLayout? {
    guard let space = layout?.card, !space.isEmpty else { return nil }
    return card.layout(in: space, standingRows: standingLines(width: space.columns).count)
  }

  /// What the card says of the person's strength.
  func standingLines(width: Int) -> [StyledText] {
    guard let item = card.item else { return [] }
    return standing?.lines(for: item, settings, width: width) ?? []
  }

  /// The lines of the list that there is room for, what is selected among them.
  func visibleLines(_ layout: MenuLayout) -> ArraySlice<MenuList.Line> {
    let lines = list.lines(titled: layout.isTitled)
    let selected = lines.firstIndex(of: .item(list.selection.index)) ?? 0
    return lines[Selection(count: lines.count, index: selected).window(of: layout.list.rows)]
  }

  /// Takes up a new size of the screen.
  mutating func resize(columns: Int, rows: Int) { size = (columns, rows) }

  /// Takes out what is to be opened, or that the menu was left.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Draws the menu, or says how much room it needs.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    MenuView(menu: self, layout: layout).draw(on: &surface)
  }
}

/// What the menu leads to besides games.
enum MenuAction: CaseIterable, Hashable {
  case watch
  case train
  case inspect
  case matches
  case settings

  /// What it is called.
  var title: String {
    switch self {
    case .watch: "Watch"
    case .train: "Train"
    case .inspect: "Inspect"
    case .matches: "Matches"
    case .settings: "Settings"
    }
  }
}

extension GameSettings {
  /// The settings of a first start, with a person against an opponent; Atari's computer if there is
  /// no other.
  public init(firstOpponent id: String?) {
    self.init()
    left = id ?? left
  }
}
