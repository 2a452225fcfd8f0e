import Text

/// Why there is no terminal to play in.
public enum TerminalError: Error, Hashable, Sendable {
  /// A standard stream that has to be the terminal.
  public enum Stream: String, Hashable, Sendable {
    /// Where the keys come from.
    case input = "standard input"
    /// Where the picture goes.
    case output = "standard output"
  }

  /// A stream leads to a file, a pipe or nowhere.
  case notATerminal(Stream)
  /// `TERM` is unset or empty.
  case typeMissing
  /// Nothing is known of the terminal that `TERM` names.
  case typeUnknown(String)
  /// The terminal that `TERM` names cannot place its cursor.
  case typeIncapable(String)
  /// The terminal could not be opened although all seemed well, or this process has it open
  /// already.
  case cannotOpen(String)

  /// The exit status, as sysexits number them: 69 unavailable, 78 wrong configuration.
  public var exitCode: Int32 {
    switch self {
    case .notATerminal, .cannotOpen: 69
    case .typeMissing, .typeUnknown, .typeIncapable: 78
    }
  }

  /// What is wrong, as half a sentence.
  public var problem: String {
    switch self {
    case .notATerminal(let stream): "\(stream.rawValue) is not a terminal"
    case .typeMissing: "TERM is not set"
    case .typeUnknown(let type): "nothing is known of the terminal type TERM=\(Self.shown(type))"
    case .typeIncapable(let type): "the terminal type TERM=\(Self.shown(type)) cannot show a game"
    case .cannotOpen(let type): "the terminal (TERM=\(Self.shown(type))) cannot be opened"
    }
  }

  private static func shown(_ type: String) -> String { type.prefix(64).printableASCII }

  /// What to do about it, as half a sentence.
  public var advice: String {
    switch self {
    case .notATerminal: "start pong in a terminal, without redirecting it"
    case .typeMissing, .typeUnknown, .typeIncapable:
      "set TERM to what the terminal is, for example TERM=xterm-256color"
    case .cannotOpen: "try another terminal, or another TERM"
    }
  }
}

extension TerminalError: CustomStringConvertible {
  /// Problem and advice in one line.
  public var description: String {
    "\(problem); \(advice)"
  }
}
