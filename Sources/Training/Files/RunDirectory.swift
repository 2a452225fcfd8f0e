public import Foundation
import Reinforcement

/// A directory with all that it takes to do a run again, and what it brought.
///
/// `runs/NAME/STAMP_sSEED/` holds `config.json` (command, version, configuration), `progress.csv`,
/// `log.txt`, TensorBoard's event files, `checkpoint.safetensors` (the run's whole state) and
/// `policy.safetensors` (what plays).
public struct RunDirectory: Sendable {
  /// What `config.json` holds.
  public struct Description: Codable, Sendable {
    /// The command line, exactly.
    public var command: String

    /// The version of the program.
    public var version: String

    /// When the run began, in seconds since 1970.
    public var began: Double

    /// The settings.
    public var configuration: RunConfiguration

    /// Puts a description together.
    public init(command: String, version: String, began: Double, configuration: RunConfiguration) {
      self.command = command
      self.version = version
      self.began = began
      self.configuration = configuration
    }
  }

  /// Where all runs are unless said otherwise, from the working directory on.
  public static let usualParent = "runs"

  /// The directory.
  public let url: URL

  /// A directory that exists.
  public init(existing url: URL) {
    self.url = url
  }

  /// Makes the directory of a new run and writes `config.json` and the head of `progress.csv`.
  ///
  /// - Parameters:
  ///   - parent: Where all runs are.
  ///   - name: The experiment's name.
  ///   - description: What the run is.
  ///   - timeZone: In which the stamp is.
  /// - Throws: If the directory or its files cannot be made.
  public init(
    in parent: URL,
    name: String,
    description: Description,
    timeZone: TimeZone = .current
  ) throws {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = timeZone
    format.dateFormat = "yyyy-MM-dd_HH-mm-ss"
    let stamp = format.string(from: Date(timeIntervalSince1970: description.began))
    let base = "\(stamp)_s\(description.configuration.seed)"
    let experiment = parent.appendingPathComponent(name, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: experiment, withIntermediateDirectories: true)
    } catch {
      throw Files.Failure(path: experiment.path, cause: "cannot be made: \(Files.reason(error))")
    }
    var url = experiment.appendingPathComponent(base, isDirectory: true)
    var number = 2
    // Two runs within a second: the second gets a number. `mkdir` decides who is first.
    while mkdir(url.path, 0o777) != 0 {
      guard errno == EEXIST, number < 1000 else {
        throw Files.Failure(path: url.path, cause: String(cString: strerror(errno)))
      }
      url = experiment.appendingPathComponent("\(base)_\(number)", isDirectory: true)
      number += 1
    }
    self.url = url
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try Files.write(Array(try encoder.encode(description)), to: file("config.json"))
    let head = ProgressRow.columns.joined(separator: ",") + "\n"
    try Files.write(Array(head.utf8), to: progress)
  }

  /// The metrics, a line per update.
  public var progress: URL { file("progress.csv") }

  /// The commands that started and resumed the run, and each episode's reward in the article's
  /// words.
  public var log: URL { file("log.txt") }

  /// The run's whole state.
  public var checkpoint: URL { file("checkpoint.safetensors") }

  /// What plays.
  public var policy: URL { file("policy.safetensors") }

  private func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Reads `config.json`.
  public func description() throws -> Description {
    let url = file("config.json")
    let bytes = try Files.read(url, limit: 1 << 20)
    do {
      return try JSONDecoder().decode(Description.self, from: Data(bytes))
    } catch let error as ConfigurationError {
      throw Files.Failure(path: url.path, cause: "\(error)")
    } catch {
      throw Files.Failure(path: url.path, cause: "is not the description of a run")
    }
  }

  /// A line of `pong runs`.
  public struct Summary: Codable, Sendable {
    /// The directory.
    public var run: String

    /// The preset that the run began as.
    public var preset: String

    /// The seed.
    public var seed: UInt64

    /// How many episodes have ended.
    public var episodes: Int

    /// How many agent steps have been played.
    public var agentSteps: Int

    /// The best mean reward of a hundred episodes.
    public var bestMeanReward: Double?

    /// The last mean reward of a hundred episodes.
    public var meanReward: Double?
  }

  /// Reads what the run has brought so far.
  public func summary() throws -> Summary {
    let description = try description()
    var result = Summary(
      run: url.path,
      preset: description.configuration.preset,
      seed: description.configuration.seed,
      episodes: 0,
      agentSteps: 0
    )
    guard let table = try? metrics(), let episodes = table.values(of: "episodes"),
      let steps = table.values(of: "agent_steps"), let means = table.values(of: "mean_reward_100")
    else { return result }
    for (index, mean) in means.enumerated() {
      result.episodes = Int(exactly: episodes[index] ?? 0) ?? 0
      result.agentSteps = Int(exactly: steps[index] ?? 0) ?? 0
      guard let mean else { continue }
      result.meanReward = mean
      if result.episodes >= RunProgress.window {
        result.bestMeanReward = max(mean, result.bestMeanReward ?? mean)
      }
    }
    return result
  }

  /// Reads the metrics.
  ///
  /// - Throws: If `progress.csv` cannot be read.
  public func metrics() throws -> ProgressTable {
    ProgressTable(String(decoding: try Files.read(progress, limit: 1 << 30), as: UTF8.self))
  }

  /// The directories of all runs below a directory, oldest first within each experiment.
  public static func all(in parent: URL) throws -> [RunDirectory] {
    let manager = FileManager.default
    func directories(_ url: URL) throws -> [URL] {
      try manager.contentsOfDirectory(
        at: url,
        includingPropertiesForKeys: [.isDirectoryKey],
        options: .skipsHiddenFiles
      ).filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }
        .sorted { $0.path < $1.path }
    }
    guard manager.fileExists(atPath: parent.path) else { return [] }
    return try directories(parent).flatMap { try directories($0) }
      .filter { manager.fileExists(atPath: $0.appendingPathComponent("config.json").path) }
      .map { RunDirectory(existing: $0) }
  }
}
