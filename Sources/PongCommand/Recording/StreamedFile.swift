import Foundation

/// A file that grows as its contents come, beside the place where it will stand when it is whole.
final class StreamedFile {
  /// Where it will stand.
  let path: String

  private let beside: URL
  private let handle: FileHandle
  private var pending: [UInt8] = []
  private var isWhole = false

  /// The bytes that are written in one go.
  private static let portion = 1 << 16

  /// Starts a file.
  ///
  /// - Throws: A `CommandError` if it cannot be made there.
  init(path: String) throws {
    self.path = path
    let url = URL(fileURLWithPath: path)
    let process = ProcessInfo.processInfo.processIdentifier
    beside = url.deletingLastPathComponent()
      .appendingPathComponent(
        ".\(url.lastPathComponent).\(process).\(UInt32.random(in: 0 ... .max))"
      )
    // A device that is renamed over would be gone.
    var status = stat()
    if stat(url.path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw Self.cannotBeMade(path, "there is something else that is no file")
    }
    // Nobody else's file is written to, nor what a link there points to.
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(beside.path, flags, 0o666)
    guard descriptor >= 0 else {
      throw Self.cannotBeMade(path, String(cString: strerror(errno)))
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit {
    if !isWhole { try? FileManager.default.removeItem(at: beside) }
  }

  /// Writes a whole file.
  ///
  /// - Throws: A `CommandError` if it cannot be made there, or the disk does not take it.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try StreamedFile(path: path)
    try file.write(bytes)
    try file.finish()
  }

  /// Adds to the end.
  ///
  /// - Throws: A `CommandError` if the disk does not take it.
  func write(_ bytes: some Sequence<UInt8>) throws {
    pending += bytes
    if pending.count >= Self.portion { try flush() }
  }

  /// Puts the file, which is whole now, in its place.
  ///
  /// - Throws: A `CommandError` if that is not possible.
  func finish() throws {
    try flush()
    guard rename(beside.path, URL(fileURLWithPath: path).path) == 0 else {
      throw failure(String(cString: strerror(errno)))
    }
    isWhole = true
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: pending)
    } catch {
      throw failure(error.localizedDescription)
    }
    pending.removeAll(keepingCapacity: true)
  }

  private static func cannotBeMade(_ path: String, _ cause: String) -> CommandError {
    CommandError("\(path): cannot be made: \(cause).", exitCode: CommandError.cannotCreate)
  }

  private func failure(_ cause: String) -> CommandError {
    CommandError("\(path): cannot be written: \(cause).", exitCode: CommandError.outputFailed)
  }
}
