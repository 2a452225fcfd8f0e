public import ArgumentParser
import FileAccess
import Foundation
import PongInterface
public import PongTerminal

/// The options of every command that opens a screen.
struct TerminalArguments: ParsableArguments {
  /// The colours that may be asked for.
  enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto
    case none
    case ansi8 = "8"
    case ansi16 = "16"
    case indexed256 = "256"
    case truecolor

    /// The colours as the terminal takes them; `nil` leaves it to the terminal.
    var depth: ColorDepth? {
      switch self {
      case .auto: nil
      case .none: .mono
      case .ansi8: .ansi8
      case .ansi16: .ansi16
      case .indexed256: .indexed256
      case .truecolor: .truecolor
      }
    }
  }

  /// The ways of reporting keys that may be asked for.
  enum KeyboardChoice: String, CaseIterable, ExpressibleByArgument {
    case auto
    case kitty
    case legacy

    var use: TerminalOptions.Use {
      switch self {
      case .auto: .automatic
      case .kitty: .on
      case .legacy: .off
      }
    }
  }

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Option(help: "How many colours to use; auto asks the terminal and NO_COLOR.")
  var color = ColorChoice.auto

  @Option(help: "How the terminal reports keys; kitty's protocol knows when one is let go.")
  var keyboard = KeyboardChoice.auto

  @Option(help: "Whether to listen to the mouse.")
  var mouse = TerminalOptions.Use.automatic

  @Option(help: "Whether to show big changes in one piece (synchronized output, mode 2026).")
  var sync = TerminalOptions.Use.automatic

  @Option(help: ArgumentHelp("End after this many frames of 1/60 s.", valueName: "n"))
  var frames: Int?

  @Option(
    help: ArgumentHelp(
      "Take keys and mouse from this file instead, a line \"FRAME press up\" each.",
      valueName: "file"
    ),
    completion: .file()
  )
  var inputScript: String?

  @Option(
    help: ArgumentHelp(
      "Record the screen in this file, an asciicast that asciinema plays.",
      valueName: "file"
    ),
    completion: .file(extensions: ["cast"])
  )
  var cast: String?

  /// Frames follow each other as fast as they are drawn, for tests.
  @Flag(help: .hidden)
  var unpaced = false

  func validate() throws {
    if let frames, frames < 0 {
      throw ValidationError("--frames is 0 or more, not \(frames).")
    }
  }

  /// The options of the terminal.
  var options: TerminalOptions {
    TerminalOptions(
      keyboardProtocol: keyboard.use,
      mouse: mouse,
      synchronizedOutput: sync,
      colorDepth: color.depth,
      characters: ascii ? .ascii : .automatic
    )
  }

  /// The loop that runs a screen.
  func makeLoop() throws -> FrameLoop {
    FrameLoop(
      maximumFrames: frames,
      script: try inputScript.map(Self.script),
      isPaced: !unpaced,
      recorder: try cast.map { try CastFile(path: $0) }
    )
  }

  /// Reads a script, and says where and what is wrong with one that is.
  static func script(at path: String) throws -> InputScript {
    let bytes: [UInt8]
    do {
      bytes = try Files.readStream(path, limit: 1 << 24)
    } catch {
      throw CommandError(error)
    }
    do {
      return try InputScript(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw CommandError(
        "\(path), line \(error.line): \(error.reason.message).",
        exitCode: CommandError.badData
      )
    }
  }
}

extension TerminalOptions.Use: ExpressibleByArgument {}

extension InputScript.ParseError.Reason {
  /// What is wrong, in words.
  fileprivate var message: String {
    switch self {
    case .frameExpected(let found): "a line begins with the number of a frame, not \"\(found)\""
    case .frameFalls(let from, let to): "frame \(to) stands after frame \(from)"
    case .unknownWord(let word): "\"\(word)\" is not known here"
    case .wordExpected: "the line ends too early"
    case .wordTooMany(let word): "\"\(word)\" is too much"
    }
  }
}
