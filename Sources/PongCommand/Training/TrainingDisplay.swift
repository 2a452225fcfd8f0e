import Foundation
import PongInterface
import Reinforcement
import Training

/// Says how a run goes: one live line on a terminal, the article's lines elsewhere, or nothing.
///
/// SIGINT and SIGTERM end the run in good order.
struct TrainingDisplay: TrainingAudience {
  private let goal: TrainingGoal
  private let isQuiet: Bool
  private let isLive = isatty(STDOUT_FILENO) == 1
  private var nextLine = 0.0
  private var last = (seconds: 0.0, steps: 0)
  private var episode = 0
  private var isFirst = true

  /// Prepares to tell of a run that ends at `goal`.
  init(goal: TrainingGoal, isQuiet: Bool) {
    self.goal = goal
    self.isQuiet = isQuiet
    Interruption.watch()
  }

  func order() -> TrainingOrder { Interruption.isRequested ? .stop : .goOn }

  mutating func hear(of news: TrainingNews) {
    guard !isQuiet else { return }
    let (episodes, progress) = (news.iteration.episodes, news.trainer.progress)
    if isFirst {
      isFirst = false
      episode = progress.episodes - episodes.count
    }
    guard isLive else {
      for finished in episodes {
        print(RunRecorder.line(ofEpisode: episode, reward: finished.reward))
        episode += 1
      }
      return
    }
    let seconds = news.seconds
    guard seconds >= nextLine else { return }
    let rate = Double(progress.agentSteps - last.steps) / max(1e-9, seconds - last.seconds)
    last = (seconds, progress.agentSteps)
    nextLine = seconds + 0.1
    func text(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "–" }
    var line =
      "episode \(progress.episodes)  running reward \(text(progress.runningReward))"
      + "  last 100 \(text(progress.meanReward))" + String(format: "  %.0f steps/s", rate)
      + String(format: "  %.1f s", seconds)
    if let left = goal.timeLeft(TrainingFigures(progress, seconds: seconds)) {
      line += String(format: "  %.0f s left", left)
    }
    // A line that is wrapped could not be written over.
    write("\r\(line.prefix(Self.columns - 1))\u{1B}[K")
  }

  /// How many columns the terminal has; 80 if it does not say.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  func hearOfSave(at seconds: Double) {}

  func hearOfEnd(_ ending: TrainingReport.Ending, at seconds: Double) {
    if isLive, !isQuiet { write("\n") }
  }

  private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}

extension TrainingSession.Report {
  /// What is said at the end of a run.
  var summary: String {
    let mean = meanReward100.map { String(format: "%.2f", $0) } ?? "–"
    return "\(episodes) episodes, mean reward of the last 100: \(mean)\nsaved in \(run)"
  }
}

extension TrainingFigures {
  /// The figures of a run's progress.
  init(_ progress: RunProgress, seconds: Double) {
    self.init()
    episodes = progress.episodes
    agentSteps = progress.agentSteps
    self.seconds = seconds
    runningReward = progress.runningReward
    meanReward = progress.meanReward
  }
}
