import Testing
import Text

struct StringSafeTests {
  @Test func `control characters are shown and not obeyed, other text stays`() {
    let text = "a\u{1B}[2J\u{7F}\r\n\u{9B}5mé→木"
    #expect(text.printable == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}5mé→木")
    #expect(text.printableASCII == "a?[2J????5m???")
  }

  @Test func `a JSON string escapes what it must, line ends in either way`() {
    let text = "\"\\\n\t\u{1B}\u{7F}é"
    #expect(text.jsonQuoted() == #""\"\\\u000a\u0009\u001b\u007fé""#)
    #expect(text.jsonQuoted(usesShortEscapes: true) == #""\"\\\n\t\u001b\u007fé""#)
  }

  @Test(arguments: [
    ([0x61, 0xC3, 0xBC, 0x62], "aüb"), ([0xFF], "\\xFF"),
    ([0x61, 0xE2, 0x82, 0x62], "a\\xE2\\x82b"),
    ([0xC0, 0x80, 0x0A], "\\xC0\\x80\n"), ([], ""),
  ])
  func `bytes that are no UTF-8 are told, and never taken for other characters`(
    bytes: [UInt8],
    text: String
  ) {
    #expect(String(escaping: bytes) == text)
  }
}
