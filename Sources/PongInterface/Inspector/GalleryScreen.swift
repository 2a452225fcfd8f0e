public import PongAgents
import PongEngine

/// A network's receptive fields, page by page, with the figures of the chosen hidden unit.
public struct GalleryScreen: Screen {
  /// Whether the user has left.
  public private(set) var isFinished = false

  private let policy: PongPolicy
  private let name: String
  private let figures: PolicyFigures
  private var settings: GameSettings
  private var navigation: Navigation?
  private var commands = CommandFilter()
  private var size = (columns: 0, rows: 0)
  /// The chosen unit's place among the figures.
  private var selection: Selection
  private var view = FieldView()
  /// The fields on the page, drawn once, and how they stand.
  private var page: [TonePicture] = []
  private var grid = Grid(columns: 0, rows: 0)

  /// The smallest screen that a field can be looked at on.
  public static let smallest = (columns: 24, rows: 8)

  /// How fields stand on the screen.
  private struct Grid: Sendable {
    var across = 1
    var down = 1
    var cell = (columns: 24, rows: 12)

    /// As many fields of a readable size as fit.
    init(columns: Int, rows: Int) {
      down = max(1, (rows - 3) / 10)
      let height = max(3, (rows - 3) / down - 1)
      let width = max(6, min(2 * height, columns - 2))
      across = max(1, columns / (width + 2))
      cell = (width, height)
    }

    var count: Int { across * down }
  }

  /// Opens the gallery.
  ///
  /// - Parameters:
  ///   - policy: The policy whose fields are shown.
  ///   - name: What the policy is called.
  ///   - figures: The figures of its hidden units, in the order in which they are shown.
  ///   - settings: The colours and characters.
  ///   - isRaw: Whether weights are shown as they are at first, and not times how often pixels are lit.
  public init(
    policy: PongPolicy,
    name: String,
    figures: PolicyFigures,
    settings: GameSettings,
    isRaw: Bool = false
  ) {
    view.isRaw = isRaw
    self.policy = policy
    self.name = name
    self.figures = figures
    self.settings = settings
    selection = Selection(count: figures.units.count)
  }

  private var glyphs: GlyphSet { settings.glyphs }
  private var theme: Theme { Theme(settings.theme) }

  /// The units on the page, by their places among the figures.
  private var shown: Range<Int> { selection.page(of: grid.count) }

  /// Takes one event in.
  public mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .resize(let columns, let rows):
      size = (columns, rows)
      grid = Grid(columns: columns, rows: rows)
    case .key(let key) where key.isDown && key.isPlain: handle(key.commandKey, at: time)
    case .mouse(let mouse) where mouse.kind == .press: choose(mouse)
    case .mouse(let mouse) where mouse.kind == .scrollDown: selection.move(by: grid.count)
    case .mouse(let mouse) where mouse.kind == .scrollUp: selection.move(by: -grid.count)
    default: return
    }
    renew()
  }

  private mutating func handle(_ key: Key, at time: Duration) {
    guard !selection.handle(key, across: grid.across, page: grid.count) else { return }
    let command = settings.keys.command(key, among: Self.commands)
    guard command == nil || !commands.isRepeated(key, at: time) else { return }
    switch command {
    case .leave: isFinished = true
    case .field: view = view.next(of: policy.observation)
    case .colours:
      settings.theme = Theme.Name.allCases.moved(from: settings.theme, by: 1)
    case .help: openHelp()
    default:
      switch key {
      case .escape: isFinished = true
      case .left, .character("["): selection.move(by: -1)
      case .right, .character("]"): selection.move(by: 1)
      default: break
      }
    }
  }

  private static let commands: [Command] = [.leave, .field, .colours, .help]

  private mutating func openHelp() {
    navigation = .push(
      HelpScreen(keyTable, keys: settings.keys, theme: theme, after: commands)
    )
  }

  /// Takes out whether to show the keys or to leave.
  public mutating func takeNavigation() -> Navigation? {
    defer { navigation = nil }
    return isFinished ? .pop : navigation
  }

  /// Goes on after the keys were shown.
  public mutating func resume(after screen: any Screen) {
    if let help = screen as? HelpScreen { commands = help.commands }
  }

  private mutating func choose(_ mouse: MouseEvent) {
    let column = mouse.column / (grid.cell.columns + 2)
    let row = (mouse.row - 2) / (grid.cell.rows + 1)
    let index = shown.lowerBound + row * grid.across + column
    guard mouse.row >= 2, column < grid.across, row < grid.down else { return }
    if figures.units.indices.contains(index) { selection.select(index) }
  }

  private mutating func renew() {
    let scale = HeatScale(theme)
    page = figures.units[shown].map { unit in
      TonePicture(
        weights: view.values(of: policy, unit: unit.unit),
        width: grid.cell.columns,
        height: grid.cell.rows * glyphs.down,
        scale: scale
      )
    }
  }

  /// Does nothing: nothing moves by itself.
  public mutating func tick(at _: Duration) {}

  /// Draws the page.
  public func draw(on surface: inout Surface) {
    surface.fill(theme.blank)
    guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
      surface.writeTooSmall(theme: theme)
      return
    }
    drawHeader(on: &surface)
    let isMono = HeatScale(theme).isMono
    for (place, picture) in page.enumerated() {
      let frame = Rect(
        column: place % grid.across * (grid.cell.columns + 2),
        row: 2 + place / grid.across * (grid.cell.rows + 1),
        columns: grid.cell.columns,
        rows: grid.cell.rows + 1
      )
      let unit = figures.units[shown.lowerBound + place]
      let isChosen = shown.lowerBound + place == selection.index
      let share = Int((100 * unit.activeShare).rounded())
      let title = "\(isChosen ? "▶" : " ")\(unit.unit)  active \(share)%"
      surface.write(
        StyledText(title.cut(to: frame.columns), isChosen ? theme.strong : theme.faint),
        column: frame.column,
        row: frame.row
      )
      picture.draw(in: frame.withoutTop(), isMono: isMono, glyphs: glyphs, on: &surface)
    }
    hints.draw(column: 1, row: size.rows - 1, theme: theme, on: &surface)
  }

  private func drawHeader(on surface: inout Surface) {
    let which = view.title(of: policy.observation)
    let title = [
      StyledText(name.cut(to: max(8, size.columns - 40)), theme.strong),
      StyledText(which, theme.text), StyledText("\(figures.units.count) units", theme.faint),
      StyledText("\(figures.deadUnits.count) dead", theme.faint),
    ]
    write(title, row: 0, on: &surface)
    guard figures.units.indices.contains(selection.index) else { return }
    let unit = figures.units[selection.index]
    func figure(_ name: String, _ value: String) -> StyledText {
      StyledText(name, theme.faint).adding(value, theme.text)
    }
    let weights = unit.logitWeights.map { InspectorView.signed(Double($0)) }
    let parts = [
      StyledText("unit \(unit.unit)", theme.text),
      figure("brings ±", InspectorView.unsigned(unit.meanInfluence)),
      figure("norm ", InspectorView.unsigned(unit.weightNorm)),
      figure("output weights ", weights.joined(separator: " ")),
    ]
    write(parts, row: 1, on: &surface)
  }

  /// Writes as many parts as there is room for.
  private func write(_ parts: [StyledText], row: Int, on surface: inout Surface) {
    let gap = StyledText("  ", theme.text)
    let line = StyledText(parts, gap: gap, fitting: size.columns - 1)
    surface.write(line, column: 1, row: row)
  }

  private var hints: ButtonRow { keyTable.hints.fitting(size.columns - 2) }

  /// The keys as they are just now.
  private var keyTable: KeyTable {
    let keys = settings.keys
    return KeyTable([
      .init("← → ↑ ↓", "the unit", key: .right, hint: .init("unit", rank: 3)),
      .init("PgUp PgDn", "page back, on; Home End", key: .pageDown),
      keys.row(.field, help: "what units look for, raw weights", hint: .init("picture", rank: 4)),
      keys.row(.colours, help: "colours", hint: .init("colours", rank: 5)),
      .init("active", "how often the unit is not zero"),
      .init("brings", "how much it moves the log-odds"),
      .init("norm", "of its weights from the picture"),
      keys.row(.leave, help: "back", also: "Esc", hint: .init("quit", rank: 1)),
      keys.row(.help, help: nil, hint: .init("help", rank: 2)),
    ])
  }
}
