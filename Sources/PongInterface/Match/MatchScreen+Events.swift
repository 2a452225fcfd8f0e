import PongAgents
import PongEngine

extension MatchScreen {
  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    for index in controls.indices {
      controls[index].handle(event, at: time)
    }
    switch event {
    // In the game a paddle's key is nothing else, whatever it writes in the user's layout.
    case .key(let key) where isRunning && controls.contains { $0.binds(key) }: break
    // Pieces of a position move on as long as a key is held.
    case .key(let key)
    where isTrying && !showsHelp && key.isDown && key.isPlain
      && handleInInspector(key.commandKey, at: time):
      break
    case .key(let key): handle(key, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    case .resize(let columns, let rows): resize(columns: columns, rows: rows)
    case .focus(false), .resumed: pauseForPeople(.away)
    case .focus(true), .report: break
    }
  }

  private mutating func resize(columns: Int, rows: Int) {
    size = (columns, rows)
    layOut()
    if layout == nil {
      pauseForPeople(.tooSmall)
    }
  }

  mutating func layOut() {
    layout = MatchLayout(
      columns: size.columns,
      rows: size.rows,
      glyphs: settings.glyphs,
      panelColumns: max(
        panelColumns,
        inspector == nil ? 0 : Inspector.wantedColumns(of: size.columns)
      )
    )
  }

  /// Stops the game if somebody plays; bots need nobody to watch them.
  private mutating func pauseForPeople(_ reason: Pause) {
    guard !controls.isEmpty, !match.isOver, pause == nil else { return }
    stop(reason)
  }

  private mutating func stop(_ reason: Pause) {
    pause = reason
    isStepping = false
    clearControls()
  }

  private mutating func resume() {
    pause = nil
    isStepping = false
    clearControls()
  }

  // MARK: Keys

  private mutating func handle(_ event: KeyEvent, at time: Duration) {
    guard event.phase == .press, event.isPlain else { return }
    let key = event.commandKey
    guard !isRepeated(key, at: time) else { return }
    if showsHelp {
      closeHelp(with: key)
      return
    }
    switch key {
    case .character("q"): isFinished = true
    case .escape: goBack()
    case .character("?"), .character("h"), .function(1): openHelp()
    case .character("t"): changeTheme(at: time)
    case .character("i") where !controls.isEmpty: changeInput(at: time)
    case .character("n"): toggleInspector(at: time)
    case .character("r"): askToRestart(at: time)
    default:
      if !handleInInspector(key, at: time) { control(key, at: time) }
    }
  }

  /// Whether a command comes from a key that is held: terminals that tell no releases report each
  /// repeat as a press.
  private mutating func isRepeated(_ key: Key, at time: Duration) -> Bool {
    let gap =
      switch key {
      // Nothing is undone by one step more.
      case .character("+"), .character("="), .character("-"), .character("_"), .character("."):
        Duration.zero
      // What cannot be undone waits until it can be no keyboard's first repeat.
      case .character("r") where restartIsAsked: CommandFilter.longestDelay
      default: CommandFilter.longestRepeat
      }
    return commands.isRepeated(key, at: time, within: gap)
  }

  /// The keys of the flow of time.
  private mutating func control(_ key: Key, at time: Duration) {
    if match.isOver {
      if key == .enter {
        restart()
      }
      return
    }
    switch key {
    case .character("p"): pause == nil ? stop(.asked) : resume()
    case .enter where pause != nil: resume()
    case .character(" ") where pause != nil: resume()
    case .character("+"), .character("="): changeSpeed(settings.speed.faster, at: time)
    case .character("-"), .character("_"): changeSpeed(settings.speed.slower, at: time)
    case .character("0"), .character("1"): changeSpeed(.normal, at: time)
    case .character(","):
      changeSpeed(settings.speed == .quarter ? .normal : .quarter, at: time)
    case .character("."):
      pause = pause ?? .asked
      isStepping = true
      singleSteps += 1
    default: break
    }
  }

  /// One step out: from a game that is played to its pause, and from there to where it came from.
  private mutating func goBack() {
    if controls.isEmpty || pause != nil || match.isOver || layout == nil {
      isFinished = true
    } else {
      stop(.asked)
    }
  }

  private mutating func openHelp() {
    showsHelp = true
    clearControls()
  }

  private mutating func closeHelp(with key: Key) {
    switch key {
    case .escape, .enter, .character("?"), .character("h"), .character("q"), .character(" "),
      .function(1):
      showsHelp = false
      // What was struck meanwhile is not for the game.
      clearControls()
    default: break
    }
  }

  /// Starts anew; a game that somebody is playing only when asked twice.
  private mutating func askToRestart(at time: Duration) {
    let isPrecious = !controls.isEmpty && !match.isOver && scores.left + scores.right > 0
    guard isPrecious, !restartIsAsked else {
      restart()
      notice = nil
      return
    }
    say("Press r again to restart", at: time)
    restartIsAsked = true
  }

  // MARK: Settings

  private mutating func changeSpeed(_ speed: MatchSpeed, at time: Duration) {
    settings.speed = speed
    say("Speed \(speed.title)", at: time)
  }

  mutating func changeTheme(at time: Duration) {
    settings.theme = Theme.Name.allCases.moved(from: settings.theme, by: 1)
    theme = Theme(settings.theme)
    say("Colours: \(settings.theme.title)", at: time)
  }

  private mutating func changeInput(at time: Duration) {
    setInput(InputMode.choices.moved(from: settings.input, by: 1))
    say("Paddle: \(settings.input.title)", at: time)
  }

  private mutating func setInput(_ mode: InputMode) {
    settings.input = mode
    makeControls()
  }

  mutating func say(_ text: String, at time: Duration) {
    notice = Notice(text: text, end: time + .seconds(2))
    restartIsAsked = false
  }

  // MARK: Mouse

  private mutating func handle(_ event: MouseEvent, at time: Duration) {
    if event.kind == .press, let key = buttonKey(column: event.column, row: event.row) {
      obey(key, at: time)
      return
    }
    if !showsHelp, handleInInspector(event, at: time) { return }
    guard let pointer = pointerIndex, let layout, isRunning else { return }
    switch event.kind {
    case .press where settings.input != .mouse:
      guard layout.court.contains(column: event.column, row: event.row) else { return }
      setInput(.mouse)
      say("The mouse holds the paddle, its button fires (i: keys)", at: time)
      turnKnob(of: pointer, to: event, layout)
    case .press, .drag, .motion:
      guard settings.input == .mouse else { return }
      turnKnob(of: pointer, to: event, layout)
      if event.kind == .press {
        controls[pointer].press(true)
      }
    case .release: controls[pointer].press(false)
    case .scrollUp, .scrollDown: break
    }
  }

  /// Does what a key would do.
  mutating func obey(_ key: Key, at time: Duration) {
    handle(KeyEvent(key), at: time)
  }

  private mutating func turnKnob(of index: Int, to event: MouseEvent, _ layout: MatchLayout) {
    let court = CourtView(frame: layout.court, glyphs: settings.glyphs)
    let register = court.register(
      pointerRow: event.row,
      batHeight: match.game.rules.batHeight(controls[index].side)
    )
    controls[index].point(at: Paddle.resistance(forRegister: register))
  }
}
