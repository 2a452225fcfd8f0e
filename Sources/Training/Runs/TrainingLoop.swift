import NeuralNetwork
import PongAgents
import Reinforcement

/// The loop of playing and learning, of one of a run's workers, with its clock.
///
/// It is the same in every dialect, whoever observes it, and for one worker or many: the worker with
/// rank 0 writes down, asks the observer and decides, and the others do what it does.
struct TrainingLoop<Recorder: RunRecorder> {
  /// When a run is saved beside its end.
  enum Saving {
    /// So many seconds after it was saved last.
    case seconds(Double)

    /// After the first update, and so many updates after it was saved last.
    case updates(Int)
  }

  /// Seconds between two measurements of what costs a little: the gradient's length, and the rate.
  private static var measuringInterval: Double { 0.5 }

  /// Who plays and learns.
  let trainer: Trainer<Recorder.Settings>

  private let context: RunContext
  /// Of the worker with rank 0.
  var recorder: Recorder?
  /// When the session began, and all pauses since, in seconds of the context's clock.
  private var origin: Double
  private var isPaused = false
  /// Whether somebody outside has asked for a save since the last update.
  private var hasBeenAskedToSave = false
  private var event: TrainingEvent
  private var lastSave: Double
  private var nextMeasurement: Double
  private var lastMeasurement: (seconds: Double, steps: Int)

  /// How the run stood when this session began.
  let start: TrainingEvent

  /// Prepares the loop.
  ///
  /// - Parameters:
  ///   - trainer: Who plays and learns.
  ///   - recorder: Who writes it down, with rank 0.
  ///   - context: The command, and the clock.
  ///   - origin: The time on the clock when this session began.
  ///   - earlier: How many seconds the run had learned by then.
  init(
    _ trainer: Trainer<Recorder.Settings>,
    recorder: Recorder?,
    context: RunContext,
    since origin: Double,
    after earlier: Double
  ) {
    self.trainer = trainer
    self.recorder = recorder
    self.context = context
    self.origin = origin - earlier
    start = TrainingEvent(trainer.progress, seconds: earlier)
    event = start
    lastSave = earlier
    nextMeasurement = earlier
    lastMeasurement = (earlier, trainer.progress.agentSteps)
  }

  /// Trains until the rule says so or the observer wants it to end, and saves the run; a run that has
  /// begun and has reached its limit is saved and not trained.
  ///
  /// - Parameters:
  ///   - rule: When the run ends.
  ///   - saving: When it is saved.
  ///   - observer: Who follows the run.
  /// - Returns: Why it ended, and how long it had learned then.
  /// - Throws: If a file cannot be written; ``TrainingRun/Failure/abandoned`` for the other workers.
  mutating func run(
    until rule: StopRule,
    saving: Saving,
    for observer: inout some TrainingObserver
  ) throws -> (reason: StopRule.Ending, seconds: Double) {
    var ending: StopRule.Ending?
    let hasEnded = try decide { loop in
      ending =
        loop.start.updates > 0 ? rule.ending(of: loop.event, since: loop.start) : nil
      return ending == nil ? .goOn : .end
    }
    if hasEnded == .end { ending = ending ?? .limit }
    while ending == nil {
      switch try decide({ $0.obey(&observer) }) {
      case .save:
        try save(for: &observer, isRequested: true)
        // There may be more that is asked.
        continue
      case .stop:
        ending = .stopped
        continue
      case .goOn, .end: break
      }
      let iteration = trainer.iterate()
      advance(iteration)
      // Time passes differently for each worker; the first one's counts.
      let decision = try decide { loop in
        let event = loop.event
        let date = loop.context.date()
        try loop.recorder?.record(event, iteration, date: date)
        observer.observe(event) { loop.snapshot }
        ending = rule.ending(of: event, since: loop.start)
        return ending != nil ? .end : loop.isDue(saving) ? .save : .goOn
      }
      switch decision {
      case .save: try save(for: &observer)
      case .end: ending = ending ?? .limit
      case .goOn, .stop: break
      }
    }
    let trained = seconds
    try save(for: &observer)
    let reason = ending ?? .stopped
    if isFirst { observer.observeEnd(reason, at: trained) }
    return (reason, trained)
  }

  private var isFirst: Bool { trainer.workers.rank == 0 }

  /// What the worker with rank 0 decides for all.
  private enum Decision: Int {
    case goOn
    case save
    case stop
    case end
  }

  /// Has the worker with rank 0 decide; if one of them fails, all do.
  private mutating func decide(
    _ body: (inout TrainingLoop) throws -> Decision
  ) throws -> Decision {
    let own = Result {
      // Nothing that was learned from a game that could not go on is recorded or saved.
      if let failure = context.failure() { throw failure }
      return isFirst ? try body(&self) : .goOn
    }
    let code = if case .success(let decision) = own { decision.rawValue } else { -1 }
    let codes = trainer.workers.gather([code])
    _ = try own.get()
    guard !codes.contains(-1), let decision = Decision(rawValue: codes[0]) else {
      throw TrainingRun.Failure.abandoned
    }
    return decision
  }

  /// The time that the run has learned, in seconds.
  var seconds: Double { context.now() - origin }

  /// A copy of the policy as it is.
  private var snapshot: PolicySnapshot? {
    Recorder.Settings.copyOfPolicy(of: trainer).map { policy in
      PolicySnapshot(seconds: event.seconds, episodes: event.episodes, policy: policy)
    }
  }

  private func isDue(_ saving: Saving) -> Bool {
    switch saving {
    case .seconds(let interval): event.seconds >= lastSave + interval
    case .updates(let interval): (event.updates - 1).isMultiple(of: interval)
    }
  }

  /// Does what is asked until all workers must do something, or nothing more is asked.
  private mutating func obey(_ observer: inout some TrainingObserver) -> Decision {
    while true {
      guard let request = nextRequest(of: &observer) else {
        // Between two updates once: however often it is asked for, the run goes on.
        if isPaused || !hasBeenAskedToSave, context.takeSavingRequest() {
          hasBeenAskedToSave = true
          return .save
        }
        if isPaused { continue }
        return .goOn
      }
      switch request {
      case .stop: return .stop
      case .save: return .save
      case .copyPolicy: if let snapshot { observer.take(snapshot) }
      case .pause, .goOn:
        guard isPaused != (request == .pause) else { continue }
        isPaused.toggle()
        observer.observePause(isPaused)
      }
    }
  }

  /// Asks what to do next; what passes meanwhile is no time of the run's.
  private mutating func nextRequest(of observer: inout some TrainingObserver) -> TrainingRequest? {
    let asked = context.now()
    defer { origin += context.now() - asked }
    return observer.nextRequest(isPaused: isPaused)
  }

  /// Notes what an update has brought; now and then takes the rate, and has the next update measure
  /// its gradient.
  private mutating func advance(_ iteration: TrainingIteration) {
    let now = seconds
    hasBeenAskedToSave = false
    event.advance(iteration.episodes, iteration.terms, progress: trainer.progress, seconds: now)
    event.standings = trainer.league?.standings ?? []
    let optimizer = trainer.optimizer
    if optimizer.measuresGradient {
      event.gradientNorm = optimizer.gradientNorm
      optimizer.measuresGradient = false
    }
    guard now >= nextMeasurement else { return }
    nextMeasurement = now + Self.measuringInterval
    optimizer.measuresGradient = true
    event.stepsPerSecond =
      Double(event.agentSteps - lastMeasurement.steps) / max(1e-9, now - lastMeasurement.seconds)
    lastMeasurement = (now, event.agentSteps)
  }

  private mutating func save(
    for observer: inout some TrainingObserver,
    isRequested: Bool = false
  ) throws {
    let trainer = trainer
    let date = context.date()
    let seconds = event.seconds
    let saving = Result {
      if isFirst {
        _ = try recorder?.save(trainer, seconds: seconds, date: date, isRequested: isRequested)
      } else {
        _ = try Checkpoint.file(of: trainer, command: context.command, isComplete: true)
      }
    }
    if try trainer.workers.anyFailed(saving) { throw TrainingRun.Failure.abandoned }
    if isFirst { observer.observeSave(of: event, at: self.seconds, isRequested: isRequested) }
    lastSave = self.seconds
  }
}
