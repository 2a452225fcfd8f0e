import Testing

@testable import PongInterface

struct InputScriptTests {
  @Test func `every kind of line`() throws {
    let script = try InputScript(
      parsing: """
        # a game
        10 mouse move 30 12   # the knob

        11 mouse press left 30 12
        11 mouse release right 1 2
        12 mouse scroll down 0 0
        120 press up
        150 repeat up
        180 release up
        200 type aB
        201 press ctrl-c
        202 press shift-tab
        203 press space
        203 press f12
        204 press -
        210 focus out
        220 resize 80 24
        """
    )
    let expected: [(Int, InputEvent)] = [
      (10, .mouse(MouseEvent(.motion, column: 30, row: 12))),
      (11, .mouse(MouseEvent(.press, button: .left, column: 30, row: 12))),
      (11, .mouse(MouseEvent(.release, button: .right, column: 1, row: 2))),
      (12, .mouse(MouseEvent(.scrollDown, column: 0, row: 0))),
      (120, .key(KeyEvent(.up))),
      (150, .key(KeyEvent(.up, phase: .repeat))),
      (180, .key(KeyEvent(.up, phase: .release))),
      (200, .key(KeyEvent(.character("a")))),
      (200, .key(KeyEvent(.character("b")))),
      (201, .key(KeyEvent(.character("c"), modifiers: .control))),
      (202, .key(KeyEvent(.tab, modifiers: .shift))),
      (203, .key(KeyEvent(.character(" ")))),
      (203, .key(KeyEvent(.function(12)))),
      (204, .key(KeyEvent(.character("-")))),
      (210, .focus(false)),
      (220, .resize(columns: 80, rows: 24)),
    ]
    #expect(script.entries == expected.map { InputScript.Entry(frame: $0.0, event: $0.1) })
  }

  @Test(arguments: [
    ("press up", 1, InputScript.ParseError.Reason.frameExpected(found: "press")),
    ("\n-1 press up", 2, .frameExpected(found: "-1")),
    ("5 press up\n4 press up", 2, .frameFalls(from: 5, to: 4)),
    ("1 hit up", 1, .unknownWord("hit")),
    ("1 press sideways", 1, .unknownWord("sideways")),
    ("1 press f99", 1, .unknownWord("f99")),
    ("1", 1, .wordExpected),
    ("# x\n1 mouse move 3", 2, .wordExpected),
    ("1 mouse move 3 x", 1, .unknownWord("x")),
    ("1 mouse press side 1 1", 1, .unknownWord("side")),
    ("1 focus up", 1, .unknownWord("up")),
    ("1 press up down", 1, .wordTooMany("down")),
  ])
  func `errors name the line`(text: String, line: Int, reason: InputScript.ParseError.Reason) {
    #expect(throws: InputScript.ParseError(line: line, reason: reason)) {
      try InputScript(parsing: text)
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines end as on any system, behind comments too`(end: String) throws {
    let lines = ["\u{FEFF}# made on Windows", "10 press up", "", "200 type q # the end", ""]
    let script = try InputScript(parsing: lines.joined(separator: end))
    #expect(
      script.entries == [
        InputScript.Entry(frame: 10, event: .key(KeyEvent(.up))),
        InputScript.Entry(frame: 200, event: .key(KeyEvent(.character("q")))),
      ]
    )
    #expect(throws: InputScript.ParseError(line: 3, reason: .unknownWord("hit"))) {
      try InputScript(parsing: ["# x", "", "1 hit up"].joined(separator: end))
    }
  }
}
