import CTerm
import Glibc
import PongInterface

/// What the process can know of its terminal before asking it anything.
struct TerminalEnvironment {
  var type: String
  var colorVariable: String
  var refusesColor: Bool
  var isMultiplexed: Bool
  var characterSet: String

  /// Looks at the streams and the environment.
  ///
  /// - Throws: `TerminalError` if no game can be shown there.
  init() throws(TerminalError) {
    guard ct_is_terminal(STDIN_FILENO) else { throw .notATerminal(.input) }
    guard ct_is_terminal(STDOUT_FILENO) else { throw .notATerminal(.output) }
    type = Self.variable("TERM")
    guard !type.isEmpty else { throw .typeMissing }
    // Looking the type up would take the open terminal's own from curses.
    guard !ct_is_open() else { throw .cannotOpen(type) }
    guard type != "dumb" else { throw .typeIncapable(type) }
    switch UInt32(ct_check_type(type)) {
    case ct_type_usable.rawValue: break
    case ct_type_incapable.rawValue: throw .typeIncapable(type)
    default: throw .typeUnknown(type)
    }
    colorVariable = Self.variable("COLORTERM")
    refusesColor = !Self.variable("NO_COLOR").isEmpty
    isMultiplexed =
      !Self.variable("TMUX").isEmpty || type.hasPrefix("tmux") || type.hasPrefix("screen")
    characterSet = String(cString: ct_character_set())
  }

  private static func variable(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }

  /// The terminal description for 24-bit colours, where there is reason to think that they work.
  ///
  /// The description is an extra package on many systems, and what it says holds for the terminals
  /// that set `COLORTERM`, but not for what may stand between.
  func directDescription(for depth: ColorDepth?) -> String? {
    if type.hasSuffix("-direct") { return nil }
    let isWanted =
      switch depth {
      case .truecolor: true
      case nil:
        !refusesColor && !isMultiplexed && ["truecolor", "24bit"].contains(colorVariable)
      default: false
      }
    let description = "xterm-direct"
    guard isWanted, ct_check_type(description) == Int32(ct_type_usable.rawValue) else { return nil }
    return description
  }

  /// The colours to use of those that curses offers.
  func depth(colorCount: Int, wanted: ColorDepth?) -> ColorDepth {
    let available: ColorDepth =
      switch colorCount {
      case 0x100_0000...: .truecolor
      case 256...: .indexed256
      case 16...: .ansi16
      case 8...: .ansi8
      default: .mono
      }
    guard let wanted else { return refusesColor ? .mono : available }
    let order = ColorDepth.allCases
    let reach = min(
      order.firstIndex(of: wanted) ?? 0,
      order.firstIndex(of: available) ?? 0
    )
    // Where 24-bit numbers are in force, smaller numbers would mean other colours.
    return available == .truecolor && reach != 0 ? .truecolor : order[reach]
  }

  /// Whether the terminal can be asked about itself without printing the question.
  var answersQuestions: Bool {
    let silent = ["linux", "vt5", "vt1", "vt2", "vt3", "vt4", "ansi", "cons", "cygwin", "sun"]
    return !silent.contains { type.hasPrefix($0) }
  }
}
