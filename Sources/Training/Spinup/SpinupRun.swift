import Foundation
import NeuralNetwork
public import Reinforcement

/// What a run needs from outside.
public struct SpinupContext: Sendable {
  /// The command line, for the files.
  public var command: String

  /// Whether every checkpoint's policy is kept, and not the last one's alone.
  public var keepsPolicies: Bool

  /// The time in seconds.
  public var now: @Sendable () -> Double

  /// Whether the run is to end after this epoch.
  public var isInterrupted: @Sendable () -> Bool

  /// Is told what is to be printed.
  public var say: @Sendable (String) -> Void

  /// Puts a context together.
  public init(
    command: String,
    keepsPolicies: Bool,
    now: @escaping @Sendable () -> Double,
    isInterrupted: @escaping @Sendable () -> Bool,
    say: @escaping @Sendable (String) -> Void
  ) {
    self.command = command
    self.keepsPolicies = keepsPolicies
    self.now = now
    self.isInterrupted = isInterrupted
    self.say = say
  }
}

/// How a run ended.
public enum SpinupEnding: Hashable, Sendable {
  /// All epochs are done.
  case finished

  /// Somebody wanted it to end; it can be taken up.
  case interrupted
}

/// A run of Spinning Up's `vpg` or `ppo` by one of its workers; the one with rank 0 keeps the files
/// and talks.
public struct SpinupRun {
  private let configuration: SpinupConfiguration
  private let directory: SpinupDirectory
  private let workers: any WorkerGroup
  private let pool: any WorkPool
  private let trainer: SpinupTrainer
  private let earlier: Double

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - configuration: Its settings, checked.
  ///   - directory: Where its files are; they exist.
  ///   - checkpoint: The state to go on from, if there is one.
  ///   - workers: All workers, and which of them this is.
  ///   - pool: Who does this worker's work.
  /// - Throws: If the checkpoint is none of such a run.
  public init(
    _ configuration: SpinupConfiguration,
    directory: SpinupDirectory,
    checkpoint: Safetensors?,
    workers: any WorkerGroup,
    pool: any WorkPool
  ) throws {
    self.configuration = configuration
    self.directory = directory
    self.workers = workers
    self.pool = pool
    trainer = try SpinupTrainer(configuration, workers: workers)
    earlier = try checkpoint.map { try SpinupCheckpoint.description(of: $0).seconds } ?? 0
    if let checkpoint {
      try SpinupCheckpoint.restore(
        checkpoint,
        into: trainer,
        rank: workers.rank,
        size: workers.size
      )
    }
  }

  /// How many weights and biases policy and value have.
  public var weightCounts: (policy: Int, value: Int) {
    (trainer.networks.policy.shape.weightCount, trainer.networks.value.shape.weightCount)
  }

  /// Learns until all epochs are done or somebody wants the run to end.
  ///
  /// - Throws: With rank 0, if a file cannot be written; the others then end as if interrupted.
  public func run(_ context: SpinupContext) throws -> SpinupEnding {
    var table: FileHandle?
    let opening = Result { if workers.rank == 0 { table = try openTable() } }
    if try workers.anyFailed(opening) { return .interrupted }
    let start = context.now() - earlier
    while trainer.epochs < configuration.epochs {
      let epoch = trainer.epochs
      let report = trainer.epoch(on: pool)
      let seconds = context.now() - start
      let isInterrupted = workers.gather([context.isInterrupted() ? 1 : 0])[0] == 1
      let isLast = isInterrupted || epoch == configuration.epochs - 1
      let saves = isLast || epoch % configuration.saveFrequency == 0
      let file = saves ? try file(context, seconds: seconds) : nil
      var writing = Result<Void, any Error>.success(())
      if let table {
        let row = SpinupRow(report, epoch: epoch, configuration: configuration, seconds: seconds)
        writing = Result {
          try table.write(contentsOf: Data(((epoch == 0 ? row.head : "") + row.line).utf8))
          if let file { try save(file, context) }
        }
        let warnings = report.cutOff.filter { $0 > 0 }.map {
          "Warning: trajectory cut off by epoch at \($0) steps.\n"
        }
        context.say(warnings.joined() + row.table)
      }
      if try workers.anyFailed(writing) || isInterrupted { return .interrupted }
    }
    return .finished
  }

  /// Opens the metrics where the next epoch's row goes.
  private func openTable() throws -> FileHandle {
    try directory.keepRows(trainer.epochs)
    let table = try FileHandle(forWritingTo: directory.progress)
    try table.seekToEnd()
    return table
  }

  private func file(_ context: SpinupContext, seconds: Double) throws -> Safetensors {
    try SpinupCheckpoint.file(
      of: trainer,
      configuration: configuration,
      workers: workers,
      command: context.command,
      seconds: seconds
    )
  }

  private func save(_ file: Safetensors, _ context: SpinupContext) throws {
    try Checkpoint.write(file, to: directory.checkpoint)
    let policy = SpinupCheckpoint.policy(
      of: trainer,
      configuration: configuration,
      command: context.command
    )
    try Checkpoint.write(policy, to: directory.policy)
    if context.keepsPolicies {
      try Checkpoint.write(policy, to: directory.policy(epoch: trainer.epochs - 1))
    }
  }
}
