public import PongAgents
import Text

/// Why a program cannot hold its paddle any longer.
public struct ProgramFailure: Error, Hashable, Sendable {
  /// What has gone wrong.
  public enum Cause: Hashable, Sendable {
    /// There is no process or no pipe to be had, with the system's words for it.
    case notStarted(String)
    /// It has ended with an exit status.
    case exited(Int32)
    /// A signal has ended it.
    case killed(Int32)
    /// It goes on, but its standard output has ended.
    case closedOutput
    /// It has answered nothing for so long.
    case silent(Duration)
    /// It does not read what it is told.
    case deaf
    /// What it answered is none of the protocol's lines.
    case nonsense(ProgramReply.Fault, line: String)
    /// A line has no end within so many bytes.
    case endlessLine(Int)
    /// It said something that nobody had asked for.
    case unasked(String)
  }

  /// The program's command.
  public var command: String
  /// What has gone wrong.
  public var cause: Cause
  /// The last lines that it wrote to its standard error; they may hold anything.
  public var lastWords: [String]

  /// Makes a failure.
  public init(command: String, cause: Cause, lastWords: [String] = []) {
    self.command = command
    self.cause = cause
    self.lastWords = lastWords
  }

  /// Whether the program broke the protocol, rather than not being there.
  public var isNonsense: Bool {
    switch cause {
    case .nonsense, .endlessLine, .unasked: true
    case .notStarted, .exited, .killed, .closedOutput, .silent, .deaf: false
    }
  }
}

extension ProgramFailure: CustomStringConvertible {
  /// One sentence that names the program, and below it the program's last words; safe to print.
  public var description: String {
    let sentence = "The program \"\(Self.shortened(command))\" \(reason)."
    guard !lastWords.isEmpty else { return sentence }
    let words = lastWords.map { "  \(Self.shortened($0))" }.joined(separator: "\n")
    return "\(sentence) The last lines of its standard error:\n\(words)"
  }

  private var reason: String {
    switch cause {
    case .notStarted(let words): "cannot be started: \(words)"
    case .exited(127): "cannot be found, or ended with exit status 127"
    case .exited(let status): "ended with exit status \(status) before the game did"
    case .killed(let signal): "was ended by signal \(signal) before the game did"
    case .closedOutput: "has closed its standard output"
    case .silent(let duration): "has answered nothing for \(Self.text(duration))"
    case .deaf: "does not read its standard input"
    case .nonsense(let fault, let line):
      "answered \(Self.shortened(line).jsonQuoted()), but \(fault)".printable
    case .endlessLine(let count): "wrote more than \(count) bytes without a line's end"
    case .unasked(let line): "said \(Self.shortened(line).jsonQuoted()) without being asked"
    }
  }

  private static func text(_ duration: Duration) -> String {
    let (whole, attoseconds) = duration.components
    let seconds = Double(whole) + Double(attoseconds) / 1e18
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }

  private static func shortened(_ text: String) -> String {
    text.count > 200 ? "\(text.prefix(200))…".printable : text.printable
  }
}
