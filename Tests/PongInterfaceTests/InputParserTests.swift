import PongInterface
import Testing

struct InputParserTests {
  private func events(_ text: String) -> [InputEvent] {
    var parser = InputParser()
    return parser.parse(text.utf8)
  }

  private func key(
    _ key: Key,
    _ modifiers: Modifiers = [],
    _ phase: KeyEvent.Phase = .press,
    base: Key? = nil
  ) -> InputEvent {
    .key(KeyEvent(key, modifiers: modifiers, phase: phase, baseKey: base))
  }

  @Test(
    arguments: [
      ("q", Key.character("q"), Modifiers()),
      ("W", .character("w"), .shift),
      ("é", .character("é"), []),
      ("Ж", .character("ж"), .shift),
      ("😀", .character("😀"), []),
      ("\r", .enter, []),
      ("\n", .enter, []),
      ("\t", .tab, []),
      ("\u{7F}", .backspace, []),
      ("\u{8}", .backspace, []),
      ("\u{1}", .character("a"), .control),
      ("\0", .character(" "), .control),
      ("\u{1B}x", .character("x"), .alt),
      ("\u{1B}W", .character("w"), [.alt, .shift]),
      ("\u{1B}é", .character("é"), .alt),
      ("\u{1B}\u{7F}", .backspace, .alt),
      ("\u{1B}[A", .up, []),
      ("\u{1B}OA", .up, []),
      ("\u{1B}[1;2B", .down, .shift),
      ("\u{1B}[1;5C", .right, .control),
      ("\u{1B}[d", .left, .shift),
      ("\u{1B}Od", .left, .control),
      ("\u{1B}[H", .home, []),
      ("\u{1B}[4~", .end, []),
      ("\u{1B}[5~", .pageUp, []),
      ("\u{1B}[3;3~", .delete, .alt),
      ("\u{1B}[Z", .tab, .shift),
      ("\u{1B}OP", .function(1), []),
      ("\u{1B}[[B", .function(2), []),
      ("\u{1B}[15~", .function(5), []),
      ("\u{1B}[24;2~", .function(12), .shift),
      ("\u{1B}OM", .enter, []),
      ("\u{1B}Ox", .character("8"), []),
      ("\u{1B}[27;5;99~", .character("c"), .control),
    ] as [(String, Key, Modifiers)]
  )
  func `keys without a protocol`(text: String, expected: Key, modifiers: Modifiers) {
    #expect(events(text) == [key(expected, modifiers)])
  }

  @Test func `kitty's key reports`() {
    #expect(events("\u{1B}[119u") == [key(.character("w"))])
    #expect(events("\u{1B}[119;1:1u") == [key(.character("w"))])
    #expect(events("\u{1B}[119;1:2u") == [key(.character("w"), [], .repeat)])
    #expect(events("\u{1B}[119;1:3u") == [key(.character("w"), [], .release)])
    #expect(events("\u{1B}[1;1:3A") == [key(.up, [], .release)])
    #expect(events("\u{1B}[6;5:2~") == [key(.pageDown, .control, .repeat)])
    #expect(events("\u{1B}[13u\u{1B}[27u\u{1B}[9u") == [key(.enter), key(.escape), key(.tab)])
    #expect(events("\u{1B}[99;5u") == [key(.character("c"), .control)])
    #expect(events("\u{1B}[57417;1:3u") == [key(.left, [], .release)])
    #expect(events("\u{1B}[57376u") == [key(.function(13))])
  }

  @Test func `locks are no modifiers`() {
    #expect(events("\u{1B}[119;129u") == [key(.character("w"))])
    #expect(events("\u{1B}[119;65:3u") == [key(.character("w"), [], .release)])
    #expect(events("\u{1B}[1;194A") == [key(.up, .shift)])
  }

  @Test func `letters are lower-case and shifted signs themselves`() {
    #expect(events("\u{1B}[65;2u") == [key(.character("a"), .shift)])
    #expect(events("\u{1B}[97:65;2u") == [key(.character("a"), .shift)])
    #expect(events("\u{1B}[47:63;2u") == [key(.character("?"), .shift)])
    #expect(events("\u{1B}[47:63;1u") == [key(.character("/"))])
  }

  @Test func `the base layout tells the place of a key`() {
    #expect(events("\u{1B}[122::119;1:1u") == [key(.character("z"), base: .character("w"))])
    #expect(events("\u{1B}[119::119u") == [key(.character("w"))])
    #expect(
      events("\u{1B}[1094:1062:119;2u")
        == [key(.character("ц"), .shift, base: .character("w"))]
    )
    #expect(events("\u{1B}[119;1;119u") == [key(.character("w"))])
  }

  @Test func `keys that only modify are silent`() {
    #expect(events("\u{1B}[57441;2u\u{1B}[57358u\u{1B}[57441;1:3u") == [])
  }

  @Test func `mouse reports`() {
    let at = (column: 4, row: 9)
    func mouse(
      _ kind: MouseEvent.Kind,
      _ button: MouseEvent.Button? = nil,
      _ modifiers: Modifiers = []
    ) -> [InputEvent] {
      [
        .mouse(
          MouseEvent(kind, button: button, column: at.column, row: at.row, modifiers: modifiers)
        )
      ]
    }
    #expect(events("\u{1B}[<0;5;10M") == mouse(.press, .left))
    #expect(events("\u{1B}[<2;5;10m") == mouse(.release, .right))
    #expect(events("\u{1B}[<35;5;10M") == mouse(.motion))
    #expect(events("\u{1B}[<33;5;10M") == mouse(.drag, .middle))
    #expect(events("\u{1B}[<64;5;10M") == mouse(.scrollUp))
    #expect(events("\u{1B}[<65;5;10M") == mouse(.scrollDown))
    #expect(events("\u{1B}[<20;5;10M") == mouse(.press, .left, [.shift, .control]))
    #expect(events("\u{1B}[<128;5;10M") == mouse(.press, .other))
    #expect(events("\u{1B}[M %*") == mouse(.press, .left))
    #expect(events("\u{1B}[M#%*") == mouse(.release))
    #expect(events("\u{1B}[<0;0;10M\u{1B}[<0;5M\u{1B}[<M") == [])
  }

  @Test func `focus and answers`() {
    #expect(events("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
    #expect(events("\u{1B}[?15u") == [.report(.kittyFlags(15))])
    #expect(events("\u{1B}[?62;4;22c") == [.report(.deviceAttributes([62, 4, 22]))])
    #expect(events("\u{1B}[?2026;2$y") == [.report(.mode(number: 2026, value: 2))])
    #expect(events("\u{1B}[12;40R") == [.report(.cursorPosition(column: 39, row: 11))])
    let white = InputEvent.report(.background(red: 255, green: 255, blue: 255))
    #expect(events("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}") == [white])
    #expect(events("\u{1B}]11;rgb:ff/ff/ff\u{1B}\\q") == [white, key(.character("q"))])
    #expect(events("\u{1B}]11;rgb:ffff/ffff\u{7}\u{1B}P1$r0m\u{1B}\\") == [])
  }

  @Test func `a lone escape waits for time`() {
    var parser = InputParser()
    #expect(parser.flushDelay == nil)
    #expect(parser.parse([0x1B]) == [])
    #expect(parser.flushDelay != nil)
    #expect(parser.flush() == [key(.escape)])
    #expect(parser.flushDelay == nil)
    #expect(parser.flush() == [])
    #expect(parser.parse([0x1B, 0x1B]) == [key(.escape)])
    #expect(parser.flush() == [key(.escape)])
  }

  @Test(
    arguments: [
      ("\u{1B}[", Key.character("["), Modifiers.alt), ("\u{1B}O", .character("o"), [.alt, .shift]),
      ("\u{1B}]", .character("]"), .alt), ("\u{1B}P", .character("p"), [.alt, .shift]),
    ] as [(String, Key, Modifiers)]
  )
  func `a lone introducer is a key with Alt`(text: String, expected: Key, modifiers: Modifiers) {
    var parser = InputParser()
    #expect(parser.parse(text.utf8) == [])
    #expect(parser.flush() == [key(expected, modifiers)])
  }

  @Test(
    arguments: [
      [0x1B, 0x5B, 0x31, 0x3B], [0xE2, 0x82], [0x1B, 0x5D, 0x31], [0x1B, 0x5B, 0x4D, 0x20],
      [0xFF, 0xC0, 0x80, 0xF8], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
    ] as [[UInt8]]
  )
  func `what is cut short or wrong is dropped`(bytes: [UInt8]) {
    var parser = InputParser()
    #expect(parser.parse(bytes) == [])
    #expect(parser.flush() == [])
    #expect(parser.parse("q".utf8) == [key(.character("q"))])
  }

  @Test func `noise does not swallow the control key after it`() {
    let quit = key(.character("c"), .control)
    #expect(events("\u{1B}[1;\u{3}") == [quit])
    #expect(events("\u{1B}]11;rgb\u{3}") == [quit])
    #expect(events("\u{1B}[1;\u{1B}[A") == [key(.up)])
    #expect(events("\u{1B}]0;\u{1B}[A") == [key(.up)])
  }

  @Test func `numbers and strings of any length are survived`() {
    let number = String(repeating: "9", count: 10_000)
    let parameters = String(repeating: "1;", count: 10_000)
    #expect(events("\u{1B}[\(number)u\u{1B}[\(parameters)1Aq") == [key(.character("q"))])
    let string = "\u{1B}]" + String(repeating: "x", count: 4096) + "q"
    #expect(events(string) == [key(.character("q"))])
  }

  @Test func `the same events wherever the bytes are cut`() {
    let bytes = Array(
      "qé\u{1B}[A\u{1B}[1;5:3B\u{1B}[97:65;2u\u{1B}[<35;12;7M\u{1B}[I\u{1B}[?2026;2$y\u{1B}[M !!"
        .utf8
    )
    var whole = InputParser()
    let expected = whole.parse(bytes)
    #expect(expected.count == 9)
    for cut in bytes.indices {
      var parser = InputParser()
      #expect(parser.parse(bytes[..<cut]) + parser.parse(bytes[cut...]) == expected)
    }
  }

  @Test func `the keypad's Enter is Enter`() {
    #expect(events("\u{1B}[57414u\u{1B}OM") == [key(.enter), key(.enter)])
  }
}
