import Foundation
import PongAgents
import PongEngine
import TerminalTestSupport
import Testing

@testable import PongCommand

@Suite(.waits) struct ReplayCommandTests {
  private func replay(points: UInt8 = 2, seed: UInt64 = 1) throws -> Replay {
    var series = GameSeries(
      .computer,
      FollowerPlayer.contestant,
      rules: Rules(pointsToWin: points),
      seed: seed
    )
    nonisolated(unsafe) var kept: Replay?
    series.keep = { kept = $1 }
    _ = series.play(0)
    return try #require(kept)
  }

  @Test func `a match that was played is kept, and agrees`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["play", "--points", "2", "--speed", "8"],
      configuration: folder.path
    )
    #expect(terminal.read(untilShown: "wins"))
    // The game is kept before anybody leaves it.
    let matches = MatchFolder(path: folder.path + "/data/pong/matches")
    #expect(matches.files.count == 1)
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    #expect(matches.files.count == 1)
    let variables = ["XDG_DATA_HOME": folder.path + "/data"]
    for arguments in [["--last"], [], ["last"], [matches.files[0].path]] {
      let outcome = try run(["replay", "--check"] + arguments, variables: variables)
      #expect(outcome.exitCode == 0)
      #expect(outcome.output.hasPrefix("atari 2 : 0 human\n396 frames, 2 points\n"))
    }
    let report = try object(try run(["replay", "--check", "--json"], variables: variables))
    #expect(report["agrees"] as? Bool == true && report["frames"] as? Int == 396)
    #expect(report["score"] as? [Int] == [2, 0] && report["right"] as? String == "human")
  }

  @Test func `a match that is left is kept if there was a point, and none without being asked`()
    throws
  {
    let folder = try TemporaryFolder()
    let matches = MatchFolder(path: folder.path + "/data/pong/matches")
    func play(_ arguments: String..., until shown: String) throws {
      let terminal = try pong(["play", "--speed", "8"] + arguments, configuration: folder.path)
      #expect(terminal.read(untilShown: shown))
      terminal.send("q")
      #expect(terminal.waitForExit() == .status(0))
    }
    try play("--points", "1", "--no-save", until: "wins")
    #expect(matches.files.isEmpty)
    try play("--speed", "1/4", until: "You")
    #expect(matches.files.isEmpty)
    let directory = folder.path + "/here"
    try play("--points", "1", "--replays", directory, until: "wins")
    #expect(matches.files.isEmpty && MatchFolder(path: directory).files.count == 1)
  }

  @Test func `a state that is another one is told, with exit code 65`() throws {
    let folder = try TemporaryFolder()
    var changed = try replay()
    changed.moves[100].right.knob = 30_000
    let file = folder.path + "/a.json"
    try ReplayFile.write(changed, to: URL(fileURLWithPath: file))
    let outcome = try run(["replay", file, "--check"])
    #expect(outcome.exitCode == 65)
    #expect(outcome.output.contains("parts from what was recorded after 0 points, at frame "))
    let report = try object(try run(["replay", file, "--check", "--json"]))
    #expect(report["agrees"] as? Bool == false)
    #expect((report["divergence"] as? [String: Any])?["points"] as? Int == 0)
  }

  @Test(arguments: [
    ("", "it is not JSON"), ("{", "it is not JSON"), ("[]", "the whole is of another kind"),
    ("{}", "\"format\" is not \"pong-replay\""),
    ("{\"format\":\"pong-replay\"}", "\"version\" is missing"),
    (
      "{\"format\":\"pong-replay\",\"version\":2}",
      "it is of version 2 of the format; this program reads version 1"
    ),
    (
      "{\"format\":\"pong-replay\",\"version\":1,\"left\":{\"bat\":\"paddle\"}}",
      "\"left.id\" is missing"
    ),
  ])
  func `what is no replay is refused with the reason`(text: String, reason: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "a.json")
    let outcome = try run(["replay", file, "--check"])
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors == "pong: \(file): is no replay: \(reason).\n")
  }

  @Test func `files that are not there or too large are told`() throws {
    let folder = try TemporaryFolder()
    let nobody = try run(["replay", "--check"], variables: ["XDG_DATA_HOME": folder.path])
    #expect(
      nobody.exitCode == 66 && nobody.errors.contains("no match in \(folder.path)/pong/matches")
    )
    #expect(try run(["replay", folder.path + "/none.json", "--check"]).exitCode == 66)
    let endless = try run(["replay", "/dev/zero", "--check"])
    #expect(endless.exitCode == 65 && endless.errors.contains("longer than"))
  }

  @Test func `the newest matches stay`() throws {
    let folder = try TemporaryFolder()
    let matches = MatchFolder.user(environment: ["XDG_DATA_HOME": folder.path])
    let match = try replay(points: 1)
    for second in 0..<MatchFolder.usualCapacity + 3 {
      try matches.write(match, at: Date(timeIntervalSince1970: Double(second)))
    }
    let files = matches.files
    #expect(files.count == MatchFolder.usualCapacity)
    #expect(files[0].lastPathComponent == "1970-01-01_00-03-22_atari_follower.json")
    #expect(files.last?.lastPathComponent == "1970-01-01_00-00-03_atari_follower.json")
    #expect(try ReplayFile.read(files[0]).ended == 202)
  }

  @Test func `two games that end at once have a file each`() throws {
    let folder = try TemporaryFolder()
    let matches = MatchFolder(path: folder.path + "/new/folder")
    let match = try replay(points: 1)
    let files = try (0..<3).map { _ in try matches.write(match, at: Date(timeIntervalSince1970: 0))
    }
    #expect(Set(files).count == 3 && matches.files.count == 3)
  }

  @Test func `evaluations and tournaments keep their games where they are told to`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/replays"
    let arguments = ["--replays", path, "--json"]
    _ = try object(try run(["evaluate", "--right", "random", "--episodes", "2"] + arguments))
    #expect(MatchFolder(path: path).files.count == 2)
    let players = ["tournament", "atari", "random", "still", "--games", "2"]
    _ = try object(try run(players + arguments))
    let files = MatchFolder(path: path).files
    #expect(files.count == 8)
    for file in files {
      #expect(ReplayTrack(try ReplayFile.read(file)).divergence == nil)
    }
    let refused = try run(
      ["evaluate", "--right", "random", "--environment", "Pong-v0"] + arguments
    )
    #expect(refused.exitCode == 64)
  }

  @Test func `what a damaged file says is shown without control characters, and cut`() throws {
    let folder = try TemporaryFolder()
    let url = URL(fileURLWithPath: folder.path + "/a.json")
    try ReplayFile.write(try replay(points: 1), to: url)
    let text = try String(contentsOf: url, encoding: .utf8)
    let ending = "\\u001b]0;x\\u0007" + String(repeating: "y", count: 5000)
    try Data(text.replacingOccurrences(of: "\"won\"", with: "\"\(ending)\"").utf8).write(to: url)
    let outcome = try run(["replay", url.path, "--check"])
    #expect(outcome.exitCode == 65 && outcome.errors.contains("no ending is called"))
    #expect(!outcome.errors.contains("\u{1B}") && outcome.errors.utf8.count < 500)
  }

  @Test func `a folder that was named and cannot be written is told before a game`() throws {
    for command in ["evaluate", "tournament"] {
      let outcome = try run(
        [command, "--replays", "/proc/nowhere"]
          + (command == "evaluate" ? ["--right", "random"] : ["atari", "random"])
      )
      #expect(outcome.exitCode == 73)
      #expect(outcome.errors == "pong: /proc/nowhere: replays cannot be written there.\n")
    }
  }

  @Test func `files that have other names are neither the newest nor thrown away`() throws {
    let folder = try TemporaryFolder()
    let matches = MatchFolder.user(environment: ["XDG_DATA_HOME": folder.path])
    let match = try replay(points: 1)
    try matches.write(match, at: Date(timeIntervalSince1970: 0))
    for name in ["0-best.json", "friend.json"] {
      try ReplayFile.write(match, to: matches.url.appendingPathComponent(name))
    }
    for second in 1...MatchFolder.usualCapacity {
      try matches.write(match, at: Date(timeIntervalSince1970: Double(second)))
    }
    let names = matches.files.map(\.lastPathComponent)
    #expect(names.count == MatchFolder.usualCapacity + 2)
    #expect(names.first == "1970-01-01_00-03-20_atari_follower.json")
    #expect(names.suffix(2) == ["friend.json", "0-best.json"])
  }

  @Test func `a drill opens only plain files that a replay marks as policies`() throws {
    let folder = try TemporaryFolder()
    let url = URL(fileURLWithPath: folder.path + "/a.json")
    #expect(mkfifo(folder.path + "/fifo", 0o600) == 0)
    var match = Match(rules: Rules(pointsToWin: 1), left: .human, right: .human)
    match.record()
    while !match.isOver { _ = match.step() }
    let person = Replay.Participant(id: "human", title: "You")
    for (id, exitCode) in [
      (folder.path + "/fifo", 66), ("/dev/zero", 66), ("/etc/passwd", 66), ("exec:true", 69),
    ] {
      let stranger = Replay.Participant(id: id, title: "it", policy: "00000000")
      let replay = try #require(Replay(match, left: stranger, right: person, seed: 0))
      try ReplayFile.write(replay, to: url)
      let outcome = try run(["drill", url.path, "--side", "right"])
      #expect(Int(outcome.exitCode) == exitCode, "\(id): \(outcome.errors)")
    }
  }

  @Test func `a player's options are part of the id that is kept and rated`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["play", "--left", "champion", "--reaction", "60", "--points", "1", "--speed", "8"],
      configuration: folder.path
    )
    #expect(terminal.read(untilShown: "Enter rematch"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let files = MatchFolder(path: folder.path + "/data/pong/matches").files
    #expect(try ReplayFile.read(files[0]).left.id == "champion:reaction=60")
    let variables = ["XDG_DATA_HOME": folder.path + "/data"]
    let rating = try object(try run(["rating", "--json"], variables: variables))
    #expect(rating["counted"] as? Int == 0)
  }

  @Test
  func `directories and pipes among the matches are passed over, and nothing in them is lost`()
    throws
  {
    let folder = try TemporaryFolder()
    let matches = MatchFolder.user(environment: ["XDG_DATA_HOME": folder.path])
    let inside = matches.url.appendingPathComponent("1970-01-01_00-00-00_a.json/b.json")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    #expect(mkfifo(matches.url.path + "/1970-01-01_00-00-01_a.json", 0o600) == 0)
    let match = try replay(points: 1)
    for second in 2..<MatchFolder.usualCapacity + 5 {
      try matches.write(match, at: Date(timeIntervalSince1970: Double(second)))
    }
    #expect(matches.files.count == MatchFolder.usualCapacity)
    #expect(FileManager.default.fileExists(atPath: inside.path))
    let list = try run(["replay", "--list"], variables: ["XDG_DATA_HOME": folder.path])
    #expect(list.output.split(separator: "\n").count == MatchFolder.usualCapacity)
  }

  @Test func `a score that was not played is refused`() throws {
    let folder = try TemporaryFolder()
    let url = URL(fileURLWithPath: folder.path + "/a.json")
    try ReplayFile.write(try replay(points: 1), to: url)
    let text = try String(contentsOf: url, encoding: .utf8)
    let score = try #require(text.range(of: "\"score\":[", options: .backwards))
    let changed = text.replacingCharacters(in: score, with: "\"score\":[2")
    try Data(changed.utf8).write(to: url)
    let outcome = try run(["replay", url.path, "--check"])
    #expect(outcome.exitCode == 65 && outcome.errors.contains("not that of the last check"))
  }

  @Test func `a game that is over is kept before anybody leaves it`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["play", "--left", "steady", "--points", "1", "--speed", "8"],
      configuration: folder.path
    )
    #expect(terminal.read(untilShown: "Enter rematch"))
    let variables = ["XDG_DATA_HOME": folder.path + "/data"]
    let rating = try object(try run(["rating", "--json"], variables: variables))
    #expect(rating["counted"] as? Int == 1)
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let after = try object(try run(["rating", "--json"], variables: variables))
    #expect(after["counted"] as? Int == 1)
  }
}
