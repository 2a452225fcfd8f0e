import Glibc
import TerminalTestSupport
import Testing

/// Signals: those that ask, those that insist, and those of a crash.
@Suite(.waits) struct SignalsTests {
  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `signals end it and give the terminal back`(number: Int32) throws {
    let terminal = try probe(personality: .kitty)
    #expect(terminal.read { $0.screen.shows("event flags 15") })
    terminal.signal(number)
    #expect(terminal.waitForExit() == .status(128 + number))
    expectGivenBack(terminal)
  }

  /// The other signals that would end a process, the first and the last real-time signal included.
  private static let others: [Int32] = [
    SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, SIGPWR,
    SIGSTKFLT, 34, 64,
  ]

  @Test(arguments: others)
  func `every other signal that ends a process does so, too`(number: Int32) throws {
    let terminal = try probe(personality: .kitty)
    #expect(terminal.read(untilShown: "event flags 15"))
    terminal.signal(number)
    #expect(terminal.waitForExit() == .status(128 + number))
    expectGivenBack(terminal)
  }

  @Test(arguments: [SIGUSR1, SIGXFSZ, 40])
  func `one that is insisted on ends a process whose terminal does not read`(
    number: Int32
  ) throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    #expect(terminal.stopOutput())
    let end = ContinuousClock.now + .seconds(15)
    while terminal.exit == nil, ContinuousClock.now < end {
      terminal.signal(number)
      terminal.waitForExit(within: .milliseconds(200), isReading: false)
    }
    #expect(terminal.exit == .signal(number))
    #expect(terminal.modes == PseudoTerminal.freshModes)
  }

  /// Python's programs hand these down ignored, which is meant for what they write themselves.
  @Test(arguments: [("PIPE", SIGPIPE), ("XFSZ", SIGXFSZ)])
  func `signals of writes that somebody sends end it although the parent ignores them`(
    name: String,
    number: Int32
  ) throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c", "trap '' \(name); exec \"$0\"", PseudoTerminal.builtProgram("TerminalProbe"),
      ]
    )
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.signal(number)
    #expect(terminal.waitForExit() == .status(128 + number))
    expectGivenBack(terminal)
  }

  @Test(arguments: [("\u{3}", 130), ("\u{1C}", 131)] as [(String, Int32)])
  func `so do the keys for them`(key: String, status: Int32) throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.send(key)
    #expect(terminal.waitForExit() == .status(status))
    expectGivenBack(terminal)
  }

  @Test(arguments: [("t", [SIGILL, SIGTRAP]), ("o", [SIGSEGV, SIGBUS]), ("a", [SIGABRT])])
  func `a crash gives the terminal back`(key: String, signals: [Int32]) throws {
    let terminal = try probe(personality: .kitty)
    #expect(terminal.read { $0.screen.shows("event flags 15") })
    terminal.send(key)
    let exit = terminal.waitForExit()
    #expect(signals.map { PseudoTerminal.Exit.signal($0) }.contains { $0 == exit })
    expectGivenBack(terminal)
  }

  @Test(arguments: [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS])
  func `every signal of a crash gives the terminal back`(number: Int32) throws {
    let terminal = try probe(personality: .kitty)
    #expect(terminal.read(untilShown: "event flags 15"))
    terminal.signal(number)
    #expect(terminal.waitForExit() == .signal(number))
    expectGivenBack(terminal)
  }

  @Test(arguments: ["t", "a"])
  func `whoever handled crashes before does so after the terminal is given back`(
    key: String
  ) throws {
    let terminal = try probe("--handler")
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.send(key)
    #expect(terminal.waitForExit() == .status(42))
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.lines.filter { !$0.isEmpty } == ["handled"])
    #expect(terminal.modes == PseudoTerminal.freshModes)
  }

  @Test func `two requests at once are one`() throws {
    for _ in 0..<5 {
      let terminal = try probe()
      #expect(terminal.read(untilShown: "size 80x24"))
      for _ in 0..<20 { terminal.signal(SIGTERM) }
      #expect(terminal.waitForExit() == .status(128 + SIGTERM))
      expectGivenBack(terminal)
    }
  }

  @Test func `a terminal that does not read keeps nobody alive`() throws {
    let terminal = try probe()
    #expect(terminal.read(untilShown: "size 80x24"))
    // A buffer that is only filling up would leave room for a regular end. With this the process
    // ends at the first request a second after the first.
    #expect(terminal.stopOutput())
    let end = ContinuousClock.now + .seconds(15)
    while terminal.exit == nil, ContinuousClock.now < end {
      terminal.signal(SIGTERM)
      terminal.waitForExit(within: .milliseconds(200), isReading: false)
    }
    #expect(terminal.exit == .signal(SIGTERM))
    #expect(terminal.modes == PseudoTerminal.freshModes)
  }

  @Test(arguments: [
    ("HUP", SIGHUP), ("INT", SIGINT), ("QUIT", SIGQUIT), ("TSTP", SIGTSTP), ("USR1", SIGUSR1),
  ])
  func `what the parent ignores is not heard`(name: String, number: Int32) throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c", "trap '' \(name); exec \"$0\"", PseudoTerminal.builtProgram("TerminalProbe"),
      ]
    )
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.signal(number)
    terminal.send("w")
    #expect(terminal.read(untilShown: "event character(\"w\") press"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
  }
}
