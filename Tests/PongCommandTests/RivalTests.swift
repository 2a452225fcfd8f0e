import Foundation
import PongAgents
import PongEngine
import TerminalTestSupport
import Testing
import Training

@testable import PongCommand

@Suite(.waits) struct RivalTests {
  /// Keeps matches to 7 of a script in the place of a person.
  private func keep(_ count: Int, in folder: MatchFolder, name: String? = nil) throws {
    let person = PersonPlayer.contestant(try PersonTraits("keys,reaction=250,error=3,predicts"))
    var series = GameSeries(person, .computer, rules: Rules(pointsToWin: 7), seed: 4)
    let start = Date(timeIntervalSince1970: 1_700_000_000)
    series.keep = { number, replay in
      var replay = replay
      let human = Replay.Participant(Contestant.human.choice, in: .human, name: name)
      if number % 2 == 0 { replay.left = human } else { replay.right = human }
      folder.add(replay, at: start + Double(number))
    }
    _ = series.play(0..<count, on: ThreadPool(workerCount: 1))
  }

  private func rival(
    _ folder: TemporaryFolder,
    _ arguments: String...
  ) throws -> Outcome {
    try run(
      ["train", "rival", "--directory", folder.path + "/runs", "--steps", "20000"]
        + ["--replays", folder.path + "/matches", "--environments", "16", "--headless"] + arguments,
      variables: ["XDG_CONFIG_HOME": folder.path]
    )
  }

  private func clone(in folder: TemporaryFolder) throws -> URL {
    let parent = URL(fileURLWithPath: folder.path + "/runs/clone")
    let runs = try FileManager.default.contentsOfDirectory(atPath: parent.path)
    try #require(runs.count == 1)
    return parent.appendingPathComponent(runs[0] + "/policy.safetensors")
  }

  @Test func `three matches make a clone, and a rival that has trained against it`() throws {
    let folder = try TemporaryFolder()
    try keep(3, in: MatchFolder(path: folder.path + "/matches"))
    let outcome = try rival(folder)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let clone = try clone(in: folder)
    #expect(outcome.output.contains("Cloned you from 3 matches"))
    #expect(outcome.output.contains("You reacted after 250 ms"))
    #expect(outcome.output.contains("Play yourself: pong play --left \(clone.path)"))
    #expect(outcome.output.contains("Your rival challenges you: pong play --left"))
    let metadata = try Safetensors.metadata(of: clone)
    #expect(metadata["algorithm"] == "cloning" && metadata["frame_skip"] == "2")
    let accuracy = try #require(metadata["held_back_accuracy"].flatMap { Double($0) })
    #expect(0.5...1 ~= accuracy)
    // It plays, like every policy, and the run names it.
    #expect(try Players.policy(clone.path).environment == PersonClone.environment)
    let runs = RunDirectory.all(in: URL(fileURLWithPath: folder.path + "/runs"))
    let configuration = try runs[1].description().configuration
    #expect(configuration.from == "champion")
    #expect(configuration.opponents.members[0].player == clone.path)
    #expect(configuration.opponents.members[1].player.hasPrefix("person:keys,reaction=250,"))
    #expect(configuration.opponents.members.contains { $0.player == "atari" })
  }

  @Test func `who interrupts while it is being prepared is told that there is none`() throws {
    let folder = try TemporaryFolder()
    try keep(3, in: MatchFolder(path: folder.path + "/matches"))
    let terminal = try pong(
      ["train", "rival", "--directory", folder.path + "/runs", "--headless"]
        + ["--replays", folder.path + "/matches"],
      configuration: folder.path
    )
    #expect(terminal.read { $0.text.contains("cloning you") })
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .status(130))
    #expect(terminal.text.contains("interrupted while the rival was being prepared"))
  }

  @Test func `with too few matches it says how many more, and a model stands in`() throws {
    let folder = try TemporaryFolder()
    let none = try rival(folder)
    #expect(none.exitCode == CommandError.noInput)
    #expect(none.errors.contains("play 3 with pong play"))
    try keep(1, in: MatchFolder(path: folder.path + "/matches"), name: "Ada")
    #expect(try rival(folder, "--name", "Bob").errors.contains("no match of Bob"))
    let one = try rival(folder, "--name", "Ada", "--from", "sharp")
    #expect(one.exitCode == 0, "\(one.errors)")
    #expect(one.output.contains("You have 1 match,"))
    #expect(one.output.contains("needs 2 more matches"))
    #expect(one.output.contains("The rival begins as sharp."))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs/clone"))
  }

  @Test func `options of a rival are for a rival`() throws {
    let outcome = try run(["train", "fast", "--matches", "3"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("are for pong train rival"))
    #expect(try run(["train", "rival", "--matches", "0"]).exitCode == 64)
    #expect(try run(["train", "rival", "--resume", "runs/x"]).exitCode == 64)
  }
}
