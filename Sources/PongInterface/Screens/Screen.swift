public import Reinforcement

/// A program of the loop, as a value: events and ticks change it, and it can be drawn.
///
/// The loop calls, once a frame of 1/60 s: `handle` for each event that came in, then `tick`, then
/// `draw` (left out for a frame that is late). At the start comes one `InputEvent.resize` with the
/// size of the terminal, and a first `draw` before the first tick. Every `time` is counted from the
/// start of the loop and never goes back; it stands still while the process is suspended. A screen
/// knows no other clock, so the same events at the same times always give the same pictures.
///
/// Screens open others by lying on a ``ScreenStack``, which calls what stands last in this protocol;
/// a screen that opens none need not know of it.
public protocol Screen {
  /// Takes one event in.
  mutating func handle(_ event: InputEvent, at time: Duration)

  /// Goes on by one frame of 1/60 s.
  mutating func tick(at time: Duration)

  /// Draws the whole picture on a surface of the terminal's size, every cell of it: what was drawn
  /// there last is still on it. An overlay draws over the screen below.
  func draw(on surface: inout Surface)

  /// Whether the screen is to be left; asked after every event and tick.
  var isFinished: Bool { get }

  /// Where the program stands, in a few words: when they change, a recording marks the place.
  var landmark: String? { get }

  /// Takes out whether the terminal's bell is to ring; asked after every tick.
  mutating func takeBell() -> Bool

  // MARK: On a stack

  /// Whether the screen covers only a part of the picture, so that the one below is still drawn and
  /// goes on.
  var isOverlay: Bool { get }

  /// Takes out what the screen wants of its stack; asked after every event and tick.
  mutating func takeNavigation() -> Navigation?

  /// Comes up again after the screen above has gone.
  ///
  /// - Parameter screen: The screen that has gone, as it was last, with its answer if it has one.
  mutating func resume(after screen: any Screen)

  /// Ends whatever goes on behind the screen, which is gone for good.
  ///
  /// - Returns: What the program is to print about it in the end, line by line.
  /// - Throws: If something went wrong that the user has to know.
  mutating func close() throws -> [String]
}

extension Screen {
  /// Nothing that a recording marks.
  public var landmark: String? { nil }

  /// No bell.
  public mutating func takeBell() -> Bool { false }

  /// All of the picture is the screen's own.
  public var isOverlay: Bool { false }

  /// Back to the screen below once it is finished.
  public mutating func takeNavigation() -> Navigation? { isFinished ? .pop : nil }

  /// Goes on as before.
  public mutating func resume(after screen: any Screen) {}

  /// Nothing goes on and nothing is said.
  public mutating func close() throws -> [String] { [] }
}

/// What a screen wants of the stack it lies on.
public enum Navigation {
  /// Another screen over this one.
  case push(any Screen)
  /// Another screen over this one that only the program can open.
  case open(ScreenRequest)
  /// Back to the screen below, or out of the program if there is none.
  case pop
}

/// A screen that needs more than values: threads, files.
public enum ScreenRequest: Hashable, Sendable {
  /// A training run of the choice with this id, shown with these settings and made with this seed.
  case train(String, until: StopRule, settings: GameSettings, seed: UInt64)
  /// The training of a rival on the person's kept matches, shown with these settings and made with
  /// this seed.
  case rival(settings: GameSettings, seed: UInt64)
  /// A game of a person on the right against the policy in a file, with these settings and this seed.
  case play(against: String, settings: GameSettings, seed: UInt64)
}

/// A screen on which colours and input can be changed.
public protocol AdjustableScreen: Screen {
  /// The settings as they are now.
  var settings: GameSettings { get }
}
