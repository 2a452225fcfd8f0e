import PongInterface
import Testing

@testable import PongTerminal

struct PrintedOutputTests {
  @Test(arguments: [
    ("xterm-256color", "", false, ColorDepth.indexed256), ("xterm", "", false, .ansi8),
    ("xterm-256color", "truecolor", false, .truecolor),
    ("xterm-256color", "truecolor", true, .indexed256),
    ("tmux-256color", "24bit", false, .indexed256),
    ("dumb", "truecolor", false, .mono), ("", "", false, .mono), ("vt100", "", false, .mono),
    ("xterm-direct", "", false, .truecolor), ("linux", "", false, .ansi8),
  ])
  func `colours follow from the type`(
    type: String,
    variable: String,
    isInTmux: Bool,
    depth: ColorDepth
  ) {
    #expect(
      PrintedOutput.depth(type: type, colorVariable: variable, isInTmux: isInTmux) == depth
    )
  }
}
