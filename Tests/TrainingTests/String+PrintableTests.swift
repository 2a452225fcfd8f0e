import Testing
import Training

struct StringPrintableTests {
  @Test func `control characters are shown and not obeyed, other text stays`() {
    let text = "a\u{1B}[2J\u{7F}\r\n\u{9B}5mé→木"
    #expect(text.printable == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}5mé→木")
    #expect(
      PolicyFileError.notAPolicy("it sees '\u{1B}]0;x\u{7}'").description.contains("\u{1B}")
        == false
    )
  }
}
