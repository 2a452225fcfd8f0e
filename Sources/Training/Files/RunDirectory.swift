import FileAccess
public import Foundation
public import Reinforcement
import Text

/// A directory with all that it takes to do a run again, and what it brought.
///
/// `runs/NAME/STAMP_sSEED/` holds `config.json` (command, version, configuration), `progress.csv`,
/// `log.txt`, TensorBoard's event files, `checkpoint.safetensors` (the run's whole state) and
/// `policy.safetensors` (what plays). Spinning Up's layout has `progress.txt` (separated by
/// tabulators), a `config.json` of its own, and of the rest the last two files.
public struct RunDirectory: Codable, Sendable {
  /// How directories are named and filled.
  public enum Layout: String, Codable, Sendable {
    /// As `pong train` does it.
    case train

    /// As Spinning Up does it.
    case spinup
  }

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

    /// When the run was to end when it was trained last; `nil` before, and in runs of earlier versions.
    public var goal: StopRule?

    /// Puts a description together.
    public init(
      command: String,
      version: String,
      began: Double,
      configuration: RunConfiguration
    ) {
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

  /// How it is filled.
  public let layout: Layout

  /// A directory, which exists or is still to be made.
  public init(_ url: URL, layout: Layout = .train) {
    self.url = url
    self.layout = layout
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
    let began = Date(timeIntervalSince1970: description.began)
    let stamp = Self.stamp("yyyy-MM-dd_HH-mm-ss", of: began, in: timeZone)
    let base = "\(stamp)_s\(description.configuration.seed)"
    let experiment = parent.appendingPathComponent(name, isDirectory: true)
    try Files.makeDirectory(experiment)
    var url = experiment.appendingPathComponent(base, isDirectory: true)
    var number = 2
    // Two runs within a second: the second gets a number. `mkdir` decides who is first.
    while mkdir(url.path, 0o777) != 0 {
      guard errno == EEXIST, number < 1000 else {
        throw FileError(url.path, .create, cause: String(cString: strerror(errno)))
      }
      url = experiment.appendingPathComponent("\(base)_\(number)", isDirectory: true)
      number += 1
    }
    self.init(url)
    let files = try RunFiles(self)
    try write(description, in: files)
    let head = ProgressRow.columns.joined(separator: ",") + "\n"
    try files.write(Array(head.utf8), to: progress)
  }

  private func write(_ description: Description, in files: RunFiles) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try files.write(Array(try encoder.encode(description)), to: configuration)
  }

  /// Notes when the run is to end, for whoever takes it up; a description that cannot be read is left
  /// alone.
  func keep(_ goal: StopRule, in files: RunFiles) throws {
    guard var description = try? description(), description.goal != goal else { return }
    description.goal = goal
    try write(description, in: files)
  }

  /// A date as names have it.
  static func stamp(_ format: String, of date: Date, in timeZone: TimeZone) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = timeZone
    formatter.dateFormat = format
    return formatter.string(from: date)
  }

  /// The settings.
  public var configuration: URL { file("config.json") }

  /// The metrics, a line per update.
  public var progress: URL { file(layout == .spinup ? "progress.txt" : "progress.csv") }

  /// The commands that started and resumed the run, and each episode's reward in the article's
  /// words.
  public var log: URL { file("log.txt") }

  /// The run's whole state.
  public var checkpoint: URL { file("checkpoint.safetensors") }

  /// What plays.
  public var policy: URL { file("policy.safetensors") }

  /// The checkpoint that is kept of so many agent steps; in the order of their names older ones come
  /// first.
  func checkpoint(agentSteps: Int) -> URL {
    file(Self.keptMark + String(format: "%012ld", agentSteps) + Self.keptEnd)
  }

  private static let keptMark = "checkpoint-"
  private static let keptEnd = ".safetensors"

  /// The agent steps of a checkpoint that was kept, from the name of its file; `nil` for other files.
  public static func agentSteps(ofKept name: String) -> Int? {
    guard name.hasPrefix(keptMark), name.hasSuffix(keptEnd) else { return nil }
    return Int(name.dropFirst(keptMark.count).dropLast(keptEnd.count))
  }

  func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Reads `config.json`.
  public func description() throws -> Description {
    let url = configuration
    let bytes = try Files.read(url, limit: 1 << 20)
    do {
      return try JSONDecoder().decode(Description.self, from: Data(bytes))
    } catch let error as ConfigurationError {
      throw FileError(url.path, .read, cause: "\(error)")
    } catch {
      throw FileError(url.path, .read, cause: "it is not the description of a run")
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
    let columns = ["episodes", "agent_steps", "mean_reward_100"]
    guard let table = try? metrics(keeping: Set(columns)),
      let episodes = table.values(of: "episodes"),
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

  /// The longest file of metrics that is read, in bytes: nights of a fast run.
  static let maximumMetrics = 1 << 30

  /// Reads the metrics.
  ///
  /// - Parameter columns: The columns that are wanted; `nil` for all.
  /// - Returns: Their table.
  /// - Throws: If they cannot be read.
  public func metrics(keeping columns: Set<String>? = nil) throws -> ProgressTable {
    var table = ProgressTable(keeping: columns)
    let separator: Unicode.Scalar = layout == .spinup ? "\t" : ","
    var splitter = LineSplitter()
    try PartialFile(progress, limit: Self.maximumMetrics).forEachPart { part in
      splitter.append(part) { table.add(line: $1, separator: separator) }
      guard splitter.pending.count <= ProgressTable.maximumLine,
        table.valueCount <= ProgressTable.maximumCount
      else { throw FileError(progress.path, .read, cause: "it is no table of metrics") }
    }
    splitter.finish { table.add(line: $1, separator: separator) }
    return table
  }

  /// The directories of all runs below a directory, oldest first within each experiment.
  public static func all(in parent: URL) -> [RunDirectory] {
    Files.directories(in: parent).flatMap(Files.directories).map { RunDirectory($0) }
      .filter { Files.isFile($0.configuration) }
  }
}
