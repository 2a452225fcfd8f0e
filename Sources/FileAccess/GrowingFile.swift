import Glibc

/// A file that is written on while a process lives.
///
/// A part that the disk does not take as a whole is cut off again; only a process that is killed may
/// leave a part of one.
public final class GrowingFile {
  private let file: Descriptor
  private var length: Int

  /// Makes a file anew, in place of whatever has its name, and keeps it open.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - directory: Where it is.
  ///   - start: What it begins with.
  /// - Throws: A ``FileError``; what was there before is there then.
  public init(
    replacing name: String,
    in directory: Directory,
    with start: [UInt8] = []
  ) throws(FileError) {
    let writer = try FileWriter(name, in: directory)
    try writer.write(start)
    file = try Descriptor(
      copying: try writer.handOver().number,
      path: "\(directory.path)/\(name)",
      for: .write
    )
    length = start.count
  }

  /// Adds to the end.
  ///
  /// - Throws: A ``FileError``, if the disk does not take all; then it is as long as before.
  public func append(_ bytes: some Collection<UInt8>) throws(FileError) {
    do {
      try file.write(Array(bytes))
    } catch {
      ftruncate(file.number, off_t(length))
      lseek(file.number, off_t(length), SEEK_SET)
      throw error
    }
    length += bytes.count
  }

  /// Has the disk take what was written.
  ///
  /// - Throws: A ``FileError`` if it does not.
  public func synchronize() throws(FileError) { try file.synchronize() }
}
