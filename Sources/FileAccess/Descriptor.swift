import Glibc

/// An open file or directory, as the system numbers it.
final class Descriptor {
  let number: Int32
  /// What it is called in errors.
  let path: String
  private var isOpen = true

  /// Takes over what the system has opened.
  init(_ number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  /// Opens a file, from a directory on if one is given.
  ///
  /// - Throws: What the system says, as a failure of the operation.
  convenience init(
    opening name: String,
    in directory: Descriptor? = nil,
    _ flags: Int32,
    mode: mode_t = 0o666,
    for operation: FileError.Operation
  ) throws(FileError) {
    let path = directory.map { "\($0.path)/\(name)" } ?? name
    let number = Self.retrying {
      openat(directory?.number ?? AT_FDCWD, name, flags | O_CLOEXEC | O_NOCTTY, mode)
    }
    guard number >= 0 else { throw FileError(system: path, operation) }
    self.init(number, path: path)
  }

  /// Opens once more what is open; programs that are started do not get it.
  ///
  /// - Throws: What the system says, as a failure of the operation.
  convenience init(
    copying number: Int32,
    path: String,
    for operation: FileError.Operation
  ) throws(FileError) {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw FileError(system: path, operation) }
    self.init(copy, path: path)
  }

  deinit {
    if isOpen { Glibc.close(number) }
  }

  /// Closes it; what the system had put off may fail here.
  func close() throws(FileError) {
    isOpen = false
    // After EINTR it is closed nevertheless: to close again might hit another file.
    guard Glibc.close(number) == 0 || errno == EINTR else { throw FileError(system: path, .write) }
  }

  /// Calls the system until no signal interrupts it.
  static func retrying<Number: SignedInteger>(_ call: () -> Number) -> Number {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  var status: stat {
    get throws(FileError) {
      var status = stat()
      guard fstat(number, &status) == 0 else { throw FileError(system: path, .read) }
      return status
    }
  }

  /// Reads at most so many bytes, or up to the end.
  func read(upTo limit: Int) throws(FileError) -> [UInt8] {
    let portion = 1 << 16
    var bytes: [UInt8] = []
    while bytes.count < limit {
      let wanted = min(portion, limit - bytes.count)
      var failure: FileError?
      let part = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        let result = Self.retrying { Glibc.read(number, buffer.baseAddress, wanted) }
        if result < 0 { failure = FileError(system: path, .read) }
        count = max(0, result)
      }
      if let failure { throw failure }
      guard !part.isEmpty else { break }
      bytes += part
    }
    return bytes
  }

  /// Writes all, however little the system takes at a time.
  func write(_ bytes: [UInt8]) throws(FileError) {
    precondition(isOpen, "a file that is closed is written")
    let failure = bytes.withUnsafeBytes { buffer -> FileError? in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = Self.retrying { Glibc.write(number, rest.baseAddress, rest.count) }
        guard count > 0 else {
          // Nothing taken and nothing said: the disk is full.
          if count == 0 { errno = ENOSPC }
          return FileError(system: path, .write)
        }
        written += count
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// Has the disk take what was written, where that is possible.
  func synchronize() throws(FileError) {
    guard Self.retrying({ fsync(number) }) != 0 else { return }
    // Pipes, devices and some file systems have no such thing.
    guard [EINVAL, ENOTSUP, EROFS].contains(errno) else { throw FileError(system: path, .write) }
  }
}

extension stat {
  var kind: mode_t { st_mode & S_IFMT }
}
