public import Foundation

/// A directory that is held open, and files in it that cannot lead elsewhere.
///
/// Whatever its names have become, what is read and written here lies in this directory: links in it
/// are not followed, pipes and devices are not opened to be written, and files are replaced, never
/// written into.
public final class Directory {
  /// Where it is.
  public let path: String

  let descriptor: Descriptor

  /// Opens a directory, or the one that a link leads to.
  ///
  /// - Throws: A ``FileError`` if there is none.
  public init(_ url: URL) throws(FileError) {
    path = url.path
    descriptor = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY, for: .read)
  }

  /// Returns the bytes of a file; `nil` if there is none, or a link or device in its place.
  ///
  /// - Throws: A ``FileError`` if it cannot be read or is longer than `limit` bytes.
  public func read(_ name: String, limit: Int) throws(FileError) -> [UInt8]? {
    let file: Descriptor
    do {
      file = try Descriptor(
        opening: name,
        in: descriptor,
        O_RDONLY | O_NONBLOCK | O_NOFOLLOW,
        for: .read
      )
    } catch {
      // Nothing, a link, a socket.
      if [ENOENT, ELOOP, ENXIO].contains(error.number) { return nil }
      throw error
    }
    let status = try file.status
    guard status.kind == S_IFREG else { return nil }
    guard status.st_size <= limit else { throw Files.tooLong(file.path, limit) }
    return try file.read(upTo: limit)
  }

  /// Writes a file in one piece, in place of whatever has its name.
  ///
  /// - Throws: A ``FileError``; what was there before is there then.
  public func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    let writer = try FileWriter(name, in: self)
    try writer.write(bytes)
    try writer.finish()
  }

  /// Whether there is something of that name, be it a link that leads nowhere.
  public func contains(_ name: String) -> Bool { status(of: name) != nil }

  /// Removes a file or link; none does no harm.
  ///
  /// - Throws: A ``FileError`` if it cannot be removed.
  public func remove(_ name: String) throws(FileError) {
    guard unlinkat(descriptor.number, name, 0) != 0, errno != ENOENT else { return }
    throw FileError(system: "\(path)/\(name)", .write)
  }

  /// The names of all that is in it, in order.
  public var names: [String] {
    Files.entries("/proc/self/fd/\(descriptor.number)").legible.sorted()
  }

  /// Removes what writers have left that did not live to finish: files beside their place.
  ///
  /// - Parameter name: The name of that place; `nil` for all.
  public func removeAbandonedFiles(of name: String? = nil) {
    for found in names where name.map({ found.hasPrefix(".\($0).") }) ?? true {
      guard let temporary = TemporaryName(found), temporary.isAbandoned(in: self) else { continue }
      unlinkat(descriptor.number, found, 0)
    }
  }

  func status(of name: String) -> stat? {
    var status = stat()
    let result = fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW)
    return result == 0 ? status : nil
  }
}
