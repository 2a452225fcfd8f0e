public import PongEngine

/// A replay that has been played: the game at every frame of it.
///
/// A frame takes the engine some ten nanoseconds and a game 64 bytes, so that all of them are kept:
/// to go anywhere is to take one out of an array.
public struct ReplayTrack: Sendable {
  /// A point, from the point before it on.
  public struct Point: Hashable, Sendable {
    /// Who won it.
    public var winner: Side
    /// The frames of it, the wait for the serve among them: indices of ``ReplayTrack/events``.
    public var frames: Range<Int>
    /// The frame in which the ball was served.
    public var serve: Int
    /// The frames in which a bat hit the ball.
    public var hits: [Int]
    /// The points of the left side after it.
    public var left: Int
    /// The points of the right side after it.
    public var right: Int
  }

  /// Where a replay parts from the game that was played.
  public struct Divergence: Hashable, Sendable, CustomStringConvertible {
    /// How many points are as they were.
    public var points: Int
    /// The frames played when it was noticed.
    public var frame: Int
    /// What is not as it was.
    public var description: String
  }

  /// What was recorded.
  public let replay: Replay
  /// The game before the first frame, and after each: one more than there are frames.
  public let games: [Game]
  /// What happened in each frame: `events[i]` leads from `games[i]` to `games[i + 1]`.
  public let events: [FrameOutcome.Events]
  /// The points in their order; not one that was being played when the replay ends.
  public let points: [Point]
  /// Where it first parts from the game that was played; `nil` if it does not.
  public let divergence: Divergence?

  /// The number of frames.
  public var frameCount: Int { events.count }

  /// Plays a replay.
  public init(_ replay: Replay) {
    self.replay = replay
    var player = TrackPlayer(replay)
    player.play()
    games = player.games
    events = player.events
    points = player.points
    divergence = player.divergence
  }

  /// A match that goes on from a frame, whose players have looked on before it.
  ///
  /// - Parameters:
  ///   - frame: The frames that have been played, 0 to ``frameCount``.
  ///   - left: Who sits on the left from now on.
  ///   - right: Who sits on the right from now on.
  /// - Returns: The match.
  public func match(atFrame frame: Int, left: Seat, right: Seat) -> Match {
    let first = max(0, frame - Self.memory)
    return Match(goingOnFrom: games[first...frame], left: left, right: right)
  }

  /// The frames before a moment that players are shown when they take over: more than the reaction of
  /// the slowest.
  private static let memory = 120
}

/// Plays a replay and notes what happens.
private struct TrackPlayer {
  private let replay: Replay
  private var game: Game
  private(set) var games: [Game] = []
  private(set) var events: [FrameOutcome.Events] = []
  private(set) var points: [ReplayTrack.Point] = []
  private(set) var divergence: ReplayTrack.Divergence?
  private var checks: ArraySlice<Replay.Check>
  private var serve: Int?
  private var hits: [Int] = []

  init(_ replay: Replay) {
    self.replay = replay
    game = Game(rules: replay.rules)
    checks = replay.checks[...]
    games.reserveCapacity(replay.moves.count + 1)
    events.reserveCapacity(replay.moves.count)
    games.append(game)
  }

  mutating func play() {
    for moves in replay.moves {
      guard Replay.Ending(game) == .unfinished else {
        part("the game was over, and went on")
        break
      }
      let events = game.step(moves).events
      games.append(game)
      note(events)
      self.events.append(events)
      check(events)
    }
    if Replay.Ending(game) != replay.ending {
      part("the game ended otherwise than \(replay.ending.rawValue)")
    }
  }

  private mutating func note(_ events: FrameOutcome.Events) {
    let frame = self.events.count
    if events.contains(.serve) { serve = frame }
    if !events.isDisjoint(with: [.leftHit, .rightHit]) { hits.append(frame) }
    guard let winner = Side.allCases.first(where: { events.contains(.point($0)) }) else { return }
    let first = points.last?.frames.upperBound ?? 0
    points.append(
      ReplayTrack.Point(
        winner: winner,
        frames: first..<frame + 1,
        serve: serve ?? first,
        hits: hits,
        left: Int(game.leftScore),
        right: Int(game.rightScore)
      )
    )
    serve = nil
    hits = []
  }

  /// Compares the state with what was recorded after a point, or at the end.
  private mutating func check(_ events: FrameOutcome.Events) {
    let isPoint = !events.isDisjoint(with: [.leftPoint, .rightPoint, .timeOut])
    let isRecorded = checks.first?.frame == games.count - 1
    guard isPoint || isRecorded else { return }
    guard isRecorded, let check = checks.popFirst() else {
      part("a point that was not recorded")
      return
    }
    let found = Replay.Check(game, frame: check.frame)
    guard found != check else { return }
    part(
      "\(found.left):\(found.right) with the state \(found.hexadecimal), recorded was "
        + "\(check.left):\(check.right) with \(check.hexadecimal)"
    )
  }

  private mutating func part(_ text: String) {
    guard divergence == nil else { return }
    let frame = games.count - 1
    let agreed = points.count { $0.frames.upperBound < frame }
    divergence = ReplayTrack.Divergence(points: agreed, frame: frame, description: text)
  }
}
