import Foundation
import PongAgents
import PongEngine
import TerminalTestSupport
import Testing

@testable import PongCommand

@Suite(.waits) struct ReviewCommandTests {
  /// A match of a person who never moves.
  private func match(_ folder: TemporaryFolder) throws -> String {
    let terminal = try pong(
      ["play", "--points", "2", "--speed", "max", "--replays", folder.path + "/replays"],
      configuration: folder.path
    )
    #expect(terminal.read(untilShown: "Atari wins"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    return try #require(MatchFolder(path: folder.path + "/replays").files.first).path
  }

  @Test func `a match is told in lines and as an object`() throws {
    let folder = try TemporaryFolder()
    let file = try match(folder)
    let outcome = try run(["review", file])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.hasPrefix("You 0 : 2 Atari"), "\(outcome.output)")
    #expect(outcome.output.contains("returned 0 % (0 of 2), of the serves 0 % (0 of 1)"))
    #expect(outcome.output.contains("could be reached: stayed "))
    let report = try object(try run(["review", file, "--json"]))
    #expect(report["side"] as? String == "right" && report["opponent"] as? String == "atari")
    #expect(report["score"] as? [Int] == [0, 2] && report["file"] as? String == file)
    #expect(report["serve_returned"] as? [String: Int] == ["count": 0, "total": 1])
    #expect(report["fastest_shot"] == nil && report["reaction_milliseconds"] == nil)
    let points = try #require(report["points"] as? [[String: Any]])
    #expect(points.count == 2 && points[0]["won"] as? Bool == false)
    let loss = try #require(points[0]["loss"] as? [String: Any])
    #expect(loss["cause"] as? String == "short" && loss["moved"] as? Bool == false)
    let causes = try #require(report["causes"] as? [[String: Any]])
    #expect(causes[0]["cause"] as? String == "short" && causes[0]["count"] as? Int == 2)
    let map = try #require(report["lost_at"] as? [String: [String: Int]])
    #expect(map.values.flatMap(\.values).reduce(0, +) == 2)
    #expect(map["top"]?["steep-down"] != nil)
    // From the other side nothing was lost.
    let winner = try run(["review", file, "--side", "left"])
    #expect(winner.exitCode == 0 && !winner.output.contains("lost at"))
  }

  @Test func `a match of nobody needs a side, and one that does not replay is refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/replays"
    _ = try run(["evaluate", "--right", "random", "--episodes", "1", "--replays", path])
    let file = try #require(MatchFolder(path: path).files.first)
    let nobody = try run(["review", file.path])
    #expect(nobody.exitCode == 64 && nobody.errors.contains("--side left or --side right"))
    #expect(try run(["review", file.path, "--side", "right"]).exitCode == 0)
    #expect(try run(["review", file.path, "--side", "above"]).exitCode == 64)
    #expect(try run(["review", folder.path + "/none.json"]).exitCode == 66)
    var replay = try ReplayFile.read(file)
    replay.checks[0].state ^= 1
    try ReplayFile.write(replay, to: file)
    let parted = try run(["review", file.path, "--side", "right"])
    #expect(parted.exitCode == 65 && parted.errors.contains("does not replay"))
  }

  @Test func `the lost points are drilled, and what was reached is printed`() throws {
    let folder = try TemporaryFolder()
    let file = try match(folder)
    let terminal = try pong(["drill", file], configuration: folder.path)
    #expect(terminal.read(untilShown: "0 of 2 won, 1 try"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "End the drill?"))
    // So soon after the first it would be the keyboard's repeat.
    usleep(200_000)
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.screen.lines.contains { $0.hasPrefix("drill: 0 of 2 won, ") })
    #expect(MatchFolder(path: folder.path + "/data/pong/matches").files.isEmpty)
  }

  @Test(arguments: [
    ("exec:cat", nil, Int32(69), "is a program, which no replay may start"),
    ("runs/gone/policy.safetensors", nil, 66, "runs/gone/policy.safetensors is not there any more"),
    ("human", nil, 69, "was a person"),
    ("atari", "computer", 64, "console's"),
  ])
  func `who cannot play on is told`(id: String, bat: String?, exitCode: Int32, reason: String)
    throws
  {
    let folder = try TemporaryFolder()
    let file = try match(folder)
    var replay = try ReplayFile.read(URL(fileURLWithPath: file))
    // As if somebody with a paddle had been on the left.
    var match = Match(rules: Rules(pointsToWin: 1), left: .human, right: .human)
    match.record()
    while !match.isOver { _ = match.step() }
    let person = Replay.Participant(id: "human", title: "Person")
    let other = Replay.Participant(id: id, title: id)
    replay = try #require(Replay(match, left: other, right: person, seed: 0))
    var side = "right"
    if bat != nil {
      replay = try ReplayFile.read(URL(fileURLWithPath: file))
      side = "left"
    }
    try ReplayFile.write(replay, to: URL(fileURLWithPath: file))
    let outcome = try run(["drill", file, "--side", side])
    #expect(outcome.exitCode == exitCode && outcome.errors.contains(reason), "\(outcome.errors)")
  }
}
