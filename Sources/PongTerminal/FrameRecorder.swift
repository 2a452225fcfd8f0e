public import PongInterface

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
  ///   - time: The time of the frame, counted from the start, without suspensions.
  ///   - landmark: Where the screen says that it stands.
  func record(_ surface: Surface, at time: Duration, landmark: String?)

  /// Ends: no picture will come any more.
  ///
  /// - Parameter time: The time of the last frame.
  /// - Returns: Why the recording could not be kept; nil if all went well.
  func finish(at time: Duration) -> String?
}
