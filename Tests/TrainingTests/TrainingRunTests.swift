import Foundation
import NeuralNetwork
import PongAgents
import Reinforcement
import Synchronization
import Testing

@testable import Training

/// The loop, with a clock that goes on by a second with every update.
struct TrainingRunTests {
  /// A clock that stands still until somebody moves it.
  private final class Clock: Sendable {
    private let time = Mutex(100.0)

    var now: Double { time.withLock { $0 } }

    func goOn(by seconds: Double) { time.withLock { $0 += seconds } }

    var context: RunContext {
      RunContext(
        command: "pong train",
        version: "0",
        now: { [self] in now },
        date: { [self] in now }
      )
    }
  }

  /// Notes what it hears, and asks what it is told to: requests by the number of updates heard.
  private struct Observer: TrainingObserver {
    let clock: Clock
    var requests: [Int: [TrainingRequest]] = [:]
    var events: [TrainingEvent] = []
    var copies: [PolicySnapshot] = []
    var saves: [Double] = []
    var pauses: [Bool] = []
    var ending: StopRule.Ending?

    mutating func nextRequest(isPaused: Bool) -> TrainingRequest? {
      // To be asked takes long where the run waits.
      if isPaused { clock.goOn(by: 1000) }
      guard var left = requests[events.count], !left.isEmpty else { return nil }
      let next = left.removeFirst()
      requests[events.count] = left
      return next
    }

    mutating func observe(_ event: TrainingEvent, snapshot: () -> PolicySnapshot?) {
      events.append(event)
      clock.goOn(by: 1)
    }

    mutating func take(_ snapshot: PolicySnapshot) { copies.append(snapshot) }
    mutating func observePause(_ isPaused: Bool) { pauses.append(isPaused) }
    mutating func observeSave(of event: TrainingEvent, at seconds: Double, isRequested: Bool) {
      saves.append(seconds)
    }
    mutating func observeEnd(_ ending: StopRule.Ending, at seconds: Double) { self.ending = ending }
  }

  /// A folder that goes when the test does.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-run-\(UUID())", isDirectory: true)

    deinit { try? FileManager.default.removeItem(at: url) }
  }

  private let folder = Folder()
  private let clock = Clock()

  private func run(_ preset: Preset = .fast) throws -> TrainingRun {
    try TrainingRun(
      .new(TrainerTests.configuration(preset), directory: folder.url, name: "exp"),
      threads: 1,
      context: clock.context,
      since: clock.now
    )
  }

  /// Makes a run that is never trained, does something with it, and lets it go.
  private func withRun(_ body: (TrainingRun) throws -> Void) throws -> RunDirectory {
    let run = try run()
    try body(run)
    return run.directory
  }

  @Test func `the run ends by its rule, is saved, and tells how it went`() throws {
    var run = try run()
    var observer = Observer(clock: clock)
    let summary = try run.run(until: StopRule(seconds: 5), for: &observer)
    #expect(observer.events.map(\.seconds) == [0, 1, 2, 3, 4, 5])
    #expect(observer.events.map(\.updates) == [1, 2, 3, 4, 5, 6])
    #expect(observer.ending == .limit && observer.saves == [6])
    #expect(summary.agentSteps == run.trainer.progress.agentSteps && !summary.reached)
    #expect(summary.seconds == 6 && summary.agentStepsPerSecond == Double(summary.agentSteps) / 6)
    #expect(FileManager.default.fileExists(atPath: summary.checkpoint))
    // The first update has a row even if no episode ended.
    #expect(try run.directory.metrics().values(of: "seconds")?.first == 0)
  }

  @Test func `checkpoints are as far apart as was said, counted from the last one`() throws {
    var run = try run()
    var observer = Observer(clock: clock, requests: [4: [.save]])
    _ = try run.run(until: StopRule(seconds: 11), savingEvery: 3, for: &observer)
    // After 3 s, on request after 4, then after 7 and 11, and at the end.
    #expect(observer.saves == [4, 4, 8, 12])
  }

  @Test func `what passes while the run waits is no time of the run's`() throws {
    var run = try run()
    var observer = Observer(
      clock: clock,
      requests: [2: [.pause, .pause, .save, .copyPolicy, .goOn, .goOn]]
    )
    let summary = try run.run(until: StopRule(seconds: 4), for: &observer)
    #expect(observer.events.map(\.seconds) == [0, 1, 2, 3, 4])
    #expect(observer.pauses == [true, false])
    #expect(observer.saves == [2, 5])
    #expect(observer.copies.map(\.seconds) == [1])
    #expect(clock.now == 100 + 5 + 4000 && summary.seconds == 5)
  }

  @Test func `a copy is of the policy as it was, and a stop is one before the next update`() throws
  {
    var run = try run()
    var observer = Observer(clock: clock, requests: [1: [.copyPolicy], 3: [.save, .stop]])
    let summary = try run.run(until: StopRule(), for: &observer)
    #expect(observer.events.count == 3 && observer.ending == .stopped && !summary.reached)
    #expect(observer.saves.count == 2)
    let other = try Trainer(
      TrainerTests.configuration(.fast),
      pool: ThreadPool(workerCount: 1)
    )
    _ = other.iterate()
    let copied = try #require(observer.copies.first).policy.network.parameters.elements
    #expect(Array(copied) == TrainerTests.weights(other))
  }

  @Test func `the event tells what the update brought, and the rate twice a second at most`() throws
  {
    var run = try run()
    var observer = Observer(clock: clock)
    _ = try run.run(until: StopRule(episodes: 101), for: &observer)
    let (first, last) = (observer.events[0], try #require(observer.events.last))
    #expect(first.bestReward == nil && first.stepsPerSecond != nil && first.gradientNorm == nil)
    #expect(observer.events[1].gradientNorm ?? 0 > 0)
    #expect(observer.events.reduce(0) { $0 + $1.finished.count } == last.episodes)
    #expect(last.episodes >= 101 && last.bestReward ?? -22 >= last.meanReward ?? 22)
    #expect(
      last.stepsPerSecond
        == Double(last.agentSteps - observer.events[observer.events.count - 2].agentSteps)
    )
  }

  @Test func `a run that is taken up goes on with its own settings and clock`() throws {
    var whole = try run()
    var observer = Observer(clock: clock)
    _ = try whole.run(until: StopRule(seconds: 3), for: &observer)
    var resumed = try TrainingRun(
      .resumed(whole.directory),
      threads: 2,
      context: clock.context,
      since: clock.now
    )
    observer = Observer(clock: clock)
    let summary = try resumed.run(until: StopRule(seconds: 2), for: &observer)
    #expect(observer.events.map(\.updates) == [5, 6, 7])
    // The first session had learned for three seconds when it was saved.
    #expect(observer.events.map(\.seconds) == [3, 4, 5])
    #expect(summary.seconds == 3)
    let steps = observer.events[2].agentSteps - whole.trainer.progress.agentSteps
    #expect(summary.agentStepsPerSecond == Double(steps) / 3)
    let rows = try resumed.directory.metrics().values(of: "update") ?? []
    #expect(rows == rows.sorted { ($0 ?? 0) < ($1 ?? 0) } && rows.first == 1)
  }

  @Test func `a run at its limit is saved and not trained`() throws {
    var whole = try run()
    var observer = Observer(clock: clock)
    let steps = try whole.run(until: StopRule(updates: 3), for: &observer).agentSteps
    try FileManager.default.removeItem(at: whole.directory.policy)
    func files() throws -> [String: Data] {
      try Dictionary(
        uniqueKeysWithValues: [whole.directory.progress, whole.directory.checkpoint].map {
          ($0.path, try Data(contentsOf: $0))
        }
      )
    }
    let before = try files()
    for limit in [StopRule(updates: 3), StopRule(agentSteps: steps), StopRule(agentSteps: 1)] {
      var resumed = try TrainingRun(
        .resumed(whole.directory),
        threads: 1,
        context: clock.context,
        since: clock.now
      )
      observer = Observer(clock: clock)
      let summary = try resumed.run(until: limit, for: &observer)
      #expect(observer.events.isEmpty && observer.ending == .limit)
      #expect(summary.agentSteps == steps && summary.agentStepsPerSecond == 0)
      #expect(try files() == before)
      #expect(throws: Never.self) { try PolicyFile.read(whole.directory.policy) }
    }
  }

  @Test func `the goal is kept with the run, and the last checkpoints if asked for`() throws {
    var whole = try run()
    var observer = Observer(clock: clock)
    let goal = StopRule(reward: 20, seconds: 6)
    _ = try whole.run(until: goal, savingEvery: 2, keeping: 2, for: &observer)
    #expect(try whole.directory.description().goal == goal)
    func kept() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: whole.directory.url.path)
        .filter { RunDirectory.agentSteps(ofKept: $0) != nil }.sorted()
    }
    let last = whole.trainer.progress.agentSteps
    let names = try kept()
    #expect(names.count == 2 && RunDirectory.agentSteps(ofKept: names[1]) == last)
    // A screen shows them by age before the agent as it is.
    let channel = TrainingChannel()
    let newest = PolicySnapshot(seconds: 7, episodes: 9, policy: whole.trainer.copyOfPolicy())
    _ = ChannelObserver(
      after: whole.directory.keptCheckpoints,
      initialSnapshot: newest,
      event: TrainingEvent(),
      channel: channel
    )
    let ages = try #require(channel.takeReport()).ages
    #expect(ages.map(\.seconds) == [5, 6, 7])
    #expect(
      try ages[0].policy.network.parameters.elements.elementsEqual(
        PolicyFile.policy(
          from: Checkpoint.read(whole.directory.url.appendingPathComponent(names[0]))
        ).network.parameters.elements
      )
    )
    // From the older one the run goes on as it did, and what lay beyond is gone.
    let older = whole.directory.url.appendingPathComponent(names[0])
    let weights = try Checkpoint.read(whole.directory.checkpoint).tensors.mapValues(\.bytes)
    var again = try TrainingRun(
      .resumed(whole.directory, from: older),
      threads: 2,
      context: clock.context,
      since: clock.now
    )
    #expect(again.start.agentSteps == RunDirectory.agentSteps(ofKept: names[0]))
    #expect(try kept() == [names[0]])
    let rows = try whole.directory.metrics().values(of: "agent_steps") ?? []
    #expect(rows.allSatisfy { Int($0 ?? 0) <= again.start.agentSteps })
    observer = Observer(clock: clock)
    _ = try again.run(until: StopRule(agentSteps: last), for: &observer)
    #expect(try Checkpoint.read(whole.directory.checkpoint).tensors.mapValues(\.bytes) == weights)
    #expect(try PolicyFile.read(older).metadata["seed"] != nil)
  }

  @Test func `what cannot be taken up is told apart`() throws {
    func failure(_ directory: URL) -> TrainingRun.Failure? {
      do {
        _ = try TrainingRun(
          .resumed(RunDirectory(directory)),
          threads: 1,
          context: clock.context,
          since: 0
        )
        return nil
      } catch { return error as? TrainingRun.Failure }
    }
    guard case .neverSaved = failure(folder.url) else {
      Issue.record("no run is there")
      return
    }
    let directory = try withRun { run in
      try Checkpoint.write(
        try Checkpoint.file(of: run.trainer, command: "", isComplete: false),
        to: run.directory.checkpoint
      )
    }
    guard case .badCheckpoint(let url, .notAPolicy) = failure(directory.url) else {
      Issue.record("a policy is no run")
      return
    }
    #expect(url.path == directory.checkpoint.path)
  }

  /// The tensors of a run of three workers after so many seconds, made in one go or in several.
  private func tensors(
    _ preset: Preset,
    seconds: [Double],
    threads: Int
  ) throws -> [String: Safetensors.Tensor] {
    var configuration = TrainerTests.configuration(preset)
    configuration.workers = 3
    var start = TrainingRun.Start.new(configuration, directory: folder.url, name: "workers")
    var file: Safetensors?
    for seconds in seconds {
      var run = try TrainingRun.onThreads(
        start,
        threads: threads,
        context: clock.context,
        since: clock.now
      )
      var observer = Observer(clock: clock)
      _ = try run.run(until: StopRule(seconds: seconds), savingEvery: 2, for: &observer)
      start = .resumed(run.directory)
      file = try Checkpoint.read(run.directory.checkpoint)
    }
    return try #require(file).tensors
  }

  @Test(arguments: Preset.allCases)
  func `several workers come to the same bits, in one go or in two`(preset: Preset) throws {
    // An update a second, the first at 0.
    let whole = try tensors(preset, seconds: [5], threads: 1)
    let halved = try tensors(preset, seconds: [2, 2], threads: 6)
    #expect(Set(whole.keys).isSuperset(of: ["state", "state.1", "state.2"]))
    for (name, tensor) in whole { #expect(tensor.bytes == halved[name]?.bytes, "\(name)") }
  }

  @Test func `a run of several workers is no run of one`() throws {
    let directory = try withRun { run in
      var file = try Checkpoint.file(of: run.trainer, command: "", isComplete: true)
      file.metadata["configuration"] = file.metadata["configuration"]?
        .replacingOccurrences(of: "\"valueWeight\":1", with: "\"valueWeight\":1,\"workers\":2")
      try Checkpoint.write(file, to: run.directory.checkpoint)
    }
    let error = #expect(throws: ConfigurationError.self) {
      _ = try TrainingRun(
        .resumed(directory),
        threads: 1,
        context: clock.context,
        since: clock.now
      )
    }
    #expect(error?.setting == "--workers" && error?.value == "1")
  }
}
