import FileAccess
import Foundation
import PongAgents

/// A directory of replays, a file each, named after when they ended and who played.
struct MatchFolder: Sendable {
  /// How many of one's own matches are kept, the newest ones.
  static let usualCapacity = 200

  /// Where it is.
  let url: URL
  /// The most replays that stay when one is added; `nil` for all.
  let capacity: Int?

  /// Whether somebody has named it, so that what cannot be written there has to be told.
  var isNamed: Bool { capacity == nil }

  /// A directory that somebody has named, in which everything stays.
  init(path: String) {
    url = URL(fileURLWithPath: path, isDirectory: true)
    capacity = nil
  }

  private init(_ url: URL, capacity: Int) {
    self.url = url
    self.capacity = capacity
  }

  /// The user's own: `$XDG_DATA_HOME/pong/matches`, with the newest ``usualCapacity``.
  static func user(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> MatchFolder {
    MatchFolder(
      UserFolder.data(environment).appendingPathComponent("matches"),
      capacity: usualCapacity
    )
  }

  /// The files, the newest first and after them those that somebody has named otherwise; none if
  /// there is no such directory.
  var files: [URL] {
    let replays = Files.names(in: url).filter {
      $0.hasSuffix(ReplayFile.suffix) && !$0.hasPrefix(".")
    }
    .sorted(by: >)
    let others = replays.filter { !Self.isStamped($0) }
    return (replays.filter(Self.isStamped) + others).map(url.appendingPathComponent)
      .filter(Files.isFile)
  }

  /// Whether a name begins with a date and time, as those of ``write(_:at:number:)`` do.
  private static func isStamped(_ name: String) -> Bool {
    let pattern = Array("0000-00-00_00-00-00_".utf8)
    return name.utf8.count > pattern.count
      && zip(pattern, name.utf8).allSatisfy { wanted, byte in
        wanted == UInt8(ascii: "0") ? 48...57 ~= byte : wanted == byte
      }
  }

  /// Keeps a replay; one that cannot be written does no harm to the game and is not worth a word.
  func add(_ replay: Replay, at date: Date = Date()) { _ = try? write(replay, at: date) }

  /// What keeps the replays of games that are played on several threads.
  ///
  /// - Throws: A ``CommandError`` if nothing can be written here.
  func keeping() throws -> @Sendable (_ game: Int, Replay) -> Void {
    try prepare()
    return { _ = try? write($1, at: Date(), number: $0) }
  }

  /// Makes the directory if it is not there.
  ///
  /// - Throws: A ``CommandError`` if nothing can be written in it.
  func prepare() throws {
    try? Files.makeDirectory(url)
    guard FileManager.default.isWritableFile(atPath: url.path) else {
      throw CommandError(
        "\(url.path): replays cannot be written there.",
        exitCode: CommandError.cannotCreate
      )
    }
  }

  /// Writes a replay into a file of its own.
  ///
  /// - Parameters:
  ///   - replay: The replay.
  ///   - date: When its game ended.
  ///   - number: Tells games that ended at the same time apart; they are counted with `nil`.
  /// - Returns: The file.
  /// - Throws: A ``CommandError`` if it cannot be written.
  @discardableResult
  func write(_ replay: Replay, at date: Date, number: Int? = nil) throws -> URL {
    var replay = replay
    replay.ended = date.timeIntervalSince1970.rounded()
    let manager = FileManager.default
    try? Files.makeDirectory(url)
    let stem =
      [Self.stamp(date), Self.name(replay.left), Self.name(replay.right)]
      .joined(separator: "_")
      + (number.map { "_\($0)" } ?? "")
    // Two who write at once must not find the same name free.
    return try FolderLock.whileLocked(url) {
      var file = url.appendingPathComponent(stem + ReplayFile.suffix)
      var count = 2
      while manager.fileExists(atPath: file.path) {
        file = url.appendingPathComponent("\(stem)-\(count)\(ReplayFile.suffix)")
        count += 1
      }
      try ReplayFile.write(replay, to: file)
      if let capacity {
        let own = files.filter { Self.isStamped($0.lastPathComponent) }
        // Not what a directory of that name holds, should there be one.
        for old in own.dropFirst(capacity) { try? Files.remove(old) }
      }
      return file
    }
  }

  private static func stamp(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "yyyy-MM-dd_HH-mm-ss"
    return formatter.string(from: date)
  }

  /// A participant's name as a part of a file's name.
  private static func name(_ participant: Replay.Participant) -> String {
    let base = URL(fileURLWithPath: participant.id).deletingPathExtension().lastPathComponent
    let letters = base.unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
      return isPlain ? Character(scalar) : "-"
    }
    return String(letters.prefix(24))
  }
}
