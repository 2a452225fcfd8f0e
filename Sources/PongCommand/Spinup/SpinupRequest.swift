import FileAccess
import Foundation
import Training

/// What a command line of `pong spinup vpg` or `ppo` asks for.
struct SpinupRequest: Codable {
  /// A run and where its files go.
  struct Job: Codable, Sendable {
    var configuration: SpinupConfiguration
    var directory: RunDirectory
    /// The file of the state to go on from.
    var checkpoint: Data?
    /// How many threads each worker has.
    var threads: Int
    /// The keyword arguments that the command line gives, as they are printed; `nil` for a run that
    /// goes on.
    var keywordArguments: String?

    init(
      configuration: SpinupConfiguration,
      directory: RunDirectory,
      checkpoint: Data? = nil,
      threads: Int?,
      keywordArguments: String? = nil
    ) {
      self.configuration = configuration
      self.directory = directory
      self.checkpoint = checkpoint
      self.keywordArguments = keywordArguments
      let cores = ProcessInfo.processInfo.activeProcessorCount
      self.threads = threads ?? max(1, cores / configuration.workers)
    }
  }

  /// The runs, one after the other.
  private(set) var jobs: [Job] = []

  /// What is printed before the first run.
  private(set) var opening: [SpinupMessage] = []

  /// Whether the tables are left out.
  let isQuiet: Bool

  /// Whether the policies of all checkpoints are kept.
  let keepsPolicies: Bool

  /// The flags that are not Spinning Up's, with what they do.
  static let ownFlags = [
    (
      "--exp_name NAME",
      "the experiment's name (default: cmd_ and the algorithm's, cmd_vpg_pytorch)"
    ),
    ("--num_cpu N", "workers, whose gradients are averaged, or auto (short: --cpu)"),
    ("--threads N", "threads of a worker; changes the speed only (default: all cores shared out)"),
    ("--data_dir DIR", "where the runs are (default: data)"),
    ("--datestamp", "directories' names begin with the date (short: --dt)"),
    ("--preset NAME", "settings that learn better than the defaults; flags that are given win"),
    ("--resume DIR", "go on with the run in this directory; only --epochs can be given with it"),
    ("--overwrite", "throw away what a run of the same name has left; without it that is an error"),
    ("--keep_policies", "keep every checkpoint's policy as policyEPOCH.safetensors"),
    ("--quiet", "leave the tables out"),
  ]

  /// Reads the words.
  init(
    _ words: [String],
    algorithm: SpinupConfiguration.Algorithm,
    workers defaultWorkers: Int = 1,
    date: Date
  ) throws {
    var flags = try SpinupFlags(words)
    isQuiet = try Self.isSet("quiet", in: &flags)
    keepsPolicies = try Self.isSet("keep_policies", in: &flags)
    let threads = try Self.count("threads", flags.takeSingle("threads"))
    if let directory = try flags.takeSingle("resume") {
      guard directory != .bool(true) else {
        throw ConfigurationError("--resume", "nothing", expected: "a run's directory")
      }
      jobs = [try Self.resumed(directory.text, flags, algorithm: algorithm, threads: threads)]
      return
    }
    let overwrites = try Self.isSet("overwrite", in: &flags)
    if let name = try flags.takeSingle("preset") {
      let known = SpinupPreset.allCases.filter { $0.isPPO == algorithm.isPPO }
      guard let preset = known.first(where: { $0.rawValue == name.text }) else {
        let names = known.map(\.rawValue).joined(separator: ", ")
        throw ConfigurationError("--preset", name.text, expected: names)
      }
      flags.addDefaults(try SpinupFlags(preset.words).entries)
    }
    let workers = try Self.count("num_cpu", flags.takeSingle("num_cpu")) ?? defaultWorkers
    let data = try flags.takeSingle("data_dir")?.text ?? "data"
    let isDated = try Self.isSet("datestamp", in: &flags)
    let name = try flags.takeSingle("exp_name")?.text ?? algorithm.defaultExperiment
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else {
      throw ConfigurationError(
        "--exp_name",
        name,
        expected: "directories' names with slashes between them, none with a dot at the start"
      )
    }
    let grid = SpinupGrid(name: name, flags.entries)
    opening =
      (algorithm.defaultLibrary.map {
        [SpinupMessage("\n\nUsing default backend (\($0)) for \(algorithm.rawValue).\n\n")]
      } ?? []) + grid.summary
    for variant in grid.variants {
      let configuration = try SpinupConfiguration(algorithm, variant, workers: workers)
      let directory = RunDirectory(
        in: URL(fileURLWithPath: data, isDirectory: true),
        experiment: configuration.experiment,
        seed: configuration.seed,
        date: isDated ? date : nil
      )
      guard overwrites || !directory.isUsed else {
        throw CommandError(
          """
          \(directory.url.path): there is a run already. Go on with it (--resume), throw it away \
          (--overwrite), or name this one otherwise (--exp_name, --dt).
          """,
          exitCode: CommandError.cannotCreate
        )
      }
      jobs.append(
        Job(
          configuration: configuration,
          directory: directory,
          threads: threads,
          keywordArguments: variant.keywordArguments(seed: configuration.seed).json()
        )
      )
    }
    if let shared = RunDirectory.firstShared(jobs.map(\.directory)) {
      throw ConfigurationError(
        "the grid",
        "two runs in \(shared.url.path)",
        expected: "a directory for each run: values that differ, with names that differ"
      )
    }
  }

  private static func isSet(_ key: String, in flags: inout SpinupFlags) throws -> Bool {
    switch try flags.takeSingle(key) {
    case nil, .bool(false), .int(0): false
    case .bool(true), .int(1): true
    case .some(let value): throw ConfigurationError("--\(key)", value.text, expected: "no value")
    }
  }

  private static func count(_ key: String, _ value: PythonValue?) throws -> Int? {
    switch value {
    case nil: return nil
    case .string("auto"): return ProcessInfo.processInfo.activeProcessorCount
    case .int(let count) where (1...256).contains(count): return count
    case .some(let value):
      throw ConfigurationError("--\(key)", value.text, expected: "1 to 256, or auto")
    }
  }

  private static func resumed(
    _ path: String,
    _ flags: SpinupFlags,
    algorithm: SpinupConfiguration.Algorithm,
    threads: Int?
  ) throws -> Job {
    let directory = RunDirectory(URL(fileURLWithPath: path, isDirectory: true), layout: .spinup)
    let file: Data
    var configuration: SpinupConfiguration
    do {
      let checkpoint = try Checkpoint.read(directory.checkpoint)
      configuration = try SpinupConfiguration.description(of: checkpoint).configuration
      file = Data(try checkpoint.encoded)
    } catch let error as PolicyFileError {
      throw CommandError("\(directory.checkpoint.path): \(error)", exitCode: CommandError.badData)
    } catch let error as FileError {
      throw CommandError(error)
    }
    guard configuration.algorithm == algorithm else {
      throw ConfigurationError(
        "--resume",
        path,
        expected: "a run of \(algorithm.rawValue); this one goes on with "
          + "pong spinup \(configuration.algorithm.rawValue)"
      )
    }
    for entry in flags.entries {
      guard entry.key == "epochs", entry.values.count == 1,
        let epochs = entry.values[0].wholeNumber, epochs > 0
      else {
        throw ConfigurationError(
          "--resume",
          "\(path) --\(entry.key)",
          expected:
            "a run's directory, which has its settings: only --epochs N can be given with it"
        )
      }
      configuration.epochs = epochs
    }
    return Job(
      configuration: configuration,
      directory: directory,
      checkpoint: file,
      threads: threads
    )
  }
}
