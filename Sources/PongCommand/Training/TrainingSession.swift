import ArgumentParser
import Foundation
import Reinforcement
import Training

/// A training run at the command line: with a clock, a directory and somebody to tell.
struct TrainingSession {
  /// Where a run begins.
  enum Start {
    /// A new run in a new directory.
    case new(RunConfiguration, directory: URL, name: String)

    /// A run whose directory exists.
    case resumed(RunDirectory)
  }

  /// When a run ends, and how often it is saved.
  struct Limits {
    var reward: Double?
    var episodes: Int?
    var steps: Int?
    var seconds: Double?
    var checkpointInterval: Double
  }

  /// What `--json` prints.
  struct Report: Codable {
    var run: String
    var checkpoint: String
    var policy: String
    var reached: Bool
    var meanReward100: Double?
    var episodes: Int
    var agentSteps: Int
    var seconds: Double
    var agentStepsPerSecond: Double
    var seed: UInt64
    var threads: Int

    enum CodingKeys: String, CodingKey {
      case run
      case checkpoint
      case policy
      case reached
      case meanReward100 = "mean_reward_100"
      case episodes
      case agentSteps = "agent_steps"
      case seconds
      case agentStepsPerSecond = "agent_steps_per_second"
      case seed
      case threads
    }
  }

  private let trainer: Trainer
  private let directory: RunDirectory
  private let threads: Int
  private var recorder: RunRecorder
  private var display: TrainingDisplay?
  /// Episodes and steps that lie before this process.
  private let before: RunProgress

  init(start: Start, threads: Int, display: TrainingDisplay?) throws {
    self.threads = threads
    self.display = display
    let pool = ThreadPool(workerCount: threads)
    let command = CommandLine.arguments.enumerated().map { $0.offset == 0 ? "pong" : $0.element }
      .joined(separator: " ")
    let date = Date().timeIntervalSince1970
    switch start {
    case .new(let configuration, let parent, let name):
      trainer = try Trainer(configuration, pool: pool)
      directory = try RunDirectory(
        in: parent,
        name: name,
        description: .init(
          command: command,
          version: Pong.configuration.version,
          began: date,
          configuration: configuration
        )
      )
    case .resumed(let existing):
      directory = existing
      let file = try Checkpoint.read(existing.checkpoint)
      do {
        let configuration = try Checkpoint.configuration(of: file)
        try configuration.validate()
        trainer = try Trainer(configuration, pool: pool)
        try Checkpoint.restore(file, into: trainer)
      } catch let error as PolicyFileError {
        throw CommandError(
          "\(existing.checkpoint.path): \(error)",
          exitCode: CommandError.badData
        )
      }
    }
    before = trainer.progress
    recorder = try RunRecorder(
      directory,
      command: command,
      steps: before.agentSteps,
      date: date
    )
  }

  /// Trains until a limit is reached or somebody interrupts, and saves the run.
  mutating func run(until limits: Limits) throws -> Report {
    Interruption.watch()
    let processStart = ProcessClock.start
    func seconds() -> Double { ProcessClock.now - processStart }
    var nextSave = limits.checkpointInterval
    var reached = false
    while !Interruption.isRequested {
      let iteration = trainer.iterate()
      let now = seconds()
      let progress = trainer.progress
      let date = Date().timeIntervalSince1970
      recorder.record(iteration, of: trainer, seconds: now, date: date)
      display?.show(iteration.episodes, progress: progress, seconds: now, limits: limits)
      if let reward = limits.reward, progress.lastRewards.count == RunProgress.window,
        let mean = progress.meanReward, mean >= reward
      {
        reached = true
        break
      }
      if progress.episodes >= limits.episodes ?? .max
        || progress.agentSteps >= limits.steps ?? .max || now >= limits.seconds ?? .infinity
      {
        break
      }
      if now >= nextSave {
        try recorder.save(trainer, date: date)
        nextSave = seconds() + limits.checkpointInterval
      }
    }
    let trained = seconds()
    try recorder.save(trainer, date: Date().timeIntervalSince1970)
    display?.finish(trainer.progress, directory: directory)
    let progress = trainer.progress
    let total = seconds()
    return Report(
      run: directory.url.path,
      checkpoint: directory.checkpoint.path,
      policy: directory.policy.path,
      reached: reached,
      meanReward100: progress.meanReward,
      episodes: progress.episodes,
      agentSteps: progress.agentSteps,
      seconds: total,
      agentStepsPerSecond: Double(progress.agentSteps - before.agentSteps) / trained,
      seed: trainer.configuration.seed,
      threads: threads
    )
  }
}
