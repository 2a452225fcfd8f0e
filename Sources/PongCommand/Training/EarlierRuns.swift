import Foundation
import PongInterface
import Training

/// Earlier runs of the same name, to compare a new one with.
struct EarlierRuns {
  /// Where all runs are.
  let parent: URL
  /// The experiment's name.
  let name: String

  /// The curve of the best earlier run, leaving out `current`; `nil` if there is none.
  ///
  /// Runs that cannot be read are left out: nothing depends on them.
  func best(except current: RunDirectory) -> ReferenceCurve? {
    let runs = ((try? RunDirectory.all(in: parent)) ?? []).filter {
      $0.url.deletingLastPathComponent().lastPathComponent == name
        && $0.url.standardizedFileURL != current.url.standardizedFileURL
    }
    let best = runs.compactMap { run in
      (try? run.summary()).flatMap { $0.bestMeanReward }.map { (run, $0) }
    }
    .max { $0.1 < $1.1 }
    guard let (run, _) = best, let curve = Self.curve(of: run) else { return nil }
    return ReferenceCurve(
      title: "best earlier run: \(run.url.lastPathComponent)",
      shortTitle: "earlier",
      curve: curve
    )
  }

  /// The running reward of a run, from its `progress.csv`.
  private static func curve(of run: RunDirectory) -> TrainingCurve? {
    guard let text = try? String(contentsOf: run.progress, encoding: .utf8) else { return nil }
    let lines = text.split(separator: "\n")
    let names = lines.first?.split(separator: ",").map(String.init) ?? []
    let columns = ["episodes", "agent_steps", "seconds", "running_reward"]
      .compactMap { names.firstIndex(of: $0) }
    guard columns.count == 4 else { return nil }
    var curve = TrainingCurve()
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == names.count else { continue }
      let values = columns.compactMap { Double(cells[$0]) }
      guard values.count == 4, values[0...1].allSatisfy({ 0..<1e15 ~= $0 }) else { continue }
      curve.add(
        TrainingPoint(
          episodes: Int(values[0]),
          agentSteps: Int(values[1]),
          seconds: values[2],
          reward: nil,
          runningReward: values[3]
        )
      )
    }
    return curve
  }
}
