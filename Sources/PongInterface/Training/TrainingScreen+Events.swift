import PongAgents
import PongEngine
import Reinforcement

extension TrainingScreen {
  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .resize(let columns, let rows):
      size = (columns, rows)
      layOut()
    case .key(let key): handle(key, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    case .focus, .resumed, .report: match.handle(event, at: time)
    }
    if match.isFinished { giveBack() }
  }

  // MARK: Keys

  private mutating func handle(_ event: KeyEvent, at time: Duration) {
    let isPaddles = match.controls.contains { $0.binds(event) }
    if dialog == nil, isPaddles, match.isRunning {
      match.handle(.key(event), at: time)
      return
    }
    // Pieces of a position move on as long as a key is held.
    if dialog == nil, match.isTrying, event.isDown, event.isPlain,
      match.handleInInspector(event.commandKey, at: time)
    {
      return
    }
    if isPaddles, event.phase == .release {
      // What was let go of while a box was open must not stay held.
      match.handle(.key(event), at: time)
    }
    guard event.phase == .press, event.modifiers.subtracting(.shift).isEmpty else { return }
    let key = event.commandKey
    let isStepwise = Self.stepwiseKeys.contains(key)
    if commands.isRepeated(key, at: time, within: isStepwise ? .zero : CommandFilter.longestRepeat)
    {
      return
    }
    if dialog != nil {
      answer(with: key)
    } else if match.dialog != nil, isTaken, Self.matchDialogKeys.contains(key) {
      match.handle(.key(event), at: time)
    } else {
      command(key, event, at: time)
    }
  }

  /// Keys that nothing is undone by if the keyboard repeats them.
  private static let stepwiseKeys: Set<Key> = [
    .left, .right, .character("["), .character("]"), .character("+"), .character("="),
    .character("-"), .character("_"), .character("."),
  ]

  /// Keys that belong to the box over a match that somebody plays.
  private static let matchDialogKeys: Set<Key> = [.enter, .character(" "), .character("q")]

  private mutating func command(_ key: Key, _ event: KeyEvent, at time: Duration) {
    if match.inspector != nil, match.handleInInspector(key, at: time) { return }
    switch key {
    case .character("n"):
      match.toggleInspector(at: time)
      layOut()
    case .character("q"), .escape: askToStop()
    case .character("?"), .character("h"), .function(1): open(.help)
    case .character("p"), .character(" "): pauseOrGoOn(at: time)
    case .character("t"): isTaken ? giveBack() : takePaddle(at: time)
    case .left, .character("["): moveAge(by: -1)
    case .right, .character("]"): moveAge(by: 1)
    case .home: moveAge(by: -1000)
    case .end: moveAge(by: 1000)
    case .character("r"): serveAgain()
    case .character("v"): changePanels(at: time)
    case .character("x"):
      axis = TrainingCurve.Axis.allCases.moved(from: axis, by: 1)
      drawPanels()
    case .character("s"), .function(2): save(at: time)
    case .character("c"):
      match.changeTheme(at: time)
      say("Colours: \(match.settings.theme.title)", at: time)
      drawPanels()
    case .character("0"), .character("1"), .character("+"), .character("="), .character("-"),
      .character("_"), .character(","), .character("."), .enter:
      match.handle(.key(event), at: time)
    case .character("i") where isTaken: match.handle(.key(event), at: time)
    default: break
    }
  }

  private mutating func pauseOrGoOn(at time: Duration) {
    guard isLearning, !isStopping else { return }
    requests.append(state == .paused ? .goOn : .pause)
    say(state == .paused ? "Training goes on" : "Training pauses", at: time)
  }

  private mutating func save(at time: Duration) {
    guard isLearning, !isStopping else { return }
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
    panels = choices.moved(from: panels, by: 1)
    layOut()
    say("Shown: \(panels.title)", at: time)
  }

  mutating func say(_ text: String, at time: Duration) {
    notice = MatchScreen.Notice(text: text, end: time + .seconds(2))
  }

  // MARK: The paddle

  private mutating func takePaddle(at time: Duration) {
    guard layout.matchPanelColumns != nil else { return }
    isTaken = true
    serveAgain()
    say("The left paddle is yours; t gives it back", at: time)
  }

  /// Leaves the left paddle to Atari's computer.
  mutating func giveBack() {
    isTaken = false
    serveAgain()
  }

  // MARK: Ages

  /// Shows the agent so many kept ages later or earlier, from the same serve on.
  private mutating func moveAge(by step: Int) {
    guard !ages.isEmpty else { return }
    let index = chosen.map { age in ages.firstIndex { $0.seconds >= age.seconds } ?? ages.count }
    show(age: max(0, min(ages.count, (index ?? ages.count) + step)))
  }

  /// Shows a kept age, or with `ages.count` the newest copy.
  mutating func show(age index: Int) {
    let age = index < ages.count ? ages[index] : nil
    guard age?.seconds != chosen?.seconds else { return }
    chosen = age
    if age == nil, state == .running { requests.append(.copyPolicy) }
    serveAgain()
  }

  // MARK: Boxes

  private mutating func open(_ box: OpenDialog) {
    dialog = box
    match.clearControls()
  }

  private mutating func askToStop() {
    guard isLearning else {
      isFinished = true
      return
    }
    guard !isStopping else { return }
    open(.stop)
  }

  private mutating func answer(with key: Key) {
    switch (dialog, key) {
    case (.stop, .enter), (.stop, .character("y")), (.stop, .character("q")):
      dialog = nil
      guard isLearning else {
        isFinished = true
        return
      }
      isStopping = true
      requests.append(.stop)
    case (.stop, .escape), (.stop, .character("n")), (.stop, .character(" ")): dialog = nil
    case (.help, .escape), (.help, .enter), (.help, .character("?")), (.help, .character("h")),
      (.help, .character("q")), (.help, .character(" ")), (.help, .function(1)):
      dialog = nil
    default: break
    }
    if dialog == nil { match.clearControls() }
  }

  // MARK: Mouse

  private mutating func handle(_ event: MouseEvent, at time: Duration) {
    let place = (event.column, event.row)
    if event.kind == .press, let key = buttonKey(column: place.0, row: place.1) {
      handle(KeyEvent(key), at: time)
      return
    }
    guard dialog == nil else { return }
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
    guard layout.matchPanelColumns != nil, let place = match.layout else { return }
    let isStatus = event.row == place.status.row && event.column < place.panels.column
    guard !isStatus else { return }
    let isOpen = match.inspector != nil
    match.handle(.mouse(event), at: time)
    if isOpen != (match.inspector != nil) { layOut() }
  }
}
