import Foundation
import TerminalTestSupport
import Testing

/// The commands that print and end, run as a shell runs them: without a terminal.
struct PlainCommandTests {
  private static let header = "frame,action,reward,done,bx,by,ly,ry,sl,sr,sx,sy,ram,rgb"

  @Test(arguments: ["\n", "\r\n"])
  func `trace prints what the engine makes of a recording`(lineEnd: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      ["# a comment", "frame,\"action\"", "0,-1", "1, 3", "2,3", ""].joined(separator: lineEnd),
      to: "a.csv"
    )
    let outcome = try run(["trace", file])
    #expect(outcome.exitCode == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.first.map(String.init) == Self.header)
    #expect(lines[1] == "0,-1,0,0,0,60,22,109,0,0,2,45,aec387e4,cd80f890")
    #expect(lines[2].hasPrefix("1,3,0,0,0,0,"))
  }

  @Test(arguments: [
    ("frame,turn\n0,-1\n", "line 1", "action"),
    ("action\n3\n", "line 2", "-1"),
    ("action\n-1\n18\n", "line 3", "0 to 17"),
    ("action\n-1\nup\n", "line 3", "whole number"),
    ("", "line 1", "-1"),
  ])
  func `trace says where a recording is broken`(text: String, place: String, hint: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "broken.csv")
    let outcome = try run(["trace", file])
    #expect(outcome.exitCode == 65)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("broken.csv, \(place)") && outcome.errors.contains(hint))
  }

  @Test func `trace says what it cannot read or write`() throws {
    #expect(try run(["trace", "/nowhere/at/all.csv"]).exitCode == 66)
    let folder = try TemporaryFolder()
    let file = try folder.write("action\n-1\n", to: "a.csv")
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let outcome = try run(["trace", file], output: full)
    #expect(outcome.exitCode == 74)
    #expect(outcome.errors.contains("cannot be written"))
  }

  @Test(arguments: [
    (["trace", "--environment", "Breakout-v0", "x.csv"], "Pong-v0"),
    (["trace", "--mode", "2", "x.csv"], "--mode"),
    (["trace", "--difficulty", "-1", "x.csv"], "--difficulty"),
    (["bench", "--seconds", "0"], "--seconds"),
    (["bench", "--only", "nothing"], "rules"),
    (["plya"], "plya"), (["train", "--until-reward", "nan"], "--until-reward"),
    (["train", "--time-limit", "inf"], "--time-limit"),
    (["train", "--checkpoint-interval", "nan"], "--checkpoint-interval"),
    (["train", "--checkpoint-interval", "inf"], "--checkpoint-interval"),
  ])
  func `wrong options are refused with what there is`(arguments: [String], hint: String) throws {
    let outcome = try run(arguments)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains(hint))
  }

  @Test func `bench reports every benchmark and a steady signature as JSON`() throws {
    let outcome = try run(["bench", "--runs", "1", "--seconds", "0.001", "--json"])
    #expect(outcome.exitCode == 0)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let report = try #require(object as? [String: Any])
    // Moves only with the rules; then the traces in PongAgentsTests must agree with it.
    #expect(report["signature"] as? String == "404b03678b0b5be9")
    let results = try #require(report["results"] as? [[String: Any]])
    let names = results.compactMap { $0["name"] as? String }
    #expect(names.starts(with: ["rules", "rgb", "difference", "environment"]))
    #expect(results.allSatisfy { ($0["median"] as? Double ?? 0) > 0 })
  }

  @Test func `doctor needs a terminal, and says so`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
    process.arguments = ["--wait", PseudoTerminal.builtProgram("pong"), "doctor"]
    let err = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = err
    try process.run()
    let errors = err.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 69)
    #expect(String(decoding: errors, as: UTF8.self).contains("not a terminal"))
  }

  @Test func `train tells what its presets set, as options that it takes`() throws {
    let help = try run(["train", "--help"]).output
    let start = try #require(help.split(separator: "Every setting").first)
    // The help is wrapped at the width of a terminal.
    let presets = start.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(presets.contains("--learning-rate 0.002"))
    #expect(presets.contains("--sum-gradients"))
    #expect(presets.contains("--rollout-steps 256"))
    let options = help.split(separator: "SETTINGS OF A PRESET").last ?? ""
    for word in presets.split(separator: " ") where word.hasPrefix("--") {
      #expect(options.contains(word), "\(word)")
    }
  }

  @Test func `evaluate says who can play`() throws {
    let outcome = try run(["evaluate", "--left", "follower"])
    #expect(outcome.exitCode == 66)
    #expect(outcome.errors.contains("atari, random"))
  }

  @Test func `the version is told`() throws {
    #expect(try run(["--version"]).output == "0.1.0\n")
  }

  @Test(arguments: [
    ("champion", 19.0...21.0), ("even", -8.0...8.0), ("one-second", -19.0 ... -8.0),
  ])
  func `the opponents that come with the program play as well as said`(
    name: String,
    rewards: ClosedRange<Double>
  ) throws {
    let outcome = try run(["evaluate", "--right", name, "--episodes", "8", "--json"])
    #expect(outcome.exitCode == 0)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let mean = try #require((object as? [String: Any])?["mean_reward"] as? Double)
    #expect(rewards.contains(mean))
  }

  @Test func `a run keeps a log in the article's words, and none is resumed that was not saved`()
    throws
  {
    let folder = try TemporaryFolder()
    let runs = folder.path + "/runs"
    let outcome = try run(["train", "--steps", "200000", "--json", "--quiet", "--directory", runs])
    #expect(outcome.exitCode == 0)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    )
    let path = try #require(report["run"] as? String)
    let log = try String(contentsOfFile: path + "/log.txt", encoding: .utf8)
    let lines = log.split(separator: "\n")
    #expect(lines.first?.hasPrefix("pong train") == true)
    #expect(lines.count - 1 == report["episodes"] as? Int)
    #expect(lines.dropFirst().first?.hasPrefix("At the end of episode 0 the total reward") == true)
    let resumed = try run(["train", "--resume", runs, "--headless"])
    #expect(resumed.exitCode == 66)
    #expect(resumed.errors.contains("never saved"))
  }
}
