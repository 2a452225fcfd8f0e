public import Foundation
import NeuralNetwork
import PongAgents
public import Reinforcement

/// A run, or one of the workers of a run: the loop of playing and learning, with its clock and its
/// directory.
///
/// The loop is the same whoever observes it, and for one worker or many: the worker with rank 0
/// keeps the files, asks the observer and decides, and the others do what it does.
public struct TrainingRun {
  /// Where a run begins.
  public enum Start: Sendable {
    /// A new run in a new directory.
    case new(RunConfiguration, directory: URL, name: String)

    /// A run whose directory exists.
    case resumed(RunDirectory)
  }

  /// Why there can be no run.
  public enum Failure: Error {
    /// There is no run in the directory, or it was never saved.
    case neverSaved(URL)

    /// The checkpoint in this file is none.
    case badCheckpoint(URL, PolicyFileError)

    /// Another worker has given up, and says why.
    case abandoned
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
  /// Of the worker with rank 0.
  private var recorder: RunRecorder?
  /// The steps that lie before this session.
  private let stepsBefore: Int
  /// When the session began, and all pauses since, in seconds of the context's clock.
  private var origin: Double
  private var isPaused = false
  private var event: TrainingEvent
  private var nextMeasurement = 0.0
  private var lastMeasurement: (seconds: Double, steps: Int)

  /// Prepares a run; all workers do it together.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - workers: All workers, and which of them this is.
  ///   - threads: How many threads do this worker's work.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock from which the run's seconds are counted.
  /// - Throws: A ``Failure`` or a ``ConfigurationError``, or what the system says of the files.
  public init(
    _ start: Start,
    workers: any WorkerGroup = SoloWorker(),
    threads: Int,
    context: RunContext,
    since origin: Double
  ) throws {
    self.threads = threads
    self.context = context
    self.origin = origin
    let isFirst = workers.rank == 0
    // Rank 0 opens the files, and hands their place and the checkpoint around.
    let opening = Result { isFirst ? try start.open(context) : (path: "", checkpoint: []) }
    if try workers.anyFailed(opening.map { _ in }) { throw Failure.abandoned }
    let opened = try opening.get()
    let path = workers.gatherAll(Array(opened.path.utf8), filler: 0)
    directory = RunDirectory(
      existing: URL(fileURLWithPath: String(decoding: path, as: UTF8.self), isDirectory: true)
    )
    let checkpoint = workers.gatherAll(opened.checkpoint, filler: 0)
    let url = directory.checkpoint
    let pool = ThreadPool(workerCount: threads)
    let making = Result {
      try start.trainer(from: checkpoint, at: url, workers: workers, pool: pool)
    }
    if try workers.anyFailed(making.map { _ in }) { throw Failure.abandoned }
    trainer = try making.get()
    stepsBefore = trainer.progress.agentSteps
    event = TrainingEvent(trainer.progress, seconds: 0)
    lastMeasurement = (0, stepsBefore)
    let recording = Result { [directory, stepsBefore] in
      isFirst
        ? try RunRecorder(
          directory,
          command: context.command,
          steps: stepsBefore,
          date: context.date()
        ) : nil
    }
    if try workers.anyFailed(recording.map { _ in }) { throw Failure.abandoned }
    recorder = try recording.get()
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
    let isFirst = trainer.workers.rank == 0
    var nextSave = interval
    var ending: StopRule.Ending?
    repeat {
      switch decide({ $0.obey(&observer) }) {
      case .save:
        try save(for: &observer)
        nextSave = seconds + interval
        // There may be more that is asked.
        continue
      case .stop:
        ending = .stopped
        continue
      case .goOn, .end: break
      }
      let iteration = trainer.iterate()
      advance(iteration)
      if isFirst {
        recorder?.record(event, date: context.date())
        observer.observe(event) { snapshot }
      }
      ending = rule.ending(of: event)
      let isDue = event.seconds >= nextSave
      // Time passes differently for each worker; the first one's counts.
      switch decide({ _ in ending != nil ? .end : isDue ? .save : .goOn }) {
      case .save:
        ending = nil
        try save(for: &observer)
        nextSave = seconds + interval
      case .end: ending = ending ?? .limit
      case .goOn, .stop: ending = nil
      }
    } while ending == nil
    let trained = seconds
    try save(for: &observer)
    if isFirst { observer.observeEnd(ending ?? .stopped, at: trained) }
    return summary(trained: trained, reached: ending == .goal)
  }

  /// What the worker with rank 0 decides for all.
  private enum Decision: Int {
    case goOn
    case save
    case stop
    case end
  }

  private mutating func decide(_ body: (inout TrainingRun) -> Decision) -> Decision {
    let workers = trainer.workers
    let own = workers.rank == 0 ? body(&self) : .goOn
    return Decision(rawValue: workers.gather([own.rawValue])[0]) ?? .goOn
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

  /// Does what is asked until all workers must do something, or nothing more is asked.
  private mutating func obey(_ observer: inout some TrainingObserver) -> Decision {
    while let request = nextRequest(of: &observer) {
      switch request {
      case .stop: return .stop
      case .save: return .save
      case .copyPolicy: observer.take(snapshot)
      case .pause, .goOn:
        guard isPaused != (request == .pause) else { continue }
        isPaused.toggle()
        observer.observePause(isPaused)
      }
    }
    return .goOn
  }

  /// Asks what to do next; what passes meanwhile is no time of the run's.
  private mutating func nextRequest(of observer: inout some TrainingObserver) -> TrainingRequest? {
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
    let date = context.date()
    let isFirst = trainer.workers.rank == 0
    let saving = Result {
      if isFirst {
        _ = try recorder?.save(trainer, date: date)
      } else {
        _ = try Checkpoint.file(of: trainer, command: context.command, isComplete: true)
      }
    }
    if try trainer.workers.anyFailed(saving) { throw Failure.abandoned }
    if isFirst { observer.observeSave(at: seconds) }
  }
}

extension TrainingRun.Start {
  /// The settings of the run.
  ///
  /// - Throws: What is wrong with the checkpoint, as ``TrainingRun`` says it.
  public var configuration: RunConfiguration {
    get throws {
      switch self {
      case .new(let configuration, _, _): return configuration
      case .resumed(let directory):
        let url = directory.checkpoint
        guard FileManager.default.fileExists(atPath: url.path) else {
          throw TrainingRun.Failure.neverSaved(directory.url)
        }
        do {
          return try Checkpoint.configuration(of: Checkpoint.read(url))
        } catch let error as PolicyFileError {
          throw TrainingRun.Failure.badCheckpoint(url, error)
        }
      }
    }
  }

  /// Makes the directory of a new run, or reads the checkpoint of one that is taken up.
  fileprivate func open(_ context: RunContext) throws -> (path: String, checkpoint: [UInt8]) {
    let configuration = try configuration
    try configuration.validate()
    switch self {
    case .new(_, let parent, let name):
      let description = RunDirectory.Description(
        command: context.command,
        version: context.version,
        began: context.date(),
        configuration: configuration
      )
      return (try RunDirectory(in: parent, name: name, description: description).url.path, [])
    case .resumed(let directory):
      let limit = PolicyFile.maximumSize
      return (directory.url.path, try Files.read(directory.checkpoint, limit: limit))
    }
  }

  /// Makes a worker's trainer, which goes on from a checkpoint if there is one.
  fileprivate func trainer(
    from checkpoint: [UInt8],
    at url: URL,
    workers: any WorkerGroup,
    pool: ThreadPool
  ) throws -> Trainer {
    do {
      let file = checkpoint.isEmpty ? nil : try Safetensors(checkpoint)
      let configuration = try file.map { try Checkpoint.configuration(of: $0) } ?? configuration
      guard configuration.workers == workers.size else {
        throw ConfigurationError(
          "--workers",
          String(workers.size),
          expected: "\(configuration.workers), as many as the run has"
        )
      }
      let trainer = try Trainer(configuration, pool: pool, workers: workers)
      if let file { try Checkpoint.restore(file, into: trainer) }
      return trainer
    } catch let error as PolicyFileError {
      throw TrainingRun.Failure.badCheckpoint(url, error)
    }
  }
}

extension TrainingRun {
  /// Prepares a run with as many workers on threads as its configuration has; the others train as
  /// soon as the one that is returned does.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - threads: How many threads work in all, if there are not more workers.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock from which the run's seconds are counted.
  /// - Returns: The worker with rank 0.
  /// - Throws: What `init` throws.
  public static func onThreads(
    _ start: Start,
    threads: Int,
    context: RunContext,
    since origin: Double
  ) throws -> sending TrainingRun {
    let count = try start.configuration.workers
    let share = max(1, threads / max(1, count))
    let first = ThreadGroup.start(min(count, 256)) { worker in
      // What goes wrong is said by the worker with rank 0.
      try? TrainingRun.follow(start, as: worker, threads: share, context: context, since: origin)
    }
    return try TrainingRun(
      start,
      workers: first,
      threads: share,
      context: context,
      since: origin
    )
  }

  /// Takes part in a run as a worker with another rank than 0, until it ends.
  ///
  /// - Parameters:
  ///   - start: Where the run begins.
  ///   - worker: All workers, and which of them this is.
  ///   - threads: How many threads do this worker's work.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock from which the run's seconds are counted.
  /// - Throws: What went wrong here; ``Failure/abandoned`` if that was elsewhere.
  public static func follow(
    _ start: Start,
    as worker: any WorkerGroup,
    threads: Int,
    context: RunContext,
    since origin: Double
  ) throws {
    var run = try TrainingRun(
      start,
      workers: worker,
      threads: threads,
      context: context,
      since: origin
    )
    var observer = SilentObserver()
    _ = try run.run(until: StopRule(), for: &observer)
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
