import Glibc
import TerminalTestSupport
import Testing

/// Suspension as a shell with job control sees it.
@Suite(.waits) struct SuspensionTests {
  /// A shell that starts the probe, says when it is stopped, and brings it back for an Enter.
  private func shell(
    _ personality: PseudoTerminal.Personality
  ) throws -> PseudoTerminal {
    let script = """
      set -m
      "$0"
      echo stopped $?
      read answer
      echo "<$answer>"
      fg >/dev/null
      echo ended $?
      """
    return try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", script, PseudoTerminal.builtProgram("TerminalProbe")],
      personality: personality
    )
  }

  @Test(arguments: [
    (PseudoTerminal.Personality.silent, "\u{1A}"), (.plain, "\u{1A}"), (.kitty, "\u{1B}[122;5u"),
  ])
  func `the shell gets its terminal back, and the game too`(
    personality: PseudoTerminal.Personality,
    key: String
  ) throws {
    let terminal = try shell(personality)
    #expect(terminal.read(untilShown: "size 80x24"))
    if personality == .kitty { #expect(terminal.read { $0.screen.keyboardStack == [15] }) }
    // What was typed at the game is not for the shell.
    terminal.send(key + "bed")
    #expect(terminal.read(untilShown: "stopped"))
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.modes == TerminalModel.initialModes)
    #expect(terminal.screen.keyboardStack == [])
    #expect(terminal.modes == PseudoTerminal.freshModes)

    // Another size meanwhile.
    terminal.resize(columns: 100, rows: 30)
    terminal.send("\n")
    #expect(terminal.read { $0.text.contains("<>") })
    #expect(terminal.read { $0.screen.isAlternate && $0.screen.shows("size 100x30") })
    #expect(terminal.read { $0.screen.modes.isSuperset(of: [1003, 1006, 1004]) })
    #expect(terminal.read { !$0.screen.modes.contains(25) })
    if personality == .kitty { #expect(terminal.read { $0.screen.keyboardStack == [15] }) }
    terminal.send("w")
    #expect(terminal.read(untilShown: "event character(\"w\") press"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "ended 0"))
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.screen.keyboardStack == [])
    #expect(terminal.modes == PseudoTerminal.freshModes)
  }

  @Test func `a stop that cannot be caught is made good afterwards`() throws {
    let terminal = try probe(personality: .kitty)
    #expect(terminal.read { $0.screen.keyboardStack == [15] })
    #expect(terminal.read(untilShown: "event flags 15"))
    terminal.signal(SIGSTOP)
    terminal.signal(SIGCONT)
    #expect(terminal.read(untilShown: "event resumed"))
    #expect(terminal.read { $0.screen.keyboardStack == [15] })
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal)
  }

  @Test func `nothing stops where no shell could bring it back`() throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.send("\u{1A}")
    #expect(terminal.read(untilShown: "event resumed"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal)
  }

  @Test func `no request to stop is lost, whenever it comes`() throws {
    let terminal = try probe("--unpaced", "--trail")
    #expect(terminal.read(untilShown: "size 80x24"))
    for round in 1...40 {
      // Most of the time it is writing a picture just then.
      terminal.signal(SIGTSTP)
      #expect(terminal.read { $0.screen.departures == round && $0.screen.isAlternate })
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal)
  }
}
