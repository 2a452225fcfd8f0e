import Glibc
import PongInterface
import PongTerminal

/// A program for the tests of the terminal: a screen, its options, and what the loop measured.
@main
struct TerminalProbe {
  private struct Fault: Error {}

  static func main() {
    do {
      try run(CommandLine.arguments.dropFirst())
    } catch let error as TerminalError {
      complain("probe: \(error)\n")
      exit(error.exitCode)
    } catch {
      complain("probe: \(error)\n")
      exit(1)
    }
  }

  private static func run(_ arguments: ArraySlice<String>) throws {
    var loop = FrameLoop()
    var options = TerminalOptions()
    var words = arguments
    var trail = false
    var rainbow = false
    var isStill = false
    var tickTime: UInt32 = 0
    var fails = false
    var measures = false
    while let word = words.popFirst() {
      switch word {
      case "detect":
        print(try TerminalCapabilities.detect(options: options))
        return
      case "twice":
        let terminal = try Terminal(options: options)
        defer { terminal.close() }
        _ = try Terminal(options: options)
      case "--handler":
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT] {
          signal(number) { _ in
            _ = write(STDERR_FILENO, "handled", 7)
            _exit(42)
          }
        }
      case "--trail": trail = true
      case "--rainbow": rainbow = true
      case "--still": isStill = true
      case "--slow": tickTime = 25_000
      case "--fail": fails = true
      case "--measure": measures = true
      case "--unpaced": loop.isPaced = false
      case "--frames": loop.maximumFrames = words.popFirst().flatMap { Int($0) }
      case "--script": loop.script = try InputScript(parsing: words.popFirst() ?? "")
      case "--colors": options.colorDepth = words.popFirst().flatMap(ColorDepth.init(rawValue:))
      case "--keyboard":
        options.keyboardProtocol = words.popFirst().flatMap(TerminalOptions.Use.init) ?? .automatic
      default: throw Fault()
      }
    }
    var screen = ProbeScreen(
      trail: trail,
      rainbow: rainbow,
      isStill: isStill,
      tickTime: tickTime
    )
    if fails {
      let terminal = try Terminal(options: options)
      _ = loop.run(&screen, on: terminal)
      throw Fault()
    }
    let summary = try loop.run(&screen, options: options)
    if measures { complain("\(summary)\n") }
    exit(summary.exitCode)
  }

  private static func complain(_ text: String) {
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}
