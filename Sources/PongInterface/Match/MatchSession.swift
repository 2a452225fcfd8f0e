public import PongAgents
import PongEngine
import Text

/// A match that people play or watch, without its picture: the game, the score, the paddles and the
/// flow of time.
///
/// A tick is one frame of the console at normal speed. Nothing that is drawn or not drawn has any
/// influence on the game.
public struct MatchSession: Sendable {
  /// Why the game stands still.
  enum Pause: Hashable, Sendable {
    /// Somebody asked for it.
    case asked
    /// The window lost the keyboard, or the process was suspended.
    case away
    /// The screen was too small to play on.
    case tooSmall
    /// Somebody wants to leave, and is asked whether they mean it.
    case leaving
  }

  /// How time flows.
  struct Pace: Hashable, Sendable {
    /// Why the game stands still; `nil` while it goes on.
    var pause: Pause?
    /// Whether frames are being asked for one by one.
    var isStepping = false
    /// Frames asked for one by one and not played yet.
    var singleSteps = 0
    /// Ticks in which time flowed.
    var ticks = 0
    /// Ticks until a game begins for which people need a moment.
    var countdown = 0
    /// Whether the point is being played to its end unseen.
    var isHurrying = false
  }

  /// What is counted from a game's first frame on.
  struct Tally: Sendable {
    /// The score before the last frame: what a time-out leaves of it is not the players'.
    var scores = (left: 0, right: 0)
    /// Hits since the serve.
    var rally = 0
    /// The most hits between two serves.
    var longestRally = 0
    /// Who won the last point, and the frames since.
    var lastPoint: (side: Side, age: Int)?
    /// The slowest that the game ran; `nil` before the first frame.
    var slowestSpeed: MatchSpeed?
  }

  /// The match.
  public internal(set) var match: Match
  /// Who sits on the left.
  public let left: Choice
  /// Who sits on the right.
  public internal(set) var right: Choice
  /// The settings of the match; speed, colours and input change with the keys.
  public internal(set) var settings: GameSettings
  /// The results of the games that have ended, in order.
  public private(set) var results: [MatchResult] = []
  /// What looks into the networks of the match; `nil` while it is closed.
  var inspector: Inspector?
  /// What people do to their paddles.
  var controls: [PaddleControls] = []
  /// Whether the game is not to be seen and therefore stands still.
  var isHidden = false
  var pace = Pace()
  var tally = Tally()
  /// Whether something has happened since it was last asked for that rings the bell.
  private var hasRung = false
  /// The number of the game in the match, from 1.
  private var gameNumber = 1
  private var archive: ReplayArchive?
  /// What the replay of a game that is over learns of files.
  public var replaySources = ReplaySources()
  /// The match as it began, if it is played for practice.
  private var origin: Match?

  /// Starts a match.
  ///
  /// - Parameters:
  ///   - match: The match, in any state.
  ///   - left: Who sits on the left.
  ///   - right: Who sits on the right.
  ///   - settings: The settings that it was made with.
  public init(match: Match, left: Choice, right: Choice, settings: GameSettings) {
    self.match = match
    self.left = left
    self.right = right
    self.settings = settings
    tally.scores = (Int(match.game.leftScore), Int(match.game.rightScore))
    makeControls()
    // What people have played is reviewed afterwards, whether it is kept or not.
    if hasPeople, match.game == Game(rules: match.game.rules) { self.match.record() }
  }

  /// Goes on with a match for practice, after three seconds in which people find their keys; to
  /// restart is to go on from the same moment again.
  ///
  /// - Parameters:
  ///   - match: The match, at the moment.
  ///   - left: Who sits on the left.
  ///   - right: Who sits on the right.
  ///   - settings: Speed, colours and input.
  init(practising match: Match, left: Choice, right: Choice, settings: GameSettings) {
    self.init(match: match, left: left, right: right, settings: settings)
    origin = match
    pace.countdown = Self.countdown
  }

  /// The ticks that people are given to find their keys.
  private static let countdown = 180

  /// Starts the match that `settings` describe; `nil` if the catalog lacks one of the two.
  ///
  /// - Parameters:
  ///   - settings: The settings, with the ids of who plays.
  ///   - catalog: Who can play.
  ///   - seed: The seed of the players' chance.
  /// - Throws: What the catalog throws where a player cannot be fetched.
  public init?(settings: GameSettings, catalog: PlayerCatalog, seed: UInt64) throws {
    // Two of a kind must not make the same moves.
    let otherSeed = seed ^ 0x9E37_79B9_7F4A_7C15
    guard
      let left = catalog.choice(settings.left),
      let right = catalog.choice(settings.right),
      let leftSeat = try catalog.seat(left.id, seed: seed),
      let rightSeat = try catalog.seat(right.id, seed: otherSeed)
    else {
      return nil
    }
    self.init(
      match: Match(rules: settings.rules, left: leftSeat, right: rightSeat),
      left: left,
      right: right,
      settings: settings
    )
  }

  // MARK: State

  /// How the game stands, or how it ended.
  public var result: MatchResult {
    let game = match.game
    let ending: MatchResult.Ending =
      if !game.isPlaying {
        .timeOut
      } else if game.isOver {
        .won(game.leftScore > game.rightScore ? .left : .right)
      } else {
        .unfinished
      }
    return MatchResult(
      left: left.id,
      right: right.id,
      leftScore: tally.scores.left,
      rightScore: tally.scores.right,
      ending: ending,
      gameNumber: gameNumber,
      slowestSpeed: tally.slowestSpeed ?? settings.speed
    )
  }

  /// Whether somebody plays who is no program.
  public var hasPeople: Bool { Side.allCases.contains { match.seat($0).isHuman } }

  /// The score, so that recordings mark the points.
  var landmark: String {
    "\(left.title) \(tally.scores.left) : \(tally.scores.right) \(right.title)"
  }

  /// What the screen calls a side: the only person is "You", or has the name in the settings.
  func name(of side: Side) -> String {
    let seat = match.seat(side)
    guard seat.isHuman else {
      return seat.name?.printable ?? (side == .left ? left : right).title
    }
    if controls.count == 1 { return settings.name.isEmpty ? "You" : settings.name }
    return side == .left ? "Left" : "Right"
  }

  /// Whether the game goes on with every tick.
  var isRunning: Bool {
    !isHidden && pace.pause == nil && pace.countdown == 0 && !match.isOver && !isTrying
  }

  /// Whether it is played for practice, from a moment of another match on.
  var isPractice: Bool { origin != nil }

  /// Whether something would be lost if people left: their game has begun and is not over.
  var isPrecious: Bool {
    let before = origin.map { ($0.game.leftScore, $0.game.rightScore) } ?? (0, 0)
    return !controls.isEmpty && !match.isOver
      && tally.scores != (Int(before.0), Int(before.1))
  }

  /// Whether a position is being tried out.
  var isTrying: Bool { inspector?.isTrying ?? false }

  /// Whether it waits for people, to go on or to play again; not while they ask for single frames,
  /// which nothing may hide.
  var isWaiting: Bool {
    !isTrying && (match.isOver || pace.pause != nil && !pace.isStepping)
  }

  // MARK: Time

  /// Goes on by one frame of the screen: none, one or several of the game.
  mutating func tick(at time: Duration) {
    inspector?.tick()
    if pace.singleSteps > 0, !isHidden, !match.isOver, !isTrying {
      pace.singleSteps -= 1
      step(at: time)
      return
    }
    if pace.countdown > 0, !isHidden, pace.pause == nil, !isTrying { pace.countdown -= 1 }
    guard isRunning else { return }
    pace.ticks += 1
    if pace.isHurrying {
      hurry(at: time)
      return
    }
    for _ in 0..<settings.speed.frames(inTick: pace.ticks) where !match.isOver {
      step(at: time)
    }
  }

  /// Goes on by one frame of the game.
  mutating func step(at time: Duration) {
    var inputs = (left: PaddleInput.idle, right: PaddleInput.idle)
    for index in controls.indices {
      let side = controls[index].side
      if let knob = controls[index].takeKnob() {
        match.setKnob(of: side, to: knob)
      }
      let input = controls[index].takeInput(at: time)
      switch side {
      case .left: inputs.left = input
      case .right: inputs.right = input
      }
    }
    let outcome = match.step(leftHuman: inputs.left, rightHuman: inputs.right)
    inspector?.observe(match)
    tally.count(outcome.events, match.game)
    if settings.rings, !pace.isHurrying, !outcome.events.isDisjoint(with: Self.audible) {
      hasRung = true
    }
    tally.note(pace.isStepping ? .quarter : settings.speed)
    if match.isOver {
      results.append(result)
      keepReplay()
      clearControls()
    }
  }

  /// What the bell rings for: hits and points.
  private static let audible: FrameOutcome.Events = [
    .leftHit, .rightHit, .point(.left), .point(.right),
  ]

  /// Takes out whether the bell is to ring.
  mutating func takeBell() -> Bool {
    defer { hasRung = false }
    return hasRung
  }

  /// Starts the next game between the same two.
  mutating func restart() {
    keepReplay()
    archive?.isKept = false
    if let origin { match = origin } else { match.restart() }
    gameNumber += 1
    tally = Tally()
    tally.scores = (Int(match.game.leftScore), Int(match.game.rightScore))
    pace = Pace(ticks: pace.ticks, countdown: isPractice ? Self.countdown : 0)
    inspector?.reset(match)
    clearControls()
  }

  /// Stops the game.
  mutating func stop(_ reason: Pause) {
    pace.pause = reason
    pace.isStepping = false
    clearControls()
  }

  /// Goes on after a pause.
  mutating func resume() {
    pace.pause = nil
    pace.isStepping = false
    clearControls()
  }

  /// Stops the game if somebody plays; bots need nobody to watch them.
  mutating func pauseForPeople(_ reason: Pause) {
    guard !controls.isEmpty, !match.isOver, pace.pause == nil else { return }
    stop(reason)
  }

  // MARK: Replays

  /// Keeps a replay of each game from now on, of one that is left as well if a point has been played;
  /// ask for it before the first frame.
  ///
  /// - Parameters:
  ///   - seed: The seed that the players were seated with.
  ///   - keep: Receives each replay when its game is over or left.
  public mutating func keepReplays(seed: UInt64, _ keep: @escaping @Sendable (Replay) -> Void) {
    match.record()
    archive = ReplayArchive(seed: seed, keep: keep)
  }

  /// The seed that the players were seated with, if replays are kept.
  var archiveSeed: UInt64? { archive?.seed }

  /// Whether replays are kept.
  public var keepsReplays: Bool { archive != nil }

  /// What has been played of the present game; `nil` if no replays are kept.
  public var replay: Replay? {
    // Of two people nobody knows who is called so.
    let isAlone = !match.left.isHuman || !match.right.isHuman
    let name = isAlone && !settings.name.isEmpty ? settings.name : nil
    return archive.flatMap { archive in
      Replay(
        match,
        left: Replay.Participant(left, in: match.left, name: name),
        right: Replay.Participant(right, in: match.right, name: name),
        seed: archive.seed,
        gameNumber: gameNumber
      )
    }
  }

  /// Keeps a replay of the present game, once.
  mutating func keepReplay() {
    guard let archive, !archive.isKept, tally.scores != (0, 0) || match.isOver, let replay
    else { return }
    archive.keep(replay)
    self.archive?.isKept = true
  }

  // MARK: Paddles

  /// Lets go of every paddle.
  mutating func clearControls() {
    for index in controls.indices {
      controls[index].clear()
    }
  }

  /// Gives every person a paddle that nobody holds yet.
  mutating func makeControls() {
    let humans = Side.allCases.filter { match.seat($0).isHuman }
    controls = humans.map {
      PaddleControls(
        side: $0,
        sharesKeyboard: humans.count > 1,
        mode: settings.input,
        keys: settings.paddleKeys
      )
    }
  }
}

/// Where a match's replays go.
private struct ReplayArchive: Sendable {
  let seed: UInt64
  let keep: @Sendable (Replay) -> Void
  /// Whether the present game's is there already.
  var isKept = false
}

extension MatchSession.Tally {
  /// Notes how fast a frame of the game followed the one before.
  fileprivate mutating func note(_ speed: MatchSpeed) {
    let all = MatchSpeed.allCases
    slowestSpeed = all.first { $0 == speed || $0 == slowestSpeed }
  }

  /// Counts what has happened in a frame of the game.
  fileprivate mutating func count(_ events: FrameOutcome.Events, _ game: Game) {
    if game.isPlaying {
      scores = (Int(game.leftScore), Int(game.rightScore))
    }
    if events.contains(.serve) {
      rally = 0
    }
    if !events.isDisjoint(with: [.leftHit, .rightHit]) {
      rally += 1
      longestRally = max(longestRally, rally)
    }
    if let point = lastPoint {
      lastPoint = (point.side, point.age + 1)
    }
    for side in Side.allCases where events.contains(.point(side)) {
      lastPoint = (side, 0)
    }
  }
}
