import Glibc

/// What the process has used since its start.
struct ProcessUsage {
  /// The processor time of all its threads.
  let processorTime: Duration
  /// The bytes it has written to anything; nil where the system does not tell.
  let bytesWritten: Int?

  /// Asks the system.
  init() {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    processorTime = .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    bytesWritten = Self.readBytesWritten()
  }

  private static func readBytesWritten() -> Int? {
    let file = open("/proc/self/io", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 512)
    let count = read(file, &text, text.count)
    for line in text.prefix(max(count, 0)).split(separator: UInt8(ascii: "\n")) {
      let fields = String(decoding: line, as: UTF8.self).split(separator: ": ")
      if fields.count == 2, fields[0] == "wchar" { return Int(fields[1]) }
    }
    return nil
  }
}
