import Glibc
import TerminalTestSupport
import Testing

/// Starts the program that these tests play with.
func probe(
  _ arguments: String...,
  type: String? = "xterm-256color",
  variables: [String: String] = [:],
  columns: Int = 80,
  rows: Int = 24,
  personality: PseudoTerminal.Personality = .silent
) throws -> PseudoTerminal {
  try PseudoTerminal(
    PseudoTerminal.builtProgram("TerminalProbe"),
    arguments: arguments,
    environment: PseudoTerminal.environment(type: type, adding: variables),
    columns: columns,
    rows: rows,
    personality: personality
  )
}

/// Those of some terminal types that this system describes; some come in an extra package
/// (ncurses-term), which may be missing on somebody's machine but not where changes are judged.
func described(_ types: [String]) -> [String] {
  if getenv("CI") != nil { return types }
  return types.filter { type in
    ["/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo"].contains {
      access("\($0)/\(type.prefix(1))/\(type)", R_OK) == 0
    }
  }
}

/// Expects a terminal as it was found: modes, buffer, cursor, colours, reports, and nothing after.
func expectGivenBack(
  _ terminal: PseudoTerminal,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let screen = terminal.screen
  #expect(terminal.modes == PseudoTerminal.freshModes, sourceLocation: sourceLocation)
  #expect(!screen.isAlternate, sourceLocation: sourceLocation)
  #expect(screen.modes == TerminalModel.initialModes, sourceLocation: sourceLocation)
  #expect(screen.keyboardStack == [], sourceLocation: sourceLocation)
  #expect(screen.isPlain, sourceLocation: sourceLocation)
  // On the buffer of the shell nothing was written, neither before nor after.
  #expect(screen.lines.allSatisfy { $0.isEmpty }, sourceLocation: sourceLocation)
  let tail = terminal.text.components(after: "\u{1B}[?1049l")
  #expect(tail.map { $0.count < 40 } == true, sourceLocation: sourceLocation)
}

extension String {
  /// What follows the last occurrence of a text; nil if there is none.
  func components(after text: String) -> Substring? {
    var rest = self[...]
    var found: Substring?
    while let range = rest.firstRange(of: text) {
      rest = rest[range.upperBound...]
      found = rest
    }
    return found
  }
}
