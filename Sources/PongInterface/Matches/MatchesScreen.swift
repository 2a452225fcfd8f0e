import PongAgents
import PongEngine
import Text

/// The matches that are kept: to be found, opened and removed.
public struct MatchesScreen: AdjustableScreen {
  /// The settings as they are now: colours and input change in a replay.
  public private(set) var settings: GameSettings
  /// Whether the list was left.
  public private(set) var isFinished = false

  let sources: MatchSources
  /// The person's rating and the games that led to it.
  private let rating: RatingHistory?
  /// The matches; `nil` while they are being read.
  private(set) var matches: [KeptMatch]?
  private(set) var finder = Finder()
  /// The places of the matches found; all of them while nothing is looked for.
  private(set) var found: [Int] = []
  private(set) var selection = Selection(count: 0)
  private(set) var message: String?
  private var isAskingToRemove = false
  private var navigation: Navigation?
  private var commands = CommandFilter()
  private var size = (columns: 0, rows: 0)

  /// Opens the list.
  ///
  /// - Parameters:
  ///   - sources: Where matches are read.
  ///   - settings: Colours, characters and input.
  ///   - rating: The person's rating and the games that led to it.
  public init(_ sources: MatchSources, settings: GameSettings, rating: RatingHistory? = nil) {
    self.sources = sources
    self.settings = settings
    self.rating = rating
    takeList()
  }

  /// Takes up the list as soon as it has been read.
  public mutating func tick(at _: Duration) { takeList() }

  private mutating func takeList() {
    guard matches == nil, let list = sources.list() else { return }
    matches = list
    find()
  }

  /// The match that is selected; `nil` if nothing is found.
  var selected: KeptMatch? {
    found.indices.contains(selection.index) ? matches?[found[selection.index]] : nil
  }

  var theme: Theme { Theme(settings.theme) }
  var layout: MatchesLayout? { MatchesLayout(columns: size.columns, rows: size.rows) }

  /// The matches that there is room for, what is selected among them, by their places among those
  /// found.
  func visible(_ layout: MatchesLayout) -> Range<Int> {
    selection.window(of: max(1, layout.list.rows))
  }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .key(let key) where key.isDown && key.isPlain:
      message = nil
      handle(key, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    case .resize(let columns, let rows): size = (columns, rows)
    default: break
    }
  }

  private mutating func handle(_ event: KeyEvent, at time: Duration) {
    let page = max(1, (layout?.list.rows ?? 2) - 1)
    if selection.handle(event.key, page: page) { return }
    if finder.handle(event, commands: settings.keys[.leave]) {
      find()
      return
    }
    let key = event.commandKey
    guard !commands.isRepeated(key, at: time) else { return }
    switch settings.keys.command(key, among: [.leave, .help]) {
    case .leave: isFinished = true
    case .help: openHelp()
    default:
      switch key {
      case .enter, .right, .character(" "): open()
      case .delete: askToRemove()
      case .escape, .left, .backspace: isFinished = true
      default: break
      }
    }
  }

  private mutating func handle(_ event: MouseEvent, at time: Duration) {
    guard let layout else { return }
    switch event.kind {
    case .scrollUp: selection.move(by: -1)
    case .scrollDown: selection.move(by: 1)
    case .press where layout.list.contains(column: event.column, row: event.row):
      let place = visible(layout).lowerBound + event.row - layout.list.row
      guard visible(layout).contains(place) else { return }
      message = nil
      // A click selects, another one opens.
      if place == selection.index { open() } else { selection.select(place) }
    case .press where event.row == layout.hints.row:
      let row = MatchesView(screen: self, layout: layout)
      if let key = row.hints.key(atColumn: event.column, drawnAt: row.hintColumn) {
        handle(KeyEvent(key), at: time)
      }
    default: break
    }
  }

  /// Keeps what is selected as long as it is among what is found.
  private mutating func find() {
    let old = found.indices.contains(selection.index) ? found[selection.index] : 0
    let all = matches ?? []
    found = all.indices.filter { finder.matches(Self.players(of: all[$0]), all[$0].date) }
    selection = Selection(count: found.count, index: found.firstIndex { $0 >= old } ?? found.count)
  }

  // MARK: Commands

  private mutating func open() {
    guard let selected else { return }
    if let problem = selected.problem {
      message = problem
      return
    }
    do {
      let track = try sources.open(selected.id)
      navigation = .push(
        ReplayScreen(track, settings: settings, sources: sources.replay(selected.id))
      )
    } catch {
      message = "\(error)"
    }
  }

  private mutating func askToRemove() {
    guard let selected else { return }
    isAskingToRemove = true
    let (theme, line) = (theme, "\(selected.date)  \(Self.players(of: selected))")
    navigation = .push(
      DialogScreen(
        accepting: [.enter, .character("y")],
        dismissing: [.escape, .character("n"), .character("q")],
        theme: theme,
        after: commands
      ) { columns, rows in
        (
          Dialog(
            title: StyledText("Remove this match for good?", theme.strong),
            lines: [StyledText(line.cut(to: columns - 8), theme.text)],
            alignment: .centre,
            buttons: ButtonRow([
              .init("y", "remove", .character("y")), .init("n", "keep", .character("n")),
            ])
          ), Rect(columns: columns, rows: rows)
        )
      }
    )
  }

  private mutating func removeSelected() {
    guard let selected, let place = matches?.firstIndex(of: selected) else { return }
    do {
      try sources.remove(selected.id)
      matches?.remove(at: place)
      find()
      message = "Removed"
    } catch {
      message = "\(error)"
    }
  }

  private mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: commands)
    )
  }

  /// The keys as they are just now.
  var keyTable: KeyTable {
    KeyTable([
      .init("Enter", "open", key: .enter, hint: .init("open", rank: 1)),
      .init("↑ ↓", "select; PgUp PgDn, Home End"),
      .init("letters, /", "find by player or date"),
      .init("Del", "remove for good", key: .delete, hint: .init("remove", rank: 3)),
      settings.keys.row(.leave, help: "back", also: "Esc", hint: .init("menu", rank: 2)),
      settings.keys.row(.help, help: nil, hint: .init("help", rank: 4)),
    ])
  }

  /// Takes out what is to be opened, or that the list was left.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Takes what was answered or changed on another screen.
  public mutating func resume(after screen: any Screen) {
    switch screen {
    case let help as HelpScreen: commands = help.commands
    case let dialog as DialogScreen:
      commands = dialog.commands
      if isAskingToRemove, dialog.answer == true { removeSelected() }
      isAskingToRemove = false
    case let replay as ReplayScreen:
      settings.theme = replay.settings.theme
      settings.input = replay.settings.input
    default: break
    }
  }

  // MARK: What is shown

  /// Who played, the person's opponent alone where there was one person without a name.
  static func players(of match: KeptMatch) -> String {
    guard let summary = match.summary else { return "damaged" }
    func name(_ participant: Replay.Participant) -> String {
      (participant.name ?? participant.title).printable
    }
    guard let side = summary.personSide else {
      return "\(name(summary.left)) – \(name(summary.right))"
    }
    let opponent = name(summary[side.opposite])
    return summary[side].name.map { "\($0.printable) – \(opponent)" } ?? opponent
  }

  /// By how much the person's rating changed with a match; `nil` if it did not count.
  func ratingChange(of match: KeptMatch) -> Double? {
    guard let summary = match.summary, let ended = summary.ended, let side = summary.personSide,
      summary.ending == .won
    else { return nil }
    // Both files note the time by themselves.
    let entry = rating?.entries.last { entry in
      entry.game.opponent == summary[side.opposite].id
        && entry.game.ended.map { abs($0 - ended) <= 2 } ?? false
    }
    return entry.map { $0.after.value - $0.before.value }
  }

  /// Draws the list, or says how much room it needs.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    MatchesView(screen: self, layout: layout).draw(on: &surface)
  }
}
