import Foundation
import NeuralNetwork
import Pictures
import PongAgents
import Reinforcement
import Testing

@testable import Training

/// What a run's files hold, save after save.
struct ProgressRecorderTests {
  /// A directory of a new run that goes when the test does.
  private final class Run {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-recorder-\(UUID())", isDirectory: true)
    let directory: RunDirectory
    let trainer: Trainer<RunConfiguration>

    init() throws {
      var configuration = TrainerTests.configuration(.fast)
      configuration.environments = 2
      trainer = try Trainer(configuration, pool: ThreadPool(workerCount: 1))
      directory = try RunDirectory(
        in: parent,
        name: "exp",
        description: .init(
          command: "pong train",
          version: "0",
          began: 0,
          configuration: configuration
        )
      )
    }

    deinit { try? FileManager.default.removeItem(at: parent) }

    /// Opens the files, of a run that has come so far.
    func recorder(
      after progress: RunProgress = RunProgress(),
      seconds: Double? = nil
    ) throws -> ProgressRecorder {
      let files = try RunFiles(directory)
      // The tests open them again and again.
      files.release()
      return try ProgressRecorder(
        directory,
        files,
        command: "pong train",
        after: progress,
        seconds: seconds,
        date: 5
      )
    }

    /// Learns once, and says that so many episodes ended meanwhile.
    func record(_ rewards: [Float], seconds: Double, in recorder: inout ProgressRecorder) throws {
      _ = trainer.play()
      let iteration = trainer.learn(from: rewards.map { Episode(reward: $0, length: 10) })
      var event = TrainingEvent()
      event.advance(
        iteration.episodes,
        iteration.terms,
        progress: trainer.progress,
        seconds: seconds
      )
      try recorder.record(event, iteration, date: 5 + seconds)
    }

    /// What all files hold, by their names.
    var files: [String: [UInt8]] {
      get throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        return try Dictionary(
          uniqueKeysWithValues: names.map {
            ($0, Array(try Data(contentsOf: directory.url.appendingPathComponent($0))))
          }
        )
      }
    }

    var log: [String] {
      get throws {
        try String(contentsOf: directory.log, encoding: .utf8).split(separator: "\n").map(
          String.init
        )
      }
    }
  }

  @Test func `every row, line and event is written once, however often the run is saved`() throws {
    let run = try Run()
    var recorder = try run.recorder()
    for (index, rewards) in [[-21, -20], [], [-19], [3]].enumerated() {
      try run.record(rewards.map { Float($0) }, seconds: Double(index + 1), in: &recorder)
      try recorder.save(run.trainer, seconds: 4, date: 10)
    }
    try recorder.save(run.trainer, seconds: 4, date: 10)
    // The second update ended no episode.
    let table = try run.directory.metrics()
    #expect(table.values(of: "update") == [1, 3, 4])
    #expect(table.values(of: "episodes") == [2, 3, 4])
    #expect(table.values(of: "episode_reward") == [-20.5, -19, 3])
    #expect(
      try run.log == [
        "pong train", "At the end of episode 0 the total reward was : -21.0",
        "At the end of episode 1 the total reward was : -20.0",
        "At the end of episode 2 the total reward was : -19.0",
        "At the end of episode 3 the total reward was : 3.0",
      ]
    )
    let events = try WireMessage.summaries(in: run.directory.url)
    let rewards = events.filter { $0.tag == "episode_reward" }
    #expect(try rewards.map { try $0.value.float(2) } == [-20.5, -19, 3])
    #expect(rewards.map(\.step) == [2, 3, 4])
    #expect(events.count { $0.tag == "hidden/weight" } == 5)
  }

  @Test func `what is not yet saved is not yet in the files, all of it is after a save`() throws {
    let run = try Run()
    var recorder = try run.recorder()
    try run.record([1], seconds: 1, in: &recorder)
    #expect(try run.directory.metrics().rowCount == 0)
    try recorder.save(run.trainer, seconds: 2, date: 2)
    #expect(try run.directory.metrics().rowCount == 1)
    #expect(try WireMessage.summaries(in: run.directory.url).contains { $0.tag == "loss" })
    let policy = try Checkpoint.read(run.directory.policy)
    let checkpoint = try Checkpoint.read(run.directory.checkpoint)
    #expect(policy.tensors["state"] == nil && checkpoint.tensors["state"] != nil)
    #expect(policy.tensors["hidden.weight"]?.bytes == checkpoint.tensors["hidden.weight"]?.bytes)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.directory.url.path)
    #expect(
      Set(names) == [
        "config.json", "progress.csv", "log.txt", "events.out.tfevents.0000000005.pong",
        "checkpoint.safetensors", "policy.safetensors",
      ]
    )
  }

  @Test func `a run that is taken up goes on in its files, its speed that of the new steps`() throws
  {
    let run = try Run()
    var first = try run.recorder()
    try run.record([1], seconds: 2, in: &first)
    try first.save(run.trainer, seconds: 2, date: 2)
    let steps = run.trainer.progress.agentSteps
    var second = try run.recorder(after: run.trainer.progress, seconds: 2)
    #expect(second.seconds == 2 && second.warnings.isEmpty)
    try run.record([2], seconds: 4, in: &second)
    try second.save(run.trainer, seconds: 4, date: 4)
    let table = try run.directory.metrics()
    let made = run.trainer.progress.agentSteps - steps
    let speeds = try #require(table.values(of: "agent_steps_per_second")).map { $0 ?? 0 }
    #expect(speeds == [Double(steps) / 2, Double(made) / 2])
    #expect(
      try run.log == [
        "pong train", "At the end of episode 0 the total reward was : 1.0", "pong train",
        "At the end of episode 1 the total reward was : 2.0",
      ]
    )
  }

  @Test func `a picture shows a unit's weights row by row, grey where they are zero`() throws {
    let run = try Run()
    let network = run.trainer.network
    _ = run.trainer.iterate()
    // Unit 3 has the greatest say, and looks for one place alone.
    for unit in 0..<24 { network.weights(ofOutput: 0)[unit] = unit == 3 ? 2 : 0.001 }
    for input in 0..<6400 { network.hiddenWeights(ofInput: input)[3] = 0 }
    network.hiddenWeights(ofInput: 5 * 80 + 2)[3] = -0.25
    var recorder = try run.recorder()
    try recorder.save(run.trainer, seconds: 2, date: 2)
    let events = try WireMessage.summaries(in: run.directory.url)
    let picture = try #require(events.first { $0.tag == "hidden/unit 3" }).value.message(4)
    var pixels = [UInt8](repeating: 127, count: 6400)
    // Row 2, column 5.
    pixels[2 * 80 + 5] = 0
    #expect(picture.all(4) == [PNG.encode(gray: pixels, width: 80, height: 80)])
    #expect(try picture.integer(1) == 80 && picture.integer(2) == 80)
    #expect(events.count { $0.tag.hasPrefix("hidden/unit") } == 6)
  }

  @Test func `what was written beyond the checkpoint is written once, by the run that goes on`()
    throws
  {
    let run = try Run()
    var first = try run.recorder()
    try run.record([-21, 5], seconds: 1, in: &first)
    try first.save(run.trainer, seconds: 1, date: 6)
    let saved = run.trainer.progress
    let before = try run.files
    // Eleven seconds on, what was noted is on the disk; then the process dies in the middle of a row.
    try run.record([7], seconds: 12, in: &first)
    try run.record([8], seconds: 24, in: &first)
    #expect(try run.directory.metrics().values(of: "episodes") == [2, 3, 4])
    #expect(try run.log.count == 5)
    for file in [run.directory.progress, run.directory.log] {
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("At the end of episode 4 the to".utf8))
    }
    let second = try run.recorder(after: saved, seconds: 1)
    #expect(second.warnings.isEmpty && second.seconds == 1)
    let after = try run.files
    for (name, bytes) in before {
      // The log has the second command too.
      let added = name == "log.txt" ? Array("pong train\n".utf8) : []
      #expect(after[name] == bytes + added, "\(name)")
    }
  }

  @Test func `rows that are fewer than the checkpoint's are told, and the run goes on`() throws {
    let run = try Run()
    var first = try run.recorder()
    try run.record([1], seconds: 1, in: &first)
    try run.record([2], seconds: 2, in: &first)
    try first.save(run.trainer, seconds: 2, date: 6)
    for text in ["", "update,episodes\n1,1\n", "\u{1}\u{2}\n\n,,,\n"] {
      try Data(text.utf8).write(to: run.directory.progress)
      let second = try run.recorder(after: run.trainer.progress, seconds: nil)
      #expect(second.warnings.count == 1)
      #expect(second.warnings.first?.contains("fewer rows") ?? false)
    }
    // Values of another order of columns find their places.
    try Data("seconds,update,episodes,mine\n3.5,2,2,9\n".utf8).write(to: run.directory.progress)
    let third = try run.recorder(after: run.trainer.progress, seconds: nil)
    #expect(third.seconds == 3.5 && third.warnings.isEmpty)
    #expect(try run.directory.metrics().columns == ProgressRow.columns)
    #expect(try run.directory.metrics().values(of: "update") == [2])
  }

  @Test func `names that lead elsewhere are replaced, and nothing is written there`() throws {
    let run = try Run()
    var first = try run.recorder()
    try run.record([1], seconds: 1, in: &first)
    try first.save(run.trainer, seconds: 1, date: 6)
    let precious = run.parent.appendingPathComponent("precious")
    try Data("mine".utf8).write(to: precious)
    let manager = FileManager.default
    for file in [run.directory.progress, run.directory.log, run.directory.checkpoint] {
      try manager.removeItem(at: file)
      try manager.createSymbolicLink(at: file, withDestinationURL: precious)
    }
    // A pipe is waited for by whoever opens it.
    try manager.removeItem(at: run.directory.policy)
    try #require(mkfifo(run.directory.policy.path, 0o600) == 0)
    var second = try run.recorder(after: run.trainer.progress, seconds: 1)
    try run.record([2], seconds: 2, in: &second)
    try second.save(run.trainer, seconds: 2, date: 8)
    #expect(try Data(contentsOf: precious) == Data("mine".utf8))
    #expect(try run.directory.metrics().values(of: "update") == [2])
    #expect(try Checkpoint.read(run.directory.policy).metadata["episodes"] == "2")
    #expect(try Checkpoint.read(run.directory.checkpoint).metadata["seconds"] == "2.0")
  }
}
