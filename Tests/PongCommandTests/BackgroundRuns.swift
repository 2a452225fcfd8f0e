import Foundation
import Glibc
import TerminalTestSupport
import Testing

@testable import Training

/// Small runs of the program itself, without a terminal, each in a folder below one that goes when the
/// test does.
struct BackgroundRuns {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Settings with which updates are short.
  static let small = ["--hidden", "8", "--environments", "8"]
  /// What no weight depends on.
  static let tail = ["--threads", "1", "--headless", "--quiet"]

  /// The words of a run that begins in a folder with that name.
  func words(_ name: String, _ more: [String] = []) -> [String] {
    ["train", "article", "--seed", "3", "--directory", "\(folder.path)/\(name)"] + Self.small + more
      + Self.tail
  }

  /// Starts the program, whose output goes nowhere.
  func start(
    _ words: [String],
    program: String = PseudoTerminal.builtProgram("pong")
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The run in the folder with that name, as soon as it is there.
  func directory(_ name: String) throws -> RunDirectory {
    var runs: [RunDirectory] = []
    _ = eventually {
      runs = RunDirectory.all(in: URL(fileURLWithPath: "\(folder.path)/\(name)"))
      return !runs.isEmpty
    }
    return try #require(runs.first)
  }

  /// Waits until something is the case; false if it does not come true in time.
  func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + PseudoTerminal.patience
    while ContinuousClock.now < end {
      if try condition() { return true }
      usleep(2000)
    }
    return false
  }
}

extension RunDirectory {
  /// The agent steps of the run when it was saved last; `nil` if it never was.
  var savedSteps: Int? {
    (try? Safetensors.metadata(of: checkpoint))?["agent_steps"].flatMap { Int($0) }
  }

  /// The lines of a file of the run that were written to their end; none if it is not there yet.
  func lines(_ url: URL) -> [String] {
    RowHistory.wholeLines(Array((try? Data(contentsOf: url)) ?? Data()))
  }

  /// What is the same in every run of the same settings.
  func story() throws -> Story {
    let rows = lines(progress).map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Array(cells[..<3] + cells[5...])
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
    let events = try names.filter { $0.contains(EventFile.mark) }.sorted().flatMap { name in
      EventFile.records(in: Array(try Data(contentsOf: file(name)))).compactMap { record in
        if case .scalars = record.content { record.step } else { nil }
      }
    }
    return Story(
      rows: rows,
      episodes: lines(log).filter { $0.hasPrefix("At the end") },
      events: events,
      weights: try Checkpoint.read(checkpoint).tensors.mapValues(\.bytes)
    )
  }

  /// A run's rows without times, lines of episodes, steps of events with scalars, and state.
  struct Story: Equatable {
    var rows: [[String]]
    var episodes: [String]
    var events: [Int]
    var weights: [String: [UInt8]]
  }
}
