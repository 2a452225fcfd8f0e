import Foundation

/// Files read within limits and written in one piece.
enum Files {
  /// A file that cannot be read or written: which one, and why.
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var cause: String
    var description: String { "\(path): \(cause)" }
  }

  /// The bytes of an ordinary file that is not longer than `limit`.
  static func read(_ url: URL, limit: Int) throws -> [UInt8] {
    let bytes = try readStart(url, count: limit + 1)
    guard bytes.count <= limit else {
      throw Failure(path: url.path, cause: "is longer than \(limit) bytes")
    }
    return bytes
  }

  /// The first `count` bytes of an ordinary file, or as many as there are.
  static func readStart(_ url: URL, count: Int) throws -> [UInt8] {
    // A pipe that nobody writes to would be waited for here.
    let descriptor = open(url.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(path: url.path, cause: "cannot be read: \(String(cString: strerror(errno)))")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    defer { try? handle.close() }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(path: url.path, cause: "cannot be read: it is no ordinary file")
    }
    do {
      return Array(try handle.read(upToCount: count) ?? Data())
    } catch {
      throw Failure(path: url.path, cause: "cannot be read: \(reason(error))")
    }
  }

  /// Writes a file in one piece.
  static func write(_ bytes: [UInt8], to url: URL) throws {
    do {
      let writer = try FileWriter(url)
      try writer.write(bytes)
      try writer.finish()
    } catch {
      throw Failure(path: url.path, cause: "cannot be written: \(error.cause)")
    }
  }

  static func reason(_ error: any Error) -> String {
    if let failure = error as? Failure { return failure.cause }
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return error.localizedDescription
  }
}
