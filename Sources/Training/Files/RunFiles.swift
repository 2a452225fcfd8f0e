public import FileAccess
import Foundation

/// A run's directory, held open by the only one who writes there.
///
/// What it reads and writes lies in the directory itself, whatever the names in it lead to: runs come
/// from strangers too.
public final class RunFiles {
  let directory: Directory
  private var lock: DirectoryLock?

  /// Opens a run's directory, takes the right to write there, and removes what a process has left
  /// that died while it wrote.
  ///
  /// - Throws: A `FileError`, if there is no such directory or another process writes there.
  public init(_ run: RunDirectory) throws(FileError) {
    directory = try Directory(run.url)
    lock = try DirectoryLock(directory)
    directory.removeAbandonedFiles()
  }

  /// Lets others write there.
  func release() { lock = nil }

  /// Reads a file of the run; `nil` if there is none of its own.
  func read(_ url: URL, limit: Int) throws(FileError) -> [UInt8]? {
    try directory.read(url.lastPathComponent, limit: limit)
  }

  /// Writes a file of the run in one piece.
  func write(_ bytes: [UInt8], to url: URL) throws(FileError) {
    try directory.write(bytes, to: url.lastPathComponent)
  }

  /// Writes a checkpoint or a policy in one piece.
  func write(_ file: Safetensors, to url: URL) throws {
    try write(try file.encoded, to: url)
  }

  /// Begins a file of the run anew, to be written on.
  func grow(_ url: URL, from start: [UInt8]) throws(FileError) -> GrowingFile {
    try GrowingFile(replacing: url.lastPathComponent, in: directory, with: start)
  }
}
