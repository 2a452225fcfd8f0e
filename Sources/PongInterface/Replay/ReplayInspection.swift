import PongAgents
import PongEngine

/// The networks of a replay at work: a match that is played as it was recorded, and what looks into
/// it.
struct ReplayInspection: Sendable {
  /// Who sits there today.
  let seats: (left: Seat, right: Seat)
  /// What looks in.
  var inspector: Inspector

  private var match: Match
  /// The frames that the match has played.
  private var frame: Int

  /// The frames before a moment whose decisions are shown with it.
  private static let history = 60
  /// The most frames that are played one by one; farther away a new match is quicker.
  private static let nearest = 128

  /// Looks in at a frame; `nil` if there is no network on either side.
  init?(_ track: ReplayTrack, atFrame frame: Int, seats: (left: Seat, right: Seat)) {
    self.seats = seats
    self.frame = max(0, frame - Self.history)
    match = track.match(atFrame: self.frame, left: seats.left, right: seats.right)
    guard let inspector = Inspector(match) else { return nil }
    self.inspector = inspector
    follow(track, to: frame)
  }

  /// Goes to a frame; does nothing if it is there.
  mutating func go(to frame: Int, of track: ReplayTrack) {
    guard frame != self.frame else { return }
    if frame < self.frame || frame - self.frame > Self.nearest {
      self.frame = max(0, frame - Self.history)
      match = track.match(atFrame: self.frame, left: seats.left, right: seats.right)
      inspector.reset(match)
    }
    follow(track, to: frame)
  }

  private mutating func follow(_ track: ReplayTrack, to frame: Int) {
    while self.frame < frame {
      _ = match.follow(track.replay.moves[self.frame])
      self.frame += 1
      inspector.observe(match)
    }
  }
}
