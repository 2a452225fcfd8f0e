/// A list in a box, to choose one of many from.
struct ChoiceList: Sendable {
  /// What a key or the mouse did to the list.
  enum Answer: Hashable, Sendable {
    /// The list stays open.
    case open
    /// An item was chosen.
    case chosen(Int)
    /// Nothing was chosen.
    case dismissed
  }

  /// What the list is for.
  let title: String
  /// The items: a name, and something to say about it.
  let items: [(title: String, detail: String)]
  /// The item that is selected.
  private(set) var selected: Int

  /// Opens a list with one item selected.
  init(title: String, items: [(title: String, detail: String)], selected: Int) {
    self.title = title
    self.items = items
    self.selected = max(0, min(items.count - 1, selected))
  }

  // MARK: Events

  /// Takes a key in.
  mutating func handle(_ key: Key, shift: Bool, in space: Rect) -> Answer {
    let page = max(1, visible(in: space).count - 1)
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .tab: move(by: shift ? -1 : 1)
    case .pageUp: move(by: -page)
    case .pageDown: move(by: page)
    case .home: selected = 0
    case .end: selected = items.count - 1
    case .enter, .character(" "), .right, .character("l"): return .chosen(selected)
    case .escape, .left, .character("h"), .character("q"), .backspace: return .dismissed
    default: break
    }
    return .open
  }

  /// Takes the mouse in.
  mutating func handle(_ event: MouseEvent, in space: Rect) -> Answer {
    let frame = frame(in: space)
    switch event.kind {
    case .scrollUp: move(by: -1)
    case .scrollDown: move(by: 1)
    case .motion, .drag, .press:
      let isInside = frame.contains(column: event.column, row: event.row)
      if isInside, let item = item(atRow: event.row, in: space) {
        selected = item
        if event.kind == .press {
          return .chosen(item)
        }
      } else if event.kind == .press, !isInside {
        return .dismissed
      }
    case .release: break
    }
    return .open
  }

  private mutating func move(by step: Int) {
    guard !items.isEmpty else { return }
    selected = max(0, min(items.count - 1, selected + step))
  }

  // MARK: Picture

  private var titleWidth: Int {
    items.map { $0.title.unicodeScalars.count }.max() ?? 0
  }

  private func frame(in space: Rect) -> Rect {
    let detail = items.map { $0.detail.unicodeScalars.count }.max() ?? 0
    let width = max(title.unicodeScalars.count, titleWidth + 2 + detail)
    return space.centred(columns: width + 8, rows: items.count + 4)
  }

  /// The items that the box has room for, the selected one among them.
  private func visible(in space: Rect) -> Range<Int> {
    let room = max(1, min(items.count, frame(in: space).rows - 4))
    let first = max(0, min(items.count - room, selected - room / 2))
    return first..<min(items.count, first + room)
  }

  private func item(atRow row: Int, in space: Rect) -> Int? {
    let visible = visible(in: space)
    let item = visible.lowerBound + row - frame(in: space).row - 3
    return visible.contains(item) ? item : nil
  }

  /// Draws the list in the middle of `space`.
  func draw(in space: Rect, theme: Theme, on surface: inout Surface) {
    let frame = frame(in: space)
    let visible = visible(in: space)
    surface.drawBox(frame, theme: theme)
    surface.write(StyledText(title, theme.strong), centredIn: frame, row: frame.row + 1)
    let inner = max(0, frame.columns - 4)
    for item in visible {
      let row = frame.row + 3 + item - visible.lowerBound
      guard row < frame.row + frame.rows - 1 else { break }
      let isSelected = item == selected
      let (title, detail) = items[item]
      let padding = String(repeating: " ", count: titleWidth - title.unicodeScalars.count + 2)
      let text = " \(isSelected ? "▸" : " ") \(title)\(padding)\(detail)".cut(to: inner)
      let rest = String(repeating: " ", count: inner - text.unicodeScalars.count)
      surface.write(
        text + rest,
        column: frame.column + 2,
        row: row,
        style: isSelected ? theme.selected : theme.text
      )
    }
    let edge = frame.column + frame.columns - 3
    if visible.lowerBound > 0 {
      surface.write("▲", column: edge, row: frame.row + 2, style: theme.faint)
    }
    if visible.upperBound < items.count {
      surface.write("▼", column: edge, row: frame.row + frame.rows - 1, style: theme.faint)
    }
  }
}
