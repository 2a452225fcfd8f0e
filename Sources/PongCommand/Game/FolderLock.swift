import FileAccess
import Foundation

/// A directory in which one process, and one thread, writes at a time.
enum FolderLock {
  /// Does something while nobody else does the like in that directory; waits for whoever does.
  ///
  /// Where the directory cannot be opened or locked it is done all the same: what is kept there is not
  /// worth a game.
  static func whileLocked<Result>(_ folder: URL, _ body: () throws -> Result) rethrows -> Result {
    let lock = (try? Directory(folder)).flatMap { try? DirectoryLock($0, waits: true) }
    return try withExtendedLifetime(lock, body)
  }
}
