import Glibc
import TerminalTestSupport

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
