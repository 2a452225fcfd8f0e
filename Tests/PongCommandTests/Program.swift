import Foundation
import TerminalTestSupport

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
