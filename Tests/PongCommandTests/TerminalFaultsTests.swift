import Foundation
import TerminalTestSupport
import Testing

/// Terminals, keyboards and locales that are not as one would wish.
@Suite(.waits) struct TerminalFaultsTests {
  private func play(
    _ arguments: [String] = ["play", "--seed", "1"],
    in folder: TemporaryFolder,
    variables: [String: String] = [:],
    columns: Int = 80,
    rows: Int = 24
  ) throws -> PseudoTerminal {
    var environment = PseudoTerminal.environment(adding: ["XDG_CONFIG_HOME": folder.path])
    for (name, value) in variables { environment[name] = value.isEmpty ? nil : value }
    return try PseudoTerminal(
      PseudoTerminal.builtProgram("pong"),
      arguments: arguments,
      environment: environment,
      columns: columns,
      rows: rows
    )
  }

  private func write(_ settings: String, in folder: TemporaryFolder) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    _ = try folder.write(settings, to: "pong/settings")
  }

  // MARK: Keyboards

  @Test func `a paste and a badly ended answer are no keys`() throws {
    let terminal = try play(in: try TemporaryFolder())
    #expect(terminal.read(untilShown: "rally"))
    #expect(terminal.screen.modes.contains(2004))
    terminal.send("\u{1B}[200~Meet me at six, quickly\r\u{1B}[201~")
    terminal.send("\u{1B}]11;rgb:0000/0000/0000\u{1B}\u{1B}[?1;2c")
    terminal.send("?")
    #expect(terminal.read(untilShown: "how keys are read"))
    #expect(!terminal.text.contains("Paused"))
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .status(130))
    expectGivenBack(terminal, writing: terminal.screen.lines.filter { !$0.isEmpty })
  }

  @Test func `letters of a Cyrillic layout are commands by their place`() throws {
    let terminal = try play(in: try TemporaryFolder())
    #expect(terminal.read(untilShown: "rally"))
    terminal.send("з")
    #expect(terminal.read(untilShown: "Paused"))
    terminal.send("й")
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `keys set in the settings are shown, and what is wrong with them is said`() throws {
    let folder = try TemporaryFolder()
    try write("[keys]\nleft-up = z\nleft-down = nokey\n", in: folder)
    let terminal = try play(
      ["play", "--left", "human", "--right", "human"],
      in: folder,
      columns: 100,
      rows: 30
    )
    #expect(terminal.read(untilShown: "rally"))
    terminal.send("?")
    #expect(terminal.read(untilShown: "Z S  D"))
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .status(130))
    #expect(terminal.text.contains("pong: settings: left-down: there is no key \"nokey\"."))
    let text = try String(contentsOfFile: folder.path + "/pong/settings", encoding: .utf8)
    #expect(text == "[keys]\nleft-up = z\nleft-down = nokey\n")
  }

  // MARK: Characters

  @Test func `a locale that is not installed but named UTF-8 has Unicode`() throws {
    for variables in [["LC_ALL": "", "LANG": "xx_XX.UTF-8"], ["LC_ALL": "yy_YY.utf8@euro"]] {
      let terminal = try play(["menu"], in: try TemporaryFolder(), variables: variables)
      #expect(terminal.read(untilShown: "against"))
      #expect(terminal.screen.lines.joined().contains { "─│╭█▀▄".contains($0) })
      #expect(!terminal.screen.lines.joined().contains("??"))
      terminal.send("q")
      #expect(terminal.waitForExit() == .status(0))
    }
  }

  @Test func `characters that were asked for are used whatever the locale`() throws {
    for (glyphs, isUnicode) in [("half", true), ("quarter", true), ("ascii", false)] {
      let terminal = try play(
        ["play", "--seed", "1", "--glyphs", glyphs],
        in: try TemporaryFolder(),
        variables: ["LC_ALL": "C"]
      )
      #expect(terminal.read(untilShown: "rally"))
      #expect(terminal.screen.lines.joined().contains { !$0.isASCII } == isUnicode)
      #expect(!terminal.screen.lines.joined().contains("??"))
      terminal.send("q")
      #expect(terminal.waitForExit() == .status(0))
    }
  }

  @Test func `pictures of ASCII have no other sign on any screen`() throws {
    let folder = try TemporaryFolder()
    try write("glyphs = ascii\nright = article\nleft = human\n", in: folder)
    let terminal = try play(["menu"], in: folder, columns: 120, rows: 40)
    #expect(terminal.read(untilShown: "against"))
    for (keys, shown) in [("\r", "rally"), ("n", "Inside"), ("?", "how keys are read")] {
      terminal.send(keys)
      #expect(terminal.read(untilShown: shown))
      let others = terminal.screen.lines.joined().filter { !$0.isASCII }
      #expect(others == "", "\(keys)")
    }
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .status(130))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  // MARK: Sizes

  @Test(arguments: [(80, 65_535), (65_535, 24), (2000, 1000), (1, 1), (80, 0), (0, 0)])
  func `no size of a terminal ends the program`(columns: Int, rows: Int) throws {
    // The test's own model of such a terminal would be as large.
    let terminal = try play(["menu"], in: try TemporaryFolder())
    #expect(terminal.read(untilShown: "against"))
    for size in [(columns, rows), (100, 30), (columns, rows)] {
      let before = terminal.output.count
      terminal.resizeWindowOnly(columns: size.0, rows: size.1)
      // A window that does not tell its size counts as 80 x 24.
      if size.0 > 0, size.1 > 0 { #expect(terminal.read { $0.output.count > before }) }
    }
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .status(130))
    let script = """
      stty cols \(columns) rows \(rows); "$0" play --seed 1 --frames 20; echo "ended $?"
      """
    let started = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", script, PseudoTerminal.builtProgram("pong")],
      environment: PseudoTerminal.environment(adding: ["XDG_CONFIG_HOME": "/nonexistent"])
    )
    #expect(started.read { $0.text.contains("ended 0") })
    #expect(started.waitForExit() == .status(0))
  }
}
