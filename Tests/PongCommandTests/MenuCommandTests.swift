import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct MenuCommandTests {
  @Test func `remembers what was chosen`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong([], configuration: folder.path)
    #expect(terminal.read(untilShown: "against"))
    // Atari's computer is one key away.
    terminal.send("0")
    #expect(terminal.read(untilShown: "▸ 0 Atari's computer"))
    terminal.send("\u{1B}[D")
    #expect(terminal.read(untilShown: "on the left"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal, writing: [])

    let text = try String(contentsOfFile: folder.path + "/pong/settings", encoding: .utf8)
    #expect(text.contains("left = human\n") && text.contains("right = atari\n"))
    let again = try pong([], configuration: folder.path)
    #expect(
      again.read { $0.screen.shows("▸ 0 Atari's computer") && $0.screen.shows("on the left") }
    )
    again.send("q")
    #expect(again.waitForExit() == .status(0))
  }

  @Test func `folders that cannot be written do no harm`() throws {
    let terminal = try pong(["menu"], configuration: "/proc/nowhere")
    // They are told of, since matches will be missed.
    #expect(terminal.read(untilShown: "Matches are not kept: /proc/nowhere/data"))
    terminal.send("0")
    #expect(terminal.read(untilShown: "▸ 0 Atari's computer"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    expectGivenBack(terminal, writing: [])
  }

  @Test func `results against programs are kept and shown, unless nobody wants them`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    _ = try folder.write("left = atari\npoints = 1\nspeed = 8\n", to: "pong/settings")
    let results = folder.path + "/data/pong/results.json"
    for arguments in [["--no-save"], []] {
      #expect(!FileManager.default.fileExists(atPath: results))
      let terminal = try pong(arguments, configuration: folder.path)
      #expect(terminal.read(untilShown: "▸ 0 Atari's computer"))
      terminal.send("\r")
      #expect(terminal.read(untilShown: "wins"))
      terminal.send("q")
      // The menu counts the game, kept or not.
      #expect(terminal.read(untilShown: "0 : 1"))
      terminal.send("q")
      #expect(terminal.waitForExit() == .status(0))
    }
    let text = try String(contentsOfFile: results, encoding: .utf8)
    #expect(text.contains("\"opponent\":\"atari\",\"points\":[0,1],\"side\":\"right\""))
    let again = try pong([], configuration: folder.path)
    #expect(again.read(untilShown: "0 : 1"))
    again.send("q")
    #expect(again.waitForExit() == .status(0))
  }

  @Test func `Enter alone starts a game, and q comes back`() throws {
    let folder = try TemporaryFolder()
    let terminal = try pong([], configuration: folder.path)
    #expect(terminal.read(untilShown: "against"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "rally"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "against"))
    // What nobody changed is not written down.
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/pong"))
  }

  @Test func `a game that has ended is printed if a signal ends the program`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    _ = try folder.write(
      "left = follower\nright = random\npoints = 1\nspeed = 8\n",
      to: "pong/settings"
    )
    let terminal = try pong(["--seed", "3"], configuration: folder.path)
    #expect(terminal.read(untilShown: "against"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "Who holds the left bat?"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "Who holds the right bat?"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "wins"))
    terminal.signal(15)
    #expect(terminal.waitForExit() == .status(143))
    expectGivenBack(terminal, writing: ["follower 1 : 0 random"])
  }

  @Test func `games and runs are told in their order, and what they changed is kept`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    _ = try folder.write(
      "left = follower\nright = random\npoints = 1\nspeed = 8\ninput = toggle\n",
      to: "pong/settings"
    )
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c", "cd '\(folder.path)' && exec '\(PseudoTerminal.builtProgram("pong"))' --seed 3",
      ],
      environment: PseudoTerminal.environment(adding: ["XDG_CONFIG_HOME": folder.path]),
      columns: 160
    )
    #expect(terminal.read(untilShown: "against"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "Who holds the left bat?"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "Who holds the right bat?"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "wins"))
    terminal.send("c")
    #expect(terminal.read(untilShown: "Colours: High contrast"))
    terminal.send("q")
    #expect(terminal.read(untilShown: "against"))
    terminal.send("\t\r")
    #expect(terminal.read(untilShown: "What shall learn?"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "Until when?"))
    terminal.send("\r")
    #expect(terminal.read(untilShown: "Learning"))
    terminal.send("c")
    #expect(terminal.read(untilShown: "Colours: Colour-blind safe"))
    terminal.send("q\r")
    #expect(terminal.read(untilShown: "against"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let lines = terminal.screen.lines.filter { !$0.isEmpty }
    #expect(lines.first == "follower 1 : 0 random")
    #expect(lines.dropFirst().first?.contains("mean reward of the last 100") == true)
    let run = try #require(lines.last { $0.contains("saved in") })
    // Its chance follows from the seed that was given.
    #expect(run.hasSuffix("_s3") || run.hasSuffix("_s4"))
    let text = try String(contentsOfFile: folder.path + "/pong/settings", encoding: .utf8)
    #expect(text.contains("theme = colorblind\n") && text.contains("speed = 8\n"))
    #expect(text.contains("input = toggle\n"))
  }

  @Test func `colours that the terminal does not have are not forgotten`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pong",
      withIntermediateDirectories: true
    )
    _ = try folder.write("theme = colorblind\nglyphs = quarter\n", to: "pong/settings")
    let terminal = try pong(["--color", "none", "--ascii"], configuration: folder.path)
    #expect(terminal.read(untilShown: "against"))
    terminal.send("0")
    #expect(terminal.read(untilShown: "> 0 Atari's computer"))
    terminal.send("\u{1B}[Z\r")
    #expect(terminal.read(untilShown: "Monochrome"))
    terminal.send("qq")
    #expect(terminal.waitForExit() == .status(0))
    let text = try String(contentsOfFile: folder.path + "/pong/settings", encoding: .utf8)
    #expect(text.contains("left = atari\n"))
    #expect(text.contains("theme = colorblind\n") && text.contains("glyphs = quarter\n"))
  }
}
