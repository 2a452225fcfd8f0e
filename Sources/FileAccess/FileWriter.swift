public import Foundation

/// A file that grows as its contents come, beside the place where it will stand when it is whole, so
/// that its name always stands for a whole file.
///
/// A pipe or a device gets the contents as they come.
public final class FileWriter {
  /// Where a file stands until it is whole, and where then.
  private struct Place {
    var directory: Directory
    var temporary: TemporaryName
    var name: String
  }

  private let file: Descriptor
  /// `nil` for a pipe or a device.
  private let place: Place?
  /// What it is called in errors.
  private let path: String
  private var pending: [UInt8] = []
  private var isWhole = false

  /// The bytes that are written in one go.
  private static let portion = 1 << 16

  /// Starts a file; that of a link is its target.
  ///
  /// - Parameter url: Where it will stand.
  /// - Throws: A ``FileError`` if it cannot be made there.
  public convenience init(_ url: URL) throws(FileError) {
    try self.init(path: url.path)
  }

  /// Starts a file; that of a link is its target, `-` is the standard output.
  ///
  /// - Parameter path: Where it will stand.
  /// - Throws: A ``FileError`` if it cannot be made there.
  public convenience init(path: String) throws(FileError) {
    if let number = Self.standardStream(path) {
      self.init(streaming: try Descriptor(copying: number, path: path, for: .create))
      return
    }
    var status = stat()
    guard stat(path, &status) == 0, status.kind != S_IFREG else {
      let target = try Self.target(of: path)
      let name = target.lastPathComponent
      let parent = target.deletingLastPathComponent()
      let directory: Directory
      do {
        directory = try Directory(parent)
      } catch {
        throw FileError(path, .create, cause: error.cause)
      }
      try self.init(name, in: directory, calling: path)
      directory.removeAbandonedFiles(of: name)
      return
    }
    guard [S_IFIFO, S_IFCHR].contains(status.kind) else {
      let thing = status.kind == S_IFDIR ? "a directory" : "something that is no file"
      throw FileError(path, .create, cause: "there is \(thing)")
    }
    self.init(streaming: try Descriptor(opening: path, O_WRONLY, for: .create))
  }

  /// Starts a file in a directory, in place of whatever has its name there.
  ///
  /// - Throws: A ``FileError`` if it cannot be made there.
  public convenience init(_ name: String, in directory: Directory) throws(FileError) {
    try self.init(name, in: directory, calling: "\(directory.path)/\(name)")
  }

  private init(_ name: String, in directory: Directory, calling path: String) throws(FileError) {
    self.path = path
    let old = directory.status(of: name)
    guard old?.kind != S_IFDIR else {
      throw FileError(path, .create, cause: "there is a directory")
    }
    // Whoever has protected a file does not want another one in its place.
    if old?.kind == S_IFREG, faccessat(directory.descriptor.number, name, W_OK, 0) != 0 {
      throw FileError(system: path, .create)
    }
    let mode = old.flatMap { $0.kind == S_IFREG ? $0.st_mode & 0o777 : nil }
    let temporary = TemporaryName(for: name)
    do {
      // Nobody else's file is written to, nor what a link there points to.
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      file = try Descriptor(
        opening: temporary.text,
        in: directory.descriptor,
        flags,
        // Who may not read the old file must not read the new one, not for a moment.
        mode: mode ?? 0o666,
        for: .create
      )
    } catch {
      throw FileError(path, .create, cause: error.cause)
    }
    place = Place(directory: directory, temporary: temporary, name: name)
    // Says that somebody is writing it; where there are no locks, its process says so.
    flock(file.number, LOCK_EX | LOCK_NB)
    // What the process leaves out of new files' permissions was not left out of the old one's.
    if let mode { fchmod(file.number, mode) }
  }

  private init(streaming file: Descriptor) {
    self.file = file
    path = file.path
    place = nil
  }

  deinit {
    guard !isWhole, let place else { return }
    unlinkat(place.directory.descriptor.number, place.temporary.text, 0)
  }

  /// Adds to the end.
  ///
  /// - Throws: A ``FileError`` if the disk does not take it.
  public func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    pending += bytes
    if pending.count >= Self.portion { try flush() }
  }

  /// Puts the file, which is whole now, in its place.
  ///
  /// - Throws: A ``FileError`` if that is not possible.
  public func finish() throws(FileError) {
    try publish()
    try calling { () throws(FileError) in try file.close() }
  }

  /// Puts the file in its place, and leaves it open.
  func publish() throws(FileError) {
    try flush()
    guard let place else { return }
    try calling { () throws(FileError) in try file.synchronize() }
    let directory = place.directory.descriptor
    guard renameat(directory.number, place.temporary.text, directory.number, place.name) == 0 else {
      throw FileError(system: path, .write)
    }
    isWhole = true
    try calling { () throws(FileError) in try directory.synchronize() }
  }

  /// Puts the file in its place and hands it over to be written on.
  func handOver() throws(FileError) -> Descriptor {
    try publish()
    flock(file.number, LOCK_UN)
    return file
  }

  private func flush() throws(FileError) {
    try calling { () throws(FileError) in try file.write(pending) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Does something whose errors call the file by its name.
  private func calling(_ body: () throws(FileError) -> Void) throws(FileError) {
    do {
      try body()
    } catch {
      throw FileError(path, .write, cause: error.cause)
    }
  }

  /// Whether a path is that of the standard output.
  public static func isStandardOutput(_ path: String) -> Bool {
    standardStream(path) == STDOUT_FILENO
  }

  /// The number of the open file that a path stands for, such as 1 for `/dev/stdout`: to open it
  /// anew would begin at the start of what was redirected there.
  private static func standardStream(_ path: String) -> Int32? {
    switch path {
    case "-", "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
        return Int32(path.dropFirst(prefix.count))
      }
      return nil
    }
  }

  /// Where a path's last links lead, whether there is something or not.
  private static func target(of path: String) throws(FileError) -> URL {
    var url = URL(fileURLWithPath: path)
    // As many links as the system follows.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(url.path, &buffer, buffer.count)
      guard count > 0 else { return url }
      let bytes = buffer.prefix(count).map { UInt8(bitPattern: $0) }
      guard let target = String(validating: bytes, as: UTF8.self) else {
        throw FileError(path, .create, cause: "its link leads to a name that is not UTF-8")
      }
      url =
        URL(fileURLWithPath: target, relativeTo: url.deletingLastPathComponent())
        .absoluteURL
    }
    throw FileError(path, .create, cause: String(cString: strerror(ELOOP)))
  }
}
