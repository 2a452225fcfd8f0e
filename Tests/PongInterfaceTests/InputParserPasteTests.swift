import PongInterface
import Testing

/// What looks like keys and is none: pasted text, and answers that are late, cut or ended badly.
struct InputParserPasteTests {
  private let white = InputEvent.report(.background(red: 255, green: 255, blue: 255))
  private let attributes = InputEvent.report(.deviceAttributes([1, 2]))

  private func events(_ text: String) -> [InputEvent] {
    var parser = InputParser()
    return parser.parse(text.utf8)
  }

  private func key(_ key: Key, _ modifiers: Modifiers = []) -> InputEvent {
    .key(KeyEvent(key, modifiers: modifiers))
  }

  // MARK: Pastes

  @Test func `pasted text is no keys`() {
    #expect(events("a\u{1B}[200~Meet me at six, quickly\rq\u{3}\u{1B}[201~b").count == 2)
    #expect(events("\u{1B}[200~\u{1B}[201~q") == [key(.character("q"))])
    // Brackets and escapes within it are part of it; only the whole end ends it.
    let nested = "\u{1B}[200~\u{1B}[200~q\u{1B}[A\u{1B}]11;?\u{7}\u{1B}\u{1B}[20\u{1B}[201~q"
    #expect(events(nested) == [key(.character("q"))])
    // An end without a beginning is nothing.
    #expect(events("\u{1B}[201~q") == [key(.character("q"))])
  }

  @Test func `a paste of any length takes no memory and lets go`() {
    let text = "\u{1B}[200~" + String(repeating: "q\r", count: 500_000) + "\u{1B}[201~w"
    #expect(events(text) == [key(.character("w"))])
  }

  @Test func `a paste that is never finished ends after a second of silence`() {
    var parser = InputParser()
    #expect(parser.parse("\u{1B}[200~rm -rf".utf8) == [])
    #expect(parser.flushDelay == .seconds(1))
    #expect(parser.flush() == [])
    #expect(parser.flushDelay == nil)
    #expect(parser.parse("q".utf8) == [key(.character("q"))])
  }

  @Test func `the same wherever a paste is cut`() {
    let bytes = Array("q\u{1B}[200~some q\u{1B}[2\r\u{1B}[201~w".utf8)
    for cut in bytes.indices {
      var parser = InputParser()
      let events = parser.parse(bytes[..<cut]) + parser.parse(bytes[cut...])
      #expect(events == [key(.character("q")), key(.character("w"))])
    }
  }

  // MARK: Answers

  @Test func `a bare escape ends an answer and is no Escape`() {
    // rxvt-unicode up to 9.31 leaves out the backslash.
    let answer = "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}"
    #expect(events(answer + "\u{1B}[?1;2c") == [white, attributes])
    #expect(events(answer + "\u{1B}[A") == [white, key(.up)])
    #expect(events(answer + "w") == [white, key(.character("w"))])
    #expect(events("\u{1B}P1$r\u{1B}\u{1B}[?1;2c") == [attributes])
    var parser = InputParser()
    #expect(parser.parse(answer.utf8) == [])
    #expect(parser.flush() == [white])
  }

  @Test func `an answer may come in two pieces, far apart`() {
    for (answer, event) in [
      ("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", white), ("\u{1B}[?1;2c", attributes),
    ] {
      let bytes = Array(answer.utf8)
      for cut in 6..<bytes.count - 1 {
        var parser = InputParser()
        #expect(parser.parse(bytes[..<cut]) == [])
        #expect(parser.flushDelay.map { $0 >= .seconds(2) } == true || cut >= bytes.count - 2)
        #expect(parser.parse(bytes[cut...]) == [event])
      }
    }
  }

  @Test func `Escape is waited for longer only while an answer may come`() {
    var parser = InputParser()
    #expect(parser.parse([0x1B]) == [])
    #expect(parser.flushDelay == .milliseconds(30))
    parser.expectsAnswers = true
    #expect(parser.flushDelay == .milliseconds(150))
    #expect(parser.flush() == [key(.escape)])
  }
}
