import Foundation
import TerminalTestSupport
import Testing

/// The commands that print and end, run as a shell runs them: without a terminal.
@Suite(.waits) struct PlainCommandTests {
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

  @Test func `the version is told`() throws {
    #expect(try run(["--version"]).output == "0.1.0\n")
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
