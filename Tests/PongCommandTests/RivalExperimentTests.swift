import Foundation
import PongAgents
import PongEngine
import Testing
import Training

@testable import PongCommand

/// The whole experiment of <doc:Rival>, for which minutes are needed:
/// `PONG_EXPERIMENTS=1 swift test --filter RivalExperiment`.
struct RivalExperimentTests {
  private static let isWanted = ProcessInfo.processInfo.environment["PONG_EXPERIMENTS"] != nil
  /// As many as two Zen 5 cores learn from in twenty seconds.
  private static let steps = "8000000"

  @Test(
    .enabled(if: isWanted),
    arguments: [
      "keys,reaction=250,error=3,follows,patient", "mouse,reaction=200,error=1,predicts,fires",
      "keys,reaction=400,error=6,predicts,patient",
    ]
  )
  func
    `after three matches of 21 a rival does better against the script than the champion, or as well`(
      traits: String
    ) throws
  {
    let folder = try TemporaryFolder()
    let person = PersonPlayer.contestant(try PersonTraits(traits))
    let matches = MatchFolder(path: folder.path + "/matches")
    for (number, opponent) in ["quick", "sharp", "champion"].enumerated() {
      var series = GameSeries(person, try Players.policy(opponent), seed: UInt64(10 + number))
      series.keep = { _, replay in
        var replay = replay
        replay.left = Replay.Participant(Contestant.human.choice, in: .human)
        matches.add(replay, at: Date(timeIntervalSince1970: 1_700_000_000 + Double(number)))
      }
      _ = series.play(0)
    }
    let outcome = try run(
      ["train", "rival", "--replays", matches.url.path, "--directory", folder.path + "/runs"]
        + ["--steps", Self.steps, "--headless"]
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    print(outcome.output.split(separator: "\n").prefix(3).joined(separator: "\n"))
    let runs = RunDirectory.all(in: URL(fileURLWithPath: folder.path + "/runs"))
    let clone = try Players.policy(runs[0].policy.path)

    // A match that nobody has been taught.
    let held = Demonstration(of: GameSeries(person, try Players.policy("sharp"), seed: 99), game: 1)
    guard case .pixels(let policy) = clone.policy else { return }
    let agreement = CloneAgreement(of: policy, with: held)
    print("a new match: \(agreement)")
    #expect(agreement.accuracy > agreement.majority)
    #expect(agreement.sidedness > 0.75)
    #expect(agreement.balancedAccuracy > 0.5)

    func margin(_ player: Contestant) -> EvaluationSummary {
      let pool = ThreadPool(workerCount: ProcessInfo.processInfo.activeProcessorCount)
      return EvaluationSummary(GameSeries(player, person, seed: 5000).play(0..<400, on: pool))
    }
    let rival = margin(try Players.policy(runs[1].policy.path))
    let champion = margin(try Players.policy("champion"))
    for (name, games) in [("rival", rival), ("champion", champion), ("clone", margin(clone))] {
      print("\(name): \(games.meanReward) ± \(games.interval95) a game")
    }
    // Where the champion wins nearly all, there is little left.
    #expect(rival.meanReward > champion.meanReward - champion.interval95)
  }
}
