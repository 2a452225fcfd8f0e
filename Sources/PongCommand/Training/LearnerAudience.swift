import NeuralNetwork
import PongAgents
import PongInterface
import Reinforcement
import Training

/// Follows a run for a screen: gathers figures, copies the policy when that is wanted, and passes
/// requests on.
struct LearnerAudience: TrainingAudience {
  /// The memory that copies of the policy at earlier ages may take, in bytes.
  static let historyBytes = 80_000_000

  /// Seconds between two measurements of what costs a little: the gradient's length, and the rate.
  private static let interval = 0.5

  private let link: LearnerLink
  private var history: PolicyHistory
  private var figures: TrainingFigures
  private var nextMeasurement = 0.0
  private var last: (seconds: Double, steps: Int)
  /// The whole points that the best mean reward has passed.
  private var bestPoint: Double?

  /// Begins with a run that has not begun to train in this process.
  ///
  /// - Parameters:
  ///   - initialSnapshot: A copy of the policy as it is.
  ///   - figures: How the run stands.
  ///   - link: Where news goes, and requests come from.
  init(initialSnapshot: PolicySnapshot, figures: TrainingFigures, link: LearnerLink) {
    self.link = link
    self.figures = figures
    history = PolicyHistory(bytes: Self.historyBytes, of: initialSnapshot.policy)
    history.add(initialSnapshot)
    last = (figures.seconds, figures.agentSteps)
    let ages = history.entries
    link.publish { report in
      report.figures = figures
      report.ages = ages
    }
  }

  func order() -> TrainingOrder { link.order() }

  mutating func hear(of news: TrainingNews) {
    let trainer = news.trainer
    let progress = trainer.progress
    take(TrainingFigures(progress, seconds: news.seconds), news.iteration)
    measure(trainer, at: news.seconds)
    let best = noteBest(of: progress)
    let point = point(news.iteration.episodes, progress: progress, seconds: news.seconds)
    let copy = copy(of: trainer, at: news.seconds)
    let (figures, ages) = (figures, history.entries)
    link.publish { report in
      report.figures = figures
      report.ages = ages
      if let point { report.points.append(point) }
      if let best { report.events.append((news.seconds, .best(best))) }
      report.latest = copy ?? report.latest
    }
  }

  mutating func hearOfSave(at seconds: Double) {
    figures.savedSeconds = seconds
    let figures = figures
    link.publish { report in
      report.figures = figures
      report.events.append((seconds, .saved))
    }
  }

  func hearOfEnd(_ ending: TrainingReport.Ending, at seconds: Double) {
    let figures = figures
    link.publish { report in
      report.state = .ended(ending)
      if ending == .goal { report.events.append((seconds, .goal(figures.meanReward ?? 0))) }
    }
  }

  // MARK: Parts of the news

  /// Takes the figures of an iteration in, keeping those that it does not tell.
  private mutating func take(_ new: TrainingFigures, _ iteration: Trainer.Iteration) {
    figures.episodes = new.episodes
    figures.agentSteps = new.agentSteps
    figures.seconds = new.seconds
    figures.runningReward = new.runningReward
    figures.meanReward = new.meanReward
    figures.loss = iteration.terms.policy
    figures.entropy = iteration.terms.entropy
    figures.accuracy = iteration.terms.accuracy
    let episodes = iteration.episodes
    if !episodes.isEmpty {
      figures.episodeLength =
        episodes.reduce(0) { $0 + Double($1.length) } / Double(episodes.count)
    }
  }

  /// Now and then takes the rate, and has the next iteration measure its gradient.
  private mutating func measure(_ trainer: Trainer, at seconds: Double) {
    if trainer.optimizer.measuresGradient {
      figures.gradientNorm = trainer.optimizer.gradientNorm
      trainer.optimizer.measuresGradient = false
    }
    guard seconds >= nextMeasurement else { return }
    nextMeasurement = seconds + Self.interval
    trainer.optimizer.measuresGradient = true
    figures.stepsPerSecond =
      Double(figures.agentSteps - last.steps) / max(1e-9, seconds - last.seconds)
    last = (seconds, figures.agentSteps)
  }

  /// Notes the best mean reward; returns it if it has passed another whole point.
  private mutating func noteBest(of progress: RunProgress) -> Double? {
    guard progress.lastRewards.count == RunProgress.window, let mean = progress.meanReward,
      mean > figures.bestReward ?? -.infinity
    else { return nil }
    figures.bestReward = mean
    let point = mean.rounded(.down)
    guard point > bestPoint ?? -.infinity else { return nil }
    bestPoint = point
    return mean
  }

  private func point(
    _ episodes: [Episode],
    progress: RunProgress,
    seconds: Double
  ) -> TrainingPoint? {
    guard !episodes.isEmpty, let running = progress.runningReward else { return nil }
    return TrainingPoint(
      episodes: progress.episodes,
      agentSteps: progress.agentSteps,
      seconds: seconds,
      reward: episodes.reduce(0) { $0 + Double($1.reward) } / Double(episodes.count),
      runningReward: running
    )
  }

  /// A copy of the policy, if one is wanted by the screen or for looking back.
  private mutating func copy(of trainer: Trainer, at seconds: Double) -> PolicySnapshot? {
    let isWanted = link.takeWishForCopy()
    let isKept = history.wants(seconds: seconds)
    guard isWanted || isKept else { return nil }
    let copy = PolicySnapshot(
      seconds: seconds,
      episodes: trainer.progress.episodes,
      policy: trainer.copyOfPolicy()
    )
    if isKept { history.add(copy) }
    return copy
  }
}
