import CProcess
import Glibc
import PongAgents

/// A program that runs, with lines going to it and coming from it.
///
/// It belongs to one seat at a time, or to nobody; the host's lock lies between two owners, which makes
/// this class Sendable.
final class ProgramProcess: @unchecked Sendable {
  /// What is run.
  let command: String
  /// The games that it has begun.
  var games = 0

  private var child = cp_child()
  /// What has come and was not read yet: `buffer[start..<filled]`.
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: longestLine)
  private var start = 0
  private var filled = 0
  /// The lines to come that answer what nobody wants to know any more.
  private var staleLines = 0
  /// Whether a line has been asked for.
  private var isAsked = false
  private var lastErrors: [UInt8] = []
  private var errorsAreOpen = true

  /// The bytes that a line may have.
  static let longestLine = 1 << 16
  /// The bytes of standard error that are kept, and the lines of them that are told.
  private static let errorBytes = 4096
  private static let errorLines = 8
  /// How long a program that has closed its output may take to end, in milliseconds.
  private static let timeToEnd = 300

  /// Starts a program.
  init(_ command: String) throws(ProgramFailure) {
    self.command = command
    let error = cp_spawn(command, &child)
    guard error == 0 else {
      throw ProgramFailure(command: command, cause: .notStarted(String(cString: strerror(error))))
    }
  }

  deinit {
    end(forcibly: true)
    buffer.deallocate()
  }

  // MARK: Lines

  /// Says a line.
  ///
  /// - Parameters:
  ///   - line: The line with its end.
  ///   - asks: Whether the program is to answer it.
  /// - Throws: If the program has talked unasked, or does not read.
  func say(_ line: [UInt8], asks: Bool) throws(ProgramFailure) {
    // What comes late and is no longer wanted is no fault.
    if !isAsked, takesLine() || staleLines == 0 && start < filled {
      throw failure(.unasked(text(buffer[start..<filled].prefix { $0 != 0x0A })))
    }
    // What a pipe holds is many times what is said before an answer comes.
    let written = line.withUnsafeBytes { write(child.input, $0.baseAddress, $0.count) }
    guard written == line.count else { throw failure(.deaf) }
    if asks { isAsked = true }
  }

  /// Waits for the line that was asked for.
  ///
  /// - Parameters:
  ///   - nanoseconds: How long to wait at most; 0 only looks.
  ///   - read: Reads the line, without its end.
  /// - Returns: What `read` returned; `nil` if the line has not come.
  /// - Throws: If the program has ended, or the line is none of the protocol's.
  func hear<Value>(
    within nanoseconds: Int64,
    _ read: (UnsafeBufferPointer<UInt8>) throws(ProgramReply.Fault) -> Value
  ) throws(ProgramFailure) -> Value? {
    guard try waitForLine(within: nanoseconds) else { return nil }
    let line = UnsafeBufferPointer(rebasing: buffer[start..<filled])
    let length = line.firstIndex(of: 0x0A) ?? line.count
    start += length + 1
    isAsked = false
    do {
      return try read(UnsafeBufferPointer(rebasing: line[..<length]))
    } catch {
      throw failure(.nonsense(error, line: text(line[..<length])))
    }
  }

  /// Wants to hear no more of what it has asked for last.
  func forgetQuestion() {
    guard isAsked else { return }
    isAsked = false
    staleLines += 1
  }

  private func waitForLine(within nanoseconds: Int64) throws(ProgramFailure) -> Bool {
    var left = nanoseconds
    let began = nanoseconds > 0 ? cp_now() : 0
    while true {
      if takesLine() { return true }
      // Rounded up, so that the last millisecond is waited for.
      let ready = cp_wait(&child, Int32(clamping: (left + 999_999) / 1_000_000))
      if ready & 2 != 0 { readErrors() }
      if ready & 1 != 0 {
        try readOutput()
      } else if left <= 0 {
        return false
      }
      if nanoseconds > 0 { left = max(0, began + nanoseconds - cp_now()) }
    }
  }

  /// Whether there is a line that is wanted.
  private func takesLine() -> Bool {
    while let length = buffer[start..<filled].firstIndex(of: 0x0A).map({ $0 - start }) {
      guard staleLines > 0 else { return true }
      staleLines -= 1
      start += length + 1
    }
    return false
  }

  private func readOutput() throws(ProgramFailure) {
    if start > 0 {
      buffer.baseAddress.unsafelyUnwrapped
        .update(from: buffer.baseAddress.unsafelyUnwrapped + start, count: filled - start)
      (start, filled) = (0, filled - start)
    }
    guard filled < buffer.count else { throw failure(.endlessLine(buffer.count)) }
    let count = read(
      child.output,
      buffer.baseAddress.unsafelyUnwrapped + filled,
      buffer.count - filled
    )
    if count > 0 {
      filled += count
    } else if count == 0 || errno != EAGAIN && errno != EINTR {
      throw failure(causeOfEnd())
    }
  }

  // MARK: Its end

  /// Tells the program that nothing comes any more.
  func closeInput() { cp_close_input(&child) }

  /// How it has ended by itself; `nil` if it has not.
  var ending: ProgramFailure.Cause? {
    var code: Int32 = 0
    switch cp_look(&child, &code) {
    case cp_exited: return .exited(code)
    case cp_killed: return .killed(code)
    default: return nil
    }
  }

  /// Ends it: whatever is left of it, and of what it has started.
  ///
  /// - Parameter forcibly: Whether to do so even if it has not ended by itself.
  /// - Returns: Whether it has ended.
  @discardableResult
  func end(forcibly: Bool) -> Bool {
    guard child.process > 0 else { return true }
    guard forcibly || ending != nil else { return false }
    cp_end(&child)
    return true
  }

  /// Puts a failure together; the program's last words are read now.
  func failure(_ cause: ProgramFailure.Cause) -> ProgramFailure {
    readErrors()
    let lines = lastErrors.split(separator: 0x0A).suffix(Self.errorLines)
      .map { String(decoding: $0, as: UTF8.self) }
    return ProgramFailure(command: command, cause: cause, lastWords: lines)
  }

  /// Why its output has come to its end.
  private func causeOfEnd() -> ProgramFailure.Cause {
    for _ in 0..<Self.timeToEnd {
      if let ending { return ending }
      usleep(1000)
    }
    return .closedOutput
  }

  /// Takes what has come on standard error, and keeps the end of it.
  private func readErrors() {
    var bytes = [UInt8](repeating: 0, count: Self.errorBytes)
    while errorsAreOpen {
      let count = bytes.withUnsafeMutableBytes { read(child.errors, $0.baseAddress, $0.count) }
      guard count > 0 else {
        if count == 0 {
          errorsAreOpen = false
          close(child.errors)
          child.errors = -1
        }
        return
      }
      lastErrors.append(contentsOf: bytes[..<count])
      lastErrors.removeFirst(max(0, lastErrors.count - Self.errorBytes))
    }
  }

  private func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.prefix(256), as: UTF8.self)
  }
}
