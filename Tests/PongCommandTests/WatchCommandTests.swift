import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct WatchCommandTests {
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
    // What matters less is faint instead.
    #expect(terminal.text.contains("\u{1B}[2m") || terminal.text.contains(";2m"))
  }

  @Test func `the bell rings at hits and points if it is asked for, at most six times a second`()
    throws
  {
    let folder = try TemporaryFolder()
    for (arguments, rings) in [([], 0...0), (["--bell"], 5...121)] {
      let terminal = try pong(
        ["watch", "--right", "follower", "--seed", "7", "--frames", "1200", "--speed", "8"]
          + ["--unpaced"] + arguments,
        configuration: folder.path
      )
      #expect(terminal.waitForExit() == .status(0))
      #expect(rings.contains(terminal.output.count { $0 == 7 }), "\(arguments)")
    }
  }

  @Test func `every game of a match has its line, and a rematch counts on`() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("600 press enter\n", to: "keys")
    let terminal = try pong(
      [
        "watch", "--left", "follower", "--right", "random", "--points", "1", "--speed", "8",
        "--seed", "3", "--input-script", script, "--frames", "1200", "--unpaced",
      ],
      configuration: folder.path
    )
    #expect(terminal.waitForExit() == .status(0))
    let lines = terminal.screen.lines.filter { !$0.isEmpty }
    #expect(lines.count == 2)
    #expect(lines.first?.hasSuffix("(seed 3)") == true)
    #expect(lines.last?.hasSuffix("(seed 3, game 2)") == true)
  }

  @Test func `a seed is a game`() throws {
    let folder = try TemporaryFolder()
    func last(_ seed: String) throws -> [String] {
      let terminal = try pong(
        [
          "watch", "--left", "random", "--right", "random", "--seed", seed, "--frames", "60",
          "--unpaced", "--ascii",
        ],
        configuration: folder.path
      )
      #expect(terminal.waitForExit() == .status(0))
      return terminal.screen.linesLeft
    }
    let lines = try last("1")
    #expect(try last("1") == lines)
    #expect(try last("2") != lines)
  }

  @Test func `the looks are those asked for, else those remembered`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    func text(_ more: String...) throws -> String {
      let terminal = try pong(
        ["watch", "--frames", "3", "--unpaced", "--seed", "1"] + more,
        configuration: folder.path
      )
      #expect(terminal.waitForExit() == .status(0))
      return terminal.text
    }
    let usual = try text()
    let contrast = try text("--theme", "contrast")
    #expect(contrast != usual)
    #expect(try text("--glyphs", "quarter") != usual)
    #expect(
      try text("--theme", "contrast", "--color", "16")
        != text("--theme", "contrast", "--color", "8")
    )
    _ = try folder.write("theme = contrast\n", to: "pong/settings")
    #expect(try text() == contrast)
    #expect(try text("--theme", "atari") == usual)
  }
}
