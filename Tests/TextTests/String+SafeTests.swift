import Foundation
import Testing
import Text

struct StringSafeTests {
  /// C0, DEL, C1, marks and overrides of direction, ends of lines and paragraphs, and what nobody sees.
  private static let unseen: [Unicode.Scalar] =
    (Array(0...0x1F) + Array(0x7F...0x9F) + [0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x3164, 0xFEFF]
    + Array(0x200B...0x200F) + Array(0x2028...0x202E) + Array(0x2060...0x2064)
    + Array(0x2066...0x2069) + [0xFE0F, 0xFFA0, 0xFFF9, 0xE0001, 0xE0041, 0xE0100])
    .compactMap { Unicode.Scalar($0) }

  @Test func `what is not seen is shown and not obeyed, other text stays`() {
    let text = "a\u{1B}[2J\u{7F}\r\n\u{9B}5mé→木"
    #expect(text.printable == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}5mé→木")
    #expect(text.printableASCII == "a?[2J????5m???")
    #expect("a\u{202E}b\u{2028}c".printable == "a\u{FFFD}b\u{FFFD}c")
    #expect("e\u{301} ╭─⣿ العربية ไทย 😀".printable == "e\u{301} ╭─⣿ العربية ไทย 😀")
    for scalar in Self.unseen { #expect(String(scalar).printable == "\u{FFFD}", "\(scalar.value)") }
  }

  @Test func `line ends and tabulators of the program's own stay`() {
    #expect("a\tb\n\u{1B}\r".printableLines == "a\tb\n\u{FFFD}\u{FFFD}")
  }

  @Test func `a JSON string escapes what it must, line ends in either way`() {
    let text = "\"\\\n\t\u{1B}\u{7F}é"
    #expect(text.jsonQuoted() == #""\"\\\u000a\u0009\u001b\u007fé""#)
    #expect(text.jsonQuoted(usesShortEscapes: true) == #""\"\\\n\t\u001b\u007fé""#)
    #expect("\u{9B}\u{202E}\u{E0041}".jsonQuoted() == #""\u009b\u202e\udb40\udc41""#)
  }

  @Test func `JSON means the same with what is not seen escaped`() throws {
    let text = Self.unseen.map { String($0) }.joined() + "é木😀\"\\"
    let foundations = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    for json in [text.jsonQuoted(), foundations] {
      let escaped = json.jsonEscaped
      let isSeen = escaped.unicodeScalars.allSatisfy { !$0.isUnprintable }
      #expect(isSeen)
      #expect(try JSONDecoder().decode(String.self, from: Data(escaped.utf8)) == text)
    }
    #expect("{\n  \"a\": \"\u{9B}\"\n}".jsonEscaped == "{\n  \"a\": \"\\u009b\"\n}")
  }

  @Test(arguments: [
    ("runs/fast/2026-01-31_20-00-00_s0", "runs/fast/2026-01-31_20-00-00_s0"),
    ("champion:reaction=12", "champion:reaction=12"), ("", "''"), ("=ls", "'=ls'"),
    ("it's", #"'it'\''s'"#), ("$(touch x)", "'$(touch x)'"), ("a b\\", #"'a b\'"#),
    ("木", "'木'"), ("a\nb'\\\u{1B}", #"$'a\012b\'\\\033'"#), ("\u{9B}", #"$'\302\233'"#),
  ])
  func `a word that a shell would take apart is quoted`(text: String, quoted: String) {
    #expect(text.shellQuoted == quoted)
  }

  @Test(arguments: [
    "a\nb'\\\u{1B}", "it's", "$(touch x) `y` !z", "~", "#", "\u{202E}ä", "-n \u{7F}'", "*?[a]",
    "{a,b}",
  ])
  func `bash reads a quoted word as it was`(text: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "printf %s " + text.shellQuoted]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let read = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: read, as: UTF8.self) == text)
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
