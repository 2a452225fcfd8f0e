/// The time of one run: which tick is due when, and what time the screen is told.
///
/// It reads no clock itself; each question comes with the present.
struct FrameClock {
  /// After being away for longer than this many ticks, the rest is lost instead of made up for.
  static let maximumCatchUp = 4

  /// The ticks done.
  private(set) var ticks = 0
  /// Ticks left out because the process had not run for long.
  private(set) var lostTicks = 0

  /// Whether the screen is told the time; else the frames alone are counted.
  private let isReal: Bool
  /// When tick 0 was due; moves on with suspensions and lost ticks.
  private var origin: ContinuousClock.Instant
  private var latestTime = Duration.zero

  init(isReal: Bool, now: ContinuousClock.Instant) {
    self.isReal = isReal
    origin = now
  }

  /// When the next tick is due.
  var due: ContinuousClock.Instant {
    origin + FrameLoop.time(ofFrame: ticks)
  }

  /// The time for an event that comes in now.
  mutating func eventTime(now: ContinuousClock.Instant) -> Duration {
    guard isReal else { return FrameLoop.time(ofFrame: ticks) }
    latestTime = max(latestTime, now - origin)
    return latestTime
  }

  /// The time for the next tick, which is done with this.
  mutating func tick() -> Duration {
    let time = FrameLoop.time(ofFrame: ticks)
    ticks += 1
    guard isReal else { return time }
    latestTime = max(latestTime, time)
    return latestTime
  }

  /// Takes the time for which the process was suspended out of the count.
  mutating func resume(now: ContinuousClock.Instant) {
    origin = now - FrameLoop.time(ofFrame: ticks)
  }

  /// Leaves ticks out if too many are due.
  ///
  /// This comes before any event is given a time: one of after the ticks left out would be ahead of
  /// the ticks to come, which would then stand still until they had caught up.
  mutating func loseTicks(now: ContinuousClock.Instant) {
    let late = Int((now - due).nanoseconds * 60 / 1_000_000_000)
    guard late > Self.maximumCatchUp else { return }
    lostTicks += late - Self.maximumCatchUp
    origin += FrameLoop.time(ofFrame: late - Self.maximumCatchUp)
  }

  /// The time that passed, without suspensions.
  func elapsed(now: ContinuousClock.Instant) -> Duration {
    now - origin + FrameLoop.time(ofFrame: lostTicks)
  }
}
