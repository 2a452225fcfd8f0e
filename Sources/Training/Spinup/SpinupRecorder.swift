import FileAccess
import Foundation
import Reinforcement

/// Writes a Spinning Up run's metrics and checkpoints into its directory, and says what Spinning Up
/// says.
struct SpinupRecorder: RunRecorder {
  private let directory: RunDirectory
  private let configuration: SpinupConfiguration
  private let context: SpinupContext
  private let files: RunFiles
  private let table: GrowingFile
  private var isEmpty: Bool

  /// What is amiss with the run's earlier rows; `nil` if nothing is.
  let warning: String?

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
    files = try RunFiles(directory)
    let rows = try directory.keptRows(epochs, in: files)
    isEmpty = rows.isEmpty
    let lacks = rows.count < (epochs == 0 ? 0 : epochs + 1)
    warning =
      lacks
      ? "\(directory.progress.path): has fewer epochs than the checkpoint; the curve has a gap"
      : nil
    table = try files.grow(directory.progress, from: Array(rows.map { $0 + "\n" }.joined().utf8))
  }

  mutating func record(
    _ event: TrainingEvent,
    _ iteration: TrainingIteration,
    date: Double
  ) throws {
    guard let statistics = iteration.epoch else { return }
    let epoch = event.updates - 1
    let row = SpinupRow(
      statistics,
      iteration.report,
      epoch: epoch,
      configuration: configuration,
      seconds: event.seconds
    )
    let warnings = statistics.cutOff.filter { $0 > 0 }.map {
      "Warning: trajectory cut off by epoch at \($0) steps.\n"
    }
    if let stop = earlyStop(iteration.report) {
      context.say(SpinupMessage(warnings.joined()))
      context.say(stop)
      context.say(SpinupMessage(row.table))
    } else {
      context.say(SpinupMessage(warnings.joined() + row.table))
    }
    try table.append(((isEmpty ? row.head : "") + row.line).utf8)
    isEmpty = false
  }

  /// What is said of `ppo`'s steps of the policy if the divergence has ended them.
  private func earlyStop(_ report: UpdateReport) -> SpinupMessage? {
    guard configuration.algorithm.isPPO, let after = report.after,
      after.approximateKL > 1.5 * configuration.targetDivergence
    else { return nil }
    return SpinupMessage(
      "Early stopping at step \(report.lastIteration) due to reaching max kl.\n",
      .green
    )
  }

  func save(
    _ trainer: Trainer<SpinupConfiguration>,
    seconds: Double,
    date: Double,
    isRequested: Bool
  ) throws {
    let command = context.run.command
    let state = try Checkpoint.file(
      of: trainer,
      command: command,
      isComplete: true,
      seconds: seconds
    )
    try table.synchronize()
    try files.write(state, to: directory.checkpoint)
    let policy = try Checkpoint.file(of: trainer, command: command, isComplete: false)
    try files.write(policy, to: directory.policy)
    if isRequested {
      context.say(SpinupMessage("Saved as asked after \(trainer.progress.updates) epochs.\n"))
    }
    // Kept are those of the schedule.
    if context.keepsPolicies, !isRequested {
      try files.write(policy, to: directory.policy(epoch: trainer.progress.updates - 1))
    }
  }
}
