/// A terminal's answer to a question about itself.
public enum TerminalReport: Hashable, Sendable {
  /// The flags of the kitty keyboard protocol now in force (`CSI ? flags u`).
  case kittyFlags(Int)
  /// The primary device attributes (`CSI ? ... c`).
  case deviceAttributes([Int])
  /// Whether a private mode is known: 1 set, 2 reset, 3 and 4 the same for ever, 0 unknown.
  case mode(number: Int, value: Int)
  /// Where the cursor is, from zero.
  case cursorPosition(column: Int, row: Int)
  /// The colour of the terminal's own background (answer to `OSC 11`).
  case background(red: UInt8, green: UInt8, blue: UInt8)
}
