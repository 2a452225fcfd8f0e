import Foundation
import TerminalTestSupport
import Testing

@testable import PongCommand

/// How all commands speak when something is wrong: one prefix, one table of exit codes, and a cause.
@Suite(.waits) struct VoiceTests {
  /// The commands to which a player or a policy is named, with what else they need.
  private static let namers: [[String]] = [
    ["play", "--left"], ["watch", "--right"], ["evaluate", "--left"], ["tournament", "atari"],
    ["exploit"], ["record", "--gif", "a.gif", "--left"], ["inspect"], ["train", "--from"],
  ]

  private func expectRefusal(
    _ outcome: Outcome,
    exitCode: Int32,
    _ hints: [String],
    in folder: TemporaryFolder
  ) throws {
    #expect(outcome.exitCode == exitCode, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("pong: ") && !outcome.errors.contains("Error"))
    for hint in hints { #expect(outcome.errors.contains(hint), "\(outcome.errors)") }
    // A usage error says how a command is used; no other does.
    #expect(outcome.errors.contains("\nUsage: pong ") == (exitCode == 64), "\(outcome.errors)")
    #expect(outcome.errors.contains(" --help' for more information.") == (exitCode == 64))
    for prose in ["NSCocoa", "NSPOSIX", "couldn’t", "doesn’t", "Optional(", "UserInfo"] {
      #expect(!outcome.errors.contains(prose), "\(outcome.errors)")
    }
    // No path twice.
    #expect(outcome.errors.components(separatedBy: folder.path).count <= 2, "\(outcome.errors)")
  }

  @Test(arguments: namers)
  func `a player who is not there is told with those who are`(command: [String]) throws {
    let folder = try TemporaryFolder()
    func refusal(_ name: String) throws -> Outcome {
      try run(command + [name], directory: folder.path)
    }
    let near = ["There is no p", "\"chmapion\". Did you mean champion? There are: "]
    try expectRefusal(refusal("chmapion"), exitCode: 64, near, in: folder)
    for file in ["nofile.safetensors", "no/run"] {
      let missing = ["\(file): cannot be read: No such file or directory."]
      try expectRefusal(refusal(file), exitCode: 66, missing, in: folder)
    }
  }

  @Test(arguments: namers + [["convert"]])
  func `a file that holds no policy is told with what is wrong with it`(command: [String]) throws {
    let folder = try TemporaryFolder()
    let more = command == ["convert"] ? ["out"] : []
    let damaged = try folder.write("no tensors", to: "bad.safetensors")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/empty",
      withIntermediateDirectories: false
    )
    let outcome = try run(command + [damaged] + more, directory: folder.path)
    let hints = ["bad.safetensors: not a safetensors file: "]
    try expectRefusal(outcome, exitCode: 65, hints, in: folder)
    let directory = try run(command + [folder.path + "/empty"] + more, directory: folder.path)
    let hint = ["/empty: there is no policy.safetensors in this directory; name "]
    try expectRefusal(directory, exitCode: 66, hint, in: folder)
  }

  @Test func `a run's directory stands for its policy`() throws {
    let folder = try TemporaryFolder()
    let directory = folder.path + "/runs/mine/2026-01-31_20-00-00_s0"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: PolicyLocator.folder.appendingPathComponent("even.safetensors"),
      to: URL(fileURLWithPath: directory + "/policy.safetensors")
    )
    let games = ["--episodes", "1", "--json", "--seed", "3"]
    let whole = try object(try run(["evaluate", "--right", directory] + games))
    let file = try object(
      try run(["evaluate", "--right", directory + "/policy.safetensors"] + games)
    )
    #expect(whole["points_won"] as? Int == file["points_won"] as? Int)
    #expect(whole["right"] as? String == directory)
    #expect(PolicyLocator.title(directory) == "Mine")
    #expect(try run(["inspect", directory, "--decisions", "1", "--plain"]).exitCode == 0)
  }

  @Test(arguments: [
    (["play", "--seed", "-1"], "'-1' is invalid for '--seed <n>': it must be 0 or more."),
    (["train", "--seed", "-1"], "it must be 0 or more"),
    (["evaluate", "--seed", "x"], "it must be a number"),
    (["bench", "--runs", "1.5"], "it must be a whole number"),
    (["exploit", "even", "--games", "1e30"], "it is out of range"),
    (["train", "--learning-rate", "-1"], "--learning-rate cannot be '-1.0'; it must be from 0"),
    (["train", "--hidden", "-1"], "--hidden cannot be '-1'; it must be from 1"),
    (["train", "--until-reward", "-5", "--steps", "-2"], "--steps is more than 0, not -2"),
    (["train", "--episodes", "-1"], "--episodes is more than 0, not -1"),
    (["train", "--time-limit", "-1"], "--time-limit is more than 0, and finite, not -1"),
    (["train", "--threads", "-1"], "--threads is 1 to 256, not -1"),
    (["evaluate", "--threads", "-1"], "--threads is 1 to 256, not -1"),
    (["tournament", "--games", "-2"], "--games is an even number from 2 to 100000, not -2"),
    (["watch", "--points", "-1"], "--points is 1 to 21, not -1"),
    (["play", "--frames", "-1"], "--frames is 0 or more, not -1"),
    (["play", "--temperature", "-1"], "--temperature is more than 0"),
    (["plot", "x", "--smooth", "-1"], "--smooth is more than 0, not -1"),
    (["spinup", "plot", "x", "-s", "-1"], "--smooth is more than 0, not -1"),
    (["spinup", "test_policy", "x", "-n", "-1"], "--episodes is 1 to 1000000, not -1"),
    (["spinup", "vpg", "--env", "Pong-ram-v0", "--epochs", "-1"], "--epochs cannot be '-1'"),
    (["inspect", "even", "--decisions", "-1"], "--decisions is 1 to 1000000, not -1"),
    (["plot", "x", "--size", "-1x3"], "a size is columns and rows, as in 100x30"),
    (["replay", "x", "--at", "-1"], "a time is minutes and seconds"),
    (["train", "--actions", "UP,DOWN"], "--actions UP,DOWN moves no bat"),
    (["watch", "--input", "mouse"], "Unknown option '--input'"), (["plya"], "Did you mean play?"),
    (["spinup", "nosuch"], "There are: vpg, ppo, "),
    (["evaluate", "--environment", "Pong-v1"], "Did you mean Pong-v"),
  ])
  func `a value that will not do is told with what would`(arguments: [String], hint: String) throws
  {
    let folder = try TemporaryFolder()
    let outcome = try run(arguments, directory: folder.path)
    try expectRefusal(outcome, exitCode: 64, [hint], in: folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(arguments: [
    (["trace", "none.csv"], "none.csv: cannot be read: No such file or directory."),
    (["trace", "."], ".: cannot be read: it is a directory."),
    (["review", "none.json"], "none.json: cannot be read: No such file or directory."),
    (["replay", "--check", "."], "cannot be read: it is a directory."),
    (["play", "--input-script", "none"], "none: cannot be read: No such file or directory."),
    (["spinup", "vpg", "--resume", "none"], "cannot be read: No such file or directory."),
    (["runs", "--directory", "/dev/null/x"], ""),
    (["runs", "--directory", "file"], "no directory"),
    (["plot", "none"], "none: there is no run here."), (["spinup", "plot", "none"], "none: "),
  ])
  func `a file that cannot be read is told with the system's cause`(
    arguments: [String],
    hint: String
  ) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("", to: "file")
    let outcome = try run(arguments, directory: folder.path)
    guard !hint.isEmpty else { return #expect(outcome.exitCode == 0) }
    try expectRefusal(outcome, exitCode: 66, [hint], in: folder)
  }

  @Test(arguments: [
    ["convert", "even", "/nowhere/x"], ["record", "--gif", "/nowhere/a.gif", "--frames", "2"],
    ["evaluate", "--right", "random", "--episodes", "1", "--record", "/nowhere/x"],
    ["train", "--steps", "1", "--headless", "--directory", "/proc/none"],
    ["watch", "--left", "even", "--replays", "/proc/none"],
    [
      "spinup", "vpg", "--env", "Pong-ram-v0", "--epochs", "1", "--data_dir", "/proc/none",
      "--quiet",
    ],
    ["tournament", "random", "still", "--games", "2", "--png", "/nowhere/a.png"],
    ["inspect", "even", "--decisions", "1", "--png", "/nowhere/a.png"],
    ["evaluate", "--right", "random", "--episodes", "1", "--replays", "/proc/none"],
  ])
  func `a file that cannot be made ends every command with the same code`(
    arguments: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let outcome = try run(arguments, directory: folder.path)
    #expect(outcome.exitCode == 73, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("pong: /") && !outcome.errors.contains("NSCocoa"))
  }

  @Test func `a command line in a run's log can be run again, whatever was named`() throws {
    let folder = try TemporaryFolder()
    let name = "a b\u{1B}[2J\n$(touch x)"
    let outcome = try run(
      [
        "train", "--name", name, "--steps", "1", "--hidden", "4", "--environments", "1",
        "--headless",
        "--json",
      ],
      directory: folder.path
    )
    let report = try #require(outcome.output.split(separator: "\n").last).utf8
    let object = try JSONSerialization.jsonObject(with: Data(report)) as? [String: Any]
    let run = try #require(object?["run"] as? String)
    let log = try String(contentsOfFile: run + "/log.txt", encoding: .utf8)
    #expect(log.hasPrefix(#"pong train --name $'a b\033[2J\012$(touch x)' --steps 1 "#), "\(log)")
  }

  @Test func `an argument's control characters are told and not obeyed`() throws {
    let evil = "\u{1B}[2J\na\u{9B}31m\u{202E}\u{2028}\u{7F}"
    let folder = try TemporaryFolder()
    for arguments in [
      ["play", evil], ["play", "--left", evil], ["play", "--" + evil], ["play", "--mode", evil],
      [evil], ["play", "--points=" + evil], ["train", "--from", evil],
      ["train", "--actions", evil],
      ["spinup", evil], ["spinup", "vpg", "--env", evil], ["spinup", "vpg", "--" + evil, "1"],
      ["tournament", evil, evil], ["runs", "--directory", evil], ["plot", evil], ["review", evil],
      ["spinup", "plot", evil], ["spinup", "test_policy", evil], ["replay", "--check", evil],
      ["trace", evil], ["evaluate", "--environment", evil], ["inspect", evil + ".safetensors"],
      ["play", "--input-script", evil], ["train", "--resume", evil],
      ["convert", "even", evil + "/x"],
      ["record", "--gif", evil + "/x"], ["exploit", "exec:" + evil], ["rating", "--name", evil],
    ] {
      let outcome = try run(arguments, directory: folder.path)
      let text = outcome.output + outcome.errors
      let controls = Set(text.unicodeScalars.filter(\.isUnseen))
      #expect(controls.isSubset(of: ["\n", "\t"]), "\(arguments) \(text.debugDescription)")
      #expect(!text.contains("\na"), "\(arguments) \(text.debugDescription)")
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may obey the character, or does not show it.
  fileprivate var isUnseen: Bool {
    [.control, .format, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
  }
}
