/// A key of the keyboard.
public enum Key: Hashable, Sendable {
  /// A key that writes a character; for a letter the lower-case one, whatever the modifiers.
  case character(Unicode.Scalar)
  /// Arrow up.
  case up
  /// Arrow down.
  case down
  /// Arrow left.
  case left
  /// Arrow right.
  case right
  /// Enter or Return, also the keypad's.
  case enter
  /// Escape.
  case escape
  /// Tab; with shift it is back-tab.
  case tab
  /// Backspace, the key that erases to the left.
  case backspace
  /// Home.
  case home
  /// End.
  case end
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// Insert.
  case insert
  /// Delete, the key that erases to the right.
  case delete
  /// A function key, counted from 1.
  case function(Int)
}
