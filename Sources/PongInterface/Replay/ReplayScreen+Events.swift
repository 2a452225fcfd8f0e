import PongAgents
import PongEngine

// Keys and the mouse.
extension ReplayScreen {
  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .key(let key) where key.isDown && key.isPlain: handle(key, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    case .resize(let columns, let rows): resize(columns: columns, rows: rows)
    case .resumed: playback.pause()
    default: break
    }
  }

  private mutating func handle(_ event: KeyEvent, at time: Duration) {
    let (key, keys) = (event.commandKey, settings.keys)
    if isTrying, inspection?.inspector.handle(key, keys) == true { return }
    if move(key, isFar: event.modifiers.contains(.shift), at: time) { return }
    guard event.phase == .press, !commands.isRepeated(key, at: time) else { return }
    if inspection?.inspector.handle(key, keys) == true {
      if isTrying { say("What if? Drag ball and bats, or move them with the arrows", at: time) }
      return
    }
    command(key, isOther: event.modifiers.contains(.shift), at: time)
  }

  // MARK: Time

  /// Takes a key that goes somewhere else in the replay, held or not, and tells whether it was one.
  private mutating func move(_ key: Key, isFar: Bool, at time: Duration) -> Bool {
    switch key {
    case .left: playback.move(by: isFar ? -600 : -60)
    case .right: playback.move(by: isFar ? 600 : 60)
    case .down: playback.move(by: -600)
    case .up: playback.move(by: 600)
    case .character("<"): playback.move(by: -600)
    case .character(">"): playback.move(by: 600)
    case .home: playback.seek(to: 0)
    case .end: playback.seek(to: playback.end)
    case .character(let digit) where "0"..."9" ~= digit:
      type(digit: Int(digit.value) - 0x30, at: time)
    default: return moveByCommand(key)
    }
    return true
  }

  private mutating func moveByCommand(_ key: Key) -> Bool {
    switch settings.keys.command(key, among: Self.moves) {
    case .frameBack: playback.step(by: -1)
    case .frame: playback.step(by: 1)
    case .pointBefore: playback.seek(to: outline.previous(before: frame))
    case .nextPoint: playback.seek(to: outline.next(after: frame))
    case .faster: playback.speed.change(by: 1)
    case .slower: playback.speed.change(by: -1)
    default: return false
    }
    return true
  }

  private static let moves: [Command] = [
    .frameBack, .frame, .pointBefore, .nextPoint, .faster, .slower,
  ]

  /// Goes to the point whose number is being struck digit by digit.
  private mutating func type(digit: Int, at time: Duration) {
    var number = digit
    if let typed, time - typed.time < .milliseconds(1200), typed.number < 10 {
      number = typed.number * 10 + digit
    }
    typed = (number, time)
    guard number > 0, !outline.rallies.isEmpty else { return }
    let last = outline.rallies.count
    playback.seek(to: outline.start(ofPoint: number))
    if number > last { say("There are \(last) points", at: time) }
  }

  // MARK: Commands

  private mutating func command(_ key: Key, isOther: Bool, at time: Duration) {
    switch settings.keys.command(key, among: Self.commands) {
    case .pause: playback.toggle()
    case .leave: isFinished = true
    case .help: openHelp()
    case .inside: inspection == nil ? inspect(at: time) : closeInspector()
    case .takeBat: takeOver(asking: isOther, at: time)
    case .ghost: changeGhost(at: time)
    case .why: review(at: time)
    case .moment: goToMoment(at: time)
    case .save: export(at: time)
    case .colours:
      settings.theme = Theme.Name.allCases.moved(from: settings.theme, by: 1)
      say("Colours: \(settings.theme.title)", at: time)
    default:
      if key == .escape { isFinished = true }
      if key == .enter || key == .character(" ") { playback.toggle() }
    }
  }

  private static let commands: [Command] = [
    .pause, .leave, .help, .inside, .takeBat, .ghost, .why, .moment, .save, .colours,
  ]

  private mutating func closeInspector() {
    inspection = nil
    waits.remove(.inspection)
  }

  /// Opens the inspector as soon as those who played have been found.
  mutating func inspect(at time: Duration) {
    waits.insert(.inspection)
    var seats: [Side: Seat] = [:]
    var remarks: [String] = []
    for side in Side.allCases {
      let participant = track.replay[side]
      guard !participant.isPerson, participant.holder == .paddle else {
        seats[side] = participant.isPerson ? .human : .computer
        continue
      }
      guard let found = sources.player(participant) else {
        say("Reading the weights of \(participant.title)", at: time)
        return
      }
      seats[side] = found.contestant?.seat(seed: track.replay.seed) ?? .human
      if let remark = found.remark { remarks.append(remark) }
    }
    waits.remove(.inspection)
    notice = nil
    if let left = seats[.left], let right = seats[.right] {
      inspection = ReplayInspection(track, atFrame: frame, seats: (left, right))
    }
    if inspection == nil {
      say(remarks.first ?? "Nobody here has a network that sees pictures", at: time, lasting: 4)
    } else if let remark = remarks.first {
      say(remark, at: time, lasting: 5)
    }
  }

  // MARK: Review

  /// Opens the review of the only person's match, or of who was on the right, as soon as the opponent
  /// has been found.
  mutating func review(at time: Duration) {
    waits.insert(.review)
    let (side, opponent) = (ours, track.replay[ours.opposite])
    var offers = ReviewScreen.Offers()
    if opponent.holder == .computer {
      offers.opponent = .computer
    } else if !opponent.isPerson {
      guard let found = sources.player(opponent) else {
        say("Reading the weights of \(opponent.title)", at: time)
        return
      }
      let seat = found.contestant?.seat(seed: track.replay.seed)
      if let seat, seat.joinsLate { offers.opponent = seat }
    }
    waits.remove(.review)
    notice = nil
    playback.pause()
    offers.sources = sources
    navigation = .push(
      ReviewScreen(
        track,
        side: side,
        settings: settings,
        offers: offers,
        names: (name(of: side), name(of: side.opposite)),
        after: commands
      )
    )
  }

  // MARK: Export

  /// Writes the present point as a moving picture.
  private mutating func export(at time: Duration) {
    guard !waits.contains(.export), let index = outline.index(atFrame: frame),
      let clip = ReplayClip(ofPoint: index + 1, in: track, outline)
    else { return }
    waits.insert(.export)
    sources.export(clip)
    say("Writing a GIF of point \(index + 1)", at: time, lasting: 60)
  }

  // MARK: Help

  private mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: commands)
    )
  }

  /// The keys as they are just now.
  var keyTable: KeyTable {
    let keys = settings.keys
    let take = keys.cap(.takeBat)
    return KeyTable(
      [
        keys.row(.help, help: nil, hint: .init("help", rank: 3)),
        .init(
          "Space",
          "play, pause",
          key: .character(" "),
          hint: .init(playback.isPlaying ? "pause" : "play", rank: 1)
        ),
        keys.row(.frameBack, .frame, help: "a frame back, on"),
        .init("← →", "a second; with shift, or ↑ ↓, ten"),
        keys.row(.pointBefore, .nextPoint, help: "point before, next; Home End"),
        .init("1 2 3 …", "the point of that number"),
        keys.row(.faster, .slower, help: "faster, slower"),
        keys.row(
          .takeBat,
          help: "play on from here; shift \(take): choose how",
          hint: .init("take over", brief: "take", rank: 4)
        ),
        keys.row(
          .ghost,
          help: "the champion's bat, and the value",
          hint: ghost == nil ? .init("champion", brief: "ghost", rank: 5) : nil
        ),
        keys.row(
          .moment,
          help: "the next moment that lost a point",
          hint: ghost == nil ? nil : .init("what lost it", brief: "moment", rank: 5)
        ),
        keys.row(.why, help: "why points were lost, drill"),
        keys.row(.save, help: "write this point as a GIF"),
        keys.row(.colours, help: "colours"),
        keys.row(.inside, help: "inside the network"),
        keys.row(
          .leave,
          help: exit == .shell ? "quit" : "back",
          also: "Esc",
          hint: .init(exit == .shell ? "quit" : "back", rank: 2)
        ),
      ] + Inspector.keyRows(keys)
    )
  }

  // MARK: Mouse

  private mutating func handle(_ event: MouseEvent, at time: Duration) {
    guard let layout else { return }
    switch event.kind {
    case .scrollUp: playback.move(by: -60)
    case .scrollDown: playback.move(by: 60)
    case .release: isDragging = false
    case .drag where isDragging: seek(toColumn: event.column, layout)
    case .press where layout.timeline.contains(column: event.column, row: event.row):
      isDragging = true
      seek(toColumn: event.column, layout)
    case .press where event.row == layout.hints.row:
      if let key = hints(layout).key(atColumn: event.column, drawnAt: layout.hints.column) {
        handle(KeyEvent(key), at: time)
      }
    default: handleInside(event, layout, at: time)
    }
  }

  private mutating func seek(toColumn column: Int, _ layout: ReplayLayout) {
    playback.seek(to: timeline(layout).replayFrame(atColumn: column))
  }

  /// Takes an event for the inspector, or a click on the court, which plays or pauses.
  private mutating func handleInside(_ event: MouseEvent, _ layout: ReplayLayout, at time: Duration)
  {
    let court = view(layout).court
    if let taken = inspection?.inspector.handle(
      event,
      panels: layout.match.panels,
      court: court,
      keys: settings.keys
    ) {
      if let key = taken.key { handle(KeyEvent(key), at: time) }
      if taken.isTaken || taken.key != nil { return }
    }
    if event.kind == .press, court.frame.contains(column: event.column, row: event.row) {
      playback.toggle()
    }
  }
}
