import FileAccess
import Foundation
import Reinforcement
import Testing

@testable import Training

struct RunDirectoryTests {
  @Test func `a run is archived, listed with its best reward, and its name is never taken twice`()
    throws
  {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-runs-\(UUID())", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    #expect(RunDirectory.all(in: parent).isEmpty)
    var configuration = TrainerTests.configuration(.fast)
    configuration.seed = 7
    let description = RunDirectory.Description(
      command: "pong train fast --seed 7",
      version: "0",
      began: 0,
      configuration: configuration
    )
    func make() throws -> RunDirectory {
      try RunDirectory(in: parent, name: "exp", description: description, timeZone: .gmt)
    }
    let first = try make()
    let second = try make()
    #expect(first.url.lastPathComponent == "1970-01-01_00-00-00_s7")
    #expect(second.url.lastPathComponent == "1970-01-01_00-00-00_s7_2")
    #expect(try first.description().configuration == configuration)

    let trainer = try Trainer(configuration, pool: ThreadPool(workerCount: 2))
    var recorder = try ProgressRecorder(
      first,
      RunFiles(first),
      command: description.command,
      date: 0
    )
    var event = TrainingEvent()
    for update in 0..<40 {
      let iteration = trainer.iterate()
      event.advance(
        iteration.episodes,
        iteration.terms,
        progress: trainer.progress,
        seconds: Double(update)
      )
      try recorder.record(event, iteration, date: Double(update))
    }
    try recorder.save(trainer, seconds: 39, date: 40)
    let runs = RunDirectory.all(in: parent)
    #expect(runs.map(\.url.lastPathComponent) == [first, second].map(\.url.lastPathComponent))
    let summary = try runs[0].summary()
    #expect(summary.episodes == trainer.progress.episodes)
    #expect(summary.meanReward != nil && summary.bestMeanReward == nil)
    #expect(try PolicyFile.read(first.policy).metadata["seed"] == "7")
    #expect(try Checkpoint.configuration(of: Checkpoint.read(first.checkpoint)) == configuration)
  }

  @Test(arguments: [
    ("Asia/Tokyo", "1970-01-01_09-00-00"), ("America/New_York", "1969-12-31_19-00-00"),
  ])
  func `a run's name has the time of its zone`(zone: String, stamp: String) throws {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-runs-\(UUID())", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    let run = try RunDirectory(
      in: parent,
      name: "exp",
      description: .init(command: "", version: "", began: 0, configuration: RunConfiguration()),
      timeZone: try #require(TimeZone(identifier: zone))
    )
    #expect(run.url.lastPathComponent == "\(stamp)_s0")
  }

  @Test func `the best mean is one of a whole hundred episodes, the last one of any`() throws {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-runs-\(UUID())", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    let run = try RunDirectory(
      in: parent,
      name: "exp",
      description: .init(command: "", version: "", began: 0, configuration: RunConfiguration())
    )
    func summary(_ rows: [String]) throws -> RunDirectory.Summary {
      let text = "episodes,agent_steps,mean_reward_100\n" + rows.map { $0 + "\n" }.joined()
      try Files.write(Array(text.utf8), to: run.progress)
      return try run.summary()
    }
    let young = try summary(["50,1000,3", "99,2000,-5"])
    #expect(young.meanReward == -5 && young.bestMeanReward == nil && young.episodes == 99)
    let old = try summary(["99,1000,3", "100,2000,-5", "130,3000,-4", "150,4000,-7"])
    #expect(old.meanReward == -7 && old.bestMeanReward == -4 && old.agentSteps == 4000)
  }

  @Test func `runs behind links are found, and links in a circle end`() throws {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-runs-\(UUID())", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    let run = try RunDirectory(
      in: parent.appendingPathComponent("real"),
      name: "exp",
      description: .init(command: "", version: "", began: 0, configuration: RunConfiguration())
    )
    func link(_ name: String, to target: URL) throws -> URL {
      let link = parent.appendingPathComponent(name)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
      return link
    }
    let whole = try link("whole", to: parent.appendingPathComponent("real"))
    #expect(RunDirectory.all(in: whole).map(\.url.lastPathComponent) == [run.url.lastPathComponent])
    try FileManager.default.createDirectory(
      at: parent.appendingPathComponent("other/exp"),
      withIntermediateDirectories: true
    )
    _ = try link("other/exp/one", to: run.url)
    #expect(RunDirectory.all(in: parent.appendingPathComponent("other")).count == 1)
    try Files.write([], to: run.url.appendingPathComponent("progress.txt"))
    _ = try link("other/exp/again", to: parent.appendingPathComponent("other"))
    #expect(!RunDirectory.all(below: parent.appendingPathComponent("other")).isEmpty)
  }

  @Test func `a second process in a run's directory is told who is there`() throws {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-runs-\(UUID())", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    let run = try RunDirectory(
      in: parent,
      name: "exp",
      description: .init(command: "", version: "", began: 0, configuration: RunConfiguration())
    )
    let files = try RunFiles(run)
    let error = #expect(throws: FileError.self) { try RunFiles(run) }
    #expect(error?.operation == .lock)
    #expect("\(error.map { "\($0)" } ?? "")".contains("process \(getpid())"))
    files.release()
    #expect(throws: Never.self) { try RunFiles(run) }
  }

  @Test func `a missing file is named`() {
    let run = RunDirectory(URL(fileURLWithPath: "/nowhere/run"))
    #expect {
      try run.description()
    } throws: { error in
      "\(error)".contains("/nowhere/run/config.json")
    }
  }
}
