public import Foundation

extension RunDirectory {
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
      self.init(
        data.appendingPathComponent(experiment).appendingPathComponent(run),
        layout: .spinup
      )
      return
    }
    let day = Self.stamp("yyyy-MM-dd", of: date, in: timeZone)
    let time = Self.stamp("yyyy-MM-dd_HH-mm-ss", of: date, in: timeZone)
    self.init(
      data.appendingPathComponent("\(day)_\(experiment)").appendingPathComponent("\(time)-\(run)"),
      layout: .spinup
    )
  }

  /// Whether a run's metrics are in it.
  public var isUsed: Bool { FileManager.default.fileExists(atPath: progress.path) }

  /// What played after so many epochs, where every checkpoint is kept.
  public func policy(epoch: Int) -> URL { file("policy\(epoch).safetensors") }

  /// Makes the directory and writes `config.json`, and throws away what another run left there.
  public func create(_ configuration: SpinupConfiguration) throws {
    try Self.make(url)
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path)
    where name.hasSuffix(".safetensors") {
      try FileManager.default.removeItem(at: url.appendingPathComponent(name))
    }
    let json = PythonValue.object(configuration.members(outputDirectory: url.path)).json()
    try Files.write(Array(json.utf8), to: self.configuration)
    try Files.write([], to: progress)
  }

  /// The first directory that stands in the list a second time; its runs would overwrite each other.
  public static func firstShared(_ directories: [RunDirectory]) -> RunDirectory? {
    var known: Set<String> = []
    return directories.first { !known.insert($0.url.standardizedFileURL.path).inserted }
  }

  /// Cuts `progress.txt` down to its head and the first `epochs` rows: a run that is taken up writes
  /// the rest again.
  func keepRows(_ epochs: Int) throws {
    let lines = try progressText.split(separator: "\n").prefix(epochs + 1)
    guard epochs == 0 || lines.count == epochs + 1 else {
      throw Files.Failure(path: progress.path, cause: "has fewer epochs than the checkpoint")
    }
    try Files.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: progress)
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
  public static func all(below url: URL) -> [RunDirectory] {
    let manager = FileManager.default
    var found: [RunDirectory] = []
    let own = RunDirectory(url, layout: .spinup)
    if own.isUsed { found.append(own) }
    guard let walk = manager.enumerator(at: url, includingPropertiesForKeys: nil) else {
      return found
    }
    for case let file as URL in walk where file.lastPathComponent == own.progress.lastPathComponent
    {
      let directory = RunDirectory(file.deletingLastPathComponent(), layout: .spinup)
      if directory.url.standardizedFileURL != url.standardizedFileURL { found.append(directory) }
    }
    return found.sorted { $0.url.path < $1.url.path }
  }
}
