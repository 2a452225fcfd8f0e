import Foundation
import PongAgents
import PongEngine
import PongInterface
import TerminalTestSupport
import Testing

@testable import PongCommand

struct ReplayRunTests {
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
    (["--json"], "--json is for --check"), ([], "not a terminal"),
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
    terminal.send("e")
    #expect(terminal.read(untilShown: "a-point-2.gif: 320 × 420"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a-point-2.gif"))
    #expect(data.starts(with: Data("GIF89a".utf8)) && data.count < 400_000)
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
