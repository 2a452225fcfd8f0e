import Foundation
import PictureTestSupport
import Pictures
import TerminalTestSupport
import Testing

@testable import PongCommand

@Suite(.waits) struct TournamentCommandTests {
  private let players = ["follower", "random", "atari"]

  private func tournament(_ arguments: String...) throws -> Outcome {
    try run(["tournament"] + players + ["--games", "6", "--seed", "2"] + arguments)
  }

  @Test func `the table is the same for any number of threads and any order of names`() throws {
    let table = try tournament("--threads", "1")
    #expect(table.exitCode == 0 && table.errors.isEmpty)
    #expect(try tournament("--threads", "3").output == table.output)
    let reversed = try run(["tournament"] + players.reversed() + ["--games", "6", "--seed", "2"])
    #expect(reversed.output == table.output)
    #expect(try run(["tournament"] + players + ["--games", "6"]).output != table.output)
  }

  @Test func `the table tells ratings, and what each row has reached against each column`() throws {
    let lines = try tournament().output.split(separator: "\n").map(String.init)
    #expect(lines[0].split(separator: " ") == ["player", "Elo", "points", "1", "2", "3"])
    // The random bot is last: it loses to both, as they win against it.
    let last = lines[5].split(separator: " ").map(String.init)
    #expect(last.prefix(2) == ["3", "random"] && last.last == "·")
    let margins = last.suffix(3).prefix(2).compactMap { Double($0) }
    #expect(margins.count == 2 && margins.allSatisfy { $0 < -15 })
    let computer = try #require(lines.first { $0.contains(" atari") })
    #expect(computer.contains(" 1000 ") && !computer.contains("1000 ±"))
    #expect(lines.contains { $0.hasPrefix("  ") && $0.contains("±") })
  }

  @Test func `JSON tells of players, pairings and styles`() throws {
    let report = try object(try tournament("--json"))
    #expect(report["games"] as? Int == 18 && report["seed"] as? Int == 2)
    let players = try #require(report["players"] as? [[String: Any]])
    #expect(Set(players.compactMap { $0["id"] as? String }) == Set(self.players))
    let ratings = players.compactMap { $0["elo"] as? Double }
    #expect(ratings == ratings.sorted(by: >) && ratings.contains(1000))
    let style = try #require(players[0]["style"] as? [String: Double])
    #expect(style["fired_share"] == 0 && style["time_out_share"] != nil)
    let lost = ["lost_top_share", "lost_middle_share", "lost_bottom_share"].compactMap { style[$0] }
    #expect(abs(lost.reduce(0, +) - 1) < 1e-9)
    let pairings = try #require(report["pairings"] as? [[String: Any]])
    #expect(pairings.count == 3)
    for pairing in pairings {
      let won = try #require(pairing["points_won"] as? Int)
      let lost = try #require(pairing["points_lost"] as? Int)
      let margin = try #require(pairing["margin"] as? Double)
      #expect(abs(margin * 6 - Double(won - lost)) < 1e-9)
      #expect(pairing["interval_95"] is Double && pairing["games"] as? Int == 6)
    }
  }

  @Test func `CSV has a line for each against each other, and quotes what needs it`() throws {
    let folder = try TemporaryFolder()
    let source = PolicyLocator.folder.appendingPathComponent("even.safetensors").path
    let file = folder.path + "/a, b.safetensors"
    try FileManager.default.copyItem(atPath: source, toPath: file)
    let outcome = try run(["tournament", file, "random", "atari", "--games", "2", "--csv"])
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 7 && lines[0].hasPrefix("player,opponent,games,margin,"))
    #expect(lines.count { $0.hasPrefix("\"\(file)\",") } == 2)
    #expect(lines.count { $0.hasPrefix("random,\"\(file)\",2,") } == 1)
  }

  @Test(arguments: [
    (["atari"], "two players"), (["atari", "random", "atari"], "named twice"),
    (["atari", "random", "--games", "3"], "--games"),
    (["atari", "random", "--json", "--csv"], "--csv"),
  ])
  func `what cannot be played is said`(arguments: [String], message: String) throws {
    let outcome = try run(["tournament"] + arguments)
    #expect(outcome.exitCode == 64 && outcome.errors.contains(message))
  }

  @Test func `who is nobody is named`() throws {
    for name in ["nobody", "human"] {
      let outcome = try run(["tournament", "atari", name])
      #expect(outcome.exitCode == 64 && outcome.errors.contains("\"\(name)\""))
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `the matrix is drawn in the files that are named`() throws {
    let folder = try TemporaryFolder()
    let (svg, png) = (folder.path + "/matrix.svg", folder.path + "/matrix.png")
    #expect(try tournament("--svg", svg, "--png", png).exitCode == 0)
    let text = try String(contentsOfFile: svg, encoding: .utf8)
    #expect(text.hasPrefix("<svg") && text.contains(">3 random</text>"))
    let data = try Data(contentsOf: URL(fileURLWithPath: png))
    #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47]) && data.count > 1000)
  }

  // MARK: On a terminal

  @Test func `on a terminal a table fills, Enter watches, q comes back and the table is printed`()
    throws
  {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["tournament"] + players + ["--games", "4", "--seed", "2"],
      configuration: folder.path
    )
    #expect(terminal.read(untilShown: "all 12 games played"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "q table"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "q quit"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let plain = try run(["tournament"] + players + ["--games", "4", "--seed", "2"]).output
    let lines = plain.split(separator: "\n").map(String.init)
    expectGivenBack(terminal, writing: lines)
  }

  @Test func `a tournament that is stopped says how far it came`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["tournament", "follower", "champion", "--games", "100000", "--frames", "30"],
      configuration: folder.path
    )
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.text.contains("of 100000 games."))
  }

  @Test func `without a screen nothing is recorded of one`() throws {
    let folder = try TemporaryFolder()
    let outcome = try tournament("--cast", folder.path + "/a.cast")
    #expect(outcome.exitCode == 64 && outcome.errors.contains("--cast"))
  }
}
