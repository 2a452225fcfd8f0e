import PongAgents
import PongEngine
import Reinforcement

extension TrainingScreen {
  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    if take(session.hear(event, at: time), at: time) { return }
    switch event {
    case .key(let key): handle(key, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    case .resize(let columns, let rows):
      size = (columns, rows)
      layOut()
    case .focus, .resumed, .report: break
    }
  }

  // MARK: Keys

  mutating func handle(_ event: KeyEvent, at time: Duration) {
    guard event.phase == .press, event.isPlain else { return }
    let key = event.commandKey
    let command = settings.keys.command(key, among: Self.commands)
    let isStepwise =
      [.left, .right, .pageUp, .pageDown].contains(key)
      || command.map(Self.stepwise.contains) == true
    let gap = isStepwise ? .zero : CommandFilter.longestRepeat
    guard !commands.isRepeated(key, at: time, within: gap) else { return }
    if isTaken, session.isWaiting, command == .leave {
      giveBack()
    } else if isTaken, session.isWaiting, key == .enter || key == .character(" ") {
      take(session.control(key), at: time)
    } else if !take(session.inspect(key), at: time), !move(key) {
      obey(command, key, at: time)
    }
  }

  private static let commands: [Command] = [
    .inside, .leave, .help, .pause, .takeBat, .again, .nextOpponent, .against, .view, .axis, .save,
    .colours, .faster, .slower, .frame, .nextUnit, .unitBefore,
  ]

  /// Commands that nothing is undone by if the keyboard repeats them.
  private static let stepwise: Set<Command> = [.faster, .slower, .frame, .nextUnit, .unitBefore]

  /// Takes a key that goes to another age of the agent, and tells whether it was one.
  private mutating func move(_ key: Key) -> Bool {
    switch key {
    case .left, .pageUp: moveAge(by: -1)
    case .right, .pageDown: moveAge(by: 1)
    case .home: moveAge(by: -1000)
    case .end: moveAge(by: 1000)
    default: return false
    }
    return true
  }

  private mutating func obey(_ command: Command?, _ key: Key, at time: Duration) {
    switch command {
    case .inside:
      take(session.toggleInspector(), at: time)
      layOut()
    case .leave: askToStop()
    case .help: openHelp()
    case .pause: pauseOrGoOn(at: time)
    case .takeBat: isTaken ? giveBack() : takePaddle(at: time)
    case .again: serveAgain()
    case .nextOpponent where hasManyOpponents && !isTaken:
      showNextOpponent()
      drawPanels()
    case .against: playAgent(at: time)
    case .view: changePanels(at: time)
    case .axis:
      axis = TrainingCurve.Axis.allCases.moved(from: axis, by: 1)
      drawPanels()
    case .save: save(at: time)
    case .colours:
      take(session.changeTheme(), at: time)
      drawPanels()
    default:
      if key == .escape {
        askToStop()
      } else if key != .character(" ") {
        take(session.control(key), at: time)
      }
    }
  }

  private mutating func pauseOrGoOn(at time: Duration) {
    guard record.isLearning, !isStopping else { return }
    requests.append(record.state == .paused ? .goOn : .pause)
    say(record.state == .paused ? "Training goes on" : "Training pauses", at: time)
  }

  private mutating func save(at time: Duration) {
    guard record.isLearning, !isStopping else { return }
    requests.append(.save)
    say("Saving", at: time)
  }

  private mutating func changePanels(at time: Duration) {
    var choices = TrainingPanels.allCases
    if size.columns < TrainingLayout.wide {
      // Side by side there is no room, so that the first is the same as the last.
      choices.removeFirst()
      if panels == .all { panels = .none }
    }
    if session.inspector != nil {
      // It stands where the panels do: they come back as they were, or the first of them.
      _ = session.toggleInspector()
      if panels == .none { panels = choices[0] }
    } else {
      panels = choices.moved(from: panels, by: 1)
    }
    layOut()
    say("Shown: \(panels.title)", at: time)
  }

  mutating func say(_ text: String, at time: Duration) {
    notice = Notice(text, at: time)
  }

  // MARK: The paddle

  private mutating func takePaddle(at time: Duration) {
    guard layout.matchPanelColumns != nil else { return }
    serveAgain(isTaken: true)
    say("The left paddle is yours; \(settings.keys.cap(.takeBat)) gives it back", at: time)
  }

  /// Leaves the left paddle to who had it.
  mutating func giveBack() {
    serveAgain(isTaken: false)
  }

  // MARK: Ages

  /// Shows the agent so many kept ages later or earlier, from the same serve on.
  private mutating func moveAge(by step: Int) {
    let ages = record.ages
    guard !ages.isEmpty else { return }
    let index = chosen.map { age in ages.firstIndex { $0.seconds >= age.seconds } ?? ages.count }
    show(age: max(0, min(ages.count, (index ?? ages.count) + step)))
  }

  /// Shows a kept age, or with the number of ages the newest copy.
  mutating func show(age index: Int) {
    let age = index < record.ages.count ? record.ages[index] : nil
    guard age?.seconds != chosen?.seconds else { return }
    chosen = age
    if age == nil, record.state == .running { requests.append(.copyPolicy) }
    serveAgain()
  }

  // MARK: A game against the agent

  /// Whether the run has left a policy that can be played against.
  var offersGame: Bool {
    if case .ended = record.state { return setup.policyFile != nil }
    return false
  }

  private mutating func playAgent(at time: Duration) {
    isGameWanted = offersGame
    openGame()
    if record.isLearning, setup.policyFile != nil {
      let take = settings.keys.cap(.takeBat)
      say("A game follows the end; \(take) takes a paddle now", at: time)
    }
  }

  /// Opens the game that is wanted, if it can be played by now.
  mutating func openGame() {
    guard isGameWanted, offersGame, let file = setup.policyFile else { return }
    (isGameWanted, isStopping) = (false, false)
    navigation = .open(.play(against: file, settings: settings, seed: setup.seed))
    session.clearControls()
  }

  // MARK: Dialogs

  private mutating func open(_ kind: OpenDialog, _ screen: any Screen) {
    dialog = kind
    navigation = .push(screen)
    session.clearControls()
  }

  private mutating func openHelp() {
    open(.help, HelpScreen(keyTable, keys: settings.keys, theme: theme, after: commands))
  }

  private mutating func askToStop() {
    guard record.isLearning else {
      isFinished = true
      return
    }
    guard !isStopping else { return }
    open(.stop, stopQuestion)
  }

  /// Takes out what is to be shown over the screen, or that people have left.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Takes the answer of a dialog.
  public mutating func resume(after screen: any Screen) {
    if let help = screen as? HelpScreen { commands = help.commands }
    if dialog == .stop, let closed = screen as? DialogScreen {
      commands = closed.commands
      stop(closed)
    }
    dialog = nil
    session.clearControls()
  }

  private mutating func stop(_ closed: DialogScreen) {
    if closed.answer == true {
      isGameWanted = closed.key.map { settings.keys[.against].contains($0) } ?? false
      if record.isLearning {
        isStopping = true
        requests.append(.stop)
      } else {
        isFinished = !isGameWanted
        openGame()
      }
    }
  }

  // MARK: Mouse

  private mutating func handle(_ event: MouseEvent, at time: Duration) {
    if event.kind == .press, let key = buttonKey(column: event.column, row: event.row) {
      handle(KeyEvent(key), at: time)
      return
    }
    let panel = layout.panels
    if panel.contains(column: event.column, row: event.row) {
      switch event.kind {
      case .scrollUp: moveAge(by: -1)
      case .scrollDown: moveAge(by: 1)
      case .press:
        let column = event.column - panel.column
        if let age = TrainingPanel(screen: self).age(atColumn: column, row: event.row - panel.row) {
          show(age: age)
        }
      default: break
      }
      return
    }
    guard layout.matchPanelColumns != nil, let place = self.place else { return }
    let isStatus = event.row == place.status.row && event.column < place.panels.column
    if !isStatus { take(session.handle(event, in: place), at: time) }
  }
}
