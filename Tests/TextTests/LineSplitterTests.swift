import Testing
import Text

struct LineSplitterTests {
  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\na", ["", "", "a"]),
    ("a\r\nb\r\n", ["a", "b"]), ("a\rb\r", ["a", "b"]), ("a\r\r\nb\n\rc", ["a", "", "b", "", "c"]),
    ("\u{FEFF}a\n\u{FEFF}b", ["a", "\u{FEFF}b"]), ("\u{FEFF}", [""]),
    ("a\u{2028}b\u{85}c\u{B}d\u{C}e", ["a\u{2028}b\u{85}c\u{B}d\u{C}e"]),
  ])
  func `lines end as on any system, and a byte order mark is none of their text`(
    text: String,
    lines: [String]
  ) {
    #expect(text.lines == lines)
  }

  @Test func `lines are the same however their bytes come`() {
    let text = "\u{FEFF}one\r\ntwo\rthree\n\r\n\nfive ü\r\n"
    let bytes = Array(text.utf8)
    for size in 1...bytes.count {
      var splitter = LineSplitter()
      var lines: [String] = []
      var numbers: [Int] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        splitter.append(Array(bytes[start..<min(bytes.count, start + size)])) { number, line in
          numbers.append(number)
          lines.append(String(decoding: line, as: UTF8.self))
        }
      }
      splitter.finish { _, line in lines.append(String(decoding: line, as: UTF8.self)) }
      #expect(lines == ["one", "two", "three", "", "", "five ü"], "\(size) bytes at a time")
      #expect(numbers == [1, 2, 3, 4, 5, 6] && splitter.count == 6)
    }
  }
}
