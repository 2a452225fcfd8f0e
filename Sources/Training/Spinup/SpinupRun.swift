import NeuralNetwork
import PongAgents
public import Reinforcement

/// What a run of Spinning Up's needs from outside.
public struct SpinupContext: Sendable {
  /// Who began it, and what time it is.
  public var run: RunContext

  /// Whether every checkpoint's policy is kept, and not the last one's alone.
  public var keepsPolicies: Bool

  /// Whether the run is to end after this epoch.
  public var isInterrupted: @Sendable () -> Bool

  /// Is told what is to be printed.
  public var say: @Sendable (SpinupMessage) -> Void

  /// Is told what is amiss with the files of a run that is taken up, without a stop.
  public var warn: @Sendable (String) -> Void

  /// Puts a context together.
  public init(
    run: RunContext,
    keepsPolicies: Bool,
    isInterrupted: @escaping @Sendable () -> Bool,
    say: @escaping @Sendable (SpinupMessage) -> Void,
    warn: @escaping @Sendable (String) -> Void
  ) {
    self.run = run
    self.keepsPolicies = keepsPolicies
    self.isInterrupted = isInterrupted
    self.say = say
    self.warn = warn
  }
}

/// A run of Spinning Up's `vpg` or `ppo` by one of its workers; the one with rank 0 keeps the files
/// and talks.
public struct SpinupRun {
  private let directory: RunDirectory
  private let trainer: Trainer<SpinupConfiguration>
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
    directory: RunDirectory,
    checkpoint: Safetensors?,
    workers: any WorkerGroup,
    pool: any WorkPool
  ) throws {
    self.directory = directory
    trainer = try Trainer(configuration, pool: pool, workers: workers)
    earlier = try checkpoint.map { try SpinupConfiguration.description(of: $0).seconds } ?? 0
    if let checkpoint { try Checkpoint.restore(checkpoint, into: trainer) }
  }

  /// How many weights and biases policy and value have.
  public var weightCounts: (policy: Int, value: Int) {
    (trainer.networks.policy.shape.weightCount, trainer.networks.value.shape.weightCount)
  }

  /// Learns until all epochs are done or somebody wants the run to end.
  ///
  /// - Returns: Why it has ended: at its limit, or stopped.
  /// - Throws: With rank 0, if a file cannot be written; the others then end as if stopped.
  public func run(_ context: SpinupContext) throws -> StopRule.Ending {
    let workers = trainer.workers
    let configuration = trainer.configuration
    let epochs = trainer.progress.updates
    let opening = Result {
      workers.rank == 0
        ? try SpinupRecorder(directory, configuration, epochs: epochs, context: context) : nil
    }
    if try workers.anyFailed(opening.map { _ in }) { return .stopped }
    let recorder = try opening.get()
    if let warning = recorder?.warning { context.warn(warning) }
    var loop = TrainingLoop(
      trainer,
      recorder: recorder,
      context: context.run,
      since: context.run.now(),
      after: earlier
    )
    var observer = InterruptionObserver(isInterrupted: context.isInterrupted)
    do {
      let ending = try loop.run(
        until: StopRule(updates: configuration.epochs),
        saving: .updates(configuration.saveFrequency),
        for: &observer
      )
      // The last epoch's end is no time to ask the observer.
      let isInterrupted = ending.reason == .stopped || context.isInterrupted()
      return workers.gather([isInterrupted ? 1 : 0])[0] == 1 ? .stopped : .limit
    } catch TrainingRun.Failure.abandoned {
      return .stopped
    }
  }
}

/// Ends a run after the epoch in which somebody wanted it to end.
private struct InterruptionObserver: TrainingObserver {
  let isInterrupted: @Sendable () -> Bool
  private var hasBegun = false

  init(isInterrupted: @escaping @Sendable () -> Bool) {
    self.isInterrupted = isInterrupted
  }

  func nextRequest(isPaused: Bool) -> TrainingRequest? {
    hasBegun && isInterrupted() ? .stop : nil
  }

  mutating func observe(_ event: TrainingEvent, snapshot: () -> PolicySnapshot?) {
    hasBegun = true
  }
}
