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
      .appendingPathComponent(".\(url.lastPathComponent).\(process)")
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    let descriptor =
      exists && isDirectory.boolValue
      ? -1 : open(beside.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let cause =
        exists && isDirectory.boolValue ? "is a directory" : String(cString: strerror(errno))
      throw CommandError("\(path): cannot be made: \(cause).", exitCode: CommandError.cannotCreate)
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit {
    if !isWhole { try? FileManager.default.removeItem(at: beside) }
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

  private func failure(_ cause: String) -> CommandError {
    CommandError("\(path): cannot be written: \(cause).", exitCode: CommandError.outputFailed)
  }
}
