import Glibc

/// A file, pipe or device that somebody has named, read as its bytes come.
public final class FileReader {
  private let file: Descriptor
  private let isPipe: Bool
  private var hasBegun = false

  /// How long a writer is waited for who has not opened a pipe yet, in milliseconds.
  private static let patience: Int32 = 3000
  private static let portion = 1 << 16

  /// Opens what is named, for `-` the standard input.
  ///
  /// - Parameter path: The name.
  /// - Throws: A ``FileError``, if it cannot be read, is a directory or, named by a path, a terminal.
  public init(path: String) throws(FileError) {
    if let number = Self.openFile(path) {
      // What is open already has a place to go on from, and may be somebody else's as well.
      file = try Descriptor(
        copying: number,
        path: path == "-" ? "the standard input" : path,
        for: .read
      )
      isPipe = false
    } else {
      // To open a pipe without a writer would wait for ever.
      file = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK, for: .read)
      isPipe = try file.status.kind == S_IFIFO
    }
    guard try file.status.kind != S_IFDIR else {
      throw FileError(path, .read, cause: "it is a directory")
    }
    guard path == "-" || isatty(file.number) == 0 else {
      throw FileError(path, .read, cause: "it is a terminal")
    }
  }

  /// The length of an ordinary file, in bytes; `nil` for what has none.
  var length: Int? {
    get throws(FileError) {
      let status = try file.status
      return status.kind == S_IFREG ? Int(status.st_size) : nil
    }
  }

  /// What errors call it.
  var path: String { file.path }

  /// Reads what comes next: some bytes, or none at the end.
  ///
  /// - Throws: A ``FileError``, if it cannot be read, or is a pipe into which nobody writes.
  public func next() throws(FileError) -> [UInt8] {
    var left = Self.patience
    while true {
      var problem: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: Self.portion) { buffer, count in
        let result = Descriptor.retrying {
          Glibc.read(file.number, buffer.baseAddress, buffer.count)
        }
        problem = result < 0 ? errno : 0
        count = max(0, result)
      }
      switch problem {
      case 0 where !bytes.isEmpty || hasBegun || !isPipe:
        hasBegun = true
        return bytes
      case 0:
        guard left > 0 else {
          throw FileError(path, .read, cause: "nobody writes into this pipe")
        }
        usleep(20_000)
        left -= 20
      case EAGAIN:
        // Somebody is there who has nothing to say yet.
        hasBegun = true
        var waiting = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
        _ = Descriptor.retrying { poll(&waiting, 1, -1) }
      default:
        errno = problem
        throw FileError(system: path, .read)
      }
    }
  }

  /// The number of the open file that a path stands for; `nil` for other paths.
  private static func openFile(_ path: String) -> Int32? {
    if path == "-" || path == "/dev/stdin" { return STDIN_FILENO }
    for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
      return Int32(path.dropFirst(prefix.count))
    }
    return nil
  }
}
