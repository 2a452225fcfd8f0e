public import PongInterface

/// Runs a screen on the terminal: 60 ticks a second at absolute times, each drawn if there is time.
public struct FrameLoop: Sendable {
  /// Why the loop ended.
  public enum Ending: Hashable, Sendable {
    /// The screen said that it is finished.
    case finished
    /// As many frames have passed as were asked for.
    case frameLimit
    /// A signal, or Ctrl-C, asked for it.
    case interrupted(signal: Int32)
  }

  /// What the loop did and what it cost.
  public struct Summary: Hashable, Sendable {
    /// Why it ended.
    public var ending: Ending
    /// The ticks of the screen.
    public var ticks: Int
    /// The pictures drawn; fewer than ticks where there was no time.
    public var pictures: Int
    /// Ticks left out because the process had not run for long.
    public var lostTicks: Int
    /// The time that passed, without suspensions.
    public var elapsed: Duration
    /// The processor time of the whole process meanwhile.
    public var processorTime: Duration
    /// The bytes that the whole process wrote meanwhile; nil where the system does not tell.
    public var bytesWritten: Int?

    /// Why what was to be recorded could not be kept; nil if nothing went wrong.
    public var recordingFailure: String?

    /// The exit status that fits: 128 more than a signal, else zero.
    public var exitCode: Int32 {
      guard case .interrupted(let signal) = ending else { return 0 }
      return 128 + signal
    }
  }

  /// Ends the loop after that many ticks.
  public var maximumFrames: Int?
  /// Input to be used in place of the user's and the terminal's, which can still interrupt, suspend
  /// and resize.
  ///
  /// With a script `time` is exactly the frame's number times 1/60 s, so that the same script gives
  /// the same pictures, however late frames are.
  public var script: InputScript?
  /// Whether to wait for each frame's time; if not, frames follow as fast as they can be drawn.
  public var isPaced: Bool
  /// Who keeps the pictures, if anybody.
  public var recorder: (any FrameRecorder)?

  /// Makes a loop.
  public init(
    maximumFrames: Int? = nil,
    script: InputScript? = nil,
    isPaced: Bool = true,
    recorder: (any FrameRecorder)? = nil
  ) {
    self.maximumFrames = maximumFrames
    self.script = script
    self.isPaced = isPaced
    self.recorder = recorder
  }

  /// The time of a frame, counted from the start.
  public static func time(ofFrame frame: Int) -> Duration {
    .nanoseconds(Int64(frame) * 1_000_000_000 / 60)
  }

  /// Opens the terminal, runs the screen, and gives the terminal back, whatever happens.
  ///
  /// - Throws: `TerminalError` if there is no terminal to run it on.
  public func run(
    _ screen: inout some Screen,
    options: TerminalOptions = TerminalOptions()
  ) throws(TerminalError) -> Summary {
    let terminal = try Terminal(options: options)
    defer { terminal.close() }
    return run(&screen, on: terminal)
  }

  /// Runs the screen until it is finished, a limit is reached or a signal comes.
  public func run(_ screen: inout some Screen, on terminal: Terminal) -> Summary {
    var run = FrameRun(loop: self, terminal: terminal)
    return run.summary(running: &screen)
  }
}

/// Keeps the pictures that a loop shows.
///
/// It is told of every picture on the loop's own thread, so it must be quick.
public protocol FrameRecorder: AnyObject, Sendable {
  /// Begins: the first picture comes next.
  ///
  /// - Parameter capabilities: What the terminal can show.
  func begin(_ capabilities: TerminalCapabilities)

  /// Keeps a picture.
  ///
  /// - Parameters:
  ///   - surface: What the terminal shows now.
  ///   - time: The time since the start without suspensions, or with a script that of its frames.
  ///   - landmark: Where the screen says that it stands.
  func record(_ surface: Surface, at time: Duration, landmark: String?)

  /// Ends: no picture will come any more.
  ///
  /// - Parameter time: The time of the end, as in `record`.
  /// - Returns: Why the recording could not be kept; nil if all went well.
  func finish(at time: Duration) -> String?
}
