import CTerm
import Glibc
import Synchronization

/// What went wrong first with what the caller needed to be written on standard output, as the number
/// of the system's error; 0 if nothing did.
private let outputError = Atomic<Int32>(0)

/// A standard stream that text is written on: all of it, at once, and without harm where it cannot
/// be.
///
/// The standard library's `print` says nothing of what is lost on a full disk, and Foundation's
/// `FileHandle` ends the process with a trap if the terminal is gone. Here what standard output has
/// lost is kept in ``outputFailure`` for the end of the command to tell, and what standard error
/// loses is lost: messages must not change how a command ends.
///
/// A reader of standard output that has gone ends the process with SIGPIPE, as `head` ends others.
public enum StandardStream: Int32, Sendable {
  /// Where results go.
  case output = 1
  /// Where messages go.
  case error = 2

  /// Whether what is written is the reason for writing, or only tells how it goes.
  public enum Purpose: Sendable {
    /// A result: that it is lost is a failure of the command.
    case result
    /// How it goes: if nobody hears it, the work goes on.
    case progress
  }

  /// Writes a text.
  ///
  /// - Parameters:
  ///   - text: The text; line ends are its own.
  ///   - purpose: What it is written for.
  public func write(_ text: String, for purpose: Purpose = .result) {
    var text = text
    let error = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        ct_write_stream(rawValue, $0.baseAddress, $0.count, self == .output)
      }
    }
    guard error != 0, self == .output, purpose == .result else { return }
    _ = outputError.compareExchange(expected: 0, desired: error, ordering: .relaxed)
  }

  /// Writes a text and a line end.
  public func writeLine(_ text: String = "", for purpose: Purpose = .result) {
    write(text + "\n", for: purpose)
  }

  /// Whether it is a terminal.
  public var isTerminal: Bool { ct_is_terminal(rawValue) }

  /// Why standard output lacks results that were written, in the system's words; nil if it has all.
  public static var outputFailure: String? {
    let number = outputError.load(ordering: .relaxed)
    return number == 0 ? nil : String(cString: strerror(number))
  }

  /// Sees to it that no file takes the place of a standard stream that is closed.
  ///
  /// Called before anything is opened.
  public static func claim() { ct_claim_streams() }
}
