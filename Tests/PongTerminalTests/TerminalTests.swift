import Glibc
import TerminalTestSupport
import Testing

/// The terminal from the user's side, through a pseudo-terminal.
@Suite(.waits) struct TerminalTests {
  @Test(arguments: [PseudoTerminal.Personality.silent, .plain, .kitty])
  func `shows the picture, takes keys, and is given back`(
    personality: PseudoTerminal.Personality
  ) throws {
    let terminal = try probe(personality: personality)
    #expect(terminal.read(untilShown: "size 80x24"))
    #expect(terminal.screen.isAlternate)
    #expect(terminal.screen.modes.isSuperset(of: [1003, 1006, 1004, 1049]))
    #expect(!terminal.screen.modes.contains(25))
    terminal.send("w")
    #expect(terminal.read(untilShown: "event character(\"w\") press"))
    terminal.send("\u{1B}[<35;12;7M")
    #expect(terminal.read(untilShown: "event motion 11 6"))
    terminal.send("\u{1B}")
    #expect(terminal.read(untilShown: "event escape press"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal)
  }

  @Test func `kitty's protocol is pushed once the terminal has said it is known`() throws {
    let terminal = try probe(personality: .kitty)
    #expect(terminal.read { $0.screen.keyboardStack == [15] })
    #expect(terminal.read(untilShown: "event flags 15"))
    terminal.send("\u{1B}[119;1:3u")
    #expect(terminal.read(untilShown: "event character(\"w\") release"))
    terminal.send("\u{1B}[99;5u")
    #expect(terminal.waitForExit() == .status(130))
    expectGivenBack(terminal)
  }

  @Test func `kitty's protocol can be forced and refused`() throws {
    let forced = try probe("--keyboard", "on")
    #expect(forced.read { $0.screen.keyboardStack == [15] })
    forced.send("q")
    #expect(forced.waitForExit() == .status(0))
    expectGivenBack(forced)

    let refused = try probe("--keyboard", "off", personality: .kitty)
    #expect(refused.read(untilShown: "size 80x24"))
    refused.send("q")
    #expect(refused.waitForExit() == .status(0))
    #expect(!refused.text.contains("\u{1B}[>15u"))
    #expect(!refused.text.contains("\u{1B}[?u"))
  }

  @Test func `follows the window to any size`() throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    for (columns, rows) in [(1, 1), (500, 200), (20, 5), (3, 50), (120, 40), (1, 1), (80, 24)] {
      terminal.resize(columns: columns, rows: rows)
      let shown = String("size \(columns)x\(rows)".prefix(columns))
      #expect(terminal.read { $0.screen.lines.first?.hasPrefix(shown) == true })
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal)
  }

  @Test(arguments: [(1, 1), (500, 200)])
  func `starts at any size`(columns: Int, rows: Int) throws {
    let terminal = try probe("--frames", "3", columns: columns, rows: rows)
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal)
  }

  @Test func `ends when the window is closed`() throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.hangUp()
    #expect(terminal.waitForExit() == .status(129))
  }

  @Test func `a second one is refused, and the first does not suffer`() throws {
    let terminal = try probe("twice")
    #expect(terminal.waitForExit() == .status(69))
    #expect(terminal.modes == PseudoTerminal.freshModes)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.text.contains("cannot be opened"))
  }

  @Test func `an answer that comes while it closes is not left for the shell`() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c", "\"$0\"; echo over; read answer; echo \"<$answer>\"",
        PseudoTerminal.builtProgram("TerminalProbe"),
      ]
    )
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.send("q")
    #expect(terminal.read { $0.text.contains("\u{1B}[?1004l") })
    terminal.send("\u{1B}[?0u\u{1B}[?62;22c")
    terminal.send("\u{1B}[?62;22c")
    // Until the program is gone, it may still be throwing input away.
    #expect(terminal.read { !$0.screen.isAlternate && $0.screen.shows("over") })
    #expect(!terminal.text.contains("\u{1B}[>15u"))
    terminal.send("\n")
    #expect(terminal.read(untilShown: "<"))
    #expect(terminal.screen.shows("<>"))
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `it asks once more before it goes, so that nothing is under way`() throws {
    let terminal = try probe(personality: .plain)
    #expect(terminal.read(untilShown: "size 80x24"))
    #expect(terminal.waitForReadInput())
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let parts = terminal.text.split(separator: "\u{1B}[c")
    #expect(parts.count == 3)
    #expect(parts.dropFirst().first?.hasSuffix("\u{1B}[?1004l") == true)
    #expect(parts.last?.contains("\u{1B}[?1049l") == true)
    expectGivenBack(terminal)
  }

  // A terminal that cannot be asked anything.
  @Test(arguments: described(["linux"]))
  func `keys struck while it closes are not for the shell`(type: String) throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c", "\"$0\" --still; echo over; read answer; echo \"<$answer>\"",
        PseudoTerminal.builtProgram("TerminalProbe"),
      ],
      environment: PseudoTerminal.environment(type: type)
    )
    #expect(terminal.read(untilShown: "size 80x24"))
    // It can write no farewell, and so it cannot have thrown away what was typed.
    #expect(terminal.stopOutput())
    terminal.send("q")
    #expect(terminal.waitForReadInput())
    terminal.send("bed")
    terminal.resumeOutput()
    #expect(terminal.read(untilShown: "over"))
    terminal.send("\n")
    #expect(terminal.read(untilShown: "<"))
    #expect(terminal.screen.shows("<>"))
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `Ctrl-S is a key and stops nothing`() throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.send("\u{13}")
    #expect(terminal.read(untilShown: "event character(\"s\") press"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `Ctrl-C is found by its place on other keyboards`() throws {
    let terminal = try probe(personality: .kitty)
    #expect(terminal.read(untilShown: "event flags 15"))
    terminal.send("\u{1B}[1089::99;5u")
    #expect(terminal.waitForExit() == .status(130))
    expectGivenBack(terminal)
  }

  @Test func `all is drawn anew in a window of another size`() throws {
    let terminal = try probe("--still")
    #expect(terminal.read(untilShown: "size 80x24"))
    // Terminals make of the old picture what they like.
    terminal.resize(columns: 90, rows: 30, filling: "#")
    #expect(terminal.read(untilShown: "size 90x30"))
    #expect(terminal.read { !$0.screen.shows("#") })
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `exit, called from anywhere, gives it back`() throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.send("x")
    #expect(terminal.waitForExit() == .status(3))
    expectGivenBack(terminal)
  }

  @Test func `a thrown error gives it back before it is told`() throws {
    let terminal = try probe("--fail", "--frames", "5")
    #expect(terminal.waitForExit() == .status(1))
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.lines.filter { !$0.isEmpty } == ["probe: Fault()"])
    #expect(terminal.modes == PseudoTerminal.freshModes)
  }

  @Test(arguments: [
    (nil, "probe: TERM is not set;"), ("", "probe: TERM is not set;"),
    ("dumb", "probe: the terminal type TERM=dumb cannot show a game;"),
    ("unknown", "probe: nothing is known of the terminal type TERM=unknown;"),
    ("no-such", "probe: nothing is known of the terminal type TERM=no-such;"),
    ("\u{1B}[31m", "probe: nothing is known of the terminal type TERM=?[31m;"),
  ])
  func `says what is wrong with TERM, and writes nothing else`(
    type: String?,
    message: String
  ) throws {
    let terminal = try probe(type: type)
    #expect(terminal.waitForExit() == .status(78))
    #expect(terminal.text.hasPrefix(message))
    #expect(terminal.text.filter(\.isNewline).count == 1)
    #expect(!terminal.output.contains(0x1B))
    #expect(terminal.modes == PseudoTerminal.freshModes)
  }

  @Test(arguments: [("</dev/null", "input"), (">/dev/null", "output")])
  func `says which stream is not a terminal`(redirection: String, stream: String) throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", "\"$0\" \(redirection)", PseudoTerminal.builtProgram("TerminalProbe")]
    )
    #expect(terminal.waitForExit() == .status(69))
    #expect(terminal.text.hasPrefix("probe: standard \(stream) is not a terminal;"))
    #expect(!terminal.output.contains(0x1B))
  }

  @Test(
    arguments: described(
      ["vt100", "linux", "screen", "tmux-256color", "xterm", "xterm-direct", "ansi"]
    )
  )
  func `any terminal that can place its cursor will do`(type: String) throws {
    let terminal = try probe("--frames", "20", "--unpaced", type: type)
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.modes == PseudoTerminal.freshModes)
    #expect(terminal.output.count > 100)
  }

  @Test func `without Unicode only ASCII is written`() throws {
    let terminal = try probe("--frames", "60", "--unpaced", variables: ["LC_ALL": "C"])
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    #expect(terminal.output.contains(UInt8(ascii: "\"")))
  }

  @Test func `NO_COLOR is heeded, and an option outdoes it`() throws {
    let plain = try probe("--frames", "60", "--unpaced", variables: ["NO_COLOR": "1"])
    #expect(plain.waitForExit() == .status(0))
    #expect(!plain.text.contains("\u{1B}[38") && !plain.text.contains("\u{1B}[48"))
    #expect(plain.text.contains("▀"))
    let colored = try probe(
      "--frames",
      "60",
      "--unpaced",
      "--colors",
      "256",
      variables: ["NO_COLOR": "1"]
    )
    #expect(colored.waitForExit() == .status(0))
    #expect(colored.text.contains("48;5;94"))
  }

  @Test func `an empty NO_COLOR asks for nothing, and tmux takes no 24-bit colours`() throws {
    for variables in [["NO_COLOR": ""], ["COLORTERM": "truecolor", "TMUX": "/tmp/tmux,1,0"]] {
      let terminal = try probe("--frames", "3", "--unpaced", variables: variables)
      #expect(terminal.waitForExit() == .status(0))
      #expect(terminal.text.contains("48;5;94"))
    }
  }

  @Test func `24-bit colours are used where the terminal names them`() throws {
    let terminal = try probe(
      "--frames",
      "5",
      "--unpaced",
      variables: ["COLORTERM": "truecolor"]
    )
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal)
    let ground = described(["xterm-direct"]).isEmpty ? "48;5;94" : "48:2::144:72:17"
    #expect(terminal.text.contains(ground))
  }

  @Test(arguments: described(["xterm", "xterm-256color", "xterm-direct"]))
  func `more colours than the terminal can pair are survived`(type: String) throws {
    let terminal = try probe("--rainbow", "--unpaced", "--frames", "50", type: type)
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.screen.linesLeft[23] == String(repeating: "▄", count: 80))
    expectGivenBack(terminal)
  }

  @Test func `finds out what the terminal can`() throws {
    let terminal = try probe("detect", personality: .kitty)
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.text.contains("keyboardFlags: Optional(15)"))
    #expect(terminal.text.contains("deviceAttributes: Optional([62, 22])"))
    #expect(terminal.text.contains("rgb(255, 255, 255)"))
    #expect(terminal.screen.keyboardStack == [])
  }
}
