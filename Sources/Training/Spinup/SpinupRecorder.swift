import Foundation
import Reinforcement

/// Writes a Spinning Up run's metrics and checkpoints into its directory, and says what Spinning Up
/// says.
struct SpinupRecorder: RunRecorder {
  private let directory: RunDirectory
  private let configuration: SpinupConfiguration
  private let context: SpinupContext
  private let table: FileHandle
  private var seconds = 0.0

  /// Opens the metrics of a run that has gone through so many epochs where the next row goes.
  init(
    _ directory: RunDirectory,
    _ configuration: SpinupConfiguration,
    epochs: Int,
    context: SpinupContext
  ) throws {
    self.directory = directory
    self.configuration = configuration
    self.context = context
    try directory.keepRows(epochs)
    table = try FileHandle(forWritingTo: directory.progress)
    try table.seekToEnd()
  }

  mutating func record(
    _ event: TrainingEvent,
    _ iteration: TrainingIteration,
    date: Double
  ) throws {
    seconds = event.seconds
    guard let statistics = iteration.epoch else { return }
    let epoch = event.updates - 1
    let row = SpinupRow(
      statistics,
      iteration.report,
      epoch: epoch,
      configuration: configuration,
      seconds: seconds
    )
    let warnings = statistics.cutOff.filter { $0 > 0 }.map {
      "Warning: trajectory cut off by epoch at \($0) steps.\n"
    }
    context.say(warnings.joined() + row.table)
    try table.write(contentsOf: Data(((epoch == 0 ? row.head : "") + row.line).utf8))
  }

  func save(_ trainer: Trainer<SpinupConfiguration>, date: Double) throws {
    let command = context.run.command
    let state = try Checkpoint.file(
      of: trainer,
      command: command,
      isComplete: true,
      seconds: seconds
    )
    try Checkpoint.write(state, to: directory.checkpoint)
    let policy = try Checkpoint.file(of: trainer, command: command, isComplete: false)
    try Checkpoint.write(policy, to: directory.policy)
    if context.keepsPolicies {
      try Checkpoint.write(policy, to: directory.policy(epoch: trainer.progress.updates - 1))
    }
  }
}
