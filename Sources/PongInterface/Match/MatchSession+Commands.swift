import PongAgents
import PongEngine

/// What people do to a match with keys and the mouse.
extension MatchSession {
  /// What came of a key or an event of the mouse.
  enum Reply: Hashable, Sendable {
    /// It was not for the match.
    case unknown
    /// It was done.
    case done
    /// It was done, and this is to be said.
    case notice(String)
    /// A button of this key was clicked, which is for whoever shows the match.
    case key(Key)
  }

  /// Hears of an event, whatever it is.
  ///
  /// In the running game a paddle's key is nothing else, whatever it writes in the user's layout; a
  /// key that moves a piece of a position goes on doing so as long as it is held.
  mutating func hear(_ event: InputEvent, at time: Duration) -> Reply {
    for index in controls.indices {
      controls[index].handle(event, at: time)
    }
    switch event {
    case .key(let key) where isRunning && controls.contains { $0.binds(key) }: return .done
    case .key(let key) where isTrying && key.isDown && key.isPlain:
      return inspect(key.commandKey)
    case .focus(false), .resumed: pauseForPeople(.away)
    default: break
    }
    return .unknown
  }

  // MARK: Keys

  private static let commands: [Command] = [
    .input, .pause, .faster, .slower, .usualSpeed, .frame,
  ]

  /// Takes a key of the flow of time or of the paddles' input.
  mutating func control(_ key: Key) -> Reply {
    let command = settings.keys.command(key, among: Self.commands)
    if command == .input, !controls.isEmpty { return changeInput() }
    if match.isOver {
      guard key == .enter else { return .unknown }
      restart()
      return .done
    }
    if pace.pause != nil, key == .enter || key == .character(" ") {
      resume()
      return .done
    }
    switch command {
    case .pause: pace.pause == nil ? stop(.asked) : resume()
    case .faster: return changeSpeed(settings.speed.faster)
    case .slower: return changeSpeed(settings.speed.slower)
    case .usualSpeed: return changeSpeed(.normal)
    case .frame:
      pace.pause = pace.pause ?? .asked
      pace.isStepping = true
      pace.singleSteps += 1
    default: return .unknown
    }
    return .done
  }

  private mutating func changeSpeed(_ speed: MatchSpeed) -> Reply {
    settings.speed = speed
    return .notice("Speed \(speed.title)")
  }

  private mutating func changeInput() -> Reply {
    setInput(InputMode.choices.moved(from: settings.input, by: 1))
    return .notice("Paddle: \(settings.input.title)")
  }

  private mutating func setInput(_ mode: InputMode) {
    settings.input = mode
    makeControls()
  }

  /// Goes on to the next colours.
  mutating func changeTheme() -> Reply {
    settings.theme = Theme.Name.allCases.moved(from: settings.theme, by: 1)
    return .notice("Colours: \(settings.theme.title)")
  }

  // MARK: Inspector

  /// Opens the inspector, or closes it.
  mutating func toggleInspector() -> Reply {
    if inspector != nil {
      inspector = nil
      return .done
    }
    inspector = Inspector(match)
    return inspector == nil ? .notice("Nobody here has a network that sees pictures") : .done
  }

  /// Takes a key for the inspector, if it is open and knows the key.
  mutating func inspect(_ key: Key) -> Reply {
    guard let wasTrying = inspector?.isTrying, inspector?.handle(key, settings.keys) == true else {
      return .unknown
    }
    if isTrying != wasTrying {
      clearControls()
      // Nobody can be expected to hold a paddle again at once.
      if !isTrying, !controls.isEmpty, !match.isOver { pace.pause = pace.pause ?? .asked }
      return .notice(
        isTrying ? "What if? Drag ball and bats, or move them with the arrows" : "Back"
      )
    }
    if settings.keys[.overlay].contains(key), let inspector {
      return .notice("Over the court: \(inspector.overlay.title)")
    }
    return .done
  }

  // MARK: Mouse

  /// Takes an event of the mouse for the inspector or a paddle.
  mutating func handle(_ event: MouseEvent, in layout: MatchLayout) -> Reply {
    let court = view(in: layout).court
    if let inspected = inspector?.handle(
      event,
      panels: layout.panels,
      court: court,
      keys: settings.keys
    ) {
      if let key = inspected.key { return .key(key) }
      if inspected.isTaken { return .done }
    }
    // The only person's paddle, or of two people's the right one.
    guard let pointer = controls.indices.last, isRunning else { return .unknown }
    switch event.kind {
    case .press where settings.input != .mouse:
      guard layout.court.contains(column: event.column, row: event.row) else { return .unknown }
      setInput(.mouse)
      turnKnob(of: pointer, to: event, court)
      return .notice("The mouse holds the paddle, its button fires (i: keys)")
    case .press, .drag, .motion:
      guard settings.input == .mouse else { return .unknown }
      turnKnob(of: pointer, to: event, court)
      if event.kind == .press { controls[pointer].press(true) }
    case .release: controls[pointer].press(false)
    case .scrollUp, .scrollDown: return .unknown
    }
    return .done
  }

  private mutating func turnKnob(of index: Int, to event: MouseEvent, _ court: CourtView) {
    let register = court.register(
      pointerRow: event.row,
      batHeight: match.game.rules.batHeight(controls[index].side)
    )
    controls[index].point(at: Paddle.resistance(forRegister: register))
  }
}
