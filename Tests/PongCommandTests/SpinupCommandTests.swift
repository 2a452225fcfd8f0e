import Foundation
import TerminalTestSupport
import Testing

/// `pong spinup vpg` and `ppo`, whose flags are Spinning Up's.
@Suite(.waits) struct SpinupCommandTests {
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
    (["--exp_name", "a/../../b"], "--exp_name"), (["--exp_name", "/a"], "--exp_name"),
    (["--preset", "fast-nothing"], "--preset"),
    (["--num_cpu", "0"], "--num_cpu"), (["--resume"], "--resume"),
    (["--quiet", "3"], "--quiet"),
  ])
  func `what makes no sense is refused with its flag`(more: [String], flag: String) throws {
    let outcome = try run(["spinup", "vpg", "--data_dir", folder.path] + more)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains(flag))
    #expect(try contents("").isEmpty)
  }

  @Test func `a run is announced as Spinning Up announces it`() throws {
    let outcome = try run(words("--epochs", "1"))
    let said = outcome.output.replacing(folder.path, with: "DATA")
    // run.py, then ExperimentGrid.run, call_experiment, Logger.__init__, save_config, vpg.
    let order = [
      "\n\nUsing default backend (pytorch) for vpg.\n\n====",
      "ExperimentGrid [a] runs over parameters:\n\n",
      "Preparing to run the following experiments...\n\na\n\n====",
      "\nRunning experiment:\n\na\n\nwith kwargs:\n\n{\n    \"ac_kwargs\":\t{\n",
      "\"seed\":\t0,\n    \"steps_per_epoch\":\t300\n}\n\n\nLogging data to DATA/a/a_s0/progress.txt\n",
      "Saving config:\n\n{\n    \"ac_kwargs\":\t{\n        \"activation\":\t\"Tanh\",",
      "}\n\nNumber of parameters: \t pi: 1086, \t v: 1041\n\n",
      "| TotalEnvInteracts |             300 |\n",
      "End of experiment.\n",
      "pong spinup plot DATA/a/a_s0\n",
      "pong spinup test_policy DATA/a/a_s0\n",
    ]
    var rest = said[...]
    for text in order {
      let range = try #require(rest.range(of: text), "\(text) of\n\(said)")
      rest = rest[range.upperBound...]
    }
    #expect(!said.contains("already exists"))
    let again = try run(words("--epochs", "1", "--overwrite"))
    #expect(again.output.contains("a_s0 is thrown away.\n"))
  }

  @Test func `policy steps that end early are told, and a mean of no episode is nan`() throws {
    let words = words("--epochs", "2", "--pi_lr", "0.01", "--max_ep_len", "1e3")
    let outcome = try run(["spinup", "ppo"] + words.dropFirst(2))
    let steps = outcome.output.matches(
      of: /Early stopping at step (\d+) due to reaching max kl\.\n-{39}\n/
    ).map { String($0.1) }
    #expect(!steps.isEmpty, "\(outcome.output)")
    // The step is the one that the table has.
    for step in steps {
      let column = String(repeating: " ", count: 15 - step.count) + step
      #expect(outcome.output.contains("|          StopIter | \(column) |"))
    }
    // An episode is longer than an epoch of 300 steps.
    #expect(outcome.output.contains("|      AverageEpRet |             nan |\n"))
    #expect(!outcome.output.contains("-nan"))
  }

  @Test func `commands that are printed can be run where paths have spaces`() throws {
    let words = words("--epochs", "1").map { $0 == "a" ? "my run" : $0 }
    let outcome = try run(words)
    let path = "'\(folder.path)/my run/my run_s0'"
    #expect(outcome.output.contains("pong spinup plot \(path)\n"))
    #expect(outcome.output.contains("pong spinup test_policy \(path)\n"))
  }

  @Test func `help is told wherever the word stands`() throws {
    for words in [["help"], ["vpg", "help"], ["ppo", "--env", "Pong-ram-v0", "help"]] {
      let outcome = try run(["spinup"] + words)
      #expect(outcome.exitCode == 0 && outcome.output.contains("pong spinup"))
    }
    #expect(try run(["spinup", "help"]).output.contains("test_policy"))
    let flags = try run(["spinup", "vpg", "--help"]).output
    #expect(flags.contains("--threads N") && flags.contains("after the epoch's update"))
    let unknown = try run(["spinup", "vpg", "--env", "Pong-ram-v0", "--lr", "1"])
    #expect(unknown.exitCode == 64 && unknown.errors.contains("--threads"))
  }

  /// A run made before names had the backend in them, and settings the libraries' names.
  @Test func `an earlier version's run goes on, plays and is drawn`() throws {
    #expect(try run(words("--epochs", "2", "--exp_name", "cmd_vpg")).exitCode == 0)
    let path = folder.path + "/cmd_vpg/cmd_vpg_s0"
    let config = try String(contentsOfFile: path + "/config.json", encoding: .utf8)
    try config.replacing("\"Tanh\"", with: "\"tanh\"")
      .write(toFile: path + "/config.json", atomically: true, encoding: .utf8)
    #expect(try run(["spinup", "vpg", "--resume", path, "--epochs", "3"]).exitCode == 0)
    let chart = try run(["spinup", "plot", folder.path + "/cmd_vpg", "--size", "60x16"])
    #expect(chart.exitCode == 0 && chart.output.contains("cmd_vpg"))
    let test = try run(["spinup", "test_policy", path, "-nr", "-n", "1", "--len", "20"])
    #expect(test.exitCode == 0 && test.output.contains("Episode 0 \t"))
  }

  @Test(arguments: ["torch.nn.ELU", "torch.nn.LeakyReLU", "sigmoid"])
  func `a policy with another activation learns, goes on and plays`(activation: String) throws {
    #expect(try run(words("--epochs", "2", "--act", activation)).exitCode == 0)
    let path = folder.path + "/a/a_s0"
    let resumed = try run(["spinup", "vpg", "--resume", path, "--epochs", "3"])
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    let test = try run(["spinup", "test_policy", path, "-nr", "-n", "1", "--len", "20"])
    #expect(test.exitCode == 0, "\(test.errors)")
  }
}
