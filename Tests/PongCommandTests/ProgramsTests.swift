import Foundation
import TerminalTestSupport
import Testing
import Training

@testable import PongCommand

@Suite(.waits) struct ProgramsTests {
  /// Answers alike at every decision.
  private static let still =
    "exec:while read -r l; do case $l in "
    + #"*protocol*) echo '{"name":"Sh\u001b[31m","every":16}';; *over*) ;; "#
    + #"*) echo '{"turn":0}';; esac; done"#

  /// The folder of the programs that come as examples.
  private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Programs").path

  /// Whether Python is here, with a module.
  private static func hasPython(with module: String = "json") -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "python3 -c 'import \(module)' 2>&1"]
    process.standardOutput = Pipe()
    return (try? process.run()).map { process.waitUntilExit() } != nil
      && process.terminationStatus == 0
  }

  @Test func `a program is named by its command, and titled by its file`() {
    #expect(ProgramName("exec:python3 a/b/my-bot.py --fast")?.title == "my-bot")
    #expect(ProgramName("exec:./bot")?.command == "./bot")
    #expect(ProgramName("exec:")?.command == nil && ProgramName("exec:  ") == nil)
    #expect(ProgramName("bot") == nil)
    #expect(Players.isKnown("exec:anything") && !Players.isKnown("exec:"))
  }

  @Test(arguments: ["evaluate", "record"])
  func `a program that fails ends the command with its name`(command: String) throws {
    let folder = try TemporaryFolder()
    let more = command == "record" ? ["--gif", folder.path + "/a.gif"] : []
    for (program, code) in [("echo oh no >&2; exit 3", Int32(69)), ("echo what", 76)] {
      let outcome = try run([command, "--right", "exec:" + program] + more)
      #expect(outcome.exitCode == code)
      #expect(outcome.errors.hasPrefix("pong: The program \"\(program)\" "))
      #expect(outcome.errors.contains("\n  oh no\n") == (code == 69))
      #expect(outcome.output.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `an evaluation with programs is the same for any number of threads`() throws {
    let outputs = try ["1", "3"].map { threads in
      let outcome = try run([
        "evaluate", "--left", Self.still, "--right", "random", "--episodes", "4", "--json",
        "--threads", threads,
      ])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      return outcome.output
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test func `a program on the screen is called as it calls itself, and obeys nobody's keys`()
    throws
  {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["watch", "--left", Self.still, "--right", "atari", "--seed", "1"],
      configuration: folder.path
    )
    #expect(terminal.read(untilShown: "Sh\u{FFFD}[31m"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `a program that dies in a live game gives the terminal back and says why`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      [
        "play", "--left", "exec:read -r l; echo '{\"every\":1}'; read -r l; echo bye >&2; exit 7",
        "--seed", "1",
      ],
      configuration: folder.path,
      columns: 100
    )
    #expect(terminal.waitForExit() == .status(69))
    #expect(!terminal.screen.isAlternate && terminal.modes == PseudoTerminal.freshModes)
    let lines = terminal.screen.lines.filter { !$0.isEmpty }
    #expect(lines.first?.hasPrefix("pong: The program \"read -r l; echo") == true)
    #expect(lines.last == "  bye")
  }

  @Test func `a signal that ends the command ends its programs`() throws {
    let mark = "pong-signal-\(UUID().uuidString)"
    // On a terminal, since Foundation's processes inherit the signals that a test's thread blocks.
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["evaluate", "--right", "\(Self.still); : \(mark)", "--episodes", "1000000"],
      configuration: folder.path
    )
    let clock = ContinuousClock()
    let began = clock.now
    func waits(_ condition: () throws -> Bool) rethrows {
      while try condition(), clock.now - began < .seconds(60) { usleep(2000) }
    }
    // The command itself has the mark in its arguments, too; the shell is in another session.
    func shells() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
        guard let number = Int32(entry), number != terminal.process,
          let data = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline")
        else { return false }
        return String(decoding: data, as: UTF8.self).contains(mark)
      }
    }
    try waits { try shells().isEmpty }
    #expect(try !shells().isEmpty)
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .signal(SIGINT))
    try waits { try !shells().isEmpty }
    #expect(try shells().isEmpty)
  }

  @Test(.enabled(if: ProgramsTests.hasPython()))
  func `the follower in Python beats the computer`() throws {
    let program = "exec:python3 \(Self.examples)/follower.py"
    let outcome = try run(["evaluate", "--right", program, "--episodes", "2", "--json"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try #require(try object(outcome)["mean_reward"] as? Double) > 5)
  }

  @Test(.enabled(if: ProgramsTests.hasPython(with: "numpy")), arguments: ["champion", "even"])
  func `a network in numpy plays the game that the file's own player plays`(name: String) throws {
    let file = PolicyLocator.folder.appendingPathComponent(name + ".safetensors").path
    // Every step of this environment lasts as long as a decision of the program.
    let common = [
      "evaluate", "--environment", "PongDeterministic-v4", "--episodes", "1", "--json",
    ]
    for side in ["--left", "--right"] {
      let other = side == "--left" ? ["--right", "atari"] : []
      let own = try run(common + other + [side, name, "--greedy"])
      let program = "exec:python3 \(Self.examples)/network.py \(file) --every 4"
      let numpy = try run(common + other + [side, program])
      #expect(numpy.exitCode == 0, "\(numpy.errors)")
      #expect(try summary(numpy) == summary(own))
    }
  }
}
