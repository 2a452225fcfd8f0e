/// Guesses how long a key is held on a terminal that reports presses and repeats alike, and no
/// releases.
///
/// A held key comes as one press, a gap of 200 to 600 ms, and then repeats at a short interval,
/// which is learnt from the keys themselves. A press by itself moves the paddle for a moment: about
/// the height of a bat, so that taps place it. Repeats keep it moving until one fails to come. To
/// bridge the gap instead would drive the paddle across the whole court at every tap.
struct AdaptiveHold: Hashable, Sendable {
  /// What is known about the key pressed last.
  private struct Run: Hashable, Sendable {
    var direction: PaddleHold.Direction
    var lastPress: Duration
    var isRepeating: Bool
    var end: Duration
  }

  /// The interval between repeats, as learnt so far.
  private(set) var interval = Duration.milliseconds(33)

  private var run: Run?

  /// How long a press by itself counts: three frames.
  static let tap = Duration.milliseconds(50)
  /// No finger strikes twice within this time, so a shorter gap is the keyboard's.
  private static let longestInterval = Duration.milliseconds(80)
  /// Events read in one go have no gap of their own.
  private static let shortestInterval = Duration.milliseconds(8)

  /// Takes in a press, which may be a repeat.
  mutating func press(_ direction: PaddleHold.Direction, at time: Duration) {
    var isRepeating = false
    if let run, run.direction == direction {
      let gap = time - run.lastPress
      isRepeating =
        gap <= Self.longestInterval || (run.isRepeating && gap <= Self.longestInterval * 2)
      if isRepeating {
        learn(gap, wasLate: run.isRepeating && time > run.end)
      }
    }
    let hold = isRepeating ? max(Self.tap, interval * 5 / 2) : Self.tap
    run = Run(direction: direction, lastPress: time, isRepeating: isRepeating, end: time + hold)
  }

  /// Lets go of everything, keeping what was learnt.
  mutating func stop() {
    run = nil
  }

  /// The direction that counts as held.
  func direction(at time: Duration) -> PaddleHold.Direction? {
    guard let run, time < run.end else { return nil }
    return run.direction
  }

  private mutating func learn(_ gap: Duration, wasLate: Bool) {
    guard gap >= Self.shortestInterval else { return }
    interval = wasLate ? max(interval, gap) : (interval * 3 + gap) / 4
  }
}
