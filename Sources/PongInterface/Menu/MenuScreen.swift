public import PongAgents
import PongEngine

/// The menu: who plays, what, and how it looks.
public struct MenuScreen: Screen {
  /// How the menu was left.
  public enum Outcome: Hashable, Sendable {
    /// A game shall start with the settings.
    case play
    /// Something shall be trained.
    case train(TrainingWish)
    /// Nothing more.
    case quit
  }

  /// What is chosen.
  public private(set) var settings: GameSettings
  /// How the menu was left; `nil` while it is open.
  public private(set) var outcome: Outcome?

  private let catalog: PlayerCatalog
  private let trainings: [Choice]
  private var selected = MenuRow.play
  private var list: (subject: ListSubject, choices: ChoiceList)?
  private var size = (columns: 0, rows: 0)
  /// Why what was chosen cannot be; told until people do something else.
  private var refusal: String?
  private var ticks = 0
  private var preview: Match

  /// What an open list chooses.
  private enum ListSubject: Hashable {
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
  public init(settings: GameSettings, catalog: PlayerCatalog, trainings: [Choice] = []) {
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
    preview = Self.preview(of: settings)
  }

  /// Whether the menu was left.
  public var isFinished: Bool {
    outcome != nil
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

  private var space: Rect {
    Rect(columns: size.columns, rows: size.rows)
  }

  /// Stays open, and says why what was chosen cannot be.
  mutating func refuse(_ reason: String) {
    outcome = nil
    refusal = reason
  }

  // MARK: Events

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at _: Duration) {
    switch event {
    case .key(let key) where key.isDown: refusal = nil
    case .mouse(let mouse) where mouse.kind == .press: refusal = nil
    default: break
    }
    switch event {
    case .key(let key) where key.isDown && key.modifiers.subtracting(.shift).isEmpty:
      handle(key)
    case .mouse(let mouse): handle(mouse)
    case .resize(let columns, let rows): size = (columns, rows)
    default: break
    }
  }

  private mutating func handle(_ event: KeyEvent) {
    let shift = event.modifiers.contains(.shift)
    if var open = list {
      let answer = open.choices.handle(event.commandKey, shift: shift, in: space)
      list = open
      take(answer)
      return
    }
    switch event.commandKey {
    case .up, .character("k"): select(by: -1)
    case .down, .character("j"): select(by: 1)
    case .tab: select(by: shift ? -1 : 1)
    case .home, .pageUp: selected = .play
    case .end, .pageDown: selected = .quit
    case .left, .character("h"), .character("-"): change(by: -1)
    case .right, .character("l"), .character("+"), .character("="): change(by: 1)
    case .enter, .character(" "): activate()
    case .escape, .character("q"): outcome = .quit
    case .character(let scalar): select(number: scalar)
    default: break
    }
  }

  private mutating func handle(_ event: MouseEvent) {
    if var open = list {
      let answer = open.choices.handle(event, in: space)
      list = open
      take(answer)
      return
    }
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
    case .play: outcome = .play
    case .quit: outcome = .quit
    case .train: openTrainings()
    case .left, .right: openList(of: selected == .left ? .left : .right)
    case .points:
      let presets = [5, 11, 21]
      settings.points = presets.first { $0 > settings.points } ?? 5
      preview = Self.preview(of: settings)
    default: change(by: 1)
    }
  }

  private mutating func openList(of side: Side) {
    let choices = catalog.choices
    list = (
      .seat(side),
      ChoiceList(
        title: side == .left ? "Who holds the left bat?" : "Who holds the right bat?",
        items: choices.map { ($0.title, $0.detail) },
        selected: choices.firstIndex { $0.id == settings.seat(side) } ?? 0
      )
    )
  }

  private mutating func openTrainings() {
    guard !trainings.isEmpty else { return }
    list = (
      .training,
      ChoiceList(
        title: "What shall learn?",
        items: trainings.map { ($0.title, $0.detail) },
        selected: 0
      )
    )
  }

  private mutating func openGoals(of id: String) {
    list = (
      .goal(of: id),
      ChoiceList(
        title: "Until when?",
        items: TrainingWish.goals.map { ($0.title, $0.detail) },
        selected: 0
      )
    )
  }

  private mutating func take(_ answer: ChoiceList.Answer) {
    guard let subject = list?.subject, answer != .open else { return }
    list = nil
    guard case .chosen(let index) = answer else { return }
    switch subject {
    case .seat(.left): settings.left = catalog.choices[index].id
    case .seat(.right): settings.right = catalog.choices[index].id
    case .training: openGoals(of: trainings[index].id)
    case .goal(let id):
      outcome = .train(TrainingWish(id: id, goal: TrainingWish.goals[index].goal))
    }
  }

  // MARK: Drawing

  /// The column of the values, counted from that of the labels.
  private static let valueColumn = 20

  /// Draws the menu, or says how much room it needs.
  public func draw(on surface: inout Surface) {
    let theme = Theme(settings.theme)
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
    list?.choices.draw(in: space, theme: theme, on: &surface)
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
