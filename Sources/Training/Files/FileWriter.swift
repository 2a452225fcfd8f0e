public import Foundation

/// A file that grows as its contents come, beside the place where it will stand when it is whole, so
/// that its name always stands for a whole file.
public final class FileWriter {
  /// What went wrong, and why.
  public enum Failure: Error, Hashable {
    /// The file cannot be made.
    case notMade(String)

    /// The disk does not take it.
    case notWritten(String)

    /// Why.
    public var cause: String {
      switch self {
      case .notMade(let cause), .notWritten(let cause): cause
      }
    }
  }

  private let url: URL
  private let beside: URL
  private let handle: FileHandle
  private var pending: [UInt8] = []
  private var isWhole = false

  /// The bytes that are written in one go.
  private static let portion = 1 << 16

  /// Starts a file.
  ///
  /// - Parameter url: Where it will stand.
  /// - Throws: If it cannot be made there.
  public init(_ url: URL) throws(Failure) {
    self.url = url
    let process = ProcessInfo.processInfo.processIdentifier
    beside = url.deletingLastPathComponent()
      .appendingPathComponent(
        ".\(url.lastPathComponent).\(process).\(UInt32.random(in: 0 ... .max))"
      )
    // A device that is renamed over would be gone.
    var status = stat()
    if stat(url.path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .notMade("there is something else that is no file")
    }
    // Nobody else's file is written to, nor what a link there points to.
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(beside.path, flags, 0o666)
    guard descriptor >= 0 else { throw .notMade(String(cString: strerror(errno))) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit {
    if !isWhole { try? FileManager.default.removeItem(at: beside) }
  }

  /// Adds to the end.
  ///
  /// - Throws: If the disk does not take it.
  public func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    pending += bytes
    if pending.count >= Self.portion { try flush() }
  }

  /// Puts the file, which is whole now, in its place.
  ///
  /// - Throws: If that is not possible.
  public func finish() throws(Failure) {
    try flush()
    guard rename(beside.path, url.path) == 0 else {
      throw .notWritten(String(cString: strerror(errno)))
    }
    isWhole = true
  }

  private func flush() throws(Failure) {
    do {
      try handle.write(contentsOf: pending)
    } catch {
      throw .notWritten(Files.reason(error))
    }
    pending.removeAll(keepingCapacity: true)
  }
}
