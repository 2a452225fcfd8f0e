public import PongAgents
public import PongEngine
import Text

/// What a match shows when it is over: the score, figures, why each point was lost, and what can be
/// done next.
public struct ReviewScreen: AdjustableScreen {
  /// What is offered besides looking.
  public struct Offers: Sendable {
    /// Whether the same match can be played again.
    var hasRematch = false
    /// A weaker opponent.
    var weaker: Choice?
    /// A stronger one.
    var stronger: Choice?
    /// Who plays the lost points again with the person; `nil` if nobody can.
    var opponent: Seat?
    /// The seed of a rival that can be trained on the person; `nil` where none can.
    var rivalSeed: UInt64?
    /// What a replay learns of files.
    var sources = ReplaySources()
    /// What has become of the person's rating.
    var rating: RatingHistory.Outcome?
    /// Where the way out leads, in a word.
    var out = "back"

    /// Offers nothing more than to look.
    public init() {}
  }

  /// What was chosen.
  enum Outcome: Hashable, Sendable {
    case rematch
    case stronger
    case weaker
    case home
  }

  /// What is reviewed.
  let track: ReplayTrack
  /// What there is to learn of it.
  private(set) var review: MatchReview
  /// What else is offered.
  let offers: Offers
  /// The name of the player and of the opponent.
  private(set) var names: (own: String, other: String)
  /// Colours and characters.
  public private(set) var settings: GameSettings
  /// What was chosen; `nil` while the screen is open.
  private(set) var outcome: Outcome?
  /// The lost point that is selected, by its place among them; `nil` for none.
  private(set) var selected: Int?
  /// The keys struck so far.
  private(set) var commands: CommandFilter

  private var size = (columns: 0, rows: 0)
  private var ticks = 0
  private var navigation: Navigation?

  /// For so many frames the arrow keys may still be meant for the bat.
  private static let patience = 45

  /// Opens the review of a match.
  ///
  /// - Parameters:
  ///   - track: The match, played.
  ///   - side: From whose side.
  ///   - settings: Colours and characters.
  ///   - offers: What else is offered.
  public init(
    _ track: ReplayTrack,
    side: Side,
    settings: GameSettings,
    offers: Offers = Offers()
  ) {
    self.init(track, side: side, settings: settings, offers: offers, after: CommandFilter())
  }

  init(
    _ track: ReplayTrack,
    side: Side,
    settings: GameSettings,
    offers: Offers,
    names: (own: String, other: String)? = nil,
    after commands: CommandFilter
  ) {
    self.track = track
    self.settings = settings
    self.offers = offers
    self.commands = commands
    review = MatchReview(track, side: side)
    self.names =
      names ?? (track.replay.shownName(of: side), track.replay.shownName(of: side.opposite))
  }

  /// Whether something was chosen.
  public var isFinished: Bool { outcome != nil }

  /// The score.
  public var landmark: String? { "review" }

  var theme: Theme { Theme(settings.theme) }

  /// The lost points.
  var lost: [MatchReview.Point] { review.lost }

  /// The lost point that is selected.
  var selectedPoint: MatchReview.Point? { selected.map { lost[$0] } }

  /// Where everything stands.
  var layout: ReviewLayout? {
    ReviewLayout(columns: size.columns, rows: size.rows, lost: lost.count)
  }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .key(let key) where key.phase == .press && key.isPlain:
      let key = key.commandKey
      let isMove = [.up, .down, .pageUp, .pageDown].contains(key)
      guard isMove || !commands.isRepeated(key, at: time) else { return }
      take(key)
    case .mouse(let mouse): take(mouse)
    case .resize(let columns, let rows): size = (columns, rows)
    default: break
    }
  }

  private mutating func take(_ key: Key) {
    switch settings.keys.command(key, among: Self.commands) {
    case .again: if offers.hasRematch { outcome = .rematch }
    case .faster: if offers.stronger != nil { outcome = .stronger }
    case .slower: if offers.weaker != nil { outcome = .weaker }
    case .drill: drill()
    case .rival: trainRival()
    case .view: openReplay()
    case .leave: outcome = .home
    case .otherSide where hasTwoPeople: changeSide()
    case .colours:
      settings.theme = Theme.Name.allCases.moved(from: settings.theme, by: 1)
    case .help: openHelp()
    default: choose(key)
    }
  }

  private static let commands: [Command] = [
    .again, .faster, .slower, .drill, .rival, .view, .otherSide, .leave, .colours, .help,
  ]

  private mutating func choose(_ key: Key) {
    switch key {
    case .enter where selected == nil: if offers.hasRematch { outcome = .rematch }
    case .enter: openReplay()
    case .escape where selected != nil: selected = nil
    case .escape: outcome = .home
    case .up, .down, .pageUp, .pageDown, .home, .end:
      if ticks >= Self.patience { move(key) }
    default: break
    }
  }

  /// Whether both bats were people's, so that either of them may look.
  private var hasTwoPeople: Bool { track.replay.left.isPerson && track.replay.right.isPerson }

  /// Looks at the match from the other side.
  private mutating func changeSide() {
    review = MatchReview(track, side: review.side.opposite)
    names = (names.other, names.own)
    selected = nil
  }

  /// Lets an agent learn to beat the person from the matches that are kept.
  private mutating func trainRival() {
    guard let seed = offers.rivalSeed else { return }
    navigation = .open(.rival(settings: settings, seed: seed))
  }

  /// Shows the match again, from two seconds before the point was lost that is selected.
  private mutating func openReplay() {
    navigation = .push(
      ReplayScreen(
        track,
        settings: settings,
        sources: offers.sources,
        start: .playing(fromFrame: selectedPoint?.loss?.drillStart ?? 0)
      )
    )
  }

  /// Plays the lost points again, from the one that is selected on.
  private mutating func drill() {
    guard let opponent = offers.opponent,
      let screen = DrillScreen(
        track,
        side: review.side,
        opponent: opponent,
        settings: settings,
        first: selected ?? 0
      )
    else { return }
    navigation = .push(screen)
  }

  private mutating func move(_ key: Key) {
    guard !lost.isEmpty else { return }
    guard let index = selected else {
      selected = [.up, .pageUp, .end].contains(key) ? lost.count - 1 : 0
      return
    }
    // Beyond either end nothing is selected.
    if key == .up && index == 0 || key == .down && index == lost.count - 1 {
      selected = nil
      return
    }
    var selection = Selection(count: lost.count, index: index)
    if selection.handle(key, page: max(1, layout?.list.rows ?? 1)) { selected = selection.index }
  }

  private mutating func take(_ mouse: MouseEvent) {
    guard let layout else { return }
    switch mouse.kind {
    case .scrollUp: move(.up)
    case .scrollDown: move(.down)
    case .press:
      if mouse.row == layout.buttons.row {
        let row = buttons.fitting(layout.buttons.columns)
        let column = layout.buttons.column + (layout.buttons.columns - row.width) / 2
        if let key = row.key(atColumn: mouse.column, drawnAt: column) { take(key) }
      } else if layout.list.contains(column: mouse.column, row: mouse.row) {
        let place = shown(in: layout).lowerBound + mouse.row - layout.list.row
        if place < lost.count { selected = place }
      }
    default: break
    }
  }

  /// The lost points that the list shows.
  func shown(in layout: ReviewLayout) -> Range<Int> {
    guard layout.list.rows > 0 else { return 0..<0 }
    return Selection(count: lost.count, index: selected ?? 0).window(of: layout.list.rows)
  }

  /// What can be done, the most important first.
  var buttons: ButtonRow { keyTable.hints }

  /// The keys as they are just now.
  private var keyTable: KeyTable {
    let keys = settings.keys
    var rows: [KeyTable.Row] = []
    if selected != nil {
      rows.append(
        .init("Enter", "see the selected point", key: .enter, hint: .init("see it", rank: 1))
      )
    } else if offers.hasRematch {
      rows.append(.init("Enter", nil, key: .enter, hint: .init("rematch", rank: 1)))
    }
    if offers.hasRematch { rows.append(keys.row(.again, help: "play again", also: "Enter")) }
    rows.append(.init("↑ ↓", "go through the lost points"))
    rows.append(
      keys.row(
        .view,
        help: "the replay, from the selected point on",
        hint: .init("replay", rank: 4)
      )
    )
    if offers.opponent != nil, !lost.isEmpty {
      let hint = KeyTable.Hint("drill your \(lost.count)", brief: "drill", rank: 3)
      rows.append(keys.row(.drill, help: "play the lost points again", hint: hint))
    }
    if offers.rivalSeed != nil {
      let hint = KeyTable.Hint("train a rival", brief: "rival", rank: 7)
      rows.append(keys.row(.rival, help: "let an agent learn to beat you", hint: hint))
    }
    if let stronger = offers.stronger {
      let hint = KeyTable.Hint("harder: \(stronger.title)", brief: "harder", rank: 5)
      rows.append(keys.row(.faster, help: "the next harder opponent", hint: hint))
    }
    if let weaker = offers.weaker {
      let hint = KeyTable.Hint("easier: \(weaker.title)", brief: "easier", rank: 6)
      rows.append(keys.row(.slower, help: "the next easier opponent", hint: hint))
    }
    if hasTwoPeople {
      let hint = KeyTable.Hint("other side", brief: "side", rank: 3)
      rows.append(keys.row(.otherSide, help: "as the other one sees it", hint: hint))
    }
    rows.append(keys.row(.colours, help: "colours"))
    rows.append(
      keys.row(.leave, help: offers.out, also: "Esc", hint: .init(offers.out, rank: 2))
    )
    rows.append(keys.row(.help, help: nil, hint: .init("help", rank: 8)))
    return KeyTable(rows)
  }

  // MARK: Help

  private mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: commands)
    )
  }

  /// Takes out whether to leave or to open something.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Goes on after something was shown.
  public mutating func resume(after screen: any Screen) {
    switch screen {
    case let help as HelpScreen: commands = help.commands
    case let other as any AdjustableScreen:
      settings.theme = other.settings.theme
      settings.input = other.settings.input
    default: break
    }
  }

  // MARK: Picture

  /// Counts the time since it was opened.
  public mutating func tick(at _: Duration) { ticks += 1 }

  /// Draws the review.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    ReviewView(screen: self, layout: layout, theme: theme).draw(on: &surface)
  }
}

extension Replay {
  /// What a review calls a side: the only person is "You", unless they have a name.
  public func shownName(of side: Side) -> String {
    let participant = self[side]
    if let name = participant.name { return name.printable }
    if participant.isPerson {
      return personSide == nil ? (side == .left ? "Left" : "Right") : "You"
    }
    return participant.title.printable
  }
}
