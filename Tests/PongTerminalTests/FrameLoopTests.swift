import PongTerminal
import TerminalTestSupport
import Testing

@Suite(.waits) struct FrameLoopTests {
  @Test func `frames come at sixtieths of a second`() {
    #expect(FrameLoop.time(ofFrame: 0) == .zero)
    #expect(FrameLoop.time(ofFrame: 1) == .nanoseconds(16_666_666))
    #expect(FrameLoop.time(ofFrame: 60 * 3600 * 24) == .seconds(3600 * 24))
  }

  @Test func `a script plays the user, at the frames it names`() throws {
    let script = """
      # the second counted by frames
      30 press up
      125 release up
      200 press ctrl-c
      """
    let terminal = try probe("--measure", "--unpaced", "--script", script)
    #expect(terminal.waitForExit() == .status(130))
    #expect(terminal.screen.linesLeft[1] == "event up release at 2")
    #expect(terminal.text.contains("ticks: 200,"))
    #expect(terminal.text.contains("interrupted(signal: 2)"))
  }

  @Test func `a scripted run writes the same bytes each time`() throws {
    func output() throws -> [UInt8] {
      let script = "40 press down\n90 mouse move 3 4\n400 type q"
      let terminal = try probe("--unpaced", "--trail", "--script", script)
      #expect(terminal.waitForExit() == .status(0))
      return terminal.output
    }
    let first = try output()
    #expect(first.count > 10_000)
    #expect(try output() == first)
  }

  @Test func `beside a script other keys are not heard, but the window is`() throws {
    let terminal = try probe("--script", "1000000 press a")
    #expect(terminal.read(untilShown: "size 80x24"))
    terminal.send("q")
    // By the second change of size the key before the first has come in.
    for columns in [90, 100] {
      terminal.resize(columns: columns, rows: 24)
      #expect(terminal.read(untilShown: "size \(columns)x24"))
    }
    #expect(terminal.read(untilShown: "event nothing"))
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .status(130))
    expectGivenBack(terminal)
  }

  @Test func `ends after as many frames as asked for`() throws {
    let terminal = try probe("--measure", "--frames", "7")
    #expect(terminal.waitForExit() == .status(0))
    #expect(terminal.text.contains("ticks: 7,"))
    #expect(terminal.text.contains("frameLimit"))
  }

  @Test func `however late the ticks are, some are drawn`() throws {
    let terminal = try probe("--measure", "--slow", "--frames", "24")
    #expect(terminal.waitForExit() == .status(0))
    let number = terminal.text.firstMatch(of: /pictures: (\d+)/).flatMap { Int($0.1) }
    // The first, and every sixth tick at least.
    #expect(try #require(number) >= 5)
  }

  @Test func `a moving court costs few bytes a frame`() throws {
    let terminal = try probe("--frames", "1000", "--unpaced", columns: 120, rows: 40)
    #expect(terminal.waitForExit() == .status(0))
    let first = try probe("--frames", "0", columns: 120, rows: 40)
    #expect(first.waitForExit() == .status(0))
    let perFrame = (terminal.output.count - first.output.count) / 1000
    #expect(perFrame > 20 && perFrame <= 250)
  }
}
