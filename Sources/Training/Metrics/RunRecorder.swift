public import Reinforcement

/// Writes down what a run brings; with rank 0 alone.
public protocol RunRecorder {
  /// The dialect of the runs.
  associatedtype Settings: RunDialect

  /// Notes what an update brought.
  ///
  /// - Parameters:
  ///   - event: The run after it.
  ///   - iteration: The update.
  ///   - date: The time since 1970.
  /// - Throws: If a file cannot be written.
  mutating func record(
    _ event: TrainingEvent,
    _ iteration: TrainingIteration,
    date: Double
  ) throws

  /// Writes the run's state as a checkpoint and a policy.
  ///
  /// All workers call `Checkpoint.file(of:command:isComplete:seconds:)` while the first one is here:
  /// it does so once for the whole state, before anything can go wrong with a file.
  ///
  /// - Parameters:
  ///   - trainer: The run, between two iterations.
  ///   - seconds: How long it has learned.
  ///   - date: The time since 1970.
  ///   - isRequested: Whether somebody asked for it, beside what the run does by itself.
  /// - Throws: If a file cannot be written.
  mutating func save(
    _ trainer: Trainer<Settings>,
    seconds: Double,
    date: Double,
    isRequested: Bool
  ) throws
}
