public import PongAgents
import PongEngine
import Reinforcement

/// The menu: who plays, what, and how it looks.
public struct MenuScreen: AdjustableScreen {
  /// What is chosen.
  public private(set) var settings: GameSettings
  /// Whether the menu was left.
  public private(set) var isFinished = false

  private let catalog: PlayerCatalog
  private let trainings: [Choice]
  /// The seed of the next match or run.
  private var seed: UInt64
  private var selected = MenuRow.play
  /// What the open list chooses, if one is open.
  private var subject: Subject?
  private var navigation: Navigation?
  private var size = (columns: 0, rows: 0)
  /// Why what was chosen cannot be; told until people do something else.
  private var refusal: String?
  private var ticks = 0
  private var preview: Match

  /// What a list chooses.
  private enum Subject: Hashable {
    /// Who sits on a side.
    case seat(Side)
    /// What is trained.
    case training
    /// When the training of this choice ends.
    case goal(of: String)
  }

  /// Opens the menu.
  ///
  /// - Parameters:
  ///   - settings: What is chosen at first; whoever is not in the catalog is replaced.
  ///   - catalog: Who can play.
  ///   - trainings: What can be trained.
  ///   - seed: The seed of the first match or run; later ones count on from it.
  public init(
    settings: GameSettings,
    catalog: PlayerCatalog,
    trainings: [Choice] = [],
    seed: UInt64 = 0
  ) {
    var settings = settings
    let usual = GameSettings()
    if catalog.choice(settings.left) == nil {
      settings.left = usual.left
    }
    if catalog.choice(settings.right) == nil {
      settings.right = usual.right
    }
    self.settings = settings
    self.catalog = catalog
    self.trainings = trainings
    self.seed = seed
    preview = Self.preview(of: settings)
  }

  /// Goes on by a frame; only the pictures move.
  public mutating func tick(at _: Duration) {
    ticks += 1
    _ = preview.step()
    if preview.isOver {
      preview.restart()
    }
  }

  private static func preview(of settings: GameSettings) -> Match {
    Match(rules: settings.rules, left: .player(FollowerPlayer(seed: 0)), right: .computer)
  }

  private var layout: MenuLayout? {
    MenuLayout(columns: size.columns, rows: size.rows, selected: selected)
  }

  private var theme: Theme { Theme(settings.theme) }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at _: Duration) {
    switch event {
    case .key(let key) where key.isDown: refusal = nil
    case .mouse(let mouse) where mouse.kind == .press: refusal = nil
    default: break
    }
    switch event {
    case .key(let key) where key.isDown && key.isPlain: handle(key)
    case .mouse(let mouse): handle(mouse)
    case .resize(let columns, let rows): size = (columns, rows)
    default: break
    }
  }

  private mutating func handle(_ event: KeyEvent) {
    switch event.commandKey {
    case .up, .character("k"): select(by: -1)
    case .down, .character("j"): select(by: 1)
    case .tab: select(by: event.modifiers.contains(.shift) ? -1 : 1)
    case .home, .pageUp: selected = .play
    case .end, .pageDown: selected = .quit
    case .left, .character("h"), .character("-"): change(by: -1)
    case .right, .character("l"), .character("+"), .character("="): change(by: 1)
    case .enter, .character(" "): activate()
    case .escape, .character("q"): isFinished = true
    case .character(let scalar): select(number: scalar)
    default: break
    }
  }

  private mutating func handle(_ event: MouseEvent) {
    guard let layout else { return }
    let row = layout.row(atColumn: event.column, row: event.row)
    switch event.kind {
    case .motion, .drag: selected = row ?? selected
    case .scrollUp where row?.isButton == false: change(row, by: 1)
    case .scrollDown where row?.isButton == false: change(row, by: -1)
    case .scrollUp: select(by: -1)
    case .scrollDown: select(by: 1)
    case .press:
      guard let row else {
        press(hintAt: event, layout)
        return
      }
      selected = row
      // A click on the value's left arrow goes back, anywhere else on.
      let value = layout.list.column + MenuScreen.valueColumn
      if !row.isButton, row.seat == nil, (value - 1...value + 1).contains(event.column) {
        change(by: -1)
      } else if row.isButton || row.seat != nil {
        activate()
      } else {
        change(by: 1)
      }
    case .release: break
    }
  }

  private mutating func press(hintAt event: MouseEvent, _ layout: MenuLayout) {
    guard event.row == layout.hints.row else { return }
    let hints = hints(layout)
    let column = hintColumn(layout)
    if let key = hints.key(atColumn: event.column, drawnAt: column) {
      handle(KeyEvent(key))
    }
  }

  private mutating func select(by step: Int) {
    let all = MenuRow.allCases
    let index = (all.firstIndex(of: selected) ?? 0) + step
    selected = all[(index + all.count) % all.count]
  }

  /// The settings are numbered from 1.
  private mutating func select(number: Unicode.Scalar) {
    let index = Int(number.value) - 0x30
    let all = MenuRow.allCases
    if 1..<all.count - 1 ~= index {
      selected = all[index]
    }
  }

  private mutating func change(_ row: MenuRow? = nil, by step: Int) {
    selected = row ?? selected
    let rules = settings.rules
    selected.change(&settings, by: step, catalog: catalog)
    if settings.rules != rules {
      preview = Self.preview(of: settings)
    }
  }

  /// Enter: starts, leaves, opens a list, or changes the value.
  private mutating func activate() {
    switch selected {
    case .play: play()
    case .quit: isFinished = true
    case .train where trainings.isEmpty: break
    case .train: choose(.training)
    case .left: choose(.seat(.left))
    case .right: choose(.seat(.right))
    case .points:
      let presets = [5, 11, 21]
      settings.points = presets.first { $0 > settings.points } ?? 5
      preview = Self.preview(of: settings)
    default: change(by: 1)
    }
  }

  // MARK: Other screens

  /// Takes out what is to be opened, or that the menu was left.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  private mutating func play() {
    do {
      guard let session = try MatchSession(settings: settings, catalog: catalog, seed: seed)
      else { return }
      navigation = .push(MatchScreen(session, exit: .menu))
      seed &+= 1
    } catch {
      refusal = "\(error)"
    }
  }

  /// Opens the list of what there is to choose from.
  private mutating func choose(_ subject: Subject) {
    self.subject = subject
    let title: String
    let items: [ChoiceScreen.Item]
    var selected = 0
    switch subject {
    case .seat(let side):
      title = side == .left ? "Who holds the left bat?" : "Who holds the right bat?"
      items = catalog.choices.map { ($0.title, $0.detail) }
      selected = catalog.choices.firstIndex { $0.id == settings.seat(side) } ?? 0
    case .training:
      title = "What shall learn?"
      items = trainings.map { ($0.title, $0.detail) }
    case .goal:
      title = "Until when?"
      items = StopRule.offered.map { ($0.title, $0.detail) }
    }
    navigation = .push(ChoiceScreen(title: title, items: items, selected: selected, theme: theme))
  }

  /// Takes what was chosen from a list; after any other screen the menu begins anew.
  public mutating func resume(after screen: any Screen) {
    if let list = screen as? ChoiceScreen {
      if let chosen = list.chosen { take(chosen) }
      return
    }
    var settings = settings
    if let changed = (screen as? any AdjustableScreen)?.settings {
      // A change of speed during a match is for that match.
      settings.theme = changed.theme
      settings.input = changed.input
    }
    self = MenuScreen(settings: settings, catalog: catalog, trainings: trainings, seed: seed)
  }

  private mutating func take(_ index: Int) {
    switch subject {
    case .seat(.left): settings.left = catalog.choices[index].id
    case .seat(.right): settings.right = catalog.choices[index].id
    case .training: choose(.goal(of: trainings[index].id))
    case .goal(let id):
      let rule = StopRule.offered[index].rule
      navigation = .open(.train(id, until: rule, settings: settings, seed: seed))
      seed &+= 1
    case nil: break
    }
  }

  // MARK: Drawing

  /// The column of the values, counted from that of the labels.
  private static let valueColumn = 20

  /// Draws the menu, or says how much room it needs.
  public func draw(on surface: inout Surface) {
    let theme = theme
    surface.fill(theme.blank)
    guard let layout else {
      surface.writeTooSmall(needed: MenuLayout.smallest, theme: theme)
      return
    }
    TitleView(frame: layout.title, glyphs: settings.glyphs)
      .draw(tick: ticks, theme: theme, on: &surface)
    if !layout.preview.isEmpty {
      CourtView(frame: layout.preview, glyphs: settings.glyphs)
        .draw(preview.game, on: &surface, theme: theme)
    }
    for (index, row) in layout.lines.enumerated() {
      if let row {
        draw(row, at: layout.list.row + index, layout, theme, on: &surface)
      }
    }
    let detail = (refusal ?? selected.detail(in: settings, catalog: catalog))
      .cut(to: layout.detail.columns)
    surface.write(
      StyledText(detail, refusal == nil ? theme.faint : theme.strong),
      centredIn: layout.detail,
      row: layout.detail.row
    )
    hints(layout).draw(
      column: hintColumn(layout),
      row: layout.hints.row,
      theme: theme,
      on: &surface
    )
  }

  private func draw(
    _ row: MenuRow,
    at line: Int,
    _ layout: MenuLayout,
    _ theme: Theme,
    on surface: inout Surface
  ) {
    let rect = layout.list
    let isSelected = row == selected
    if row.isButton {
      let label = row == .play ? playTitle : row.label
      let text = StyledText("   \(label)   ", isSelected ? theme.selected : theme.strong)
      surface.write(text, centredIn: rect, row: line)
      return
    }
    let style = isSelected ? theme.selected : theme.text
    if isSelected {
      surface.fill(Cell(style: style), columns: rect.columnRange, rows: line..<line + 1)
    }
    surface.write(row.label, column: rect.column + 2, row: line, style: style)
    let value = row.value(in: settings, catalog: catalog)
    var valueStyle = isSelected ? style : theme.strong
    if let side = row.seat, !isSelected {
      valueStyle = theme.style(side)
    }
    let column = rect.column + Self.valueColumn
    let room = rect.columns - Self.valueColumn - 4
    let shown = value.cut(to: room)
    surface.write(shown, column: column + 2, row: line, style: valueStyle)
    if isSelected {
      surface.write("‹", column: column, row: line, style: style)
      let end = column + 3 + shown.unicodeScalars.count
      surface.write("›", column: end, row: line, style: style)
    }
  }

  /// What the first button does with the players chosen.
  private var playTitle: String {
    [settings.left, settings.right].contains(Contestant.human.choice.id) ? "Play" : "Watch"
  }

  private func hints(_ layout: MenuLayout) -> ButtonRow {
    ButtonRow([
      .init("Enter", selected == .quit ? "quit" : selected == .play ? "start" : "choose", .enter),
      .init("↑↓", "select", .down),
      .init("←→", "change", .right),
      .init("q", "quit", .character("q")),
    ])
    .fitting(layout.hints.columns)
  }

  private func hintColumn(_ layout: MenuLayout) -> Int {
    layout.hints.column + (layout.hints.columns - hints(layout).width) / 2
  }
}
