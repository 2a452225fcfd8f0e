/// Where a replay stands and how it goes on.
struct ReplayPlayback: Hashable, Sendable {
  /// The last frame.
  let end: Int
  /// The frames that have been played, 0 to ``end``.
  private(set) var frame = 0
  /// Whether it goes on by itself.
  private(set) var isPlaying = false
  /// How fast it goes on.
  var speed = ReplaySpeed()
  private var ticks = 0

  /// Begins before the first frame.
  init(end: Int) { self.end = end }

  /// Whether nothing comes any more.
  var isAtEnd: Bool { frame == end }

  /// Goes on by a frame of the screen: none, one or several of the game.
  mutating func tick() {
    guard isPlaying else { return }
    ticks += 1
    seek(to: frame + speed.frames(inTick: ticks))
    if isAtEnd { isPlaying = false }
  }

  /// Goes to a frame, or to the nearest that there is.
  mutating func seek(to frame: Int) { self.frame = max(0, min(end, frame)) }

  /// Goes on by so many frames, back with a negative number.
  mutating func move(by frames: Int) {
    // Far beyond any end there is nothing to be added up.
    seek(to: frame + max(-end, min(end, frames)))
  }

  /// Goes to a frame beside this one and stays there.
  mutating func step(by frames: Int) {
    isPlaying = false
    move(by: frames)
  }

  /// Stays where it is.
  mutating func pause() { isPlaying = false }

  /// Goes on, from the beginning if it is at the end.
  mutating func play() {
    if isAtEnd { frame = 0 }
    isPlaying = end > 0
  }

  /// Goes on, or stays.
  mutating func toggle() { isPlaying ? pause() : play() }
}
