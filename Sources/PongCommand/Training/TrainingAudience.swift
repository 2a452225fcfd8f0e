import PongInterface
import Training

/// Somebody who follows a run and may steer it: the display of one line, or a screen.
///
/// All is called between two iterations, on the thread that trains.
protocol TrainingAudience {
  /// What the run shall do next.
  ///
  /// Time spent in here does not count as learning: to pause is not to answer.
  mutating func order() -> TrainingOrder

  /// Hears that an iteration is done.
  mutating func hear(of news: TrainingNews)

  /// Hears that the run has been saved.
  mutating func hearOfSave(at seconds: Double)

  /// Hears that the run has ended and is saved.
  mutating func hearOfEnd(_ ending: TrainingReport.Ending, at seconds: Double)
}

/// What a run can be told to do next.
enum TrainingOrder {
  /// To train on.
  case goOn
  /// To save first, and train on.
  case save
  /// To end.
  case stop
}

/// What there is to tell after an iteration.
struct TrainingNews {
  /// What the iteration brought.
  let iteration: Trainer.Iteration
  /// The run, between two iterations; whoever hears of it changes nothing that decides a weight.
  let trainer: Trainer
  /// The time that it has learned, in seconds.
  let seconds: Double
}
