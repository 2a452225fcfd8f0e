public import Foundation

/// A run's directory, named and filled as Spinning Up does it.
///
/// `progress.txt` (metrics, separated by tabulators), `config.json`, and in place of pickled
/// Python `policy.safetensors` (what plays) and `checkpoint.safetensors` (what `--resume` takes).
public struct SpinupDirectory: Codable, Sendable {
  /// The directory.
  public let url: URL

  /// A directory that exists.
  public init(existing url: URL) {
    self.url = url
  }

  /// The directory of an experiment's run: `data/exp/exp_s0` or, with a date,
  /// `data/2026-01-31_exp/2026-01-31_20-00-00-exp_s0`.
  ///
  /// - Parameters:
  ///   - data: Where all experiments are.
  ///   - experiment: The experiment's name.
  ///   - seed: The run's seed.
  ///   - date: When the run began, if the name is to say so.
  ///   - timeZone: In which it is told.
  public init(
    in data: URL,
    experiment: String,
    seed: Int,
    date: Date?,
    timeZone: TimeZone = .current
  ) {
    let run = "\(experiment)_s\(seed)"
    guard let date else {
      url = data.appendingPathComponent(experiment).appendingPathComponent(run)
      return
    }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = timeZone
    format.dateFormat = "yyyy-MM-dd"
    let day = format.string(from: date)
    format.dateFormat = "yyyy-MM-dd_HH-mm-ss"
    url = data.appendingPathComponent("\(day)_\(experiment)")
      .appendingPathComponent("\(format.string(from: date))-\(run)")
  }

  /// Whether a run's metrics are in it.
  public var isUsed: Bool { FileManager.default.fileExists(atPath: progress.path) }

  /// The metrics.
  public var progress: URL { url.appendingPathComponent("progress.txt") }

  /// The settings.
  public var configuration: URL { url.appendingPathComponent("config.json") }

  /// The run's whole state.
  public var checkpoint: URL { url.appendingPathComponent("checkpoint.safetensors") }

  /// What plays.
  public var policy: URL { url.appendingPathComponent("policy.safetensors") }

  /// What played after so many epochs, where every checkpoint is kept.
  public func policy(epoch: Int) -> URL { url.appendingPathComponent("policy\(epoch).safetensors") }

  /// Makes the directory and writes `config.json`, and throws away what another run left there.
  public func create(_ configuration: SpinupConfiguration) throws {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw Files.Failure(path: url.path, cause: "cannot be made: \(Files.reason(error))")
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path)
    where name.hasSuffix(".safetensors") {
      try FileManager.default.removeItem(at: url.appendingPathComponent(name))
    }
    let json = PythonValue.object(configuration.members(outputDirectory: url.path)).json()
    try Files.write(Array(json.utf8), to: self.configuration)
    try Files.write([], to: progress)
  }

  /// The first directory that stands in the list a second time; its runs would overwrite each other.
  public static func firstShared(_ directories: [SpinupDirectory]) -> SpinupDirectory? {
    var known: Set<String> = []
    return directories.first { !known.insert($0.url.standardizedFileURL.path).inserted }
  }

  /// Cuts `progress.txt` down to its head and the first `epochs` rows: a run that is taken up writes
  /// the rest again.
  func keepRows(_ epochs: Int) throws {
    let text = String(decoding: try Files.read(progress, limit: 1 << 30), as: UTF8.self)
    let lines = text.split(separator: "\n").prefix(epochs + 1)
    guard epochs == 0 || lines.count == epochs + 1 else {
      throw Files.Failure(path: progress.path, cause: "has fewer epochs than the checkpoint")
    }
    try Files.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: progress)
  }
}

extension SpinupDirectory {
  /// Reads `progress.txt`, the program's own or Spinning Up's.
  ///
  /// - Throws: If it cannot be read.
  public func metrics() throws -> ProgressTable {
    let text = String(decoding: try Files.read(progress, limit: 1 << 30), as: UTF8.self)
    return ProgressTable(text, separator: "\t")
  }

  /// The experiment's name from `config.json`; `nil` if it does not say.
  public var experiment: String? {
    struct Name: Decodable {
      var experiment: String?

      enum CodingKeys: String, CodingKey {
        case experiment = "exp_name"
      }
    }
    guard let bytes = try? Files.read(configuration, limit: 1 << 24) else { return nil }
    return (try? JSONDecoder().decode(Name.self, from: Data(bytes)))?.experiment
  }

  /// All directories with a `progress.txt` at or below one, in order.
  public static func all(below url: URL) -> [SpinupDirectory] {
    let manager = FileManager.default
    var found: [SpinupDirectory] = []
    let own = SpinupDirectory(existing: url)
    if own.isUsed { found.append(own) }
    guard let walk = manager.enumerator(at: url, includingPropertiesForKeys: nil) else {
      return found
    }
    for case let file as URL in walk where file.lastPathComponent == own.progress.lastPathComponent
    {
      let directory = SpinupDirectory(existing: file.deletingLastPathComponent())
      if directory.url.standardizedFileURL != url.standardizedFileURL { found.append(directory) }
    }
    return found.sorted { $0.url.path < $1.url.path }
  }
}
