import Checksums
public import PongEngine

/// A recorded game: who played it by which rules, and what both did to their paddles in every frame.
///
/// Nothing else is needed to play it again, whatever has become of the players since: the engine is
/// deterministic. The state after every point is checked, so that a replay knows where it parts from
/// the game that was played, should it ever. How it looks as JSON is told in <doc:Replays>.
public struct Replay: Hashable, Sendable {
  /// Who held a paddle.
  public struct Participant: Hashable, Sendable {
    /// The id by which the player can be named again, as in `champion`.
    public var id: String
    /// What the screens call it.
    public var title: String
    /// What a person is called; `nil` for everybody else, and for people without a name.
    public var name: String?
    /// Who moved the bat.
    public var holder: Rules.Holder
    /// The check of a policy's weights (``TrainedPolicy/fingerprint``); `nil` for everybody else.
    public var policy: String?

    /// Describes a participant.
    public init(
      id: String,
      title: String,
      name: String? = nil,
      holder: Rules.Holder = .paddle,
      policy: String? = nil
    ) {
      self.id = id
      self.title = title
      self.name = name
      self.holder = holder
      self.policy = policy
    }

    /// Describes who sits in a seat.
    public init(_ choice: Choice, in seat: Seat, name: String? = nil) {
      self.init(
        id: choice.id,
        title: choice.title,
        name: seat.isHuman ? name : nil,
        holder: seat.holder
      )
      if case .player(let player as PolicyPlayer) = seat { policy = player.policy.fingerprint }
    }

    /// Whether it was a person.
    public var isPerson: Bool { id == Contestant.human.choice.id }
  }

  /// How the game ended.
  public enum Ending: String, Hashable, Sendable {
    /// A side reached the points to win.
    case won
    /// The machine gave it up after 18 minutes.
    case timeOut = "time-out"
    /// It was left.
    case unfinished
  }

  /// The state after a point, or after the last frame.
  public struct Check: Hashable, Sendable {
    /// The frames played until then.
    public var frame: Int
    /// The left side's points.
    public var left: Int
    /// The right side's points.
    public var right: Int
    /// The CRC-32 of the console's RAM and of both knobs' resistances.
    public var state: UInt32

    /// Takes a game's check.
    public init(_ game: Game, frame: Int) {
      self.init(
        frame: frame,
        left: Int(game.leftScore),
        right: Int(game.rightScore),
        state: Self.state(of: game)
      )
    }

    init(frame: Int, left: Int, right: Int, state: UInt32) {
      self.frame = frame
      self.left = left
      self.right = right
      self.state = state
    }

    private static func state(of game: Game) -> UInt32 {
      var bytes = game.ram()
      for side in Side.allCases {
        let resistance = UInt32(bitPattern: game.paddle(side).resistance)
        for shift in [0, 8, 16, 24] as [UInt32] {
          bytes.append(UInt8(truncatingIfNeeded: resistance >> shift))
        }
      }
      return RedundancyCheck.crc32(bytes)
    }
  }

  /// The version of the format.
  public static let version = 1
  /// The most frames that a game has: the console gives up after 65,210.
  public static let longest = 65_536

  /// The variant, with who held which bat.
  public var rules: Rules
  /// Who was on the left.
  public var left: Participant
  /// Who was on the right.
  public var right: Participant
  /// The seed of the players' chance, which is not needed to play the replay.
  public var seed: UInt64
  /// The number of the game among those that the two played in a row, from 1.
  public var gameNumber: Int
  /// When it ended, in seconds since 1970; `nil` if nobody noted it.
  public var ended: Double?
  /// How it ended.
  public var ending: Ending
  /// What was done in each frame.
  public var moves: [FrameMoves]
  /// The states after each point and at the end.
  public var checks: [Check]

  /// Who was on a side.
  public subscript(side: Side) -> Participant { side == .left ? left : right }

  /// The side of the only person; `nil` if there was none, or two.
  public var personSide: Side? {
    left.isPerson == right.isPerson ? nil : left.isPerson ? .left : .right
  }

  /// The points at the end.
  ///
  /// After a time-out those before it: what it leaves is not the players'.
  public var score: (left: Int, right: Int) {
    let last = ending == .timeOut ? checks.dropLast().last : checks.last
    return last.map { ($0.left, $0.right) } ?? (0, 0)
  }

  /// Takes what a match has recorded; `nil` if it does not record or nothing has been played.
  ///
  /// - Parameters:
  ///   - match: The match, in any state.
  ///   - left: Who sits on the left.
  ///   - right: Who sits on the right.
  ///   - seed: The seed of the players' chance.
  ///   - gameNumber: The number of the game in its match, from 1.
  public init?(
    _ match: Match,
    left: Participant,
    right: Participant,
    seed: UInt64,
    gameNumber: Int = 1
  ) {
    guard let recording = match.recording, !recording.moves.isEmpty else { return nil }
    rules = match.game.rules
    self.left = left
    self.right = right
    self.seed = seed
    self.gameNumber = gameNumber
    ending = Ending(match.game)
    moves = recording.moves
    checks = recording.checks
    if checks.last?.frame != moves.count { checks.append(Check(match.game, frame: moves.count)) }
  }

  init(
    rules: Rules,
    left: Participant,
    right: Participant,
    seed: UInt64,
    gameNumber: Int,
    ended: Double?,
    ending: Ending,
    moves: [FrameMoves],
    checks: [Check]
  ) {
    self.rules = rules
    self.left = left
    self.right = right
    self.seed = seed
    self.gameNumber = gameNumber
    self.ended = ended
    self.ending = ending
    self.moves = moves
    self.checks = checks
  }
}

extension Replay.Ending {
  /// How a game has ended, if it has.
  init(_ game: Game) {
    self = !game.isPlaying ? .timeOut : game.isOver ? .won : .unfinished
  }
}

/// What is noted of a match while it is played.
struct MatchRecording: Hashable, Sendable {
  /// What was done in each frame.
  private(set) var moves: [FrameMoves] = []
  /// The states after the points.
  private(set) var checks: [Replay.Check] = []
  /// What pointing devices have done since the last frame.
  private var coming = FrameMoves()

  /// Notes that the knob of a side is put somewhere before the next frame.
  mutating func noteKnob(of side: Side, at resistance: Int32) { coming[side].knob = resistance }

  /// Notes a frame.
  mutating func note(left: PaddleInput, right: PaddleInput, _ outcome: FrameOutcome, _ game: Game) {
    coming.left.input = left
    coming.right.input = right
    moves.append(coming)
    coming = FrameMoves()
    if !outcome.events.isDisjoint(with: [.leftPoint, .rightPoint, .timeOut]) {
      checks.append(Replay.Check(game, frame: moves.count))
    }
  }
}
