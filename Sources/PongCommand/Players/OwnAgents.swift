import Foundation
import PongAgents
import PongInterface
import Text
import Training

/// The agents of the runs in `runs`, as the menu offers them.
enum OwnAgents {
  /// The most agents that are offered.
  private static let most = 100
  /// The most points of a curve.
  private static let points = 200

  /// Looks for agents, the newest first; of their files only the headers are read.
  ///
  /// - Parameter parent: Where the runs are.
  /// - Returns: The agents; none if there are no runs or they cannot be read.
  static func read(in parent: String = RunDirectory.usualParent) -> [OwnAgent] {
    let runs = RunDirectory.all(in: URL(fileURLWithPath: parent, isDirectory: true))
    let dated = runs.compactMap { run in
      (try? FileManager.default.attributesOfItem(atPath: run.policy.path))
        .flatMap { $0[.modificationDate] as? Date }.map { (run: run, date: $0) }
    }
    return dated.sorted { $0.date > $1.date }.prefix(most).compactMap { agent($0.run, in: parent) }
  }

  private static func agent(_ run: RunDirectory, in parent: String) -> OwnAgent? {
    guard let metadata = try? Safetensors.metadata(of: run.policy) else { return nil }
    let origin = PolicyOrigin(metadata: metadata)
    let stamp = run.url.lastPathComponent
    let name = run.url.deletingLastPathComponent().lastPathComponent
    // From where the program was started, as the command line names it.
    let id = [parent, name, stamp, run.policy.lastPathComponent].joined(separator: "/")
    let steps = origin.agentSteps.map { "\(Double($0 / 100_000) / 10) million agent steps" }
    let choice = Choice(
      id: id,
      title: "\(name) \(day(of: stamp))".printable,
      detail: ["Your run", steps].compactMap { $0 }.joined(separator: ", ")
    )
    return OwnAgent(
      PlayerCatalog.Entry(choice) { try Players.policy(id) },
      reached: origin.meanReward
    )
  }

  /// The day and time of a run's stamp, as in "11-26 20:15"; the stamp itself if it is another.
  private static func day(of stamp: String) -> String {
    let parts = stamp.split(separator: "_").map { $0.split(separator: "-") }
    guard parts.count >= 2, parts[0].count == 3, parts[1].count == 3 else { return stamp }
    return "\(parts[0][1])-\(parts[0][2]) \(parts[1][0]):\(parts[1][1])"
  }

  /// The curve that a policy's run has written beside it: points a game over millions of steps.
  static func curve(ofPolicy path: String) -> [Chart.Point] {
    let run = RunDirectory(URL(fileURLWithPath: path).deletingLastPathComponent())
    let columns: Set = ["agent_steps", "running_reward"]
    guard let table = try? run.metrics(keeping: columns),
      let steps = table.values(of: "agent_steps"),
      let rewards = table.values(of: "running_reward")
    else { return [] }
    let all = zip(steps, rewards).compactMap { step, reward in
      step.flatMap { step in reward.map { Chart.Point(step / 1e6, $0) } }
    }
    let stride = max(1, all.count / points)
    return all.indices.filter { $0 % stride == 0 || $0 == all.count - 1 }.map { all[$0] }
  }
}
