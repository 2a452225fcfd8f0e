import FileAccess
public import Foundation
import NeuralNetwork
public import PongAgents
public import Reinforcement

/// A run of `pong train`, or one of its workers: the loop with its directory.
///
/// It is the same for one worker or many: the worker with rank 0 keeps the files, asks the observer
/// and decides, and the others do what it does.
public struct TrainingRun {
  /// Where a run begins.
  public enum Start: Sendable {
    /// A new run in a new directory, which begins with a policy's weights where one is given:
    /// that of ``RunConfiguration/from``.
    case new(
      RunConfiguration,
      directory: URL,
      name: String,
      initialPolicy: PongPolicy? = nil
    )

    /// A run whose directory exists, which goes on from its checkpoint or another one that was kept.
    case resumed(RunDirectory, from: URL? = nil)
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

  /// Where the run is kept.
  public let directory: RunDirectory

  /// What is amiss with the files of a run that is taken up, a sentence each without its stop.
  public let warnings: [String]

  private let threads: Int
  /// The right to write in the directory; of the worker with rank 0.
  private let files: RunFiles?
  private var loop: TrainingLoop<ProgressRecorder>

  /// Prepares a run; all workers do it together.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - workers: All workers, and which of them this is.
  ///   - players: Who can be named as an opponent.
  ///   - threads: How many threads do this worker's work.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock from which this session's seconds are counted.
  /// - Throws: A ``Failure`` or a ``ConfigurationError``, or what the system says of the files, also
  ///   if another process trains there.
  public init(
    _ start: Start,
    workers: any WorkerGroup = SoloWorker(),
    players: PlayerCatalog = .builtIn,
    threads: Int,
    context: RunContext,
    since origin: Double
  ) throws {
    self.threads = threads
    let isFirst = workers.rank == 0
    // Rank 0 opens the files, and hands their place and the checkpoint around.
    let opening = Result { isFirst ? try start.open(context) : TrainingRun.Opened() }
    if try workers.anyFailed(opening.map { _ in }) { throw Failure.abandoned }
    let opened = try opening.get()
    let path = workers.gatherAll(Array(opened.path.utf8), filler: 0)
    directory = RunDirectory(
      URL(fileURLWithPath: String(decoding: path, as: UTF8.self), isDirectory: true)
    )
    let checkpoint = workers.gatherAll(opened.checkpoint, filler: 0)
    let url = if case .resumed(_, let file?) = start { file } else { directory.checkpoint }
    let pool = ThreadPool(workerCount: threads)
    let making = Result {
      try start.trainer(
        from: checkpoint,
        at: url,
        players: players,
        workers: workers,
        pool: pool
      )
    }
    if try workers.anyFailed(making.map { _ in }) { throw Failure.abandoned }
    let trainer = try making.get()
    let recording = Result { [directory] in
      try opened.files.map { files -> ProgressRecorder in
        // Whoever is killed now must not leave a checkpoint that is ahead of the rows.
        if url != directory.checkpoint { try files.write(checkpoint, to: directory.checkpoint) }
        return try ProgressRecorder(
          directory,
          files,
          command: context.command,
          after: trainer.progress,
          seconds: opened.seconds,
          date: context.date()
        )
      }
    }
    if try workers.anyFailed(recording.map { _ in }) { throw Failure.abandoned }
    let recorder = try recording.get()
    files = opened.files
    warnings = recorder?.warnings ?? []
    loop = TrainingLoop(
      trainer,
      recorder: recorder,
      context: context,
      since: origin,
      after: recorder?.seconds ?? 0
    )
  }

  /// How the run stood when this session began.
  public var start: TrainingEvent { loop.start }

  /// Who plays and learns.
  public var trainer: Trainer<RunConfiguration> { loop.trainer }

  /// Trains until the rule says so or the observer wants it to end, and saves the run; then others may
  /// go on with it.
  ///
  /// - Parameters:
  ///   - rule: When the run ends.
  ///   - interval: Seconds between two checkpoints.
  ///   - kept: How many checkpoints are kept beside the last one.
  ///   - observer: Who follows the run.
  /// - Returns: What there is to say at the end.
  /// - Throws: If a file cannot be written.
  public mutating func run(
    until rule: StopRule,
    savingEvery interval: Double = usualCheckpointInterval,
    keeping kept: Int = 0,
    for observer: inout some TrainingObserver
  ) throws -> Summary {
    defer { files?.release() }
    if let files { try directory.keep(rule, in: files) }
    loop.recorder?.keptCheckpoints = kept
    let ending = try loop.run(until: rule, saving: .seconds(interval), for: &observer)
    return summary(trained: ending.seconds, reached: ending.reason == .goal)
  }
}

extension TrainingRun {
  /// A run's files as the worker with rank 0 opens them.
  fileprivate struct Opened {
    var path = ""
    var files: RunFiles?
    var checkpoint: [UInt8] = []
    /// How long the run had learned, if the checkpoint says so.
    var seconds: Double?
  }
}

extension TrainingRun.Start {
  /// The settings of the run.
  ///
  /// - Throws: What is wrong with the checkpoint, as ``TrainingRun`` says it.
  public var configuration: RunConfiguration {
    get throws {
      switch self {
      case .new(let configuration, _, _, _): return configuration
      case .resumed(let directory, let file):
        let url = file ?? directory.checkpoint
        guard FileManager.default.fileExists(atPath: url.path) else {
          // It may be saved soon by who trains there now.
          if Files.isDirectory(directory.url) { _ = try RunFiles(directory) }
          throw TrainingRun.Failure.neverSaved(directory.url)
        }
        do {
          let configuration = try Checkpoint.configuration(of: Checkpoint.read(url))
          do {
            try configuration.validate()
          } catch {
            throw PolicyFileError.notARun("\(error)")
          }
          return configuration
        } catch let error as PolicyFileError {
          throw TrainingRun.Failure.badCheckpoint(url, error)
        }
      }
    }
  }

  /// Makes the directory of a new run, or reads the checkpoint of one that is taken up.
  fileprivate func open(_ context: RunContext) throws -> TrainingRun.Opened {
    let configuration = try configuration
    try configuration.validate()
    switch self {
    case .new(_, let parent, let name, _):
      let description = RunDirectory.Description(
        command: context.command,
        version: context.version,
        began: context.date(),
        configuration: configuration
      )
      let directory = try RunDirectory(in: parent, name: name, description: description)
      return TrainingRun.Opened(path: directory.url.path, files: try RunFiles(directory))
    case .resumed(let directory, let file):
      let files = try RunFiles(directory)
      let url = file ?? directory.checkpoint
      do {
        let file = try Checkpoint.read(url)
        return TrainingRun.Opened(
          path: directory.url.path,
          files: files,
          checkpoint: try file.encoded,
          seconds: Checkpoint.seconds(of: file)
        )
      } catch let error as PolicyFileError {
        throw TrainingRun.Failure.badCheckpoint(url, error)
      }
    }
  }

  /// Makes a worker's trainer, which goes on from a checkpoint if there is one.
  fileprivate func trainer(
    from checkpoint: [UInt8],
    at url: URL,
    players: PlayerCatalog,
    workers: any WorkerGroup,
    pool: ThreadPool
  ) throws -> Trainer<RunConfiguration> {
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
      if let file { try configuration.check(file) }
      let trainer = try Trainer(
        configuration,
        players: players,
        pool: pool,
        workers: workers
      )
      if let file {
        try Checkpoint.restore(file, into: trainer)
      } else if case .new(_, _, _, let policy?) = self {
        try trainer.begin(with: policy)
      }
      return trainer
    } catch let error as PolicyFileError {
      throw TrainingRun.Failure.badCheckpoint(url, error)
    }
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
    let start = loop.start
    return Summary(
      run: directory.url.path,
      checkpoint: directory.checkpoint.path,
      policy: directory.policy.path,
      reached: reached,
      meanReward100: progress.meanReward,
      episodes: progress.episodes,
      agentSteps: progress.agentSteps,
      seconds: loop.seconds - start.seconds,
      agentStepsPerSecond: Double(progress.agentSteps - start.agentSteps)
        / max(1e-9, trained - start.seconds),
      seed: trainer.configuration.seed,
      threads: threads
    )
  }
}
