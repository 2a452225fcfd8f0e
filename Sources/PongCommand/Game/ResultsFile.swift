import Foundation
import PongInterface

/// Where the results of people's games are kept: `$XDG_DATA_HOME/pong/results.json`.
///
/// They are a convenience: a file that is absent, damaged or cannot be written does no harm and is
/// not worth a word.
struct ResultsFile {
  /// The version of the format.
  static let version = 1
  /// The most games that are kept, the last ones.
  static let capacity = 2000

  private let url: URL

  private struct Content: Codable {
    var version: Int
    var games: [FinishedGame]
  }

  /// The file of the user with this environment.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    url = UserFolder.data(environment).appendingPathComponent("results.json")
  }

  /// The games in the order in which they were finished; none if the file cannot be read.
  func read() -> [FinishedGame] { content ?? [] }

  private var content: [FinishedGame]? {
    guard let data = try? Data(contentsOf: url), data.count < 1 << 24,
      let content = try? JSONDecoder().decode(Content.self, from: data),
      content.version == Self.version
    else { return nil }
    return content.games
  }

  /// Adds a game, which ended now if it does not say when.
  func add(_ game: FinishedGame, at date: Date = Date()) {
    let manager = FileManager.default
    let folder = url.deletingLastPathComponent()
    try? manager.createDirectory(at: folder, withIntermediateDirectories: true)
    let games = content
    if games == nil, manager.fileExists(atPath: url.path) {
      // Somebody may want to mend it, or comes back from a newer version.
      let aside = folder.appendingPathComponent("results.unreadable.json")
      try? manager.removeItem(at: aside)
      try? manager.moveItem(at: url, to: aside)
    }
    var game = game
    game.ended = (game.ended ?? date.timeIntervalSince1970).rounded()
    let kept = Content(
      version: Self.version,
      games: Array(((games ?? []) + [game]).suffix(Self.capacity))
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(kept) else { return }
    // Written beside and renamed.
    try? data.write(to: url, options: .atomic)
  }
}
