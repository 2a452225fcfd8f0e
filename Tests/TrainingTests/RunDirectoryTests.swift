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
    #expect(try RunDirectory.all(in: parent).isEmpty)
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
    var recorder = try RunRecorder(first, command: description.command, date: 0)
    var event = TrainingEvent()
    for update in 0..<40 {
      let iteration = trainer.iterate()
      event.advance(
        iteration.episodes,
        iteration.terms,
        progress: trainer.progress,
        seconds: Double(update)
      )
      recorder.record(event, date: Double(update))
    }
    try recorder.save(trainer, date: 40)
    let runs = try RunDirectory.all(in: parent)
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

  @Test func `a missing file is named`() {
    let run = RunDirectory(existing: URL(fileURLWithPath: "/nowhere/run"))
    #expect {
      try run.description()
    } throws: { error in
      "\(error)".contains("/nowhere/run/config.json")
    }
  }
}
