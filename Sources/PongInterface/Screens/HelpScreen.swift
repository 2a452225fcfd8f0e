/// The keys of a screen in a box over it, page by page where there is no room for all.
struct HelpScreen: Screen {
  /// Whether the box was closed.
  private(set) var isFinished = false
  /// The keys struck so far, so that the one that closes the box is not taken for another command.
  private(set) var commands: CommandFilter

  private let entries: [Dialog.KeyHelp]
  private let keys: KeyMap
  private let theme: Theme
  private var page = 0
  private var size = (columns: 0, rows: 0)

  /// Shows keys and what they do.
  ///
  /// - Parameters:
  ///   - table: The keys.
  ///   - keys: Which keys close the box.
  ///   - theme: The colours.
  ///   - commands: The keys struck so far.
  init(_ table: KeyTable, keys: KeyMap, theme: Theme, after commands: CommandFilter) {
    entries = table.help
    self.keys = keys
    self.theme = theme
    self.commands = commands
  }

  /// The screen below is still seen around the box.
  var isOverlay: Bool { true }

  /// Takes one event in.
  mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .key(let key) where key.phase == .press && key.isPlain: take(key.commandKey, at: time)
    case .mouse(let mouse):
      switch mouse.kind {
      case .scrollUp: turn(by: -1)
      case .scrollDown: turn(by: 1)
      case .press:
        let key = dialog.key(column: mouse.column, row: mouse.row, in: space)
        if let key { take(key, at: time) }
      case .motion, .drag, .release: break
      }
    case .resize(let columns, let rows):
      size = (columns, rows)
      page = 0
    default: break
    }
  }

  private mutating func take(_ key: Key, at time: Duration) {
    switch key {
    case .down, .right, .pageDown: turn(by: 1)
    case .up, .left, .pageUp: turn(by: -1)
    default:
      guard !commands.isRepeated(key, at: time) else { return }
      let isClosing = keys.command(key, among: [.help, .leave]) != nil
      if isClosing || [.enter, .escape, .character(" ")].contains(key) { isFinished = true }
    }
  }

  private mutating func turn(by step: Int) {
    page = max(0, min(pages.count - 1, page + step))
  }

  /// Does nothing: nothing moves by itself.
  mutating func tick(at _: Duration) {}

  // MARK: Picture

  private var space: Rect { Rect(columns: size.columns, rows: size.rows) }

  /// The lines of each page.
  private var pages: [[StyledText]] {
    let room = (columns: max(8, size.columns - 6), rows: max(1, size.rows - 6))
    let capWidth = entries.map { $0.cap.unicodeScalars.count }.max() ?? 0
    let width = entries.map { $0.title.unicodeScalars.count }.max() ?? 0
    func lines(_ entries: some Collection<Dialog.KeyHelp>, width: Int) -> [StyledText] {
      entries.flatMap { entry -> [StyledText] in
        if entry.cap.isEmpty {
          return [StyledText(entry.title.cut(to: capWidth + 2 + width), theme.faint)]
        }
        return entry.title.wrapped(to: width).enumerated().map { index, part in
          StyledText((index == 0 ? entry.cap : "").rightPadded(to: capWidth + 2), theme.strong)
            .adding(part, theme.text)
        }
      }
    }
    let all = lines(entries, width: max(1, min(width, room.columns - capWidth - 2)))
    if all.count <= room.rows { return [all] }
    let half = (room.columns - 3) / 2
    let narrow = min(width, half - capWidth - 2)
    if narrow >= 18 {
      let all = lines(entries, width: narrow)
      var left = (all.count + 1) / 2
      // A heading stands above what it is for.
      if left > 1, all[left - 1].spans.count == 1, all.count - left < room.rows { left -= 1 }
      if max(left, all.count - left) <= room.rows {
        let offset = capWidth + 2 + narrow + 3
        let both = (0..<max(left, all.count - left)).map { row -> StyledText in
          var line = row < left ? all[row] : StyledText()
          guard left + row < all.count else { return line }
          line.append(String(repeating: " ", count: offset - line.width), theme.text)
          for span in all[left + row].spans { line.append(span.text, span.style) }
          return line
        }
        return [both]
      }
    }
    return stride(from: 0, to: all.count, by: room.rows).map {
      Array(all[$0..<min(all.count, $0 + room.rows)])
    }
  }

  private var dialog: Dialog {
    let pages = pages
    let shown = min(page, pages.count - 1)
    let isLast = shown == pages.count - 1
    let more = ButtonRow.Button(isLast ? "↑" : "↓", isLast ? "back" : "more", isLast ? .up : .down)
    let number = pages.count > 1 ? " \(shown + 1)/\(pages.count)" : ""
    return Dialog(
      title: StyledText("Keys" + number, theme.strong),
      lines: pages[shown],
      alignment: .leading,
      buttons: ButtonRow([.init("Enter", "close", .enter)] + (pages.count > 1 ? [more] : []))
    )
  }

  /// Draws the box.
  func draw(on surface: inout Surface) {
    dialog.draw(in: space, theme: theme, on: &surface)
  }
}
