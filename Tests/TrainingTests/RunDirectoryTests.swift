import Foundation
import Reinforcement
import Testing

@testable import Training

struct RunDirectoryTests {
  @Test("a run is archived, listed with its best reward, and its name is never taken twice")
  func archive() throws {
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

  @Test("a missing file is named")
  func missing() {
    let run = RunDirectory(existing: URL(fileURLWithPath: "/nowhere/run"))
    #expect {
      try run.description()
    } throws: { error in
      "\(error)".contains("/nowhere/run/config.json")
    }
  }
}
