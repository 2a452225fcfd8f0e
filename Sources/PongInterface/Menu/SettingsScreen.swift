import PongAgents
import PongEngine

/// The settings of games: what is played, how it looks, how a paddle is held.
struct SettingsScreen: AdjustableScreen {
  /// The settings as they are now.
  private(set) var settings: GameSettings
  /// Whether the settings were left.
  private(set) var isFinished = false

  private var selected = SettingsRow.mode
  /// The name while it is being typed.
  private var field: NameField?
  private var size = (columns: 0, rows: 0)
  private var preview: Match
  private var navigation: Navigation?

  /// Opens the settings.
  init(settings: GameSettings) {
    self.settings = settings
    preview = Self.preview(of: settings)
  }

  /// Goes on by a frame; only the picture moves.
  mutating func tick(at _: Duration) {
    _ = preview.step()
    if preview.isOver {
      preview.restart()
    }
  }

  private static func preview(of settings: GameSettings) -> Match {
    Match(rules: settings.rules, left: .player(FollowerPlayer(seed: 0)), right: .computer)
  }

  private var layout: SettingsLayout? {
    SettingsLayout(columns: size.columns, rows: size.rows, selected: selected)
  }

  private var theme: Theme { Theme(settings.theme) }

  // MARK: Events

  /// Takes one event in.
  mutating func handle(_ event: InputEvent, at _: Duration) {
    switch event {
    case .key(let key) where key.isDown && key.isPlain: handle(key)
    case .mouse(let mouse): handle(mouse)
    case .resize(let columns, let rows): size = (columns, rows)
    default: break
    }
  }

  private mutating func handle(_ event: KeyEvent) {
    if type(event) { return }
    let key = event.commandKey
    switch settings.keys.command(key, among: [.leave, .help, .colours, .slower, .faster]) {
    case .leave: isFinished = true
    case .help: openHelp()
    case .colours: change(.theme, by: 1)
    case .slower: change(by: -1)
    case .faster: change(by: 1)
    default: choose(key, isBack: event.modifiers.contains(.shift))
    }
  }

  private mutating func choose(_ key: Key, isBack: Bool) {
    switch key {
    case .up: select(by: -1)
    case .down: select(by: 1)
    case .tab: select(by: isBack ? -1 : 1)
    case .home, .pageUp: selected = SettingsRow.allCases[0]
    case .end, .pageDown: selected = SettingsRow.allCases.last ?? selected
    case .left: change(by: -1)
    case .right: change(by: 1)
    case .enter, .character(" "): activate()
    case .escape, .backspace: isFinished = true
    case .character(let scalar): select(number: scalar)
    default: break
    }
  }

  private mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: CommandFilter())
    )
  }

  /// The keys as they are just now.
  private var keyTable: KeyTable {
    let keys = settings.keys
    let change: KeyTable.Row =
      selected == .name
      ? .init("Enter", "type the name", key: .enter, hint: .init("type", rank: 2))
      : .init("← →", "change; Enter goes on", key: .right, hint: .init("change", rank: 2))
    return KeyTable([
      .init("↑ ↓", "select", key: .down, hint: .init("select", rank: 3)),
      change,
      .init("1 2 3 …", "the setting of that number"),
      keys.row(.colours, help: "colours"),
      keys.row(.leave, help: "back", also: "Esc", hint: .init("back", rank: 1)),
      keys.row(.help, help: nil, hint: .init("help", rank: 4)),
    ])
  }

  /// Takes out whether to show the keys or to leave.
  mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Takes a key for the name that is being typed, and tells whether it was for it.
  private mutating func type(_ event: KeyEvent) -> Bool {
    guard let reply = field?.handle(event) else { return false }
    switch reply {
    case .typing: return true
    case .done(let name): settings.name = name
    case .cancelled: break
    }
    field = nil
    // Keys that lead on do so.
    return event.key == .enter || event.key == .escape
  }

  private mutating func handle(_ event: MouseEvent) {
    guard let layout else { return }
    if field != nil {
      // A click ends typing, and only that.
      if event.kind == .press { _ = type(KeyEvent(key(hintAt: event, layout) ?? .enter)) }
      return
    }
    let row = layout.row(atColumn: event.column, row: event.row)
    switch event.kind {
    case .motion, .drag: selected = row ?? selected
    case .scrollUp: row == nil || row == .name ? select(by: -1) : change(row, by: 1)
    case .scrollDown: row == nil || row == .name ? select(by: 1) : change(row, by: -1)
    case .press:
      guard let row else {
        press(hintAt: event, layout)
        return
      }
      // A click on the value's left arrow goes back, anywhere else on.
      let value = layout.list.column + Self.valueColumn(in: layout)
      change(row, by: (value - 1...value + 1).contains(event.column) ? -1 : 1)
    case .release: break
    }
  }

  private mutating func press(hintAt event: MouseEvent, _ layout: SettingsLayout) {
    if let key = key(hintAt: event, layout) { handle(KeyEvent(key)) }
  }

  private func key(hintAt event: MouseEvent, _ layout: SettingsLayout) -> Key? {
    guard event.row == layout.hints.row else { return nil }
    return hints(layout).key(atColumn: event.column, drawnAt: hintColumn(layout))
  }

  private mutating func select(by step: Int) {
    selected = SettingsRow.allCases.moved(from: selected, by: step)
  }

  /// The settings are numbered from 1.
  private mutating func select(number: Unicode.Scalar) {
    let index = Int(number.value) - 0x31
    if SettingsRow.allCases.indices ~= index {
      selected = SettingsRow.allCases[index]
    }
  }

  private mutating func change(_ row: SettingsRow? = nil, by step: Int) {
    selected = row ?? selected
    if selected == .name { field = NameField(settings.name) }
    let rules = settings.rules
    selected.change(&settings, by: step)
    renewPreview(after: rules)
  }

  private mutating func activate() {
    guard selected == .points else {
      change(by: 1)
      return
    }
    let rules = settings.rules
    settings.points = [5, 11, 21].first { $0 > settings.points } ?? 5
    renewPreview(after: rules)
  }

  private mutating func renewPreview(after rules: Rules) {
    if settings.rules != rules {
      preview = Self.preview(of: settings)
    }
  }

  // MARK: Drawing

  /// The column of the values, counted from that of the labels.
  private static func valueColumn(in layout: SettingsLayout) -> Int {
    layout.list.columns < 44 ? 16 : 20
  }

  /// Draws the settings, or says how much room they need.
  func draw(on surface: inout Surface) {
    let theme = theme
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(theme: theme)
      return
    }
    if !layout.title.isEmpty {
      surface.write(StyledText("Settings", theme.strong), centredIn: layout.title, row: 1)
    }
    if !layout.preview.isEmpty {
      CourtView(frame: layout.preview, glyphs: settings.glyphs)
        .draw(preview.game, on: &surface, theme: theme)
    }
    for (index, row) in layout.lines.enumerated() {
      draw(row, at: layout.list.row + index, layout, on: &surface)
    }
    let details = selected.detail(in: settings).wrapped(to: layout.detail.columns - 2)
    for (index, detail) in details.prefix(layout.detail.rows).enumerated() {
      surface.write(
        StyledText(detail, theme.faint),
        centredIn: layout.detail,
        row: layout.detail.row + index
      )
    }
    hints(layout).draw(
      column: hintColumn(layout),
      row: layout.hints.row,
      theme: theme,
      on: &surface
    )
  }

  private func draw(
    _ row: SettingsRow,
    at line: Int,
    _ layout: SettingsLayout,
    on surface: inout Surface
  ) {
    let rect = layout.list
    let isSelected = row == selected
    let style = isSelected ? theme.selected : theme.text
    if isSelected {
      surface.fill(Cell(style: style), columns: rect.columnRange, rows: line..<line + 1)
    }
    surface.write(row.label, column: rect.column + 2, row: line, style: style)
    let valueColumn = Self.valueColumn(in: layout)
    let column = rect.column + valueColumn
    let room = rect.columns - valueColumn - 3
    let typed = isSelected ? field.map { ($0.text + "▏").end(of: room) } : nil
    let shown = typed ?? row.value(in: settings).cut(to: room)
    surface.write(
      shown,
      column: column + 2,
      row: line,
      style: isSelected ? style : theme.strong
    )
    if isSelected, typed == nil {
      surface.write("‹", column: column, row: line, style: style)
      let end = column + 3 + shown.unicodeScalars.count
      surface.write("›", column: end, row: line, style: style)
    }
  }

  private func hints(_ layout: SettingsLayout) -> ButtonRow {
    let row =
      field == nil
      ? keyTable.hints : ButtonRow([.init("Enter", "done", .enter), .init("Esc", "undo", .escape)])
    return row.fitting(layout.hints.columns)
  }

  private func hintColumn(_ layout: SettingsLayout) -> Int {
    layout.hints.column + (layout.hints.columns - hints(layout).width) / 2
  }
}
