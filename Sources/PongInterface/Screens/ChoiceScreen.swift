/// A list in a box over another screen, to choose one of many from; what is typed finds an item.
struct ChoiceScreen: Screen {
  /// What can be chosen: a name, and something to say about it.
  typealias Item = (title: String, detail: String)

  /// What was chosen, by its place among the items; `nil` while the list is open and if it was left.
  private(set) var chosen: Int?
  /// Whether something was chosen or the list was left.
  private(set) var isFinished = false
  /// What is selected of the items that are found.
  private(set) var selection: Selection

  private let title: String
  private let items: [Item]
  private let theme: Theme
  private let keys: KeyMap
  private var finder = Finder()
  /// The places of the items found; all of them while nothing is looked for.
  private var found: [Int]
  private var space = Rect(columns: 0, rows: 0)

  /// Opens a list with one item selected.
  init(
    title: String,
    items: [Item],
    selected: Int = 0,
    theme: Theme,
    keys: KeyMap = .usual
  ) {
    self.title = title
    self.items = items
    self.theme = theme
    self.keys = keys
    found = Array(items.indices)
    selection = Selection(count: items.count, index: selected)
  }

  /// The screen below is still seen around the box.
  var isOverlay: Bool { true }

  // MARK: Events

  /// Takes one event in.
  mutating func handle(_ event: InputEvent, at _: Duration) {
    switch event {
    case .key(let key) where key.isDown && key.isPlain: handle(key)
    case .mouse(let mouse): handle(mouse)
    case .resize(let columns, let rows): space = Rect(columns: columns, rows: rows)
    default: break
    }
  }

  private mutating func handle(_ event: KeyEvent) {
    let key = event.commandKey
    guard !selection.handle(key, page: max(1, visible.count - 1)) else { return }
    if finder.handle(event, commands: keys[.leave]) {
      find()
      return
    }
    switch key {
    case .tab: selection.move(by: event.modifiers.contains(.shift) ? -1 : 1)
    case .enter, .character(" "), .right: choose(selection.index)
    case .escape, .left, .backspace: isFinished = true
    default: if keys[.leave].contains(key) { isFinished = true }
    }
  }

  /// Keeps what is selected as long as it is among what is found.
  private mutating func find() {
    let selected = found.indices.contains(selection.index) ? found[selection.index] : 0
    found = items.indices.filter { finder.matches(items[$0].title, items[$0].detail) }
    selection = Selection(count: found.count, index: found.firstIndex(of: selected) ?? 0)
  }

  private mutating func handle(_ event: MouseEvent) {
    switch event.kind {
    case .scrollUp: selection.move(by: -1)
    case .scrollDown: selection.move(by: 1)
    case .motion, .drag, .press:
      let isInside = frame.contains(column: event.column, row: event.row)
      if isInside, let item = item(atRow: event.row) {
        selection.select(item)
        if event.kind == .press { choose(item) }
      } else if event.kind == .press, !isInside {
        isFinished = true
      }
    case .release: break
    }
  }

  private mutating func choose(_ place: Int) {
    guard found.indices.contains(place) else { return }
    chosen = found[place]
    isFinished = true
  }

  /// Does nothing: nothing moves by itself.
  mutating func tick(at _: Duration) {}

  // MARK: Picture

  private var titleWidth: Int {
    items.map { $0.title.unicodeScalars.count }.max() ?? 0
  }

  private var frame: Rect {
    let detail = items.map { $0.detail.unicodeScalars.count }.max() ?? 0
    let width = max(title.unicodeScalars.count, titleWidth + 2 + detail)
    return space.centred(columns: width + 8, rows: items.count + 4)
  }

  /// The found items that the box has room for, the selected one among them.
  private var visible: Range<Int> {
    selection.window(of: max(1, min(found.count, frame.rows - 4)))
  }

  private func item(atRow row: Int) -> Int? {
    let visible = visible
    let item = visible.lowerBound + row - frame.row - 3
    return visible.contains(item) ? item : nil
  }

  /// Draws the list in the middle of the screen, if there is room for a menu below it.
  func draw(on surface: inout Surface) {
    guard space.columns >= MenuLayout.smallest.columns, space.rows >= MenuLayout.smallest.rows
    else { return }
    let (frame, visible) = (frame, visible)
    surface.drawBox(frame, theme: theme)
    let heading = finder.text.map { "Find: \($0)▏" } ?? title
    surface.write(StyledText(heading, theme.strong), centredIn: frame, row: frame.row + 1)
    let inner = max(0, frame.columns - 4)
    if found.isEmpty {
      let text = StyledText("Nothing is called so".cut(to: inner), theme.faint)
      surface.write(text, centredIn: frame, row: frame.row + 3)
    }
    for place in visible {
      let row = frame.row + 3 + place - visible.lowerBound
      guard row < frame.row + frame.rows - 1 else { break }
      let isSelected = place == selection.index
      let (title, detail) = items[found[place]]
      let mark = isSelected ? "▸" : " "
      let text = " \(mark) \(title.rightPadded(to: titleWidth + 2))\(detail)".cut(to: inner)
      surface.write(
        text.rightPadded(to: inner),
        column: frame.column + 2,
        row: row,
        style: isSelected ? theme.selected : theme.text
      )
    }
    let edge = frame.column + frame.columns - 3
    if visible.lowerBound > 0 {
      surface.write("▲", column: edge, row: frame.row + 2, style: theme.faint)
    }
    if visible.upperBound < found.count {
      surface.write("▼", column: edge, row: frame.row + frame.rows - 1, style: theme.faint)
    }
  }
}
