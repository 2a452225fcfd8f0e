import PongAgents
import PongEngine

/// A match on the screen: people play it, or watch it.
public struct MatchScreen: MatchHost {
  /// Where the way out leads.
  public enum Exit: Hashable, Sendable {
    /// To the menu that the match was started from.
    case menu
    /// To the tournament that the match is watched of.
    case tournament
    /// To the replay that it goes on from.
    case replay
    /// To the training of the agent that it is played against.
    case training
    /// Out of the program.
    case shell
  }

  /// Who is to be played next.
  enum Wish: Hashable, Sendable {
    /// The next stronger opponent.
    case stronger
    /// The next weaker one.
    case weaker
  }

  /// The match.
  public internal(set) var session: MatchSession
  /// Whether the players want to leave.
  public private(set) var isFinished = false

  /// Who can be played next that is weaker.
  let weaker: Choice?
  /// Who can be played next that is stronger.
  let stronger: Choice?
  /// Who is to be played next, if somebody was asked for at the end.
  private(set) var wish: Wish?
  /// The person's rating; `nil` where games do not count for one.
  private var rating: LiveRating?

  let exit: Exit
  private var size = (columns: 0, rows: 0)
  private(set) var layout: MatchLayout?
  private(set) var notice: Notice?
  /// Whether the notice asks for "r" once more.
  private var restartIsAsked = false
  private var helpIsOpen = false
  /// Ticks since the game was over.
  private var endAge = 0
  /// Whether the review of the game that is over has been shown.
  private var reviewIsOpened = false
  private var navigation: Navigation?
  private var commands = CommandFilter()

  /// Opens a match.
  ///
  /// - Parameters:
  ///   - session: The match.
  ///   - exit: Where the way out leads.
  ///   - rating: The person's rating before; `nil` where games do not count for one.
  public init(_ session: MatchSession, exit: Exit = .shell, rating: LiveRating? = nil) {
    self.init(session, exit: exit, weaker: nil, stronger: nil, rating: rating)
  }

  /// Opens a match after which others can be played.
  ///
  /// - Parameters:
  ///   - session: The match.
  ///   - exit: Where the way out leads.
  ///   - weaker: A weaker opponent, offered at the end.
  ///   - stronger: A stronger one.
  ///   - rating: The person's rating before; `nil` where games do not count for one.
  init(
    _ session: MatchSession,
    exit: Exit,
    weaker: Choice?,
    stronger: Choice?,
    rating: LiveRating? = nil
  ) {
    self.session = session
    self.rating = rating
    self.exit = exit
    self.weaker = weaker
    self.stronger = stronger
    // Nothing is seen before the size of the screen is known.
    self.session.isHidden = true
  }

  /// The settings as they are now: speed, colours and input change with the keys.
  public var settings: GameSettings { session.settings }

  /// The score, so that recordings mark the points.
  public var landmark: String? { session.landmark }

  /// The games that the only person has finished against a program, with the time if that is known.
  public var finishedGames: [FinishedGame] { rating?.games ?? session.finishedGames }

  /// Whether those games have been kept already.
  var hasKeptGames: Bool { rating != nil }

  /// What has become of the person's rating by the game that is over; `nil` if there is none.
  var ratingChange: RatingHistory.Outcome? { rating?.change(by: session) }

  /// Keeps the replay of a game that was left, and says how the games ended.
  ///
  /// - Throws: Why a player could not go on.
  public mutating func close() throws -> [String] {
    session.keepReplay()
    if let failure = session.match.failure { throw failure }
    // What is played for practice is nobody's result.
    if session.isPractice { return [] }
    return session.results.map(\.line)
  }

  /// Goes on by one frame of the screen: none, one or several of the game.
  public mutating func tick(at time: Duration) {
    if let notice, time >= notice.end {
      self.notice = nil
      restartIsAsked = false
    }
    session.tick(at: time)
    rating?.follow(session)
    if session.match.failure != nil { isFinished = true }
    endAge = session.match.isOver ? endAge + 1 : 0
    if endAge >= Self.reviewDelay, !reviewIsOpened, session.isReviewable { openReview() }
    if !session.match.isOver { reviewIsOpened = false }
  }

  /// Takes out whether the bell is to ring.
  public mutating func takeBell() -> Bool { session.takeBell() }

  // MARK: Review

  /// For so many frames the last point is seen.
  private static let reviewDelay = 40

  /// Whether two people's game is over, which either of them may want to review.
  private var canReviewBoth: Bool {
    session.match.isOver && session.controls.count == 2 && session.match.isRecording
      && !session.isTrying
  }

  /// Opens the review of a game that a person has played against a program, or of two people's.
  private mutating func openReview() {
    var offers = ReviewScreen.Offers()
    offers.hasRematch = true
    offers.weaker = weaker
    offers.stronger = stronger
    offers.rating = ratingChange
    offers.out = outTitle
    reviewIsOpened = true
    guard session.isReviewable || canReviewBoth,
      let review = session.review(offering: offers, after: commands)
    else { return }
    navigation = .push(review)
  }

  private mutating func resume(after review: ReviewScreen, _ outcome: ReviewScreen.Outcome?) {
    commands = review.commands
    session.settings.theme = review.settings.theme
    layOut()
    switch outcome {
    case .rematch: session.restart()
    case .stronger: goOn(to: .stronger)
    case .weaker: goOn(to: .weaker)
    case .home, nil: isFinished = true
    }
  }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    if take(session.hear(event, at: time), at: time) { return }
    switch event {
    case .key(let key): handle(key, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    case .resize(let columns, let rows):
      size = (columns, rows)
      layOut()
      if layout == nil { session.pauseForPeople(.tooSmall) }
    case .focus, .resumed, .report: break
    }
  }

  private mutating func layOut() {
    layout = session.layout(columns: size.columns, rows: size.rows)
    session.isHidden = layout == nil || helpIsOpen
  }

  mutating func handle(_ event: KeyEvent, at time: Duration) {
    guard event.phase == .press, event.isPlain else { return }
    let key = event.commandKey
    guard !isRepeated(key, at: time) else { return }
    switch settings.keys.command(key, among: Self.commands) {
    case .leave: leave()
    case .help: openHelp()
    case .colours: take(session.changeTheme(), at: time)
    case .inside: toggleInspector(at: time)
    case .again: askToRestart(at: time)
    case .nextPoint: session.hurryToNextPoint()
    case .view where canReviewBoth: openReview()
    case .faster where canGoOn(to: stronger): goOn(to: .stronger)
    case .slower where canGoOn(to: weaker): goOn(to: .weaker)
    default:
      if take(session.inspect(key), at: time) { return }
      if key == .escape { goBack() } else { take(session.control(key), at: time) }
    }
  }

  private static let commands: [Command] = [
    .leave, .help, .colours, .inside, .again, .nextPoint, .view, .faster, .slower,
  ]

  /// Whether a command comes from a key that is held: terminals that tell no releases report each
  /// repeat as a press.
  private mutating func isRepeated(_ key: Key, at time: Duration) -> Bool {
    let gap =
      switch settings.keys.command(key, among: [.faster, .slower, .frame, .again, .leave]) {
      case _ where session.match.isOver: CommandFilter.longestRepeat
      // Nothing is undone by one step more.
      case .faster, .slower, .frame: Duration.zero
      // What cannot be undone waits until it can be no keyboard's first repeat.
      case .again where restartIsAsked: CommandFilter.longestDelay
      case .leave where session.pace.pause == .leaving: CommandFilter.longestDelay
      default: CommandFilter.longestRepeat
      }
    return commands.isRepeated(key, at: time, within: gap)
  }

  private mutating func handle(_ event: MouseEvent, at time: Duration) {
    guard let layout else { return }
    if event.kind == .press, let key = buttonKey(column: event.column, row: event.row, in: layout) {
      handle(KeyEvent(key), at: time)
    } else {
      take(session.handle(event, in: layout), at: time)
    }
  }

  mutating func say(_ text: String, at time: Duration) {
    notice = Notice(text, at: time)
    restartIsAsked = false
  }

  /// One step out: from a game that is played to its pause, and from there to where it came from.
  private mutating func goBack() {
    if session.pace.pause == .leaving {
      session.resume()
    } else if session.controls.isEmpty || session.pace.pause != nil || session.match.isOver
      || layout == nil
    {
      isFinished = true
    } else {
      session.stop(.asked)
    }
  }

  /// Leaves; from the middle of a game that somebody plays only when asked twice.
  private mutating func leave() {
    if session.isTrying { _ = session.inspect(.escape) }
    if session.isPrecious, session.pace.pause == nil || session.pace.isStepping, layout != nil {
      session.stop(.leaving)
    } else {
      isFinished = true
    }
  }

  /// Starts anew; a game that somebody is playing only when asked twice.
  private mutating func askToRestart(at time: Duration) {
    if session.isPrecious, !restartIsAsked {
      say("Press \(settings.keys.cap(.again)) again to restart", at: time)
      restartIsAsked = true
    } else {
      session.restart()
      notice = nil
      restartIsAsked = false
    }
  }

  // MARK: Next opponents

  private func canGoOn(to next: Choice?) -> Bool { next != nil && session.match.isOver }

  private mutating func goOn(to wish: Wish) {
    self.wish = wish
    isFinished = true
  }

  /// The buttons of those who can be played next.
  private var nextButtons: [ButtonRow.Button] {
    if canReviewBoth { return [settings.keys.button(.view, "review")] }
    return [
      stronger.map { settings.keys.button(.faster, "harder: \($0.title)", brief: "harder") },
      weaker.map { settings.keys.button(.slower, "easier: \($0.title)", brief: "easier") },
    ].compactMap { $0 }
  }

  /// Opens the inspector, or closes it.
  public mutating func toggleInspector(at time: Duration) {
    take(session.toggleInspector(), at: time)
    layOut()
    if session.inspector != nil, let layout, layout.panels.isEmpty {
      say("Colours on the court only: panels need 64 columns", at: time)
    }
  }

  // MARK: Help

  private mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: commands)
    )
    helpIsOpen = true
    session.isHidden = true
    session.clearControls()
  }

  /// Takes out whether to show the keys or to leave.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Goes on after the keys were shown.
  public mutating func resume(after screen: any Screen) {
    if let review = screen as? ReviewScreen { return resume(after: review, review.outcome) }
    guard let help = screen as? HelpScreen else { return }
    commands = help.commands
    helpIsOpen = false
    layOut()
    // What was struck meanwhile is not for the game.
    session.clearControls()
  }

  // MARK: Picture

  /// Draws the match, or says how much room it needs.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    drawMatch(in: layout, on: &surface)
    if let rally = endlessRally {
      surface.write(
        StyledText(" \(rally) ".cut(to: layout.court.columns), theme.selected),
        centredIn: layout.court,
        row: layout.court.row + layout.court.rows / 4
      )
    }
  }

  /// What is announced of a rally that may never end.
  private var endlessRally: String? {
    if session.pace.isHurrying { return "playing on: \(session.tally.rally) hits" }
    guard session.isEndless, !helpIsOpen else { return nil }
    return "\(session.tally.rally) hits: \(settings.keys.cap(.nextPoint)) plays it to its end"
  }

  func statusLine(in layout: MatchLayout) -> StatusLine {
    let room = StatusLine.hintRoom(layout.status.columns)
    return StatusLine(frame: layout.status, buttons: keyTable.hints.fitting(room))
  }

  func status(in layout: MatchLayout, fitting room: Int) -> StyledText {
    session.view(in: layout).status(of: session, fitting: room)
  }

  func matchDialog(in layout: MatchLayout) -> Dialog? {
    helpIsOpen || session.isReviewable
      ? nil
      : session.view(in: layout)
        .dialog(over: session, out: outTitle, next: nextButtons, rating: ratingChange)
  }

  /// Where the way out leads, in a word.
  var outTitle: String {
    switch exit {
    case .menu: "menu"
    case .tournament: "table"
    case .replay: "replay"
    case .training: "training"
    case .shell: "quit"
    }
  }
}
