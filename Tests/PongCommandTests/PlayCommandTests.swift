import TerminalTestSupport
import Testing

@Suite(.waits) struct PlayCommandTests {
  @Test func `a scripted game to 21 runs to its end, the same every time`() throws {
    let folder = try TemporaryFolder()
    var script = ""
    for frame in stride(from: 20, to: 900, by: 20) {
      let key = frame % 40 == 0 ? "up" : "down"
      script += "\(frame) press \(key)\n\(frame + 8) release \(key)\n"
    }
    let file = try folder.write(script, to: "script")
    var results: Set<String> = []
    for _ in 0..<2 {
      let terminal = try pong(
        [
          "play", "--speed", "8", "--seed", "3", "--input-script", file, "--frames", "900",
          "--unpaced",
        ],
        configuration: folder.path
      )
      #expect(terminal.waitForExit() == .status(0))
      #expect(terminal.screen.linesLeft.contains { $0.contains("Atari wins") })
      let line = terminal.screen.lines.first ?? ""
      #expect(line.hasPrefix("atari 21 : "))
      expectGivenBack(terminal, writing: [line])
      results.insert(line)
    }
    #expect(results.count == 1)
  }

  @Test func `somebody plays with the keys of a terminal that reports releases`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(
      ["play", "--left", "human", "--right", "human", "--seed", "1"],
      configuration: folder.path,
      personality: .kitty
    )
    #expect(terminal.read { $0.screen.keyboardStack == [15] })
    // A release shows the program that there are releases.
    terminal.send("\u{1B}[119;1:1u\u{1B}[119;1:3u")
    #expect(terminal.read(untilShown: "hold keys"))
    terminal.send("p")
    #expect(terminal.read(untilShown: "Paused"))
    terminal.send("?")
    #expect(terminal.read(untilShown: "left: move, fire"))
    terminal.send("\r")
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal, writing: ["human 0 : 0 human, unfinished (seed 1)"])
  }

  @Test func `a window too small stops the game and says what is needed`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong(["play", "--seed", "1"], configuration: folder.path)
    #expect(terminal.read(untilShown: "rally"))
    terminal.resize(columns: 20, rows: 5)
    #expect(terminal.read(untilShown: "36×8 needed"))
    terminal.resize(columns: 1, rows: 1)
    terminal.resize(columns: 500, rows: 200)
    #expect(terminal.read(untilShown: "because there was no room"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
  }

  @Test func `the mouse and synchronized output can be refused and forced`() throws {
    let folder = try TemporaryFolder()
    let refused = try pong(
      ["play", "--frames", "3", "--unpaced", "--mouse", "off", "--sync", "off"],
      configuration: folder.path,
      personality: .kitty
    )
    #expect(refused.waitForExit() == .status(0))
    #expect(!refused.text.contains("\u{1B}[?1003h"))
    #expect(!refused.text.contains("\u{1B}[?2026h"))
    let forced = try pong(
      ["play", "--frames", "3", "--unpaced", "--mouse", "on", "--sync", "on"],
      configuration: folder.path
    )
    #expect(forced.waitForExit() == .status(0))
    #expect(forced.text.contains("\u{1B}[?1003h"))
    #expect(forced.text.contains("\u{1B}[?2026h"))
  }

  @Test func `keys are asked for as the options say`() throws {
    let folder = try TemporaryFolder()
    let legacy = try pong(
      ["play", "--keyboard", "legacy", "--sync", "off"],
      configuration: folder.path,
      personality: .kitty
    )
    #expect(legacy.read { $0.screen.shows("rally") && $0.text.contains("\u{1B}[c") })
    // A change of the whole picture, when all answers have come.
    legacy.resize(columns: 120, rows: 40)
    #expect(legacy.read { $0.screen.lines.last?.contains("quit") == true })
    legacy.send("q")
    #expect(legacy.waitForExit() == .status(0))
    #expect(!legacy.text.contains("\u{1B}[>") && !legacy.text.contains("\u{1B}[?2026h"))
    let kitty = try pong(["play", "--keyboard", "kitty"], configuration: folder.path)
    #expect(kitty.read { $0.screen.keyboardStack == [15] })
    kitty.send("\u{1B}[113u")
    #expect(kitty.waitForExit() == .status(0))
    #expect(kitty.screen.keyboardStack == [])
  }

  @Test(arguments: [
    (["play", "--left", "nobody"], "There are: human, atari, follower, person, random"),
    (["play", "--mode", "0"], "There are: classic, rally"),
    (["play", "--points", "0"], "--points is 1 to 21"),
    (["watch", "--right", "human"], "use pong play for a human"),
    (["play", "--frames", "-1"], "--frames"),
  ])
  func `what makes no sense is refused before the screen opens`(
    arguments: [String],
    message: String
  ) throws {
    let terminal = try pong(arguments, configuration: "/nonexistent", columns: 160)
    #expect(terminal.waitForExit() == .status(64))
    #expect(terminal.text.contains(message))
    #expect(!terminal.text.contains("\u{1B}"))
  }

  @Test func `an input script that cannot be read is refused with its line`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("1 press up\n2 jump\n", to: "script")
    let terminal = try pong(
      ["play", "--input-script", file],
      configuration: folder.path,
      columns: 200
    )
    #expect(terminal.waitForExit() == .status(65))
    #expect(terminal.text.contains("line 2: \"jump\" is not known here"))
    let none = try pong(["play", "--input-script", "/nonexistent"], configuration: folder.path)
    #expect(none.waitForExit() == .status(66))
  }
}
