public import Foundation

extension SpinupDirectory {
  /// The columns of `progress.txt` with their values.
  public struct Metrics: Sendable {
    /// The columns' names, in order.
    public var columns: [String]

    /// The values, a row per epoch; not a number where there is none.
    public var rows: [[Double]]

    /// The values of a column; `nil` where there is none of that name.
    ///
    /// `Performance` stands for the mean return of tests or, without tests, of episodes.
    public func values(of name: String) -> [Double]? {
      let column =
        name == "Performance"
        ? columns.contains("AverageTestEpRet") ? "AverageTestEpRet" : "AverageEpRet" : name
      guard let index = columns.firstIndex(of: column) else { return nil }
      return rows.map { $0[index] }
    }
  }

  /// Reads `progress.txt`, the program's own or Spinning Up's.
  public func metrics() throws -> Metrics {
    let text = String(decoding: try Files.read(progress, limit: 1 << 30), as: UTF8.self)
    var lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    guard let head = lines.first else { return Metrics(columns: [], rows: []) }
    lines.removeFirst()
    return Metrics(
      columns: head.map(String.init),
      // A row that is being written may be too short.
      rows: lines.filter { $0.count == head.count }.map { $0.map { Double($0) ?? .nan } }
    )
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
