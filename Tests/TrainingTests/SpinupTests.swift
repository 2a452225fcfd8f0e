import Foundation
import NeuralNetwork
import PongAgents
import Reinforcement
import Synchronization
import Testing

@testable import Training

/// Spinning Up's command line, names and files.
struct SpinupTests {
  private func names(_ line: String, grid: String = "exp") throws -> [String] {
    SpinupGrid(name: grid, try SpinupFlags(Self.words(line)).entries).variants.map(\.name)
  }

  private static func words(_ line: String) -> [String] {
    line.split(separator: " ").map(String.init)
  }

  @Test(arguments: [
    ("True", PythonValue.bool(true)), ("None", .none), ("40", .int(40)), ("-3", .int(-3)),
    ("1e-3", .double(0.001)), ("0.5", .double(0.5)), ("[64,32]", .list([.int(64), .int(32)])),
    ("(64,)", .tuple([.int(64)])), ("(64)", .int(64)), ("[]", .list([])), ("'a b'", .string("a b")),
    ("Pong-ram-v0", .string("Pong-ram-v0")), ("[64", .string("[64")), ("nan", .string("nan")),
    ("[1,,2]", .string("[1,,2]")), ("tanh", .string("tanh")), ("", .string("")),
  ])
  func `words are what Python makes of them`(word: String, value: PythonValue) {
    #expect(PythonValue(word) == value)
  }

  @Test func `names of variants are those of Spinning Up`() throws {
    #expect(try names("--env Pong-ram-v0 --seed 0 10 --gamma 0.9") == ["exp", "exp"])
    #expect(
      try names("--hid [32] [64,32] --env Pong-ram-v0 --gamma 0.9 0.99") == [
        "exp_gam0-9_ac-hid32", "exp_gam0-9_ac-hid64-32", "exp_gam0-99_ac-hid32",
        "exp_gam0-99_ac-hid64-32",
      ]
    )
    #expect(try names("--hid[h] [32] [64,32]") == ["exp_h32", "exp_h64-32"])
    #expect(try names("--pi_lr 1e-3 1e-05 --env A-v0 B-v1").last == "exp_pi1e-05_envb-v1")
    #expect(try names("--switch True False") == ["exp_swi", "exp"])
    #expect(try names("--steps_per_epoch[steps] 10 20") == ["exp_steps10", "exp_steps20"])
  }

  @Test func `directories are those of Spinning Up`() throws {
    let data = URL(fileURLWithPath: "/data")
    let zone = try #require(TimeZone(identifier: "UTC"))
    func path(_ date: Date?) -> String {
      RunDirectory(in: data, experiment: "exp", seed: 40, date: date, timeZone: zone).url.path
    }
    #expect(path(nil) == "/data/exp/exp_s40")
    #expect(
      path(Date(timeIntervalSince1970: 1_538_352_000))
        == "/data/2018-10-01_exp/2018-10-01_00-00-00-exp_s40"
    )
  }

  @Test(arguments: [
    ("--env Pong-v0", "Pong-ram-v0"), ("--env Breakout-ram-v0", "Pong-ram-v0"),
    ("--gamm 3", "--gamma"), ("--hid 64", "[64,32]"), ("--hid [64,0]", "[64,32]"),
    ("--gamma 1.5", "0.0 to 1.0"), ("--act gelu", "relu, tanh, elu"), ("--epochs 0", "at least 1"),
    ("--clip_ratio 0.1", "--gamma"), ("--seed 1.5", "whole number"), ("--rewards 2017", "2018"),
  ])
  func `wrong flags are refused with what there is`(line: String, hint: String) throws {
    let base = line.contains("--env") ? "" : "--env Pong-ram-v0 "
    let grid = SpinupGrid(name: "exp", try SpinupFlags(Self.words(base + line)).entries)
    let error = #expect(throws: ConfigurationError.self) {
      _ = try SpinupConfiguration(.vpg, grid.variants[0], workers: 1)
    }
    #expect(error?.expected.contains(hint) ?? false, "\(String(describing: error))")
  }

  @Test func `config json has the layout of Spinning Up and every setting`() throws {
    let grid = SpinupGrid(
      name: "exp",
      try SpinupFlags(Self.words("--env Pong-ram-v0 --hid [200] --act torch.nn.ReLU")).entries
    )
    let configuration = try SpinupConfiguration(.ppo, grid.variants[0], workers: 2)
    let text = PythonValue.object(configuration.members(outputDirectory: "/d \"x\"")).json()
    #expect(text.hasPrefix("{\n    \"ac_kwargs\":\t{\n        \"activation\":\t\"ReLU\",\n"))
    #expect(text.contains("\"hidden_sizes\":\t[\n            200\n        ]\n    },\n"))
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["exp_name"] as? String == "exp")
    #expect(object?["pi_lr"] as? Double == 0.0003 && object?["clip_ratio"] as? Double == 0.2)
    let logger = object?["logger_kwargs"] as? [String: Any]
    #expect(logger?["output_dir"] as? String == "/d \"x\"")
  }

  @Test func `presets are configurations`() throws {
    for preset in SpinupPreset.allCases {
      var flags = try SpinupFlags(preset.words)
      _ = try flags.takeSingle("num_cpu")
      let grid = SpinupGrid(name: "exp", flags.entries)
      #expect(grid.variants.count == 1)
      _ = try SpinupConfiguration(preset.isPPO ? .ppo : .vpg, grid.variants[0], workers: 2)
    }
  }

  // MARK: Runs

  private func configuration(workers: Int, epochs: Int) -> SpinupConfiguration {
    var configuration = SpinupConfiguration()
    configuration.environment = "Pong-ram-v0"
    configuration.hidden = [24]
    configuration.epochs = epochs
    configuration.stepsPerEpoch = 700
    configuration.maximumEpisodeLength = 100
    configuration.valueIterations = 3
    configuration.saveFrequency = 2
    configuration.workers = workers
    return configuration
  }

  /// Does a run, or goes on with one, and returns what was said.
  private func run(
    _ configuration: SpinupConfiguration,
    in folder: URL,
    threads: Int,
    resuming: Bool = false,
    endingAfter epochs: Int = .max,
    keepsPolicies: Bool = false,
    secondsPerEpoch: Double = 0
  ) throws -> String {
    let directory = RunDirectory(folder, layout: .spinup)
    var checkpoint: Safetensors?
    if resuming {
      checkpoint = try Checkpoint.read(directory.checkpoint)
    } else {
      try directory.create(configuration)
    }
    let said = Mutex("")
    let failure = Mutex<(any Error)?>(nil)
    let told = Mutex(0)
    let start = checkpoint
    ThreadGroup.run(configuration.workers) { workers in
      do {
        let run = try SpinupRun(
          configuration,
          directory: directory,
          checkpoint: start,
          workers: workers,
          pool: ThreadPool(workerCount: threads)
        )
        _ = try run.run(
          SpinupContext(
            run: RunContext(
              command: "test",
              version: "0",
              now: { 1 + secondsPerEpoch * Double(told.withLock { $0 }) },
              date: { 1 }
            ),
            keepsPolicies: keepsPolicies,
            isInterrupted: { told.withLock { $0 } >= epochs },
            say: { message in
              said.withLock { $0 += message.text }
              told.withLock { $0 += 1 }
            },
            warn: { text in said.withLock { $0 += "warning: \(text)" } }
          )
        )
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return said.withLock { $0 }
  }

  private func folder() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("pong-\(UUID().uuidString)")
  }

  @Test(arguments: [1, 3])
  func `a run taken up comes to the bits of one undisturbed`(workers: Int) throws {
    let (whole, halved) = (folder(), folder())
    defer { for url in [whole, halved] { try? FileManager.default.removeItem(at: url) } }
    let configuration = configuration(workers: workers, epochs: 5)
    let said = try run(configuration, in: whole, threads: 1)
    _ = try run(configuration, in: halved, threads: 2, endingAfter: 3)
    let rows = try RunDirectory(halved, layout: .spinup).metrics().rowCount
    #expect(rows == 3)
    // A row that a crash left behind the checkpoint.
    let progress = RunDirectory(halved, layout: .spinup).progress
    let handle = try FileHandle(forWritingTo: progress)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("3\tlost\n".utf8))
    try handle.close()
    _ = try run(configuration, in: halved, threads: 1, resuming: true)
    let files = try [whole, halved].map { url in
      try Checkpoint.read(RunDirectory(url, layout: .spinup).checkpoint)
    }
    for (name, tensor) in files[0].tensors {
      #expect(tensor.bytes == files[1].tensors[name]?.bytes, "\(name)")
    }
    let texts = try [whole, halved].map {
      try String(contentsOf: RunDirectory($0, layout: .spinup).progress, encoding: .utf8)
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].split(separator: "\n").count == 6)
    #expect(
      texts[0].hasPrefix(
        """
        Epoch\tAverageEpRet\tStdEpRet\tMaxEpRet\tMinEpRet\tEpLen\tAverageVVals\tStdVVals\tMaxVVals\t\
        MinVVals\tTotalEnvInteracts\tLossPi\tLossV\tDeltaLossPi\tDeltaLossV\tEntropy\tKL\tTime\n0\t
        """
      )
    )
    let rule = String(repeating: "-", count: 39)
    #expect(
      said.contains("\(rule)\n|             Epoch |               4 |\n|      AverageEpRet | ")
    )
    if workers == 3 { #expect(said.contains("Warning: trajectory cut off by epoch at 33 steps.")) }
    // What it wrote plays.
    guard case .ram = try PolicyFile.read(RunDirectory(whole, layout: .spinup).policy).policy else {
      Issue.record("no policy that sees the RAM")
      return
    }
  }

  /// The policies in a directory, by their names.
  private func policies(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("policy") }.sorted()
  }

  @Test func `checkpoints come every save_freq epochs and at the end, and are kept if asked`()
    throws
  {
    for keeps in [false, true] {
      let folder = folder()
      defer { try? FileManager.default.removeItem(at: folder) }
      var configuration = configuration(workers: 1, epochs: 6)
      configuration.stepsPerEpoch = 50
      configuration.saveFrequency = 2
      _ = try run(configuration, in: folder, threads: 1, keepsPolicies: keeps)
      let kept = [0, 2, 4, 5].map { "policy\($0).safetensors" }
      #expect(try policies(folder) == ["policy.safetensors"] + (keeps ? kept : []))
      guard keeps else { continue }
      let directory = RunDirectory(folder, layout: .spinup)
      let steps = try [0, 2, 4, 5].map {
        try Checkpoint.read(directory.policy(epoch: $0)).metadata["agent_steps"]
      }
      #expect(steps == ["50", "150", "250", "300"])
    }
  }

  @Test(arguments: [1, 2])
  func `an interrupted run is saved where it stands, and goes on from there`(workers: Int) throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var configuration = configuration(workers: workers, epochs: 5)
    configuration.stepsPerEpoch = 50
    configuration.saveFrequency = 100
    _ = try run(configuration, in: folder, threads: 1, endingAfter: 2, secondsPerEpoch: 3)
    let directory = RunDirectory(folder, layout: .spinup)
    #expect(try Checkpoint.read(directory.checkpoint).metadata["epochs"] == "2")
    #expect(try Checkpoint.read(directory.policy).metadata["agent_steps"] == "100")
    _ = try run(configuration, in: folder, threads: 1, resuming: true, secondsPerEpoch: 3)
    let metrics = try directory.metrics()
    #expect(metrics.values(of: "Epoch") == [0, 1, 2, 3, 4])
    #expect(metrics.values(of: "TotalEnvInteracts") == [50, 100, 150, 200, 250])
    // Three seconds an epoch, those before the interruption among them.
    #expect(metrics.values(of: "Time") == [0, 3, 3, 6, 9])
  }

  @Test func `a directory that is used again holds nothing of the run before`() throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var configuration = configuration(workers: 1, epochs: 2)
    configuration.stepsPerEpoch = 50
    _ = try run(configuration, in: folder, threads: 1, keepsPolicies: true)
    let note = folder.appendingPathComponent("notes.txt")
    try Data("mine".utf8).write(to: note)
    let directory = RunDirectory(folder, layout: .spinup)
    try directory.create(configuration)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["config.json", "notes.txt", "progress.txt"]
    )
    #expect(try directory.metrics().rowCount == 0)
  }

  @Test func `a flag that is given twice has the values given last`() throws {
    let flags = try SpinupFlags(Self.words("--gamma 0.9 0.8 --seed 1 --gamma 0.7 --quiet"))
    #expect(
      flags.entries == [
        .init(key: "gamma", values: [.double(0.7)]), .init(key: "seed", values: [.int(1)]),
        .init(key: "quiet", values: [.bool(true)]),
      ]
    )
    let short = try SpinupFlags(Self.words("--env_name A --env B --hid [1] --hid[h] [2]"))
    #expect(short.entries.map(\.key).sorted() == ["ac_kwargs:hidden_sizes", "env_name"])
    #expect(short.entries.first { $0.key == "env_name" }?.values == [.string("B")])
  }

  @Test func `every flag sets its setting`() throws {
    let line = """
      --env Pong-ram-v0 --hid [3,4] --act relu --seed 2 --steps_per_epoch 300 --epochs 7 \
      --gamma 0.5 --lam 0.25 --pi_lr 0.125 --vf_lr 0.0625 --train_v_iters 9 --max_ep_len 11 \
      --save_freq 13 --clip_ratio 0.75 --train_pi_iters 15 --target_kl 0.375 --rewards 2018
      """
    let variant = SpinupGrid(name: "exp", try SpinupFlags(Self.words(line)).entries).variants[0]
    let configuration = try SpinupConfiguration(.ppo, variant, workers: 1)
    #expect(configuration.seed == 2 && configuration.epochs == 7)
    #expect(configuration.saveFrequency == 13 && configuration.stepsPerEpoch == 300)
    #expect(configuration.hidden == [3, 4] && configuration.activation == .relu)
    #expect(configuration.gamma == 0.5 && configuration.lambda == 0.25)
    #expect(configuration.policyRate == 0.125 && configuration.valueRate == 0.0625)
    #expect(configuration.valueIterations == 9 && configuration.maximumEpisodeLength == 11)
    #expect(configuration.clip == 0.75 && configuration.policyIterations == 15)
    #expect(configuration.targetDivergence == 0.375 && configuration.rewards == .previous)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a run whose table cannot be written ends with an error for all workers`() throws {
    let url = folder()
    defer { try? FileManager.default.removeItem(at: url) }
    _ = try run(configuration(workers: 2, epochs: 1), in: url, threads: 1)
    let table = RunDirectory(url, layout: .spinup).progress
    try FileManager.default.removeItem(at: table)
    try FileManager.default.createDirectory(at: table, withIntermediateDirectories: true)
    #expect(throws: (any Error).self) {
      try run(configuration(workers: 2, epochs: 2), in: url, threads: 1, resuming: true)
    }
  }

  @Test func `a run whose table is gone says so, and goes on with a new one`() throws {
    let url = folder()
    defer { try? FileManager.default.removeItem(at: url) }
    var configuration = configuration(workers: 1, epochs: 1)
    configuration.stepsPerEpoch = 50
    _ = try run(configuration, in: url, threads: 1)
    let directory = RunDirectory(url, layout: .spinup)
    try FileManager.default.removeItem(at: directory.progress)
    configuration.epochs = 3
    let said = try run(configuration, in: url, threads: 1, resuming: true)
    #expect(said.contains("fewer epochs than the checkpoint"))
    #expect(try directory.metrics().values(of: "Epoch") == [1, 2])
    // At its limit it is saved, and not trained.
    try FileManager.default.removeItem(at: directory.policy)
    _ = try run(configuration, in: url, threads: 1, resuming: true)
    #expect(try directory.metrics().values(of: "Epoch") == [1, 2])
    #expect(try Checkpoint.read(directory.policy).metadata["epochs"] == "3")
  }

  @Test func `variants that share a directory are found`() throws {
    func shared(_ line: String) throws -> String? {
      let entries = try SpinupFlags(Self.words("--env Pong-ram-v0 " + line)).entries
      return RunDirectory.firstShared(
        try SpinupGrid(name: "exp", entries).variants.map { variant in
          let configuration = try SpinupConfiguration(.vpg, variant, workers: 1)
          return RunDirectory(
            in: URL(fileURLWithPath: "/data"),
            experiment: configuration.experiment,
            seed: configuration.seed,
            date: nil
          )
        }
      )?.url.path
    }
    #expect(try shared("--seed 0 0") == "/data/exp/exp_s0")
    #expect(try shared("--pi_lr 1e-3 0.001") == "/data/exp_pi0-001/exp_pi0-001_s0")
    #expect(try shared("--seed 0 1 --pi_lr 1e-3 1e-4") == nil)
  }

  @Test func `workers start with the weights of the first, and play each from its own stream`() {
    let configuration = configuration(workers: 3, epochs: 1)
    let found = Mutex([Int: (weights: [Float], state: [EnvironmentState])]())
    ThreadGroup.run(3) { workers in
      guard
        let trainer = try? Trainer(
          configuration,
          pool: ThreadPool(workerCount: 1),
          workers: workers
        )
      else { return }
      let weights = Array(trainer.networks.policy.parameters.elements)
      found.withLock { $0[workers.rank] = (weights, trainer.collector.states) }
    }
    let all = found.withLock { $0 }
    #expect(all.count == 3)
    #expect(all[1]?.weights == all[0]?.weights && all[2]?.weights == all[0]?.weights)
    #expect(all[1]?.state[0].generator != all[0]?.state[0].generator)
    #expect(all[1]?.state[0].environment != all[0]?.state[0].environment)
  }

  @Test func `workers average their gradients`() throws {
    let (one, three) = (folder(), folder())
    defer { for url in [one, three] { try? FileManager.default.removeItem(at: url) } }
    _ = try run(configuration(workers: 1, epochs: 1), in: one, threads: 1)
    _ = try run(configuration(workers: 3, epochs: 1), in: three, threads: 1)
    let tensors = try [one, three].map {
      try Checkpoint.read(RunDirectory($0, layout: .spinup).checkpoint).tensors["pi.0.weight"]?
        .floats
    }
    let (a, b) = (try #require(tensors[0]), try #require(tensors[1]))
    // Everybody starts with the weights of rank 0, and one step of Adam moves them by at most 3e-4.
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 6.1e-4 })
    #expect(a != b)
  }

  /// Ways in which a file is no checkpoint of a spinup run.
  @Test(arguments: ["state", "optimizer.v.first", "pi.0.bias", "v.1.weight", "configuration"])
  func `damaged checkpoints are refused`(part: String) throws {
    let url = folder()
    defer { try? FileManager.default.removeItem(at: url) }
    let configuration = configuration(workers: 1, epochs: 1)
    _ = try run(configuration, in: url, threads: 1)
    let directory = RunDirectory(url, layout: .spinup)
    var file = try Checkpoint.read(directory.checkpoint)
    file.tensors[part] = part == "state" ? .init(words: [1, 2]) : nil
    if part == "configuration" { file.metadata[part] = "{\"seed\": 1}" }
    try Checkpoint.write(file, to: directory.checkpoint)
    #expect(throws: PolicyFileError.self) {
      try run(configuration, in: url, threads: 1, resuming: true)
    }
  }

  @Test func `a preset's flags for members stand behind a dictionary that lacks them`() throws {
    var flags = try SpinupFlags(["--ac_kwargs", "dict(hidden_sizes=[32])"])
    let preset = try SpinupFlags(["--hid", "[64]", "--act", "relu", "--epochs", "3"])
    flags.addDefaults(preset.entries)
    #expect(flags.entries.map(\.key) == ["epochs", "ac_kwargs", "ac_kwargs:activation"])
    let flat = try SpinupGrid(name: "a", flags.entries).variants[0].flattened()
    #expect(flat["ac_kwargs:hidden_sizes"] == .list([.int(32)]))
  }

  @Test func `a dictionary without members is a value of its flag`() throws {
    let flags = try SpinupFlags(["--gamma", "{}", "--ac_kwargs", "dict()"])
    let flat = try SpinupGrid(name: "a", flags.entries).variants[0].flattened()
    #expect(flat == ["gamma": .dictionary([])])
  }
}
