import Foundation
import Reinforcement
import Training

/// Says how a run goes: one live line on a terminal, the article's lines elsewhere.
struct TrainingDisplay {
  private let isLive = isatty(STDOUT_FILENO) == 1
  private var nextLine = 0.0
  private var last = (seconds: 0.0, steps: 0)
  private var episode = 0
  private var isFirst = true

  mutating func show(
    _ episodes: [Episode],
    progress: RunProgress,
    seconds: Double,
    limits: TrainingSession.Limits
  ) {
    if isFirst {
      isFirst = false
      episode = progress.episodes - episodes.count
    }
    guard isLive else {
      for finished in episodes {
        print("At the end of episode \(episode) the total reward was : \(finished.reward)")
        episode += 1
      }
      return
    }
    guard seconds >= nextLine else { return }
    let rate = Double(progress.agentSteps - last.steps) / max(1e-9, seconds - last.seconds)
    last = (seconds, progress.agentSteps)
    nextLine = seconds + 0.1
    func text(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "–" }
    var line =
      "episode \(progress.episodes)  running reward \(text(progress.runningReward))"
      + "  last 100 \(text(progress.meanReward))" + String(format: "  %.0f steps/s", rate)
      + String(format: "  %.1f s", seconds)
    if let left = timeLeft(progress, seconds: seconds, limits: limits) {
      line += String(format: "  %.0f s left", left)
    }
    write("\r\(line)\u{1B}[K")
  }

  /// The time until the nearest limit, at the pace so far.
  private func timeLeft(
    _ progress: RunProgress,
    seconds: Double,
    limits: TrainingSession.Limits
  ) -> Double? {
    func left(_ done: Int, of limit: Int?) -> Double? {
      limit.map { seconds * max(0, Double($0 - done)) / max(1, Double(done)) }
    }
    return [
      limits.seconds.map { max(0, $0 - seconds) },
      left(progress.episodes, of: limits.episodes), left(progress.agentSteps, of: limits.steps),
    ].compactMap { $0 }.min()
  }

  func finish(_ progress: RunProgress, directory: RunDirectory) {
    if isLive { write("\n") }
    let mean = progress.meanReward.map { String(format: "%.2f", $0) } ?? "–"
    print("\(progress.episodes) episodes, mean reward of the last 100: \(mean)")
    print("saved in \(directory.url.path)")
  }

  private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
