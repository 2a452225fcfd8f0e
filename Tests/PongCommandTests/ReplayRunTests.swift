import Foundation
import PictureTestSupport
import Pictures
import PongAgents
import PongEngine
import PongInterface
import TerminalTestSupport
import Testing

@testable import PongCommand

@Suite(.waits) struct ReplayRunTests {
  /// A game of five points between bots, in a file.
  private func file(in folder: TemporaryFolder, as name: String = "a.json") throws -> String {
    var match = Match(
      rules: Rules(pointsToWin: 5),
      left: .computer,
      right: FollowerPlayer.contestant.seat(seed: 2)
    )
    match.record()
    while !match.isOver { _ = match.step() }
    let replay = Replay(
      match,
      left: Replay.Participant(Contestant.computer.choice, in: match.left),
      right: Replay.Participant(id: "human", title: "Human", name: "Ann"),
      seed: 1
    )
    let path = folder.path + "/" + name
    try ReplayFile.write(try #require(replay), to: URL(fileURLWithPath: path))
    return path
  }

  @Test func `a replay is looked at on a terminal, taken over, and left`() throws {
    let folder = try TemporaryFolder()
    let file = try file(in: folder)
    let terminal = try pong(["replay", file, "--frame", "500"], configuration: folder.path)
    #expect(terminal.read(untilShown: "paused  0:08.3 / 1:12"))
    #expect(terminal.screen.shows("Ann") && terminal.screen.shows("frame 500"))
    terminal.send("..,")
    #expect(terminal.read(untilShown: "frame 501"))
    terminal.send("\u{1B}[1;2C")
    #expect(terminal.read(untilShown: "frame 1101"))
    terminal.send("\u{1B}[6~")
    #expect(terminal.read(untilShown: "point 2/"))
    terminal.send("t")
    #expect(terminal.read(untilShown: "q replay"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "take over"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal, writing: [])
  }

  @Test func `a replay begins at a time or a point`() throws {
    let folder = try TemporaryFolder()
    let file = try file(in: folder)
    for (arguments, shown) in [(["--at", "1:02"], "1:0"), (["--point", "3"], "point 3/")] {
      let terminal = try pong(["replay", file] + arguments, configuration: folder.path)
      #expect(terminal.read(untilShown: shown))
      terminal.send("q")
      #expect(terminal.waitForExit() == .status(0))
    }
  }

  @Test(arguments: [
    (["--at", "9:59"], "beyond the end"), (["--frame", "99999"], "--frame is 0 to"),
    (["--point", "0"], "--point is 1 to"), (["--at", "1", "--point", "1"], "exclude each other"),
    (["--at", "1:75"], "'1:75' is invalid"), (["--check", "--frame", "1"], "leave --at"),
    (["--list"], "name none"),
    (["--json"], "--json is for --check and --list"), ([], "not a terminal"),
  ])
  func `what cannot be shown is refused with a reason`(arguments: [String], reason: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try run(["replay", try file(in: folder)] + arguments)
    #expect(outcome.exitCode != 0 && outcome.errors.contains(reason), "\(outcome.errors)")
  }

  @Test func `a clip of a point is written where the program was started`() throws {
    let folder = try TemporaryFolder()
    _ = try file(in: folder)
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c",
        "cd '\(folder.path)' && exec '\(PseudoTerminal.builtProgram("pong"))' replay a.json --point 2",
      ],
      environment: PseudoTerminal.environment(adding: ["XDG_CONFIG_HOME": folder.path]),
      columns: 100,
      rows: 30
    )
    #expect(terminal.read(untilShown: "point 2/"))
    terminal.send("s")
    #expect(terminal.read(untilShown: "a-point-2.gif: 320 × 420"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a-point-2.gif"))
    #expect(data.starts(with: Data("GIF89a".utf8)) && data.count < 400_000)
  }

  // MARK: Recording

  @Test func `a part of a replay is recorded as a new game is`() throws {
    let folder = try TemporaryFolder()
    let file = try file(in: folder)
    let (court, screen) = (folder.path + "/court.gif", folder.path + "/screen.gif")
    let cast = folder.path + "/a.cast"
    let arguments = [
      "record", "--replay", file, "--from", "0:05", "--to", "0:07", "--gif", court, "--screen-gif",
      screen, "--cast", cast, "--size", "60x20",
    ]
    let outcome = try run(arguments)
    #expect(outcome.exitCode == 0 && outcome.output.contains(", frames 300 to 420\n"))
    let track = ReplayTrack(try ReplayFile.read(URL(fileURLWithPath: file)))
    let pictures = try GIFDecoder(Array(Data(contentsOf: URL(fileURLWithPath: court)))).frames
    #expect(pictures.first?.bitmap == Bitmap(courtOf: track.games[300]))
    #expect(pictures.last?.bitmap == Bitmap(courtOf: track.games[420]))
    let shown = try GIFDecoder(Array(Data(contentsOf: URL(fileURLWithPath: screen)))).frames
    #expect(shown.first?.bitmap.width == 360 && shown.count > 10)
    let text = try String(contentsOfFile: cast, encoding: .utf8)
    #expect(text.hasPrefix("{\"version\": 2, \"width\": 60") && text.contains("0:05"))
    // The same to the byte.
    let first = try Data(contentsOf: URL(fileURLWithPath: court))
    #expect(try run(arguments).exitCode == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: court)) == first)
    let point = try run(["record", "--replay", file, "--point", "1", "--gif", court])
    #expect(point.exitCode == 0 && point.output.contains("frames "))
  }

  @Test(arguments: [
    (["--point", "99"], "no point 99"), (["--from", "9:00"], "--from is before"),
    (["--steps", "3"], "leave --steps out"),
    (["--left", "champion", "--seed", "1"], "leave --left, --seed out"),
    (["--side", "left", "--greedy", "--points", "3"], "leave --side, --points, --greedy out"),
    (["--point", "1", "--to", "1"], "--point says"),
  ])
  func `what cannot be recorded of a replay is refused`(arguments: [String], reason: String) throws
  {
    let folder = try TemporaryFolder()
    let file = try file(in: folder)
    let outcome = try run(
      ["record", "--replay", file, "--gif", folder.path + "/a.gif"] + arguments
    )
    #expect(outcome.exitCode == 64 && outcome.errors.contains(reason), "\(outcome.errors)")
    #expect(try run(["record", "--point", "1", "--gif", folder.path + "/a.gif"]).exitCode == 64)
  }

  // MARK: List

  @Test func `the matches are listed, the newest first, damaged ones as such`() throws {
    let folder = try TemporaryFolder()
    let matches = MatchFolder.user(environment: ["XDG_DATA_HOME": folder.path])
    let replay = try ReplayFile.read(URL(fileURLWithPath: try file(in: folder)))
    for second in [60.0, 120] {
      try matches.write(replay, at: Date(timeIntervalSince1970: second))
    }
    try Data("{}".utf8).write(to: matches.url.appendingPathComponent("1970-01-01_00-03-00_a.json"))
    let variables = ["XDG_DATA_HOME": folder.path, "TZ": "UTC"]
    let lines = try run(["replay", "--list"], variables: variables).output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].contains("damaged: ") && lines[0].contains("no replay"))
    let score = "\(replay.score.left) : \(replay.score.right)"
    #expect(lines[1].hasPrefix("1970-01-01 00:02  Atari \(score) Ann  "))
    let json = try run(["replay", "--list", "--json"], variables: variables).output
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    )
    #expect(list.count == 3 && (list[0]["problem"] as? String)?.contains("no replay") == true)
    #expect(list[2]["ended"] as? Double == 60 && list[2]["left"] as? String == "atari")
    #expect(list[2]["names"] as? [String: String] == ["right": "Ann"])
    #expect(list[2]["score"] as? [Int] == [replay.score.left, replay.score.right])
    let nobody = try run(["replay", "--list"], variables: ["XDG_DATA_HOME": folder.path + "/a"])
    #expect(nobody.exitCode == 0 && nobody.output.contains("pong play keeps one"))
  }

  @Test func `a match is opened from the menu, and removed there`() throws {
    let folder = try TemporaryFolder()
    let matches = MatchFolder(path: folder.path + "/data/pong/matches")
    let replay = try ReplayFile.read(URL(fileURLWithPath: try file(in: folder)))
    try matches.write(replay, at: Date(timeIntervalSince1970: 60))
    let terminal = try pong([], configuration: folder.path)
    #expect(terminal.read(untilShown: "Matches (1)"))
    terminal.send("\t\t\t\t\r")
    #expect(terminal.read(untilShown: "Ann – Atari"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "take over"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "Del remove"))
    terminal.send("\u{1B}[3~")
    #expect(terminal.read(untilShown: "for good?"))
    terminal.send("y")
    #expect(terminal.read(untilShown: "will be kept here"))
    #expect(matches.files.isEmpty)
    terminal.send("q")
    #expect(terminal.read(untilShown: "Matches (0)"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
  }

  // MARK: Players

  private func find(_ id: String, title: String = "Somebody", policy: String? = nil)
    -> (isFound: Bool, remark: String?)
  {
    let participant = Replay.Participant(id: id, title: title, policy: policy)
    let found = ReplayFiles.find(participant, in: Players.catalog)
    return (found.contestant != nil, found.remark)
  }

  @Test func `those who played are found by name, and told apart by their weights`() throws {
    let champion = try #require(try Players.catalog.contestant("champion")?.policy)
    #expect(find("champion", policy: champion.fingerprint) == (true, nil))
    #expect(
      find("champion", title: "Champion", policy: "00000000")
        == (true, "Champion has other weights today than in this match")
    )
    #expect(find("follower") == (true, nil))
    #expect(find("nobody", title: "No\u{1B}body").remark == "No\u{FFFD}body is not there any more")
  }

  @Test(arguments: ["exec:touch started", "/dev/zero", "/etc/passwd"])
  func `a replay of a stranger starts no program and reads no other file`(id: String) throws {
    let found = find(id, policy: "00000000")
    #expect(!found.isFound && found.remark != nil)
    #expect(!FileManager.default.fileExists(atPath: "started"))
  }
}
