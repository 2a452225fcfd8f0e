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

extension TerminalReport {
  /// What the answer to the question for the background begins with.
  static let backgroundPrefix = Array("11;rgb:".utf8)

  /// Reads `11;rgb:RRRR/GGGG/BBBB`, a terminal's answer to the question for its background.
  ///
  /// Each channel has one to four hexadecimal digits, of which the highest eight bits are kept.
  init?(operatingSystemCommand bytes: [UInt8]) {
    let prefix = Self.backgroundPrefix
    guard bytes.starts(with: prefix) else { return nil }
    let channels = bytes.dropFirst(prefix.count)
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map(Self.channel)
    guard channels.count == 3, let red = channels[0], let green = channels[1],
      let blue = channels[2]
    else { return nil }
    self = .background(red: red, green: green, blue: blue)
  }

  private static func channel(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard (1...4).contains(digits.count),
      let value = Int(String(decoding: digits, as: UTF8.self), radix: 16), value >= 0
    else { return nil }
    let full = (1 << (4 * digits.count)) - 1
    return UInt8((value * 255 + full / 2) / full)
  }
}
