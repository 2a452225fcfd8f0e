import ArgumentParser
import Foundation
import PongAgents
import PongInterface
import PongTerminal
import Reinforcement
import Text
import Training

extension TrainCommand {
  /// What the help says of `rival`.
  static let rivalDiscussion = """
    RIVAL
      rival: an agent trained on you. From your kept matches (--name: whose; pong play keeps them) a \
    policy learns to do what you did (runs/clone, to be watched, played and inspected like every \
    policy). Then the rung of the ladder that does best against you, or the policy of --from, trains \
    for 20 s: three games of five are against your clone and against a person with your reaction time \
    and aim, the others against the league. With fewer than \(PersonMatches.enoughMatches) matches \
    that person stands in for the clone.
    """

  /// Trains a rival of the person.
  func runRival() throws {
    let isOnScreen = !headless && !quiet && !json
    var plan = RivalPlan(
      person: name ?? SettingsFile().read().name,
      matches: rival.matches,
      folder: rival.folder,
      directory: directory,
      seed: seed ?? 0
    )
    plan.threads = work.count
    var given = RunConfiguration()
    try options.apply(to: &given)
    plan.from = given.from.isEmpty ? nil : given.from
    let isTold = !quiet && !json && StandardStream.error.isTerminal
    func tell(_ text: String) {
      // Over what was told before.
      if isTold { StandardStream.error.write("\r\(text)\u{1B}[K") }
    }
    // Ctrl-C is heeded at the next step, so that what there is to say can be said.
    Interruption.watch()
    let preparing = Result {
      try plan.prepare { reason in
        if Interruption.isRequested { throw CancellationError() }
        tell("\(reason) …")
      }
    }
    tell("")
    if Interruption.isRequested {
      StandardStream.error.write(
        "pong: interrupted while the rival was being prepared: none was trained.\n"
      )
      throw ExitCode(128 + (Interruption.signal ?? SIGINT))
    }
    var prepared = try preparing.get()
    try options.apply(to: &prepared.configuration)
    if !quiet, !json { for line in prepared.lines { print(line.printable) } }
    let summary = try session.run(onScreen: isOnScreen, isQuiet: quiet) {
      try TrainingRun.onThreads(
        plan.start(prepared),
        players: try Players.catalog(
          naming: prepared.configuration.opponents.members.map(\.player)
        ),
        threads: plan.threads,
        context: .process,
        since: ProcessClock.now
      )
    }
    try finish(summary)
    guard !quiet, !json else { return }
    print("Your rival challenges you: pong play --left \(summary.policy.shellQuoted)")
    if let clone = prepared.clone {
      print("Play yourself: pong play --left \(clone.shellQuoted)")
    }
  }
}
