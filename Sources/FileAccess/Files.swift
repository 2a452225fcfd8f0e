public import Foundation

/// Files that are named by somebody, read within limits and written in one piece.
///
/// A link is followed: who names it means its target. What lies in a directory from somebody else is
/// the business of ``Directory``.
public enum Files {
  /// Reads an ordinary file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limit: The greatest length, in bytes.
  /// - Returns: Its bytes.
  /// - Throws: A ``FileError``, if it cannot be read, is something else than a file or is longer.
  public static func read(_ url: URL, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = try openToRead(url)
    guard try descriptor.status.st_size <= limit else { throw tooLong(url.path, limit) }
    return try checked(descriptor, limit)
  }

  /// Reads the beginning of an ordinary file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - count: How many bytes are wanted.
  /// - Returns: The first bytes, fewer where there are fewer.
  /// - Throws: A ``FileError``, if it cannot be read or is something else than a file.
  public static func readStart(_ url: URL, count: Int) throws(FileError) -> [UInt8] {
    try openToRead(url).read(upTo: count)
  }

  /// Reads a file, a pipe, a device, or for `-` the standard input.
  ///
  /// - Parameters:
  ///   - path: What is read, to its end.
  ///   - limit: The greatest length, in bytes.
  /// - Returns: All that comes.
  /// - Throws: A ``FileError``, if it cannot be read or there is more.
  public static func readStream(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try FileReader(path: path)
    guard try file.length ?? 0 <= limit else { throw tooLong(file.path, limit) }
    var bytes: [UInt8] = []
    while true {
      let part = try file.next()
      guard !part.isEmpty else { return bytes }
      bytes += part
      guard bytes.count <= limit else { throw tooLong(file.path, limit) }
    }
  }

  /// Writes a file in one piece: there is the old one or the new one, never a part.
  ///
  /// - Throws: A ``FileError``; the old file is there then.
  public static func write(_ bytes: [UInt8], to url: URL) throws(FileError) {
    let writer = try FileWriter(url)
    try writer.write(bytes)
    try writer.finish()
  }

  /// Makes a directory and those above it.
  ///
  /// - Throws: A ``FileError`` if that is not possible.
  public static func makeDirectory(_ url: URL) throws(FileError) {
    let path = url.path
    if mkdir(path, 0o777) == 0 { return }
    var failure = FileError(system: path, .create)
    let isWithoutParent = errno == ENOENT
    let parent = url.standardizedFileURL.deletingLastPathComponent()
    if isWithoutParent, parent.path != url.standardizedFileURL.path {
      try makeDirectory(parent)
      if mkdir(path, 0o777) == 0 { return }
      failure = FileError(system: path, .create)
    }
    // A link to a directory is one.
    var status = stat()
    guard stat(path, &status) == 0, status.kind == S_IFDIR else { throw failure }
  }

  /// Whether there is a directory, or a link to one.
  public static func isDirectory(_ url: URL) -> Bool { kind(url) == S_IFDIR }

  /// Whether there is a file, or a link to one: no directory, pipe or device.
  public static func isFile(_ url: URL) -> Bool { kind(url) == S_IFREG }

  private static func kind(_ url: URL) -> mode_t? {
    var status = stat()
    return stat(url.path, &status) == 0 ? status.kind : nil
  }

  /// The directories in a directory, and the links to such, in the order of their names.
  ///
  /// None if it cannot be read; hidden ones are left out.
  public static func directories(in url: URL) -> [URL] {
    names(in: url).filter { !$0.hasPrefix(".") }
      .map { url.appendingPathComponent($0, isDirectory: true) }.filter(isDirectory)
  }

  /// Removes a file or a link; none does no harm.
  ///
  /// - Throws: A ``FileError`` if it cannot be removed.
  public static func remove(_ url: URL) throws(FileError) {
    let path = url.path
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw FileError(system: path, .write)
  }

  static func openToRead(_ url: URL) throws(FileError) -> Descriptor {
    // A pipe that nobody writes to would be waited for here.
    let descriptor = try Descriptor(opening: url.path, O_RDONLY | O_NONBLOCK, for: .read)
    switch try descriptor.status.kind {
    case S_IFREG: return descriptor
    case S_IFDIR: throw FileError(url.path, .read, cause: "it is a directory")
    default: throw FileError(url.path, .read, cause: "it is no ordinary file")
    }
  }

  private static func checked(_ descriptor: Descriptor, _ limit: Int) throws(FileError) -> [UInt8] {
    // What the system counts as empty, as below /proc, may be long.
    let bytes = try descriptor.read(upTo: limit + 1)
    guard bytes.count <= limit else { throw tooLong(descriptor.path, limit) }
    return bytes
  }

  static func tooLong(_ path: String, _ limit: Int) -> FileError {
    FileError(path, .hold, cause: "is longer than \(limit) bytes")
  }
}
