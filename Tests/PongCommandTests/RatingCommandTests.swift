import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct RatingCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
  }

  private func game(_ points: String, _ opponent: String, _ more: String = "") -> String {
    """
    {"mode":"classic","opponent":"\(opponent)","points":[\(points)],"side":"right",\
    "small_bats":"none","speed":"1","to":21\(more)}
    """
  }

  private func write(_ games: [String]) throws {
    _ = try folder.write(
      "{\"games\":[\(games.joined(separator: ","))],\"version\":1}",
      to: "pong/results.json"
    )
  }

  private func rating(_ arguments: String...) throws -> Outcome {
    try run(
      ["rating"] + arguments,
      variables: ["XDG_DATA_HOME": folder.path, "XDG_CONFIG_HOME": folder.path]
    )
  }

  @Test func `tells rating, games, opponents with points to expect, and a curve`() throws {
    try write([
      game("21,17", "atari"), game("17,21", "atari"), game("21,3", "random"),
      game("21,19", "champion:reaction=12"), game("5,21", "follower", #","name":"Zoë""#),
    ])
    let outcome = try rating()
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    // Both have won as many points: the rating is about the computer's.
    let words = lines[0].split(separator: " ")
    #expect(words.count > 4 && words[0] == "You:" && words[2] == "±")
    #expect(Int(words[1]).map { 990...1010 ~= $0 } == true)
    #expect(lines[1].hasPrefix("last: 17 : 21 against Atari's computer, -"))
    #expect(
      lines[2]
        == "2 games have counted; not: 1 (it has no Elo), 1 (no measure of strength)"
    )
    #expect(lines[3].hasPrefix("nearest: Atari's computer (atari), 1000, expected 2"))
    let row = try #require(lines.first { $0.hasPrefix("Atari's computer ") })
    #expect(row.split(separator: " ").suffix(8).joined(separator: " ") == "1000 2 38 : 38 38 : 38")
    #expect(lines.contains { $0.contains("games that counted") })
  }

  @Test func `JSON tells the same of one person`() throws {
    try write([
      game("21,17", "atari", #","ended":100"#), game("5,21", "atari", #","ended":400"#),
      game("21,3", "still"), game("5,21", "steady", #","name":"Zoë""#),
    ])
    let report = try object(try rating("--json"))
    #expect(report["name"] as? String == "" && report["counted"] as? Int == 2)
    #expect(report["not_counted"] as? [String: Int] == ["unsuitable_opponent": 1])
    let value = try #require(report["rating"] as? Double)
    let deviation = try #require(report["deviation"] as? Double)
    #expect(800..<1000 ~= value && deviation > 60)
    #expect(report["interval_95"] as? Double == 1.96 * deviation)
    let change = try #require(report["change"] as? Double)
    #expect(report["volatility"] is Double && change < 0)
    let nearest = try #require(report["nearest"] as? [String: Any])
    #expect(nearest["id"] is String && nearest["elo"] is Double)
    #expect((nearest["expected"] as? [Int])?.max() == 21)
    let opponents = try #require(report["opponents"] as? [[String: Any]])
    #expect(opponents.map { $0["id"] as? String } == ["atari"])
    #expect(opponents[0]["title"] as? String == "Atari's computer")
    #expect(opponents[0]["elo"] as? Double == 1000 && opponents[0]["games"] as? Int == 2)
    #expect(opponents[0]["points_won"] as? Int == 26 && opponents[0]["points_lost"] as? Int == 38)
    // A share below one half.
    let expected = try #require(opponents[0]["expected_points_won"] as? Double)
    #expect(20..<32 ~= expected)
    let history = try #require(report["history"] as? [[String: Any]])
    #expect(history.map { $0["ended"] as? Double } == [100, 400])
    #expect(history.map { $0["points"] as? [Int] } == [[21, 17], [5, 21]])
    #expect(history[1]["rating"] as? Double == value && history[0]["deviation"] is Double)
    // Decomposed letters are the same name.
    let other = try object(try rating("--json", "--name", " Zoe\u{308} "))
    #expect(other["name"] as? String == "Zoë" && other["counted"] as? Int == 1)
    // Whoever is named in the settings is meant where nobody is.
    _ = try folder.write("name = Zoë\n", to: "pong/settings")
    #expect(try object(try rating("--json"))["name"] as? String == "Zoë")
    #expect(try object(try rating("--json", "--name", ""))["counted"] as? Int == 2)
  }

  @Test func `without a game it says how to get a rating`() throws {
    let outcome = try rating()
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("no rating yet") && outcome.output.contains("pong play"))
    let report = try object(try rating("--json"))
    #expect(report["counted"] as? Int == 0 && report["rating"] == nil && report["nearest"] == nil)
    #expect((report["history"] as? [Any])?.isEmpty == true)
    try write([game("21,3", "random")])
    #expect(try rating().output.contains("No game has counted: 1 (no measure of strength)."))
  }

  @Test(arguments: ["rubbish", "{\"version\":2,\"games\":[]}", ""])
  func `a damaged file is told of, and stays`(text: String) throws {
    let path = try folder.write(text, to: "pong/results.json")
    for arguments in [[], ["--json"]] {
      let outcome = try run(["rating"] + arguments, variables: ["XDG_DATA_HOME": folder.path])
      #expect(outcome.exitCode == 65 && outcome.output.isEmpty)
      #expect(outcome.errors.contains(path) && outcome.errors.contains("left as it is"))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    try FileManager.default.moveItem(
      atPath: path,
      toPath: folder.path + "/pong/results.unreadable.json"
    )
    let outcome = try rating()
    #expect(outcome.exitCode == 0 && outcome.errors.contains("results.unreadable.json: holds"))
  }

  @Test(arguments: ["a\tb", "123456789012345678901", "\u{202E}"])
  func `a name that does not print or is too long is refused`(name: String) throws {
    for command in ["rating", "play"] {
      let outcome = try run([command, "--name", name])
      #expect(outcome.exitCode == 64 && outcome.errors.contains("at most 20 characters"))
      #expect(!outcome.errors.contains("\u{202E}"))
    }
  }

  @Test func `a curve can be written into files`() throws {
    try write([game("21,17", "atari"), game("17,21", "atari")])
    let svg = folder.path + "/rating.svg"
    let outcome = try rating("--json", "--svg", svg)
    #expect(try object(outcome)["counted"] as? Int == 2)
    #expect(try String(contentsOfFile: svg, encoding: .utf8).contains("<svg"))
  }

  @Test func `a game that is played gives the person with its name a rating`() throws {
    let terminal = try pong(
      ["play", "--name", "Anna", "--points", "1", "--speed", "8", "--seed", "3"],
      configuration: folder.path
    )
    #expect(terminal.read(untilShown: "your first rating: "))
    #expect(terminal.screen.shows("Anna"))
    // What comes at once after the end is not for the dialog.
    #expect(terminal.read(untilShown: "Enter rematch"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let outcome = try run(
      ["rating", "--name", "Anna", "--json"],
      variables: ["XDG_DATA_HOME": folder.path + "/data"]
    )
    #expect(try object(outcome)["counted"] as? Int == 1)
    let menu = try pong([], configuration: folder.path)
    #expect(menu.read(untilShown: "against"))
    #expect(!menu.screen.shows("you: "))
    menu.send("q")
    #expect(menu.waitForExit() == .status(0))
  }
}
