import PongAgents
import PongEngine

// Keys and the mouse.
extension MenuScreen {
  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at _: Duration) {
    switch event {
    case .key(let key) where key.isDown && key.isPlain:
      message = nil
      isInspectionAwaited = false
      handle(key)
    case .mouse(let mouse):
      if mouse.kind == .press { message = nil }
      handle(mouse)
    case .resize(let columns, let rows): resize(columns: columns, rows: rows)
    default: break
    }
  }

  private mutating func handle(_ event: KeyEvent) {
    if handleMoving(event) { return }
    if list.find(event, commands: settings.keys[.leave]) {
      didSelect()
      return
    }
    let key = event.commandKey
    switch settings.keys.command(key, among: [.leave, .help]) {
    case .leave: isFinished = true
    case .help: openHelp()
    default:
      switch key {
      case .enter, .character(" "): activate()
      case .escape: isFinished = true
      case .character(let scalar) where list.select(digit: scalar): didSelect()
      default: break
      }
    }
  }

  /// Takes a key that goes to somewhere else, and tells whether it was one.
  private mutating func handleMoving(_ event: KeyEvent) -> Bool {
    switch (event.key, action) {
    case (.tab, _): goOn(by: event.modifiers.contains(.shift) ? -1 : 1)
    case (.left, let action?), (.right, let action?):
      self.action = MenuAction.allCases.moved(from: action, by: event.key == .left ? -1 : 1)
    case (.left, nil): sit(on: .left)
    case (.right, nil): sit(on: .right)
    case (.up, .some): didSelect()
    case (.down, .some): break
    case (.down, nil) where list.selection.index >= list.selection.count - 1:
      action = MenuAction.allCases[0]
    default:
      let page = max(1, (layout?.list.rows ?? 2) - 1)
      guard list.move(event.key, page: page) else { return false }
      didSelect()
    }
    return true
  }

  /// Goes round from the list over all that can be done besides.
  private mutating func goOn(by step: Int) {
    let all = [nil] + MenuAction.allCases.map(Optional.some)
    action = all.moved(from: action, by: step)
  }

  private mutating func handle(_ event: MouseEvent) {
    guard let layout else { return }
    switch event.kind {
    case .scrollUp, .scrollDown:
      list.move(by: event.kind == .scrollUp ? -1 : 1)
      didSelect()
    case .press: press(event, layout)
    case .motion, .drag, .release: break
    }
  }

  private mutating func press(_ event: MouseEvent, _ layout: MenuLayout) {
    let view = MenuView(menu: self, layout: layout)
    if layout.list.contains(column: event.column, row: event.row) {
      let lines = Array(visibleLines(layout))
      let line = event.row - layout.list.row
      guard lines.indices.contains(line), case .item(let place) = lines[line] else { return }
      // A click selects, another one plays.
      let isChosen = place == list.selection.index && action == nil
      list.select(place: place)
      didSelect()
      if isChosen { activate() }
    } else if layout.heading.contains(column: event.column, row: event.row) {
      sit(on: side.opposite)
    } else if let action = view.action(atColumn: event.column, row: event.row) {
      self.action = action
      activate()
    } else if let key = view.key(atColumn: event.column, row: event.row) {
      handle(KeyEvent(key))
    }
  }

  private mutating func activate() {
    switch action {
    case nil: play()
    case .watch: choose(.watchedLeft)
    case .train where trainings.isEmpty: message = "There is nothing to train here"
    case .train: choose(.training)
    case .matches:
      navigation = .push(MatchesScreen(sources.matches, settings: settings, rating: rating))
    case .inspect: inspect()
    case .settings:
      navigation = .push(SettingsScreen(settings: settings))
    }
  }
}
