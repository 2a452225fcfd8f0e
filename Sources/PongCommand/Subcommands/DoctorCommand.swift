import ArgumentParser
import Foundation
import PongInterface
import PongTerminal
import Text

/// `pong doctor`: what this terminal is, and what the game will make of it.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what terminal, locale, colours, keyboard and mouse there are, and what is used.",
    discussion: """
      The terminal is asked for its abilities and has a moment to answer; one that does not \
      answer is treated as one that cannot. Include this in reports of problems.

      EXAMPLES
        pong doctor
        pong doctor --json
      """
  )

  @Flag(help: "Print one JSON object instead of lines.")
  var json = false

  /// What is found out, in the words of the JSON.
  private struct Report: Codable {
    var version: String
    var policies: String?
    var term: String
    var description: String
    var colorterm: String
    var noColor: Bool
    var multiplexer: Bool
    var characterSet: String
    var drawing: String
    var colors: String
    var columns: Int
    var rows: Int
    var keyboardProtocol: String
    var keyboardFlags: Int?
    var mouse: Bool
    var synchronizedOutput: String
    var background: String
    var holding: String
  }

  func run() throws {
    let capabilities = try Self.probe()
    let report = Self.report(capabilities)
    if json {
      print(try report.json(.prettyPrinted, keys: .convertToSnakeCase))
    } else {
      for (name, value) in Self.lines(report) {
        print(name.padding(toLength: 20, withPad: " ", startingAt: 0) + value.printable)
      }
    }
  }

  /// Asks the terminal, even where the report itself goes to a file or a pipe.
  private static func probe() throws -> TerminalCapabilities {
    let streams = [STDIN_FILENO, STDOUT_FILENO].filter { isatty($0) == 0 }
    let terminal = streams.isEmpty ? -1 : open("/dev/tty", O_RDWR | O_CLOEXEC)
    let kept = terminal < 0 ? [] : streams.map { ($0, dup($0)) }
    for (stream, _) in kept {
      dup2(terminal, stream)
    }
    defer {
      for (stream, copy) in kept {
        dup2(copy, stream)
        close(copy)
      }
      if terminal >= 0 {
        close(terminal)
      }
    }
    return try TerminalCapabilities.detect()
  }

  private static func report(_ found: TerminalCapabilities) -> Report {
    let background =
      switch found.hasLightBackground {
      case true?: "light"
      case false?: "dark"
      case nil: "unknown"
      }
    return Report(
      version: Pong.configuration.version,
      policies: DataFolder.own.found?.name,
      term: found.type,
      description: found.description,
      colorterm: found.colorVariable,
      noColor: found.refusesColor,
      multiplexer: found.isMultiplexed,
      characterSet: found.characterSet,
      drawing: found.usesUnicode ? "unicode" : "ascii",
      colors: "\(found.colorDepth)",
      columns: found.columns,
      rows: found.rows,
      keyboardProtocol: found.keyboardProtocol.rawValue,
      keyboardFlags: found.keyboardFlags,
      mouse: found.usesMouse,
      synchronizedOutput: found.synchronizedOutput.rawValue,
      background: background,
      holding: found.keyboardProtocol == .yes ? "key releases" : "adaptive hold, or the mouse"
    )
  }

  private static func lines(_ report: Report) -> [(String, String)] {
    func word(_ yes: Bool) -> String { yes ? "yes" : "no" }
    func answer(_ text: String) -> String { text == "none" ? "no answer" : text }
    let flags = report.keyboardFlags.map { ", flags \($0) of 15" } ?? ""
    let keyboard = answer(report.keyboardProtocol) + flags
    return [
      ("pong", report.version + (DataFolder.executable.map { ", \($0.path)" } ?? "")),
      ("trained policies", DataFolder.own.found?.url.path ?? DataFolder.own.advice),
      ("TERM", report.term),
      ("description", report.description),
      ("COLORTERM", report.colorterm.isEmpty ? "unset" : report.colorterm),
      ("NO_COLOR", word(report.noColor)),
      ("tmux or screen", word(report.multiplexer)),
      ("character set", report.characterSet),
      ("drawing with", report.drawing),
      ("colours", report.colors),
      ("size", "\(report.columns) x \(report.rows) cells"),
      ("kitty keyboard", keyboard),
      ("mouse", word(report.mouse)),
      ("synchronized output", answer(report.synchronizedOutput)),
      ("background", report.background),
      ("holding a paddle by", report.holding),
    ]
  }
}
