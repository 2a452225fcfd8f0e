/// A screen that waits for the program, and says for what.
public struct WaitScreen: AdjustableScreen {
  /// The settings, whose colours it has.
  public let settings: GameSettings
  /// Whether it was left.
  public private(set) var isFinished = false

  /// What is waited for, in a few words: "cloning you".
  public var reason: String {
    didSet { if reason != oldValue { ticks = 0 } }
  }

  /// Why there is nothing more to wait for; `nil` while there is.
  public var failure: String?

  private let title: String
  private var size = (columns: 0, rows: 0)
  private var ticks = 0

  /// Opens the screen.
  ///
  /// - Parameters:
  ///   - title: What will be there.
  ///   - reason: What is waited for.
  ///   - settings: How it looks.
  public init(title: String, reason: String, settings: GameSettings) {
    self.title = title
    self.reason = reason
    self.settings = settings
  }

  /// Leaves with Escape or q.
  public mutating func handle(_ event: InputEvent, at _: Duration) {
    switch event {
    case .resize(let columns, let rows): size = (columns, rows)
    case .key(let key) where key.phase == .press && key.isPlain:
      let command = key.commandKey
      if command == .escape || settings.keys[.leave].contains(command) { isFinished = true }
      if failure != nil, [.enter, .character(" ")].contains(command) { isFinished = true }
    case .mouse(let mouse) where mouse.kind == .press:
      let key = dialog.key(column: mouse.column, row: mouse.row, in: space)
      if key != nil { isFinished = true }
    default: break
    }
  }

  /// Counts the seconds.
  public mutating func tick(at _: Duration) { ticks += 1 }

  private var space: Rect { Rect(columns: size.columns, rows: size.rows) }

  private var dialog: Dialog {
    let theme = Theme(settings.theme)
    let width = max(20, min(60, size.columns - 8))
    let lines = failure?.wrapped(to: width) ?? ["\(reason): \(ticks / 60) s"]
    return Dialog(
      title: StyledText(title, theme.strong),
      lines: lines.map { StyledText($0, theme.text) },
      alignment: failure == nil ? .centre : .leading,
      buttons: ButtonRow([.init("Esc", "back", .escape)])
    )
  }

  /// Draws what is waited for in the middle of the screen.
  public func draw(on surface: inout Surface) {
    let theme = Theme(settings.theme)
    surface.fill(theme.blank)
    dialog.draw(in: space, theme: theme, on: &surface)
  }
}
