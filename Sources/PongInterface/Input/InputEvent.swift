/// Anything that comes in from the terminal.
public enum InputEvent: Hashable, Sendable {
  /// A key.
  case key(KeyEvent)
  /// The mouse.
  case mouse(MouseEvent)
  /// The terminal's window got the keyboard (true) or lost it (false: no key can be trusted held).
  case focus(Bool)
  /// The terminal's answer to a question about itself.
  case report(TerminalReport)
  /// The terminal's size, in cells: once at the start and again whenever it changes.
  case resize(columns: Int, rows: Int)
  /// The process goes on after having been suspended: a game should pause.
  case resumed
}
