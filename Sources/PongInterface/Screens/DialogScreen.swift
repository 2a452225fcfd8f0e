/// A box over another screen that stays until it is answered.
struct DialogScreen: Screen {
  /// The answer: whether it was accepted; `nil` while the box is open.
  private(set) var answer: Bool?
  /// The key that answered it.
  private(set) var key: Key?
  /// The keys struck so far, so that the one that closes the box is not taken for another command.
  private(set) var commands: CommandFilter

  private let accepting: Set<Key>
  private let dismissing: Set<Key>
  private let theme: Theme
  private let content: (_ columns: Int, _ rows: Int) -> (dialog: Dialog, space: Rect)?
  private var size = (columns: 0, rows: 0)

  /// Asks a question.
  ///
  /// - Parameters:
  ///   - accepting: The keys that say yes.
  ///   - dismissing: The keys that say no.
  ///   - theme: The colours.
  ///   - commands: The keys struck so far.
  ///   - content: The box on a screen of a size, and where it stands in the middle of; nothing is
  ///     shown with `nil`.
  init(
    accepting: Set<Key>,
    dismissing: Set<Key> = [],
    theme: Theme,
    after commands: CommandFilter,
    content: @escaping (_ columns: Int, _ rows: Int) -> (dialog: Dialog, space: Rect)?
  ) {
    self.accepting = accepting
    self.dismissing = dismissing
    self.theme = theme
    self.commands = commands
    self.content = content
  }

  /// Whether it was answered.
  var isFinished: Bool { answer != nil }

  /// The screen below is still seen around the box.
  var isOverlay: Bool { true }

  /// Takes one event in.
  mutating func handle(_ event: InputEvent, at time: Duration) {
    switch event {
    case .key(let key) where key.phase == .press && key.isPlain: take(key.commandKey, at: time)
    case .mouse(let mouse) where mouse.kind == .press:
      guard let (dialog, space) = content(size.columns, size.rows),
        let key = dialog.key(column: mouse.column, row: mouse.row, in: space)
      else { return }
      take(key, at: time)
    case .resize(let columns, let rows): size = (columns, rows)
    default: break
    }
  }

  private mutating func take(_ key: Key, at time: Duration) {
    guard !commands.isRepeated(key, at: time) else { return }
    if accepting.contains(key) { answer = true }
    if dismissing.contains(key) { answer = false }
    self.key = key
  }

  /// Does nothing: nothing moves by itself.
  mutating func tick(at _: Duration) {}

  /// Draws the box.
  func draw(on surface: inout Surface) {
    guard let (dialog, space) = content(size.columns, size.rows) else { return }
    dialog.draw(in: space, theme: theme, on: &surface)
  }
}
