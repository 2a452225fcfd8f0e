extension TerminalReport {
  /// Reads `11;rgb:RRRR/GGGG/BBBB`, a terminal's answer to the question for its background.
  ///
  /// Each channel has one to four hexadecimal digits, of which the highest eight bits are kept.
  init?(operatingSystemCommand bytes: [UInt8]) {
    let prefix = Array("11;rgb:".utf8)
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
