import Foundation
import TerminalTestSupport
import Testing

/// A folder that goes when the test does.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and tells its path.
  func write(_ text: String, to name: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// Starts `pong` on a terminal of its own, its settings in `configuration`.
func pong(
  _ arguments: [String],
  configuration: String,
  columns: Int = 80,
  rows: Int = 24,
  personality: PseudoTerminal.Personality = .silent
) throws -> PseudoTerminal {
  try PseudoTerminal(
    PseudoTerminal.builtProgram("pong"),
    arguments: arguments,
    environment: PseudoTerminal.environment(adding: ["XDG_CONFIG_HOME": configuration]),
    columns: columns,
    rows: rows,
    personality: personality
  )
}

/// Expects that the program has left the terminal as it was found, and then written `lines`.
func expectGivenBack(
  _ terminal: PseudoTerminal,
  writing lines: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(terminal.modes == PseudoTerminal.freshModes, sourceLocation: sourceLocation)
  #expect(!terminal.screen.isAlternate, sourceLocation: sourceLocation)
  #expect(terminal.screen.modes == TerminalModel.initialModes, sourceLocation: sourceLocation)
  #expect(terminal.screen.keyboardStack == [], sourceLocation: sourceLocation)
  let written = terminal.screen.lines
    .map { $0.trimmingCharacters(in: .whitespaces) }
    .filter { !$0.isEmpty }
  #expect(written == lines, sourceLocation: sourceLocation)
}
