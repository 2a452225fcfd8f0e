public import Foundation
import NeuralNetwork
import PongAgents
public import Reinforcement

/// A run: the loop of playing and learning, with its clock and its directory.
///
/// The loop is the same whoever observes it.
public struct TrainingRun {
  /// Where a run begins.
  public enum Start: Sendable {
    /// A new run in a new directory.
    case new(RunConfiguration, directory: URL, name: String)

    /// A run whose directory exists.
    case resumed(RunDirectory)
  }

  /// Why a run cannot be taken up.
  public enum Failure: Error {
    /// There is no run in the directory, or it was never saved.
    case neverSaved(URL)

    /// The checkpoint in this file is none.
    case badCheckpoint(URL, PolicyFileError)
  }

  /// Seconds between two checkpoints unless said otherwise.
  public static let usualCheckpointInterval = 10.0

  /// Seconds between two measurements of what costs a little: the gradient's length, and the rate.
  private static let measuringInterval = 0.5

  /// Who plays and learns.
  public let trainer: Trainer

  /// Where the run is kept.
  public let directory: RunDirectory

  private let threads: Int
  private let context: RunContext
  private var recorder: RunRecorder
  /// The steps that lie before this session.
  private let stepsBefore: Int
  /// When the session began, and all pauses since, in seconds of the context's clock.
  private var origin: Double
  private var event: TrainingEvent
  private var nextMeasurement = 0.0
  private var lastMeasurement: (seconds: Double, steps: Int)

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - threads: How many threads work.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock from which the run's seconds are counted.
  /// - Throws: A ``Failure`` or a ``ConfigurationError``, or what the system says of the files.
  public init(
    _ start: Start,
    threads: Int,
    context: RunContext,
    since origin: Double
  ) throws {
    self.threads = threads
    self.context = context
    self.origin = origin
    let pool = ThreadPool(workerCount: threads)
    switch start {
    case .new(let configuration, let parent, let name):
      trainer = try Trainer(configuration, pool: pool)
      directory = try RunDirectory(
        in: parent,
        name: name,
        description: .init(
          command: context.command,
          version: context.version,
          began: context.date(),
          configuration: configuration
        )
      )
    case .resumed(let existing):
      directory = existing
      trainer = try Self.trainer(savedIn: existing, pool: pool)
    }
    stepsBefore = trainer.progress.agentSteps
    event = TrainingEvent(trainer.progress, seconds: 0)
    lastMeasurement = (0, stepsBefore)
    recorder = try RunRecorder(
      directory,
      command: context.command,
      steps: stepsBefore,
      date: context.date()
    )
  }

  private static func trainer(
    savedIn directory: RunDirectory,
    pool: ThreadPool
  ) throws -> Trainer {
    let url = directory.checkpoint
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw Failure.neverSaved(directory.url)
    }
    do {
      let file = try Checkpoint.read(url)
      let trainer = try Trainer(try Checkpoint.configuration(of: file), pool: pool)
      try Checkpoint.restore(file, into: trainer)
      return trainer
    } catch let error as PolicyFileError {
      throw Failure.badCheckpoint(url, error)
    }
  }

  /// Trains until the rule says so or the observer wants it to end, and saves the run.
  ///
  /// - Parameters:
  ///   - rule: When the run ends.
  ///   - interval: Seconds between two checkpoints.
  ///   - observer: Who follows the run.
  /// - Returns: What there is to say at the end.
  /// - Throws: If a file cannot be written.
  public mutating func run(
    until rule: StopRule,
    savingEvery interval: Double = usualCheckpointInterval,
    for observer: inout some TrainingObserver
  ) throws -> Summary {
    var nextSave = interval
    var ending: StopRule.Ending?
    repeat {
      switch try obey(&observer) {
      case .stop:
        ending = .stopped
        continue
      case .save: nextSave = seconds + interval
      default: break
      }
      let iteration = trainer.iterate()
      advance(iteration)
      recorder.record(event, date: context.date())
      observer.observe(event) { snapshot }
      ending = rule.ending(of: event)
      if ending == nil, event.seconds >= nextSave {
        try save(for: &observer)
        nextSave = seconds + interval
      }
    } while ending == nil
    let trained = seconds
    try save(for: &observer)
    observer.observeEnd(ending ?? .stopped, at: trained)
    return summary(trained: trained, reached: ending == .goal)
  }

  /// The time that the run has learned, in seconds.
  private var seconds: Double { context.now() - origin }

  /// A copy of the policy as it is.
  private var snapshot: PolicySnapshot {
    PolicySnapshot(
      seconds: event.seconds,
      episodes: event.episodes,
      policy: trainer.copyOfPolicy()
    )
  }

  /// Does what is asked until nothing more is, or the run is to end.
  ///
  /// - Parameter observer: Who asks.
  /// - Returns: `stop` if the run is to end, `save` if it was saved.
  /// - Throws: If a file cannot be written.
  private mutating func obey(
    _ observer: inout some TrainingObserver
  ) throws -> TrainingRequest? {
    var (isPaused, isSaved) = (false, false)
    while let request = nextRequest(of: &observer, isPaused: isPaused) {
      switch request {
      case .stop: return .stop
      case .save:
        try save(for: &observer)
        isSaved = true
      case .copyPolicy: observer.take(snapshot)
      case .pause, .goOn:
        guard isPaused != (request == .pause) else { continue }
        isPaused.toggle()
        observer.observePause(isPaused)
      }
    }
    return isSaved ? .save : nil
  }

  /// Asks what to do next; what passes meanwhile is no time of the run's.
  private mutating func nextRequest(
    of observer: inout some TrainingObserver,
    isPaused: Bool
  ) -> TrainingRequest? {
    let asked = context.now()
    defer { origin += context.now() - asked }
    return observer.nextRequest(isPaused: isPaused)
  }

  /// Notes what an update has brought; now and then takes the rate, and has the next update measure
  /// its gradient.
  private mutating func advance(_ iteration: Trainer.Iteration) {
    let now = seconds
    event.advance(iteration.episodes, iteration.terms, progress: trainer.progress, seconds: now)
    if trainer.optimizer.measuresGradient {
      event.gradientNorm = trainer.optimizer.gradientNorm
      trainer.optimizer.measuresGradient = false
    }
    guard now >= nextMeasurement else { return }
    nextMeasurement = now + Self.measuringInterval
    trainer.optimizer.measuresGradient = true
    event.stepsPerSecond =
      Double(event.agentSteps - lastMeasurement.steps) / max(1e-9, now - lastMeasurement.seconds)
    lastMeasurement = (now, event.agentSteps)
  }

  private mutating func save(for observer: inout some TrainingObserver) throws {
    try recorder.save(trainer, date: context.date())
    observer.observeSave(at: seconds)
  }
}

extension TrainingRun {
  /// What there is to say at the end of a run; its names in JSON are those of `--json`.
  public struct Summary: Codable, Sendable {
    /// The run's directory.
    public var run: String

    /// The file with the run's whole state.
    public var checkpoint: String

    /// The file with what plays.
    public var policy: String

    /// Whether the mean reward that was wanted is reached.
    public var reached: Bool

    /// The mean reward of the last hundred episodes.
    public var meanReward100: Double?

    /// The episodes that have ended.
    public var episodes: Int

    /// The agent's steps.
    public var agentSteps: Int

    /// The seconds of this session.
    public var seconds: Double

    /// The agent's steps a second in this session.
    public var agentStepsPerSecond: Double

    /// The seed.
    public var seed: UInt64

    /// How many threads worked.
    public var threads: Int

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

  private func summary(trained: Double, reached: Bool) -> Summary {
    let progress = trainer.progress
    return Summary(
      run: directory.url.path,
      checkpoint: directory.checkpoint.path,
      policy: directory.policy.path,
      reached: reached,
      meanReward100: progress.meanReward,
      episodes: progress.episodes,
      agentSteps: progress.agentSteps,
      seconds: seconds,
      agentStepsPerSecond: Double(progress.agentSteps - stepsBefore) / trained,
      seed: trainer.configuration.seed,
      threads: threads
    )
  }
}
