import Foundation
import Glibc
import TerminalTestSupport
import Testing

@testable import Training

/// What of a run is on the disk while it goes on, and runs that are asked to save at once.
@Suite(.waits) struct RunSavingTests {
  private let runs: BackgroundRuns

  init() throws { runs = try BackgroundRuns() }

  /// What the log tells of saving.
  private func saves(_ run: RunDirectory) -> [String] {
    run.lines(run.log).filter { $0.hasPrefix("Saved as asked at agent step ") }
  }

  @Test func `a run that is asked to save again and again is the undisturbed one`() throws {
    let process = try runs.start(runs.words("asked", ["--checkpoint-interval", "100000"]))
    let asked = try runs.directory("asked")
    #expect(runs.eventually { !asked.lines(asked.log).isEmpty })
    for count in 1...20 {
      let before = asked.savedSteps ?? -1
      // What comes before a save has begun is the same request.
      for _ in 0..<count { kill(process.processIdentifier, SIGUSR1) }
      #expect(runs.eventually { saves(asked).count >= count })
      #expect(runs.eventually { asked.savedSteps ?? -1 >= before })
    }
    #expect(runs.eventually { asked.savedSteps ?? 0 > 0 })
    #expect(try PolicyFile.read(asked.policy).metadata["agent_steps"] != nil)
    #expect(process.isRunning)
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)

    let steps = try #require(asked.savedSteps)
    #expect(try run(runs.words("whole", ["--steps", "\(steps)"])).exitCode == 0)
    #expect(try asked.story() == runs.directory("whole").story())
  }

  @Test func `a request to save is told where each episode is`() throws {
    let file = runs.folder.path + "/output"
    let words = runs.words("asked").filter { $0 != "--quiet" }
    let process = try runs.start(
      ["-c", "exec \"$0\" \"$@\" >\(file)", PseudoTerminal.builtProgram("pong")] + words,
      program: "/bin/sh"
    )
    func told() -> [String] {
      let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(runs.eventually { told().count > 1 })
    kill(process.processIdentifier, SIGUSR1)
    #expect(runs.eventually { told().contains { $0.hasPrefix("Saved as asked") } })
    process.terminate()
    process.waitUntilExit()
    // The file tells what the log does, and then how it ended.
    let run = try runs.directory("asked")
    let (log, lines) = (run.lines(run.log).dropFirst(), told())
    #expect(Array(lines.prefix(log.count)) == Array(log))
    #expect(
      lines.dropFirst(log.count).map { $0.prefix(8) }
        == ["\(log.count - 1) episodes".prefix(8), "saved in", "play aga", ""]
    )
  }

  @Test func `a run on the screen is saved at once, also while it is paused or covered`() throws {
    let terminal = try pong(
      ["train", "article", "--directory", runs.folder.path + "/shown"] + BackgroundRuns.small
        + ["--checkpoint-interval", "100000"],
      configuration: runs.folder.path,
      columns: 120,
      rows: 40
    )
    #expect(terminal.read { $0.screen.shows("Learning") && $0.screen.shows("not yet") })
    let shown = try runs.directory("shown")
    func expectSave(_ number: Int) {
      terminal.signal(SIGUSR1)
      #expect(terminal.read { _ in saves(shown).count >= number }, "\(number)")
    }
    expectSave(1)
    #expect(terminal.read { $0.screen.shows(" ago") && !$0.screen.shows("not yet") })
    terminal.send("p")
    #expect(terminal.read(untilShown: "Paused"))
    expectSave(2)
    terminal.send("?")
    #expect(terminal.read(untilShown: "stop; the run is saved"))
    expectSave(3)
    terminal.signal(SIGTERM)
    #expect(terminal.waitForExit() == .status(128 + SIGTERM))
    #expect(Set(saves(shown)).count == 2)
  }

  @Test func `a run of Spinning Up's is saved after its epoch, and goes on`() throws {
    let data = runs.folder.path + "/data"
    func words(_ name: String, epochs: Int) -> [String] {
      [
        "spinup", "vpg", "--env", "Pong-ram-v0", "--hid", "[8]", "--steps_per_epoch", "200",
        "--epochs", "\(epochs)", "--save_freq", "100000", "--exp_name", name, "--data_dir", data,
        "--threads", "1", "--quiet",
      ]
    }
    let process = try runs.start(words("asked", epochs: 1_000_000))
    func directory(_ name: String) -> RunDirectory {
      RunDirectory(URL(fileURLWithPath: "\(data)/\(name)/\(name)_s0"), layout: .spinup)
    }
    let asked = directory("asked")
    #expect(runs.eventually { asked.savedSteps != nil })
    for _ in 0..<3 {
      let before = try #require(asked.savedSteps)
      #expect(
        runs.eventually {
          kill(process.processIdentifier, SIGUSR1)
          return asked.savedSteps ?? 0 > before
        }
      )
    }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 128 + SIGINT)
    let epochs = asked.lines(asked.progress).count - 1
    #expect(try run(words("whole", epochs: epochs)).exitCode == 0)
    func story(_ run: RunDirectory) throws -> ([String], [String: [UInt8]]) {
      let rows = run.lines(run.progress).map { line in
        line.split(separator: "\t").dropLast().joined(separator: "\t")
      }
      return (rows, try Checkpoint.read(run.checkpoint).tensors.mapValues(\.bytes))
    }
    #expect(try story(asked) == story(directory("whole")))
  }

  @Test func `rows, lines and events are on the disk after ten seconds, saved or not`() throws {
    let process = try runs.start(runs.words("runs", ["--checkpoint-interval", "100000"]))
    defer { process.terminate() }
    let directory = try runs.directory("runs")
    #expect(runs.eventually { !directory.lines(directory.log).isEmpty })
    // Time for an episode. Then only the clock that counts goes on, and not the process.
    usleep(1_000_000)
    kill(process.processIdentifier, SIGSTOP)
    #expect(directory.lines(directory.progress).count == 1)
    usleep(9_500_000)
    kill(process.processIdentifier, SIGCONT)
    #expect(runs.eventually { directory.lines(directory.progress).count > 1 })
    #expect(
      runs.eventually {
        directory.lines(directory.log).contains { $0.hasPrefix("At the end") }
      }
    )
    #expect(directory.savedSteps == nil)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
    let events = try names.filter { $0.contains(EventFile.mark) }.flatMap { name in
      EventFile.records(in: Array(try Data(contentsOf: directory.file(name))))
    }
    #expect(events.contains { $0.content == .scalars })
  }

  @Test func `a reader that goes away ends a run in good order`() throws {
    let words = runs.words("runs").filter { $0 != "--quiet" }
    let code = runs.folder.path + "/code"
    let outcome = try run(
      [
        "-c", "{ \"$0\" \"$@\"; echo $? >'\(code)'; } | head -1",
        PseudoTerminal.builtProgram("pong"),
      ] + words,
      program: "/bin/sh"
    )
    #expect(outcome.output == "At the end of episode 0 the total reward was : -21.0\n")
    #expect(outcome.errors == "")
    #expect(try String(contentsOfFile: code, encoding: .utf8) == "\(128 + SIGPIPE)\n")
    let directory = try runs.directory("runs")
    #expect(try PolicyFile.read(directory.policy).metadata["seed"] == "3")
    let steps = try #require(directory.savedSteps)
    let more = ["train", "--resume", directory.url.path, "--steps", "\(steps + 1)"]
    #expect(try run(more + BackgroundRuns.tail).exitCode == 0)
  }
}
