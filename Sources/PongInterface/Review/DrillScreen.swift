public import PongAgents
public import PongEngine

/// The points that a person has lost, played again from two seconds before each was lost until it
/// is won.
///
/// The opponent is the same, who has looked on before. Nothing of it is kept.
public struct DrillScreen: MatchHost {
  /// What goes on with a point.
  enum Phase: Hashable, Sendable {
    /// It begins in so many frames.
    case countdown(Int)
    /// It is being played.
    case playing
    /// It has been won or lost, so many frames ago.
    case over(isWon: Bool, age: Int)
    /// All have been won, or people want no more.
    case summary
  }

  /// The point that is being played.
  private(set) var session: MatchSession
  /// What is still to be won.
  private(set) var drill: Drill
  private(set) var phase: Phase
  private(set) var notice: Notice?
  private(set) var layout: MatchLayout?
  /// Whether people have left.
  public private(set) var isFinished = false

  private let track: ReplayTrack
  private let side: Side
  private let points: [MatchReview.Point]
  private let opponent: Seat
  private let choices: (left: Choice, right: Choice)
  private var size = (columns: 0, rows: 0)
  private var helpIsOpen = false
  private var navigation: Navigation?
  private var commands = CommandFilter()

  /// Half a second for each of three.
  static let countdown = 90
  /// How long it is shown how a point went, in frames.
  static let afterglow = 60

  /// Opens the drill of the points that a side has lost; `nil` if it has lost none.
  ///
  /// - Parameters:
  ///   - track: The match, played.
  ///   - side: Whose points.
  ///   - opponent: Who holds the other bat; it must not be a person.
  ///   - settings: The settings of the match.
  ///   - first: The place among the lost points of the one to begin with.
  public init?(
    _ track: ReplayTrack,
    side: Side,
    opponent: Seat,
    settings: GameSettings,
    first: Int = 0
  ) {
    points = MatchReview(track, side: side).lost
    guard !points.isEmpty else { return nil }
    self.track = track
    self.side = side
    self.opponent = opponent
    let (left, right) = (track.replay.left, track.replay.right)
    let person = Contestant.human.choice
    func choice(_ participant: Replay.Participant, _ place: Side) -> Choice {
      place == side ? person : Choice(id: participant.id, title: participant.title, detail: "")
    }
    choices = (choice(left, .left), choice(right, .right))
    drill = Drill(count: points.count)
    for _ in 0..<max(0, min(first, points.count - 1)) { drill.skip() }
    phase = .countdown(Self.countdown)
    var settings = settings
    settings.speed = .normal
    session = Self.session(
      of: track,
      at: 0,
      side: side,
      opponent: opponent,
      choices: choices,
      settings: settings
    )
    begin()
  }

  private static func session(
    of track: ReplayTrack,
    at frame: Int,
    side: Side,
    opponent: Seat,
    choices: (left: Choice, right: Choice),
    settings: GameSettings
  ) -> MatchSession {
    MatchSession(
      match: track.match(
        atFrame: frame,
        left: side == .left ? .human : opponent,
        right: side == .right ? .human : opponent
      ),
      left: choices.left,
      right: choices.right,
      settings: settings
    )
  }

  /// The settings as they are now.
  public var settings: GameSettings { session.settings }

  /// The score of the drill.
  public var landmark: String? { "drill \(drill.won) of \(drill.count)" }

  /// What was reached.
  public mutating func close() throws -> [String] {
    if let failure = session.match.failure { throw failure }
    return drill.tries > 0 ? ["drill: \(drill.summary)"] : []
  }

  /// The point that is being played.
  var point: MatchReview.Point? { drill.next.map { points[$0] } }

  // MARK: Points

  /// Puts the next point on the court.
  private mutating func begin() {
    guard let loss = point?.loss else {
      phase = .summary
      return
    }
    session = Self.session(
      of: track,
      at: loss.drillStart,
      side: side,
      opponent: opponent,
      choices: choices,
      settings: session.settings
    )
    phase = .countdown(Self.countdown)
    layOut()
  }

  /// Goes on by one frame.
  public mutating func tick(at time: Duration) {
    if let notice, time >= notice.end { self.notice = nil }
    guard layout != nil, !helpIsOpen, session.pace.pause == nil else { return }
    switch phase {
    case .countdown(1):
      phase = .playing
      session.isHidden = false
    case .countdown(let frames): phase = .countdown(frames - 1)
    case .playing:
      session.tick(at: time)
      if session.match.failure != nil { isFinished = true }
      if let winner { end(isWon: winner == side) }
    case .over(_, Self.afterglow): begin()
    case .over(let isWon, let age): phase = .over(isWon: isWon, age: age + 1)
    case .summary: break
    }
  }

  /// Takes out whether the bell is to ring.
  public mutating func takeBell() -> Bool { session.takeBell() }

  /// Who has won the point since it began again.
  private var winner: Side? {
    guard let loss = point?.loss else { return nil }
    let before = track.games[loss.drillStart]
    if !session.match.game.isPlaying { return side.opposite }
    return Side.allCases.first { session.match.game.score($0) != before.score($0) }
  }

  private mutating func end(isWon: Bool) {
    drill.take(isWon: isWon)
    phase = .over(isWon: isWon, age: 0)
    session.isHidden = true
    session.clearControls()
  }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    if phase != .summary, take(session.hear(event, at: time), at: time) { return }
    switch event {
    case .key(let key): handle(key, at: time)
    case .mouse(let mouse):
      guard let layout else { return }
      if mouse.kind == .press,
        let key = buttonKey(column: mouse.column, row: mouse.row, in: layout)
      {
        handle(KeyEvent(key), at: time)
      } else {
        take(session.handle(mouse, in: layout), at: time)
      }
    case .resize(let columns, let rows):
      size = (columns, rows)
      layOut()
      if layout == nil, phase == .playing { session.pauseForPeople(.tooSmall) }
    case .focus, .resumed, .report: break
    }
  }

  private mutating func layOut() {
    layout = session.layout(columns: size.columns, rows: size.rows)
    session.isHidden = layout == nil || helpIsOpen || phase != .playing
  }

  mutating func handle(_ event: KeyEvent, at time: Duration) {
    guard event.phase == .press, event.isPlain else { return }
    let key = event.commandKey
    guard !commands.isRepeated(key, at: time) else { return }
    if phase == .summary {
      let isLeaving = settings.keys[.leave].contains(key)
      if isLeaving || [.enter, .escape, .character(" ")].contains(key) { isFinished = true }
      return
    }
    switch settings.keys.command(key, among: Self.commands) {
    case .leave: leave()
    case .help: openHelp()
    case .colours: take(session.changeTheme(), at: time)
    case .nextPoint: pass()
    // Once a point is over the next one is waiting already.
    case .again: if !isBetween { begin() }
    case .frame: break
    default:
      if key == .escape {
        session.pace.pause == .leaving ? session.resume() : leave()
      } else if isBetween, key == .enter || key == .character(" ") {
        goOnAtOnce()
      } else {
        take(session.control(key), at: time)
      }
    }
  }

  private static let commands: [Command] = [.leave, .help, .colours, .nextPoint, .again, .frame]

  /// Leaves; with something won or lost only when asked twice.
  private mutating func leave() {
    if drill.tries > 0, session.pace.pause == nil {
      session.stop(.leaving)
    } else {
      isFinished = true
    }
  }

  /// Whether no point is being played.
  private var isBetween: Bool {
    if session.pace.pause != nil { return false }
    switch phase {
    case .countdown, .over: return true
    case .playing, .summary: return false
    }
  }

  /// Whether it is shown how the last point went.
  private var isOver: Bool {
    if case .over = phase { return true }
    return false
  }

  private mutating func goOnAtOnce() {
    if isOver {
      begin()
    } else {
      phase = .countdown(1)
    }
  }

  /// Leaves the point for later.
  private mutating func pass() {
    if !isOver { drill.skip() }
    begin()
  }

  mutating func say(_ text: String, at time: Duration) { notice = Notice(text, at: time) }

  // MARK: Help

  /// The keys as they are just now.
  private var keyTable: KeyTable {
    let keys = settings.keys
    let pause = session.pace.pause == nil ? "pause" : "go on"
    return KeyTable(
      session.paddleRows + [
        keys.row(
          .nextPoint,
          help: "the next point, this one later",
          hint: .init("next", rank: 4)
        ),
        keys.row(.again, help: "the same from its beginning"),
        keys.row(.pause, help: "pause", hint: .init(pause, rank: 2)),
        keys.row(.faster, .slower, help: "faster, slower"),
        keys.row(.colours, help: "colours"),
        keys.row(.leave, help: "end", also: "Esc", hint: .init("end", rank: 3)),
        keys.row(.help, help: nil, hint: .init("help", rank: 1)),
      ]
    )
  }

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
    guard let help = screen as? HelpScreen else { return }
    commands = help.commands
    helpIsOpen = false
    layOut()
    session.clearControls()
  }

  // MARK: Picture

  /// Draws the point that is being played.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    drawMatch(in: layout, on: &surface)
    guard let banner else { return }
    let court = layout.court
    let text = StyledText(" \(banner.text) ", banner.style)
    surface.write(text, centredIn: court, row: court.row + court.rows / 4)
  }

  /// What is announced on the court.
  private var banner: (text: String, style: Style)? {
    switch phase {
    case .countdown(let frames):
      let count = (frames + Self.countdown / 3 - 1) / (Self.countdown / 3)
      return ("\(count)", theme.strong)
    case .over(true, _): return ("won", theme.style(side))
    case .over(false, _):
      return (drill.open.count > 1 ? "lost: it comes again" : "lost: again", theme.strong)
    case .playing, .summary: return nil
    }
  }

  func statusLine(in layout: MatchLayout) -> StatusLine {
    let room = StatusLine.hintRoom(layout.status.columns)
    return StatusLine(frame: layout.status, buttons: keyTable.hints.fitting(room))
  }

  func status(in layout: MatchLayout, fitting room: Int) -> StyledText {
    var parts = [StyledText(drill.summary, theme.strong)]
    if let point, !isOver {
      parts.append(StyledText("point \(point.number), \(point.own):\(point.other)", theme.text))
      if let cause = point.loss?.cause { parts.append(StyledText(cause.description, theme.faint)) }
    }
    return StyledText(parts, gap: StyledText("   ", theme.text), fitting: room)
  }

  func matchDialog(in layout: MatchLayout) -> Dialog? {
    if helpIsOpen { return nil }
    guard phase == .summary else {
      guard session.pace.pause != nil else { return nil }
      var box = session.view(in: layout).dialog(over: session, out: "end")
      if session.pace.pause == .leaving {
        box?.title = StyledText("End the drill?", theme.strong)
        box?.lines = [StyledText(drill.summary, theme.text)]
      }
      return box
    }
    return Dialog(
      title: StyledText("All won!", theme.style(side)),
      lines: [StyledText(drill.summary, theme.text)],
      alignment: .centre,
      buttons: ButtonRow([.init("Enter", "close", .enter)])
    )
  }
}
