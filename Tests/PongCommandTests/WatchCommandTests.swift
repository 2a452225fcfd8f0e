import TerminalTestSupport
import Testing

struct WatchCommandTests {
  @Test func `ends after so many frames with the result so far`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["watch", "--left", "atari", "--right", "random", "--frames", "5", "--seed", "7", "--ascii"],
      configuration: folder.path
    )
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal, writing: ["atari 0 : 0 random, unfinished (seed 7)"])
    #expect(terminal.text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `without colours sets none`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["watch", "--color", "none", "--frames", "5", "--seed", "7"],
      configuration: folder.path
    )
    #expect(terminal.waitForExit() == .status(0))
    #expect(!terminal.text.contains("[38;5") && !terminal.text.contains("[48;5"))
  }
}
