import Foundation
import Glibc
import TerminalTestSupport
import Testing
import Training

/// Runs of the program itself that are killed, and go on.
struct RunResumptionTests {
  private static let small = ["--hidden", "8", "--environments", "8"]
  private static let tail = [
    "--threads", "1", "--headless", "--quiet", "--checkpoint-interval", "0.02",
  ]

  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PseudoTerminal.builtProgram("pong"))
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The run below a directory, as soon as it is there.
  private func directory(in folder: TemporaryFolder, _ name: String) throws -> RunDirectory {
    var runs: [RunDirectory] = []
    for _ in 0..<2000 where runs.isEmpty {
      usleep(10_000)
      runs = RunDirectory.all(in: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    }
    return try #require(runs.first)
  }

  /// Waits until a run has been saved at or after so many agent steps.
  private func wait(for run: RunDirectory, steps: Int) throws -> Bool {
    for _ in 0..<2000 {
      let metadata = try? Safetensors.metadata(of: run.checkpoint)
      if let done = metadata?["agent_steps"].flatMap({ Int($0) }), done >= steps { return true }
      usleep(10_000)
    }
    return false
  }

  /// What is the same in every run of these settings: rows without times, and lines of episodes.
  private func story(of run: RunDirectory) throws -> (rows: [[String]], lines: [String]) {
    func lines(_ url: URL) throws -> [String] {
      try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
    }
    let rows = try lines(run.progress).map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Array(cells[..<3] + cells[5...])
    }
    return (rows, try lines(run.log).filter { $0.hasPrefix("At the end") })
  }

  @Test func `a run that is killed again and again tells the same as one that is not`() throws {
    let folder = try TemporaryFolder()
    let limit = ["--steps", "120000"]
    func settings(_ name: String) -> [String] {
      ["train", "article", "--seed", "3"] + Self.small + limit
        + ["--directory", "\(folder.path)/\(name)"] + Self.tail
    }
    #expect(try run(settings("whole")).exitCode == 0)
    let whole = try directory(in: folder, "whole")

    var process = try start(settings("killed"))
    let killed = try directory(in: folder, "killed")
    for steps in [20_000, 60_000] {
      #expect(try wait(for: killed, steps: steps))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // As a process leaves it that is killed while it writes.
      try Data("torn".utf8).write(
        to: killed.url.appendingPathComponent(
          ".checkpoint.safetensors.\(process.processIdentifier).1"
        )
      )
      process = try start(["train", "--resume", killed.url.path] + limit + Self.tail)
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let (expected, told) = (try story(of: whole), try story(of: killed))
    #expect(told.rows == expected.rows && told.lines == expected.lines)
    let names = try FileManager.default.contentsOfDirectory(atPath: killed.url.path)
    #expect(!names.contains { $0.hasPrefix(".") })
    #expect(
      try Checkpoint.read(whole.checkpoint).tensors.mapValues(\.bytes)
        == Checkpoint.read(killed.checkpoint).tensors.mapValues(\.bytes)
    )
    let seconds = try #require(try killed.metrics().values(of: "seconds")).compactMap { $0 }
    #expect(seconds == seconds.sorted())
  }

  @Test func `a second process is refused with the number of the first, until that has gone`()
    throws
  {
    let folder = try TemporaryFolder()
    let first = try start(
      ["train", "article", "--directory", folder.path + "/runs"] + Self.small + Self.tail
    )
    defer { first.terminate() }
    let directory = try self.directory(in: folder, "runs")
    #expect(try wait(for: directory, steps: 1))
    let resume = ["train", "--resume", directory.url.path, "--steps", "1"] + Self.tail
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
    let folder = try TemporaryFolder()
    let arguments =
      ["train", "article", "--name", "a b; $(c)'\u{1B}[2J", "--steps", "1"] + Self.small
      + ["--directory", folder.path + "/runs"] + Self.tail
    #expect(try PongCommandTests.run(arguments).exitCode == 0)
    let log = try directory(in: folder, "runs").log
    let first = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")[0]
    #expect(first.hasPrefix(#"pong train article --name $'a b; $(c)\'\033[2J' --steps 1"#))
  }
}
