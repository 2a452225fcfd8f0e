import Foundation
import PongAgents
import PongTerminal
import Reinforcement
import Text
import Training

/// Says how a run goes: one live line on a terminal, the article's lines elsewhere, or nothing.
///
/// Signals that ask for the end get it in good order.
struct TrainingDisplay: TrainingObserver {
  private let rule: StopRule
  private let start: TrainingEvent
  private let isQuiet: Bool
  private let isLive = StandardStream.output.isTerminal
  private var nextLine = 0.0

  /// Prepares to tell of a run that ends by `rule` and stands now as `start`.
  init(rule: StopRule, start: TrainingEvent, isQuiet: Bool) {
    self.rule = rule
    self.start = start
    self.isQuiet = isQuiet
    Interruption.watch()
  }

  func nextRequest(isPaused: Bool) -> TrainingRequest? { Interruption.isRequested ? .stop : nil }

  mutating func observe(_ event: TrainingEvent, snapshot: () -> PolicySnapshot?) {
    guard !isQuiet else { return }
    guard isLive else {
      let first = event.episodes - event.finished.count
      for (place, episode) in event.finished.enumerated() {
        StandardStream.output.writeLine(
          ProgressRecorder.line(ofEpisode: first + place, reward: episode.reward),
          for: .progress
        )
      }
      return
    }
    guard event.seconds >= nextLine else { return }
    nextLine = event.seconds + 0.1
    func text(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "–" }
    var line =
      "episode \(event.episodes)  running reward \(text(event.runningReward))"
      + "  last 100 \(text(event.meanReward))"
      + String(format: "  %.0f steps/s  %.1f s", event.stepsPerSecond ?? 0, event.seconds)
    if let left = rule.timeLeft(event, since: start) {
      line += String(format: "  %.0f s left", left)
    }
    if let weakest = event.weakest {
      line += "  weakest against \(weakest.name.printable) \(text(weakest.meanReward))"
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

  func observeSave(of event: TrainingEvent, at seconds: Double, isRequested: Bool) {
    guard isRequested, !isLive, !isQuiet else { return }
    StandardStream.output.writeLine(
      ProgressRecorder.line(ofSaveAt: event.agentSteps),
      for: .progress
    )
  }

  func observeEnd(_ ending: StopRule.Ending, at seconds: Double) {
    if isLive, !isQuiet { write("\n") }
  }

  private func write(_ text: String) { StandardStream.output.write(text, for: .progress) }
}

extension TrainingRun.Summary {
  /// What is said at the end of a run.
  var text: String {
    let mean = meanReward100.map { String(format: "%.2f", $0) } ?? "–"
    return "\(episodes) episodes, mean reward of the last 100: \(mean)\nsaved in \(run.printable)\n"
      + "play against it: pong play --left \(policy.shellQuoted)"
  }
}

extension TrainingEvent {
  /// The opponent, of several, against whom the agent does worst.
  fileprivate var weakest: OpponentStanding? {
    guard standings.count > 1 else { return nil }
    return standings.filter { $0.meanReward != nil }
      .min { $0.meanReward ?? 0 < $1.meanReward ?? 0 }
  }
}
