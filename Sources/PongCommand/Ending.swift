import ArgumentParser
import Text

/// What a command that has failed says, and its exit code.
struct Ending {
  /// What is said on standard error, behind the program's name; `nil` for nothing.
  let message: String?
  /// The exit code.
  let exitCode: Int32

  /// Ends with a failure of any kind.
  ///
  /// - Parameters:
  ///   - error: The failure, which is none of the argument parser's ways to end well.
  ///   - command: The command that was running; `nil` if the arguments were not understood.
  ///   - words: The arguments.
  init(with error: any Error, in command: (any ParsableCommand.Type)?, words: [String]) {
    guard !(error is ExitCode) else {
      (message, exitCode) = (nil, Pong.exitCode(for: error).rawValue)
      return
    }
    // What the parser throws is its own: only it can say what it means.
    if command == nil, !(error is CommandError) {
      message = Self.parserMessage(of: error, words: words)
      exitCode = Pong.exitCode(for: error).rawValue
      return
    }
    let failure = CommandError(wording: error)
    exitCode = failure.exitCode
    let usage =
      exitCode == CommandError.usage ? Self.usage(of: failure.command ?? command ?? Pong.self) : ""
    var lines = [failure.description] + failure.details
    if let last = lines[0].last, !".:?!".contains(last) { lines[0] += "." }
    message = lines.map(\.printable).joined(separator: "\n") + usage
  }

  /// How a command is used, in lines of their own.
  private static func usage(of command: any ParsableCommand.Type) -> String {
    let usage = Pong.usageString(for: command, includeHidden: false)
    let help = CommandWords.path(to: command).map {
      "\n  See '\($0) --help' for more information."
    }
    return "\nUsage: " + usage + (help ?? "")
  }

  // MARK: The parser's messages

  private static func parserMessage(of error: any Error, words: [String]) -> String {
    var text = Pong.fullMessage(for: error)
    let prefix = "Error: "
    if text.hasPrefix(prefix) { text.removeFirst(prefix.count) }
    // What was typed may hold line ends, which would look like the parser's own.
    for word in words {
      let parts = [Substring(word)] + word.split(separator: "=", maxSplits: 1)
      for part in parts where part.unicodeScalars.contains(where: \.isUnprintable) {
        text = text.replacing(part, with: part.printable)
      }
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[0] += reason(of: lines[0])
    return lines.joined(separator: "\n").printableLines
  }

  /// Why a value is refused of which the parser says only that it is: options whose values have no
  /// names of their own are numbers.
  private static func reason(of line: String) -> String {
    let pattern = /The value '(.*)' is invalid for '[^']*'/
    guard let match = line.wholeMatch(of: pattern) else { return "" }
    let value = String(match.1)
    // A number that does: only those without a sign are refused then.
    if Int(value) != nil { return ": it must be 0 or more." }
    guard let number = Double(value) else { return ": it must be a number." }
    return number.rounded() == number && abs(number) > 1e15
      ? ": it is out of range." : ": it must be a whole number."
  }
}
