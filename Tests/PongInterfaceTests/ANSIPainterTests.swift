import PongInterface
import TerminalTestSupport
import Testing

struct ANSIPainterTests {
  private func surface(_ lines: [String], style: Style = .plain) -> Surface {
    var surface = Surface(columns: lines.map(\.count).max() ?? 0, rows: lines.count)
    for (row, line) in lines.enumerated() {
      surface.write(line, column: 0, row: row, style: style)
    }
    return surface
  }

  @Test func `a terminal shows each surface after the one before`() {
    var painter = ANSIPainter(depth: .truecolor)
    var terminal = TerminalModel(columns: 5, rows: 3)
    var seen: [[String]] = []
    for lines in [["hello", "▀▄ ⣿", "x"], ["hallo", "▀▄ ⣿", "  y"], ["", "", "   z"]] {
      terminal.write(painter.changes(to: surface(lines.map { $0.padded(to: 5) })).utf8)
      seen.append(terminal.lines)
    }
    #expect(seen == [["hello", "▀▄ ⣿", "x"], ["hallo", "▀▄ ⣿", "  y"], ["", "", "   z"]])
  }

  @Test func `only changes are written`() {
    var painter = ANSIPainter(depth: .mono)
    _ = painter.changes(to: surface(["abcdef", "ghijkl"]))
    #expect(painter.changes(to: surface(["abcdef", "ghijkl"])).isEmpty)
    #expect(painter.changes(to: surface(["abcdef", "gHIjkL"])) == "\u{1B}[2;2HHI\u{1B}[2;6HL")
    // Another size is another picture.
    #expect(painter.changes(to: surface(["a"])).contains("\u{1B}[2J"))
  }

  @Test func `colours are those that the terminal has`() {
    let red = Style(foreground: .rgb(255, 0, 0), background: .rgb(0, 0, 128), attributes: .bold)
    func text(_ depth: ColorDepth) -> String {
      var painter = ANSIPainter(depth: depth)
      return painter.lines(of: surface(["a"], style: red))[0]
    }
    #expect(text(.truecolor) == "\u{1B}[0;1;38;2;255;0;0;48;2;0;0;128ma\u{1B}[0m")
    #expect(text(.indexed256) == "\u{1B}[0;1;38;5;196;48;5;18ma\u{1B}[0m")
    #expect(text(.ansi16) == "\u{1B}[0;1;91;44ma\u{1B}[0m")
    #expect(text(.ansi8) == "\u{1B}[0;1;31;44ma\u{1B}[0m")
    #expect(text(.mono) == "\u{1B}[0;1ma\u{1B}[0m")
  }

  @Test func `printed lines end where their text does`() {
    var painter = ANSIPainter(depth: .mono, usesUnicode: false)
    #expect(painter.lines(of: surface(["ab   ", "     ", " █─  "])) == ["ab", "", " #-"])
  }
}

extension String {
  /// The text with blanks at its end.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
