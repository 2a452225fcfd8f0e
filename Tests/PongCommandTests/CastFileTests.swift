import Foundation
import TerminalTestSupport
import Testing

@Suite(.waits) struct CastFileTests {
  @Test func `what was seen is replayed`() throws {
    let folder = try TemporaryFolder()
    let cast = folder.path + "/seen.cast"
    let terminal = try pong(
      [
        "watch", "--right", "random", "--seed", "7", "--frames", "300", "--unpaced", "--cast", cast,
      ],
      configuration: folder.path,
      columns: 90,
      rows: 30
    )
    #expect(terminal.waitForExit() == .status(0))
    let replay = try CastReplay(cast)
    #expect(replay.size == [90, 30])
    #expect(replay.terminal.lines == terminal.screen.linesLeft)
    #expect(replay.markers == ["Follower 1 : 0 Random"])
    #expect(replay.times.last == 5 && replay.times == replay.times.sorted())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["seen.cast"])
  }

  @Test func `a window that changes its size changes it in the recording`() throws {
    let folder = try TemporaryFolder()
    let cast = folder.path + "/seen.cast"
    let terminal = try pong(["watch", "--seed", "7", "--cast", cast], configuration: folder.path)
    #expect(terminal.read(untilShown: "rally"))
    terminal.resize(columns: 110, rows: 35)
    #expect(terminal.read { $0.screen.lines.last?.contains("quit") == true })
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    let replay = try CastReplay(cast)
    #expect(replay.size == [80, 24])
    #expect(replay.terminal.columns == 110 && replay.terminal.rows == 35)
  }

  @Test func `all that the menu led to is one recording`() throws {
    let folder = try TemporaryFolder()
    let cast = folder.path + "/menu.cast"
    let script = try folder.write("20 press enter\n80 type q\n120 type q\n", to: "keys")
    let terminal = try pong(
      ["--seed", "7", "--cast", cast, "--input-script", script, "--unpaced"],
      configuration: folder.path
    )
    #expect(terminal.waitForExit() == .status(0))
    let replay = try CastReplay(cast)
    #expect(replay.terminal.lines == terminal.screen.linesLeft)
    #expect(replay.markers == ["First steps 0 : 0 Human"])
    #expect(replay.times == replay.times.sorted())
  }

  @Test func `training without a screen cannot be recorded`() throws {
    let folder = try TemporaryFolder()
    let outcome = try run(
      ["train", "fast", "--headless", "--steps", "1", "--cast", "a.cast"],
      directory: folder.path
    )
    #expect(outcome.exitCode == 64 && outcome.errors.contains("--cast"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a recording that cannot be kept at the end is told, and leaves no trace`() throws {
    let folder = try TemporaryFolder()
    let cast = folder.path + "/seen.cast"
    let terminal = try pong(
      ["watch", "--seed", "7", "--cast", cast],
      configuration: folder.path,
      columns: 200
    )
    #expect(terminal.read(untilShown: "rally"))
    try FileManager.default.createDirectory(atPath: cast, withIntermediateDirectories: true)
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(74))
    #expect(terminal.text.contains("seen.cast: cannot be written"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["seen.cast"])
  }

  @Test func `the recording's time is the user's, also where the picture stood still`() throws {
    let folder = try TemporaryFolder()
    let cast = folder.path + "/seen.cast"
    let terminal = try pong(["watch", "--seed", "7", "--cast", cast], configuration: folder.path)
    #expect(terminal.read(untilShown: "rally"))
    #expect(terminal.stopOutput())
    usleep(800_000)
    terminal.resumeOutput()
    terminal.send("q")
    #expect(terminal.waitForExit() == .status(0))
    #expect(try #require(CastReplay(cast).times.last) >= 0.8)
  }

  @Test func `a place where nothing can be written is told before the game begins`() throws {
    let folder = try TemporaryFolder()
    let outcome = try run(["watch", "--cast", "/nowhere/seen.cast"], directory: folder.path)
    #expect(outcome.exitCode == 73)
    #expect(outcome.errors.contains("/nowhere/seen.cast: cannot be made"))
  }
}
