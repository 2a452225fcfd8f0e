import PongAgents
import PongEngine

extension MatchScreen {
  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    for index in controls.indices {
      controls[index].handle(event, at: time)
    }
    switch event {
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
      panelColumns: panelColumns
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
    for index in controls.indices {
      controls[index].clear()
    }
  }

  private mutating func resume() {
    pause = nil
    isStepping = false
    for index in controls.indices {
      controls[index].clear()
    }
  }

  // MARK: Keys

  private mutating func handle(_ event: KeyEvent, at time: Duration) {
    guard event.phase == .press, event.modifiers.subtracting(.shift).isEmpty else { return }
    if showsHelp {
      closeHelp(with: event.key)
      return
    }
    switch event.key {
    case .character("q"): isFinished = true
    case .escape: goBack()
    case .character("?"), .character("h"), .function(1): openHelp()
    case .character("t"): changeTheme(at: time)
    case .character("i") where !controls.isEmpty: changeInput(at: time)
    case .character("r"): askToRestart(at: time)
    default: control(event.key, at: time)
    }
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
    for index in controls.indices {
      controls[index].clear()
    }
  }

  private mutating func closeHelp(with key: Key) {
    switch key {
    case .character("q"): isFinished = true
    case .escape, .enter, .character("?"), .character("h"), .character(" "), .function(1):
      showsHelp = false
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
    say("Press r again to start anew", at: time)
    restartIsAsked = true
  }

  // MARK: Settings

  private mutating func changeSpeed(_ speed: MatchSpeed, at time: Duration) {
    settings.speed = speed
    say("Speed \(speed.title)", at: time)
  }

  private mutating func changeTheme(at time: Duration) {
    settings.theme = settings.theme.following
    theme = Theme(settings.theme)
    say("Colours: \(settings.theme.title)", at: time)
  }

  private mutating func changeInput(at time: Duration) {
    setInput(settings.input.following)
    say("Paddle: \(settings.input.title)", at: time)
  }

  private mutating func setInput(_ mode: InputMode) {
    settings.input = mode
    makeControls()
  }

  private mutating func say(_ text: String, at time: Duration) {
    notice = Notice(text: text, end: time + .seconds(2))
    restartIsAsked = false
  }

  // MARK: Mouse

  private mutating func handle(_ event: MouseEvent, at time: Duration) {
    if event.kind == .press, let key = buttonKey(column: event.column, row: event.row) {
      handle(KeyEvent(key), at: time)
      return
    }
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

  private mutating func turnKnob(of index: Int, to event: MouseEvent, _ layout: MatchLayout) {
    let court = CourtView(frame: layout.court, glyphs: settings.glyphs)
    let register = court.register(
      pointerRow: event.row,
      batHeight: match.game.rules.batHeight(controls[index].side)
    )
    controls[index].point(at: Paddle.resistance(forRegister: register))
  }
}

extension Theme.Name {
  /// The theme after this one, the first after the last.
  var following: Theme.Name {
    Self.allCases.following(self)
  }
}

extension InputMode {
  /// The mode after this one, the first after the last.
  var following: InputMode {
    Self.allCases.following(self)
  }

  /// How people call the mode.
  public var title: String {
    switch self {
    case .automatic: "Automatic"
    case .releases: "Hold keys"
    case .adaptive: "Hold keys (guessed)"
    case .toggle: "Press to start and stop"
    case .mouse: "Mouse"
    }
  }
}

extension Collection where Element: Equatable {
  /// The element after `element`, the first after the last.
  func following(_ element: Element) -> Element {
    guard let index = firstIndex(of: element) else { return element }
    let next = self.index(after: index)
    return next == endIndex ? self.first ?? element : self[next]
  }
}
