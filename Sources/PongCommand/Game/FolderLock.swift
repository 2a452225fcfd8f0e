import FileAccess
import Foundation

/// A directory in which one process, and one thread, writes at a time.
enum FolderLock {
  /// How long somebody else is waited for, in hundredths of a second.
  private static let patience = 200

  /// Does something while nobody else does the like in that directory; waits for whoever does, though
  /// not for ever.
  ///
  /// Where the directory cannot be opened or locked it is done all the same: what is kept there is not
  /// worth a game.
  static func whileLocked<Result>(_ folder: URL, _ body: () throws -> Result) rethrows -> Result {
    var lock: DirectoryLock?
    if let directory = try? Directory(folder) {
      for _ in 0..<patience {
        lock = try? DirectoryLock(directory)
        guard lock == nil else { break }
        usleep(10_000)
      }
    }
    return try withExtendedLifetime(lock, body)
  }
}
