import Foundation
import TerminalTestSupport
import Testing

/// `pong spinup vpg` and `ppo`, whose flags are Spinning Up's.
struct SpinupCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A run that takes a moment.
  private func words(_ more: String...) -> [String] {
    [
      "spinup", "vpg", "--env", "Pong-ram-v0", "--hid", "[8]", "--steps_per_epoch", "300",
      "--max_ep_len", "200", "--data_dir", folder.path, "--exp_name", "a",
    ] + more
  }

  private func contents(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + path).sorted()
  }

  @Test func `a run is in the folder of its name and seed, and is not thrown away unasked`() throws
  {
    #expect(try run(words("--epochs", "2", "--seed", "3")).exitCode == 0)
    let file = folder.path + "/a/a_s3/progress.txt"
    let progress = try String(contentsOfFile: file, encoding: .utf8)
    #expect(progress.split(separator: "\n").count == 3)
    let again = try run(words("--epochs", "1", "--seed", "3"))
    #expect(again.exitCode == 73 && again.errors.contains("a_s3: there is a run already"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == progress)
    #expect(try run(words("--epochs", "1", "--seed", "3", "--overwrite")).exitCode == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == 2)
  }

  @Test func `quiet leaves the tables out, a date goes before the names, policies are kept`() throws
  {
    let told = try run(words("--epochs", "1"))
    #expect(told.output.contains("AverageEpRet") && told.output.contains("End of experiment"))
    #expect(try contents("a/a_s0").filter { $0.hasPrefix("policy") } == ["policy.safetensors"])
    let quiet = try run(
      words(
        "--epochs",
        "3",
        "--save_freq",
        "2",
        "--quiet",
        "--dt",
        "--keep_policies",
        "--seed",
        "1"
      )
    )
    #expect(quiet.exitCode == 0)
    #expect(!quiet.output.contains("AverageEpRet") && quiet.output.contains("End of experiment"))
    let dated = try #require(try contents("").first { $0.hasSuffix("_a") })
    #expect(dated.wholeMatch(of: /\d{4}-\d\d-\d\d_a/) != nil)
    let name = try #require(try contents(dated).first)
    #expect(name.wholeMatch(of: /\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d-a_s1/) != nil)
    #expect(
      try contents("\(dated)/\(name)").filter { $0.hasPrefix("policy") } == [
        "policy.safetensors", "policy0.safetensors", "policy2.safetensors",
      ]
    )
  }

  @Test func `an interrupted run is saved, says how to go on, and goes on`() throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("pong"),
      arguments: words("--epochs", "100000", "--seed", "5"),
      columns: 200
    )
    #expect(terminal.read(untilShown: "AverageEpRet"))
    terminal.signal(SIGINT)
    #expect(terminal.waitForExit() == .status(130))
    let path = folder.path + "/a/a_s5"
    #expect(terminal.text.contains("Go on with: pong spinup vpg --resume \(path)"))
    let rows = try String(contentsOfFile: path + "/progress.txt", encoding: .utf8)
      .split(separator: "\n").count
    let resumed = try run(["spinup", "vpg", "--resume", path, "--epochs", "\(rows + 2)"])
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    let progress = try String(contentsOfFile: path + "/progress.txt", encoding: .utf8)
    #expect(progress.split(separator: "\n").count == rows + 3)
  }

  @Test(arguments: [
    (["--exp_name", "a/b"], "--exp_name"), (["--preset", "fast-nothing"], "--preset"),
    (["--num_cpu", "0"], "--num_cpu"), (["--resume"], "--resume"),
    (["--quiet", "3"], "--quiet"),
  ])
  func `what makes no sense is refused with its flag`(more: [String], flag: String) throws {
    let outcome = try run(["spinup", "vpg", "--data_dir", folder.path] + more)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains(flag))
    #expect(try contents("").isEmpty)
  }
}
