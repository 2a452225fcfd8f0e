public import PongAgents
public import Reinforcement

extension TrainingRun {
  /// Prepares a run with as many workers on threads as its configuration has; the others train as
  /// soon as the one that is returned does.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - players: Who can be named as an opponent.
  ///   - threads: How many threads work in all, if there are not more workers.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock from which the run's seconds are counted.
  /// - Returns: The worker with rank 0.
  /// - Throws: What `init` throws.
  public static func onThreads(
    _ start: Start,
    players: PlayerCatalog = .builtIn,
    threads: Int,
    context: RunContext,
    since origin: Double
  ) throws -> sending TrainingRun {
    let count = try start.configuration.workers
    let share = max(1, threads / max(1, count))
    let first = ThreadGroup.start(min(count, 256)) { worker in
      // What goes wrong is said by the worker with rank 0.
      try? TrainingRun.follow(
        start,
        as: worker,
        players: players,
        threads: share,
        context: context,
        since: origin
      )
    }
    return try TrainingRun(
      start,
      workers: first,
      players: players,
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
  ///   - players: Who can be named as an opponent.
  ///   - threads: How many threads do this worker's work.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock from which the run's seconds are counted.
  /// - Throws: What went wrong here; ``Failure/abandoned`` if that was elsewhere.
  public static func follow(
    _ start: Start,
    as worker: any WorkerGroup,
    players: PlayerCatalog = .builtIn,
    threads: Int,
    context: RunContext,
    since origin: Double
  ) throws {
    var run = try TrainingRun(
      start,
      workers: worker,
      players: players,
      threads: threads,
      context: context,
      since: origin
    )
    var observer = SilentObserver()
    _ = try run.run(until: StopRule(), for: &observer)
  }
}
