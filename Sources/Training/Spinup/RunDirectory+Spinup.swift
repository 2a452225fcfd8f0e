import FileAccess
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
    try Files.makeDirectory(url)
    let files = try RunFiles(self)
    for name in files.directory.names where name.hasSuffix(".safetensors") {
      try files.directory.remove(name)
    }
    let json = PythonValue.object(configuration.members(outputDirectory: url.path)).json()
    try files.write(Array(json.utf8), to: self.configuration)
    try files.write([], to: progress)
  }

  /// The first directory that stands in the list a second time; its runs would overwrite each other.
  public static func firstShared(_ directories: [RunDirectory]) -> RunDirectory? {
    var known: Set<String> = []
    return directories.first { !known.insert($0.url.standardizedFileURL.path).inserted }
  }

  /// The head and the first `epochs` rows of `progress.txt`: a run that is taken up writes the rest
  /// again.
  ///
  /// - Throws: A `FileError` if the file cannot be read.
  func keptRows(_ epochs: Int, in files: RunFiles) throws(FileError) -> [String] {
    let lines = RowHistory.wholeLines(try files.read(progress, limit: 1 << 30) ?? [])
    func width(_ line: String) -> Int {
      line.split(separator: "\t", omittingEmptySubsequences: false).count
    }
    let head = lines.first.map(width)
    return Array(lines.prefix { width($0) == head }.prefix(epochs == 0 ? 0 : epochs + 1))
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

  /// All directories with a `progress.txt` at or below one, in order; links are followed, though not
  /// for ever.
  public static func all(below url: URL) -> [RunDirectory] {
    found(below: url, depth: 0).sorted { $0.url.path < $1.url.path }
  }

  /// The levels of directories that are looked through.
  private static let greatestDepth = 8

  private static func found(below url: URL, depth: Int) -> [RunDirectory] {
    let own = RunDirectory(url, layout: .spinup)
    let below =
      depth < greatestDepth
      ? Files.directories(in: url).flatMap { found(below: $0, depth: depth + 1) } : []
    return (own.isUsed ? [own] : []) + below
  }
}
