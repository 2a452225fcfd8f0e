import Foundation
import Glibc
import TerminalTestSupport
import Testing
import Training

@testable import PongCommand

/// Runs of the program itself that are killed or end, and go on.
@Suite(.waits) struct RunResumptionTests {
  private static let often = ["--checkpoint-interval", "0.02"]

  private let runs: BackgroundRuns

  init() throws { runs = try BackgroundRuns() }

  private func resume(_ path: String, _ more: [String]) -> [String] {
    ["train", "--resume", path] + more + BackgroundRuns.tail
  }

  @Test func `a run that is killed again and again tells the same as one that is not`() throws {
    let limit = ["--steps", "60000"]
    #expect(try run(runs.words("whole", limit)).exitCode == 0)
    let whole = try runs.directory("whole")

    var process = try runs.start(runs.words("killed", limit + Self.often))
    let killed = try runs.directory("killed")
    for steps in [10_000, 30_000] {
      #expect(runs.eventually { killed.savedSteps ?? 0 >= steps })
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // As a process leaves it that is killed while it writes.
      try Data("torn".utf8).write(
        to: killed.url.appendingPathComponent(
          ".checkpoint.safetensors.\(process.processIdentifier).1"
        )
      )
      process = try runs.start(resume(killed.url.path, limit + Self.often))
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let (expected, told) = (try whole.story(), try killed.story())
    #expect(told.rows == expected.rows && told.episodes == expected.episodes)
    #expect(told.events == expected.events && told.weights == expected.weights)
    let names = try FileManager.default.contentsOfDirectory(atPath: killed.url.path)
    #expect(!names.contains { $0.hasPrefix(".") })
    let seconds = try #require(try killed.metrics().values(of: "seconds")).compactMap { $0 }
    #expect(seconds == seconds.sorted())
  }

  @Test func `a checkpoint for which there is no room leaves nothing that is told twice`() throws {
    #expect(try run(runs.words("whole", ["--steps", "60000"])).exitCode == 0)
    let whole = try runs.directory("whole").story()
    #expect(try run(runs.words("full", ["--steps", "20000"])).exitCode == 0)
    let directory = try runs.directory("full")
    let (saved, episodes) = (directory.savedSteps, try directory.story().episodes)
    // Rows and lines are short; blocks are of 512 bytes here.
    let full = try run(
      ["-c", "ulimit -f 200; exec \"$0\" \"$@\"", PseudoTerminal.builtProgram("pong")]
        + resume(directory.url.path, ["--steps", "40000"]),
      program: "/bin/sh"
    )
    #expect(full.exitCode == 74 && full.errors.contains("checkpoint.safetensors"), "\(full)")
    #expect(directory.savedSteps == saved)
    let lines = directory.lines(directory.log).filter { $0.hasPrefix("At the end") }
    #expect(lines.count > episodes.count)
    #expect(try run(resume(directory.url.path, ["--steps", "60000"])).exitCode == 0)
    #expect(try directory.story() == whole)
  }

  @Test func `a run goes on from a checkpoint that was kept, to its own goal and limits`() throws {
    // The reward that was wanted is not reached.
    let limits = ["--until-reward", "21", "--steps", "40000", "--keep-checkpoints", "3"]
    #expect(try run(runs.words("runs", limits + Self.often)).exitCode == 3)
    let directory = try runs.directory("runs")
    let (story, goal) = (try directory.story(), try directory.description().goal)
    let kept = directory.keptCheckpoints
    #expect(kept.count == 3 && kept.last?.agentSteps == directory.savedSteps)
    let oldest = try #require(kept.first)
    #expect(oldest.agentSteps < 40_000)
    #expect(try run(["inspect", oldest.url.path, "--decisions", "1", "--plain"]).exitCode == 0)
    let again = try run(resume(oldest.url.path, ["--json"]))
    #expect(again.exitCode == 3)
    #expect(try object(again)["reached"] as? Bool == false)
    #expect(try directory.story() == story)
    #expect(try goal != nil && directory.description().goal == goal)
    let seconds = try #require(try directory.metrics().values(of: "seconds")).compactMap { $0 }
    #expect(seconds == seconds.sorted() && seconds.count == story.rows.count - 1)
  }

  @Test func `the screen of a run that is taken up shows the agents that were kept`() throws {
    let limits = ["--steps", "40000", "--keep-checkpoints", "3"]
    #expect(try run(runs.words("runs", limits + Self.often)).exitCode == 0)
    let directory = try runs.directory("runs")
    let terminal = try pong(
      ["train", "--resume", directory.url.path, "--steps", "1000000000"],
      configuration: runs.folder.path,
      columns: 120,
      rows: 40
    )
    #expect(terminal.read(untilShown: "Learning"))
    #expect(!terminal.screen.shows("Age "))
    // The age at which it was taken up, and an older one.
    terminal.send("\u{1B}[D")
    #expect(terminal.read(untilShown: "Age "))
    let age = terminal.screen.lines.first { $0.contains("Age ") }
    terminal.send("\u{1B}[D")
    #expect(
      terminal.read { $0.screen.lines.first { $0.contains("Age ") } != age }
    )
    #expect(terminal.screen.shows("Age "))
    terminal.send("q\r")
    #expect(terminal.waitForExit() == .status(0))
    let title = PolicyLocator.title(try #require(directory.keptCheckpoints.first).url.path)
    #expect(title.wholeMatch(of: /Article 0\.0\d* M/) != nil)
  }

  @Test func `a second process is refused with the number of the first, until that has gone`()
    throws
  {
    let first = try runs.start(runs.words("runs", Self.often))
    defer { first.terminate() }
    let directory = try runs.directory("runs")
    #expect(runs.eventually { directory.savedSteps != nil })
    let resume = resume(directory.url.path, ["--steps", "1"])
    let second = try run(resume)
    #expect(second.exitCode == 75)
    #expect(
      second.errors
        == "pong: \(directory.url.path): process \(first.processIdentifier) is writing there.\n"
    )
    kill(first.processIdentifier, SIGKILL)
    first.waitUntilExit()
    #expect(try run(resume).exitCode == 0)
  }

  @Test func `a command in the log is one for a shell, and runs nothing else`() throws {
    let arguments =
      ["train", "article", "--name", "a b; $(c)'\u{1B}[2J", "--steps", "1"] + BackgroundRuns.small
      + ["--directory", runs.folder.path + "/runs"] + BackgroundRuns.tail
    #expect(try run(arguments).exitCode == 0)
    let log = try runs.directory("runs").log
    let first = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")[0]
    #expect(first.hasPrefix(#"pong train article --name $'a b; $(c)\'\033[2J' --steps 1"#))
  }
}
