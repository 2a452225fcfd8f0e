/// A program of the loop, as a value: events and ticks change it, and it can be drawn.
///
/// The loop calls, once a frame of 1/60 s: `handle` for each event that came in, then `tick`, then
/// `draw` (left out for a frame that is late). At the start comes one `InputEvent.resize` with the
/// size of the terminal, and a first `draw` before the first tick. Every `time` is counted from the
/// start of the loop and never goes back; it stands still while the process is suspended. A screen
/// knows no other clock, so the same events at the same times always give the same pictures.
public protocol Screen {
  /// Takes one event in.
  mutating func handle(_ event: InputEvent, at time: Duration)

  /// Goes on by one frame of 1/60 s.
  mutating func tick(at time: Duration)

  /// Draws the whole picture on a surface of the terminal's size, every cell of it: what was drawn
  /// there last is still on it.
  func draw(on surface: inout Surface)

  /// Whether the loop shall end; asked after every event and tick.
  var isFinished: Bool { get }

  /// Where the program stands, in a few words: when they change, a recording marks the place.
  var landmark: String? { get }
}

extension Screen {
  /// Nothing that a recording marks.
  public var landmark: String? { nil }
}
