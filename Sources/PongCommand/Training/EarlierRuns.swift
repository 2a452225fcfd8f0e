import Foundation
import PongInterface
import Reinforcement
import Training

/// The runs of the same name before a run, to compare it with.
struct EarlierRuns {
  /// The name that they share.
  let name: String

  private let runs: [RunDirectory]

  /// Looks for runs beside `current`; those that cannot be read are left out, as nothing depends on
  /// them.
  init(to current: RunDirectory) {
    let folder = current.url.deletingLastPathComponent()
    name = folder.lastPathComponent
    let all = RunDirectory.all(in: folder.deletingLastPathComponent())
    runs = all.filter { run in
      // The paths: URLs that say the same in different ways are not equal.
      run.url.deletingLastPathComponent().standardizedFileURL.path
        == folder.standardizedFileURL.path
        && run.url.standardizedFileURL.path != current.url.standardizedFileURL.path
    }
  }

  /// The curve of the one that reached most; `nil` if there is none.
  var best: ReferenceCurve? {
    let reached = runs.compactMap { run in
      (try? run.summary()).flatMap(\.bestMeanReward).map { (run: run, reward: $0) }
    }
    guard let best = reached.max(by: { $0.reward < $1.reward })?.run,
      let curve = (try? best.metrics(keeping: TrainingCurve.columns)).flatMap({ TrainingCurve($0) })
    else { return nil }
    return ReferenceCurve(
      title: "best earlier run: \(best.url.lastPathComponent)",
      shortTitle: "earlier",
      curve: curve
    )
  }
}

extension TrainingCurve {
  /// The columns of a run's metrics that make a curve.
  static let columns: Set = ["episodes", "agent_steps", "seconds", "running_reward"]

  /// The curve that a run's metrics tell; `nil` if they lack one of its columns.
  init?(_ table: ProgressTable) {
    guard let episodes = table.values(of: "episodes"),
      let steps = table.values(of: "agent_steps"),
      let seconds = table.values(of: "seconds"),
      let rewards = table.values(of: "running_reward")
    else { return nil }
    self.init()
    for row in 0..<table.rowCount {
      guard let episodes = episodes[row].flatMap({ Int(exactly: $0) }),
        let steps = steps[row].flatMap({ Int(exactly: $0) }),
        let seconds = seconds[row], let reward = rewards[row]
      else { continue }
      var event = TrainingEvent()
      event.episodes = episodes
      event.agentSteps = steps
      event.seconds = seconds
      event.runningReward = reward
      add(event)
    }
  }
}
