public import Foundation

/// An ordinary file that is read in parts, so that one which is not what it should be takes no memory.
public final class PartialFile {
  /// Its length, in bytes, when it was opened.
  public let length: Int

  private let file: Descriptor

  /// Opens a file, or the one that a link leads to.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limit: The greatest length, in bytes.
  /// - Throws: A ``FileError``, if it cannot be read, is something else than a file or is longer.
  public init(_ url: URL, limit: Int) throws(FileError) {
    file = try Files.openToRead(url)
    length = Int(try file.status.st_size)
    guard length <= limit else { throw Files.tooLong(url.path, limit) }
  }

  /// Reads a part.
  ///
  /// - Parameter range: Where it stands.
  /// - Returns: The bytes; fewer, where the file ends within.
  /// - Throws: A ``FileError`` if it cannot be read.
  public func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    let range = range.clamped(to: 0..<length)
    var problem: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count, let start = buffer.baseAddress {
        let offset = off_t(range.lowerBound + count)
        let result = Descriptor.retrying {
          pread(file.number, start + count, range.count - count, offset)
        }
        if result < 0 { problem = errno }
        guard result > 0 else { break }
        count += result
      }
    }
    guard problem == 0 else {
      errno = problem
      throw FileError(system: file.path, .read)
    }
    return bytes
  }

  /// Reads it from beginning to end, bit by bit.
  ///
  /// - Parameter body: Is given each part.
  /// - Throws: A ``FileError`` if it cannot be read, or what `body` throws.
  public func forEachPart(_ body: ([UInt8]) throws -> Void) throws {
    for start in stride(from: 0, to: length, by: 1 << 20) {
      try body(try read(start..<min(length, start + 1 << 20)))
    }
  }
}
