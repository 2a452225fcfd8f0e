/// Guesses how long a key is held on a terminal that reports presses and repeats alike, and no
/// releases.
///
/// A held key comes as one press, a gap of 200 to 700 ms, the keyboard's delay, and then repeats at a
/// short interval. Delay and interval are learnt from the keys themselves. Repeats keep the paddle
/// moving until one fails to come.
///
/// During the gap nobody can know whether the key is still down, and either guess has its price: a
/// paddle that stops stands still for up to half a second while the ball flies, and one that goes on
/// crosses the whole court at what was meant as a tap. So a press is taken for what the one before
/// it has turned out to be. Until something is known a press by itself moves the paddle for a moment,
/// about the height of a bat, so that taps place it. Once a key was held, the first repeat of the
/// next press is awaited for as long as this keyboard's delay has been learnt to be; a press to which
/// it did not come was a tap, and the presses after it are short again. Whoever strikes the same key
/// again right after holding it has let go too early and wants a little more: that is a tap, too. The
/// other direction takes over at once in any case, which stops a paddle that goes too far.
struct AdaptiveHold: Hashable, Sendable {
  /// What is known about the key pressed last.
  private struct Run: Hashable, Sendable {
    var direction: PaddleHold.Direction
    var lastPress: Duration
    /// The time between the first press and the second, while the run has but these two.
    var firstGap: Duration?
    /// Whether it has only been pressed once.
    var isSingle = true
    var isRepeating = false
    /// Whether it adds to a key held just before.
    var isAddition = false
    var end: Duration
  }

  /// The interval between repeats, as learnt so far.
  private(set) var interval = Duration.milliseconds(33)
  /// The time from a press to the first repeat, as learnt last; nil before a key was held.
  private(set) var delay: Duration?
  /// Whether the last press of which it is known was held.
  private(set) var expectsHold = false

  private var run: Run?

  /// How long a press by itself counts: three frames.
  static let tap = Duration.milliseconds(50)
  /// No finger strikes twice within this time, so a shorter gap is the keyboard's.
  private static let longestInterval = Duration.milliseconds(80)
  /// Events read in one go have no gap of their own.
  private static let shortestInterval = Duration.milliseconds(8)
  /// No keyboard waits longer before it repeats.
  private static let longestDelay = Duration.milliseconds(1100)

  /// Takes in a press, which may be a repeat.
  mutating func press(_ direction: PaddleHold.Direction, at time: Duration) {
    guard let run else { return begin(direction, at: time, isBridged: expectsHold) }
    let gap = time - run.lastPress
    guard run.direction == direction else {
      // Another key says nothing of whether this one was held until it had to repeat.
      if !run.isRepeating, !run.isAddition, isTooLate(gap) { expectsHold = false }
      return begin(direction, at: time, isBridged: expectsHold)
    }
    if gap <= Self.longestInterval || (run.isRepeating && gap <= Self.longestInterval * 2) {
      goOn(run, at: time, gap: gap)
    } else if run.isSingle, expectsHold, isFirst(gap) {
      var next = run
      next.lastPress = time
      next.firstGap = gap
      next.isSingle = false
      next.isRepeating = true
      next.end = time + hold
      self.run = next
    } else {
      // The same key, too early or too late for the keyboard: it was let go meanwhile.
      if !run.isRepeating, !run.isAddition || !isTooLate(gap) { expectsHold = false }
      let isAddition = run.isRepeating && !isTooLate(gap)
      begin(direction, at: time, isBridged: expectsHold && !isAddition)
      self.run?.isAddition = isAddition
      // In hindsight it may have been the first repeat of the one before.
      if gap < Self.longestDelay { self.run?.firstGap = gap }
    }
  }

  private mutating func begin(
    _ direction: PaddleHold.Direction,
    at time: Duration,
    isBridged: Bool
  ) {
    let wait = isBridged ? delay.map { $0 + tolerance(of: $0) } : nil
    run = Run(direction: direction, lastPress: time, end: time + (wait ?? Self.tap))
  }

  /// A repeat that cannot be anything else.
  private mutating func goOn(_ run: Run, at time: Duration, gap: Duration) {
    learn(gap, wasLate: run.isRepeating && time > run.end)
    if let firstGap = run.firstGap {
      delay = isFirst(firstGap) ? delay.map { ($0 + firstGap) / 2 } : firstGap
      expectsHold = true
    }
    self.run = Run(
      direction: run.direction,
      lastPress: time,
      isSingle: false,
      isRepeating: true,
      end: time + hold
    )
  }

  /// How long a repeat counts.
  private var hold: Duration { max(Self.tap, interval * 5 / 2) }

  /// Whether this is the keyboard's delay, as far as it is known.
  private func isFirst(_ gap: Duration) -> Bool {
    guard let delay else { return false }
    return gap >= delay - tolerance(of: delay) && gap <= delay + tolerance(of: delay)
  }

  /// How much a delay may vary: events come when they are read, and some by a network.
  private func tolerance(of delay: Duration) -> Duration {
    max(.milliseconds(60), delay / 8)
  }

  /// Whether a key that was held would have been repeated by then.
  private func isTooLate(_ gap: Duration) -> Bool {
    delay.map { gap > $0 + tolerance(of: $0) } == true
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
