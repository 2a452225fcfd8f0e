import CTerm
import Glibc
public import PongInterface

/// What standard output shows of a picture that is printed and scrolls away like other text.
public struct PrintedOutput: Hashable, Sendable {
  /// Whether it is a terminal.
  public let isTerminal: Bool
  /// The width in cells; 80 if it is not a terminal.
  public let columns: Int
  /// The height in cells; 24 if it is not a terminal.
  public let rows: Int
  /// The colours; none if it is not a terminal, or `NO_COLOR` is set.
  public let colorDepth: ColorDepth
  /// Whether the locale has more than ASCII.
  public let usesUnicode: Bool

  /// Looks at standard output and the environment.
  public init() {
    isTerminal = ct_is_terminal(STDOUT_FILENO)
    usesUnicode = String(cString: ct_character_set()) == "UTF-8"
    var (width, height): (Int32, Int32) = (80, 24)
    if isTerminal { _ = ct_window_size(&width, &height) }
    (columns, rows) = (Int(width), Int(height))
    func variable(_ name: String) -> String {
      getenv(name).map { String(cString: $0) } ?? ""
    }
    let refusesColor = !isTerminal || !variable("NO_COLOR").isEmpty
    colorDepth =
      refusesColor
      ? .mono
      : Self.depth(
        type: variable("TERM"),
        colorVariable: variable("COLORTERM"),
        isInTmux: !variable("TMUX").isEmpty
      )
  }

  /// The colours of a type of terminal, by its name.
  static func depth(type: String, colorVariable: String, isInTmux: Bool) -> ColorDepth {
    let isMultiplexed = isInTmux || type.hasPrefix("tmux") || type.hasPrefix("screen")
    if type.isEmpty || type == "dumb" || type.hasPrefix("vt") { return .mono }
    // What the variable says holds for the terminal, but not for what may stand between.
    if ["truecolor", "24bit"].contains(colorVariable), !isMultiplexed { return .truecolor }
    if type.hasSuffix("-direct") { return .truecolor }
    return type.hasSuffix("256color") ? .indexed256 : .ansi8
  }
}
