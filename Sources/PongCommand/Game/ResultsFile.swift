import FileAccess
import Foundation
import PongInterface

/// Where the results of people's games are kept: `$XDG_DATA_HOME/pong/results.json`.
///
/// To a game they are a convenience: a file that is absent, damaged or cannot be written does no harm
/// there and is not worth a word.
struct ResultsFile {
  /// The version of the format.
  static let version = 1
  /// The most games that are kept, the last ones.
  static let capacity = 2000

  /// The longest file that can be results, in bytes.
  private static let largest = 1 << 24

  private let url: URL
  private var folder: URL { url.deletingLastPathComponent() }

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

  /// The games, for whom they are all that is asked for.
  ///
  /// - Returns: The games in the order in which they were finished; none if there is no file.
  /// - Throws: A ``CommandError`` that says what is wrong with the file; it stays as it is.
  func checkedGames() throws -> [FinishedGame] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    guard FileManager.default.isReadableFile(atPath: url.path) else {
      throw CommandError("\(url.path): cannot be read.", exitCode: CommandError.noInput)
    }
    guard let games = content else {
      throw CommandError(
        """
        \(url.path): holds no results that this version understands. It is left as it is; mend it, \
        or move it away to begin anew.
        """,
        exitCode: CommandError.badData
      )
    }
    return games
  }

  /// The files that could not be understood and were put aside, by the paths.
  var filesPutAside: [String] {
    Self.namesAside.map { folder.appendingPathComponent($0).path }
      .filter { FileManager.default.fileExists(atPath: $0) }
  }

  /// The names that such files get, one after the other.
  private static let namesAside =
    ["results.unreadable.json"] + (2...9).map { "results.unreadable-\($0).json" }

  private var content: [FinishedGame]? {
    guard let bytes = try? Files.read(url, limit: Self.largest),
      let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
      content.version == Self.version
    else { return nil }
    return content.games
  }

  /// Adds a game, which ended now if it does not say when.
  func add(_ game: FinishedGame, at date: Date = Date()) {
    try? Files.makeDirectory(folder)
    // Two programs that add at once must not forget each other's game.
    FolderLock.whileLocked(folder) { append(game, at: date) }
  }

  private func append(_ game: FinishedGame, at date: Date) {
    let manager = FileManager.default
    let games = content
    if games == nil, manager.fileExists(atPath: url.path) {
      // What cannot be read now may be as it should.
      guard (try? Files.read(url, limit: Self.largest)) != nil else { return }
      // Somebody may want to mend it, or comes back from a newer version.
      let free = Self.namesAside.map(folder.appendingPathComponent)
        .first { !manager.fileExists(atPath: $0.path) }
      guard let free, (try? manager.moveItem(at: url, to: free)) != nil else { return }
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
    try? Files.write(Array(data), to: url)
  }
}
