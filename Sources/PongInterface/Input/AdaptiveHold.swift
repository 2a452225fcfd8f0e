/// Guesses how long a key is held on a terminal that reports presses and repeats alike, and no
/// releases.
///
/// A held key comes as one press, a first gap (200 to 600 ms, as the user has set it), and then
/// repeats at a short interval. Both are learnt from the keys themselves. After a press the key
/// counts as held until the first repeat is due, and after a repeat for two and a half intervals.
struct AdaptiveHold: Hashable, Sendable {
  /// What is known about the key pressed last.
  private struct Run: Hashable, Sendable {
    var direction: PaddleHold.Direction
    var lastPress: Duration
    var previousGap: Duration?
    var isRepeating: Bool
    var end: Duration
  }

  /// The gap between a press and its first repeat, as learnt so far.
  private(set) var firstGap = Duration.milliseconds(500)
  /// The interval between repeats, as learnt so far.
  private(set) var interval = Duration.milliseconds(33)

  private var run: Run?

  /// No finger strikes twice within this time, so a shorter gap is the keyboard's.
  private static let longestInterval = Duration.milliseconds(80)
  private static let possibleFirstGaps = Duration.milliseconds(150)...Duration.milliseconds(800)
  /// Events read in one go have no gap of their own.
  private static let shortestInterval = Duration.milliseconds(8)

  /// Takes in a press, which may be a repeat.
  mutating func press(_ direction: PaddleHold.Direction, at time: Duration) {
    guard var run, run.direction == direction else {
      run = Run(
        direction: direction,
        lastPress: time,
        previousGap: nil,
        isRepeating: false,
        end: time + firstLinger
      )
      return
    }
    let gap = time - run.lastPress
    if gap <= Self.longestInterval || (run.isRepeating && gap <= Self.longestInterval * 2) {
      learn(gap, after: run, wasLate: run.isRepeating && time > run.end)
      run.isRepeating = true
      run.end = time + interval * 5 / 2
    } else {
      run.isRepeating = !run.isRepeating && isFirstGap(gap)
      run.end = time + (run.isRepeating ? interval * 5 / 2 : firstLinger)
    }
    run.previousGap = gap
    run.lastPress = time
    self.run = run
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

  /// A little more than the gap, lest the paddle halts just before the repeat comes.
  private var firstLinger: Duration {
    firstGap * 11 / 10
  }

  private func isFirstGap(_ gap: Duration) -> Bool {
    gap >= firstGap * 8 / 10 && gap <= firstGap * 12 / 10
  }

  private mutating func learn(_ gap: Duration, after run: Run, wasLate: Bool) {
    if let previous = run.previousGap, !run.isRepeating || isFirstGap(previous),
      Self.possibleFirstGaps.contains(previous)
    {
      firstGap = previous
    }
    guard gap >= Self.shortestInterval else { return }
    interval = wasLate ? max(interval, gap) : (interval * 3 + gap) / 4
  }
}
