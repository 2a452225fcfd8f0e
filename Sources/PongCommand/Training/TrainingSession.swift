import ArgumentParser
import Foundation
import PongInterface
import Reinforcement
import Training

/// A training run: the loop with its limits, its clock and its directory.
///
/// The loop is the same whoever follows it.
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
    var goal: TrainingGoal
    var checkpointInterval = usualCheckpointInterval

    /// Seconds between two checkpoints unless said otherwise.
    static let usualCheckpointInterval = 10.0
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

  /// The run.
  let trainer: Trainer
  /// Where it is kept.
  let directory: RunDirectory

  private let threads: Int
  private var recorder: RunRecorder
  /// Episodes and steps that lie before this session.
  private let before: RunProgress
  /// When the session began, and all pauses since, in seconds of ``ProcessClock``.
  private var origin: Double

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - threads: How many threads work.
  ///   - origin: The time of ``ProcessClock`` from which its seconds are counted.
  /// - Throws: If its directory or checkpoint cannot be used.
  init(start: Start, threads: Int, since origin: Double = ProcessClock.start) throws {
    self.threads = threads
    self.origin = origin
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
      guard FileManager.default.fileExists(atPath: existing.checkpoint.path) else {
        throw CommandError(
          "\(existing.url.path) cannot be resumed: there is no run, or it was never saved.",
          exitCode: CommandError.noInput
        )
      }
      do {
        let file = try Checkpoint.read(existing.checkpoint)
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

  /// Trains until a limit is reached or the audience wants it to end, and saves the run.
  mutating func run(
    until limits: Limits,
    for audience: inout some TrainingAudience
  ) throws -> Report {
    var nextSave = limits.checkpointInterval
    var ending: TrainingReport.Ending?
    while ending == nil {
      switch order(of: &audience) {
      case .goOn: break
      case .save:
        try save(for: &audience)
        nextSave = seconds + limits.checkpointInterval
      case .stop:
        ending = .stopped
        continue
      }
      let iteration = trainer.iterate()
      let now = seconds
      let date = Date().timeIntervalSince1970
      recorder.record(iteration, of: trainer, seconds: now, date: date)
      audience.hear(of: TrainingNews(iteration: iteration, trainer: trainer, seconds: now))
      ending = limits.goal.ending(of: trainer.progress, seconds: now)
      if ending == nil, now >= nextSave {
        try save(for: &audience)
        nextSave = seconds + limits.checkpointInterval
      }
    }
    let trained = seconds
    try save(for: &audience)
    audience.hearOfEnd(ending ?? .stopped, at: trained)
    return report(trained: trained, reached: ending == .goal)
  }

  /// The time that the run has learned, in seconds.
  private var seconds: Double { ProcessClock.now - origin }

  /// Asks what to do next; what passes meanwhile is no time of the run's.
  private mutating func order(of audience: inout some TrainingAudience) -> TrainingOrder {
    let asked = ProcessClock.now
    defer { origin += ProcessClock.now - asked }
    return audience.order()
  }

  private mutating func save(for audience: inout some TrainingAudience) throws {
    try recorder.save(trainer, date: Date().timeIntervalSince1970)
    audience.hearOfSave(at: seconds)
  }

  private func report(trained: Double, reached: Bool) -> Report {
    let progress = trainer.progress
    return Report(
      run: directory.url.path,
      checkpoint: directory.checkpoint.path,
      policy: directory.policy.path,
      reached: reached,
      meanReward100: progress.meanReward,
      episodes: progress.episodes,
      agentSteps: progress.agentSteps,
      seconds: seconds,
      agentStepsPerSecond: Double(progress.agentSteps - before.agentSteps) / trained,
      seed: trainer.configuration.seed,
      threads: threads
    )
  }
}

extension TrainingGoal {
  /// Why a run ends that stands so; `nil` if it goes on.
  fileprivate func ending(of progress: RunProgress, seconds now: Double) -> TrainingReport.Ending? {
    if let reward, progress.lastRewards.count == RunProgress.window,
      let mean = progress.meanReward, mean >= reward
    {
      return .goal
    }
    let isOver =
      progress.episodes >= episodes ?? .max || progress.agentSteps >= agentSteps ?? .max
      || now >= seconds ?? .infinity
    return isOver ? .limit : nil
  }
}
