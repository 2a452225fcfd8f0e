public import PongEngine

/// Pong as gym and gymnasium offer it: seeded resets, frame skips, sticky actions and limits.
///
/// With ``GymStreams`` an episode is, frame for frame, the one that gymnasium plays with ale-py.
/// Observations are made of ``view``.
public struct AtariEnvironment<Streams: EnvironmentRandomness>: Sendable {
  /// Which of gym's environments this is.
  public let id: EnvironmentID
  /// The variant of the game that every episode plays.
  public let rules: Rules
  /// The side that the actions, rewards and observations belong to.
  public let side: Side
  /// The game, after the last step.
  public private(set) var game: Game
  /// The frames of this episode so far.
  public private(set) var episodeFrames = 0

  /// The random streams.
  var streams: Streams
  private var effective = PaddleInput.idle

  /// Makes an environment and starts its first episode with `seed`.
  ///
  /// - Parameters:
  ///   - id: Which of gym's environments.
  ///   - rules: The variant; ALE's own are those of ``/PongEngine/Rules/init(mode:difficulty:)``.
  ///   - side: The side whose bat the actions move; the other one is held as the rules say, and
  ///     its paddle is moved by the opponent that a step is given.
  ///   - seed: The seed of the random streams.
  public init(
    _ id: EnvironmentID,
    rules: Rules = Rules(),
    side: Side = .right,
    seed: UInt64
  ) {
    self.init(id, rules: rules, side: side, streams: Streams(seed: seed))
  }

  /// Makes an environment with random streams that go on, and starts an episode.
  init(_ id: EnvironmentID, rules: Rules, side: Side, streams: Streams) {
    self.id = id
    self.rules = rules
    self.side = side
    game = Game(rules: rules)
    self.streams = streams
    reset()
  }

  /// Starts an episode; the random streams go on where they are.
  public mutating func reset() {
    game = Game(rules: rules)
    effective = .idle
    // ALE counts the reset of mode 1 as a frame.
    episodeFrames = rules.mode == .classic ? 0 : 1
  }

  /// Lets `count` frames pass without an action, as some learners begin an episode; the opponent
  /// plays on, each frame a step.
  mutating func pass(frames count: Int, against opponent: inout Seat) {
    for _ in 0..<count {
      opponent.beginStep()
      let input = opponent.input(from: side.opposite, in: game)
      _ = side == .right ? game.step(left: input, right: .idle) : game.step(right: input)
      episodeFrames += 1
    }
  }

  /// Starts an episode with the random streams that belong to `seed`.
  public mutating func reset(seed: UInt64) {
    streams = Streams(seed: seed)
    reset()
  }

  /// Plays one agent step: the frames of one decision.
  ///
  /// - Parameters:
  ///   - action: What the agent does.
  ///   - opponent: What the other side's paddle does meanwhile; it is never sticky.
  /// - Returns: The agent's reward, and whether the episode has ended or was cut off.
  public mutating func step(
    _ action: Action,
    against opponent: PaddleInput = .idle
  ) -> StepResult {
    let input = PaddleInput(action)
    return playStep({ _ in input }, against: { _ in opponent })
  }

  /// Plays one agent step against a player, who is asked before every frame.
  ///
  /// - Parameters:
  ///   - action: What the agent does.
  ///   - opponent: Who sits on the other side.
  /// - Returns: The agent's reward, and whether the episode has ended or was cut off.
  public mutating func step(_ action: Action, against opponent: inout Seat) -> StepResult {
    guard case .player = opponent else { return step(action) }
    let input = PaddleInput(action)
    let other = side.opposite
    opponent.beginStep()
    let result = playStep({ _ in input }, against: { opponent.input(from: other, in: $0) })
    if result.isLast { opponent.endGame(on: other, game) }
    return result
  }

  /// Plays one step between two players, both asked before every frame.
  ///
  /// - Parameters:
  ///   - player: Who sits on ``side``; a sticky frame repeats its input of the frame before.
  ///   - opponent: Who sits on the other side.
  /// - Returns: The reward of ``side``, and whether the episode has ended or was cut off.
  public mutating func step(_ player: inout Seat, against opponent: inout Seat) -> StepResult {
    let (own, other) = (side, side.opposite)
    player.beginStep()
    opponent.beginStep()
    let result = playStep(
      { player.input(from: own, in: $0) },
      against: { opponent.input(from: other, in: $0) }
    )
    if result.isLast {
      player.endGame(on: own, game)
      opponent.endGame(on: other, game)
    }
    return result
  }

  /// Plays the frames of a step, asking both sides before each of them.
  @inline(__always)
  private mutating func playStep(
    _ own: (Game) -> PaddleInput,
    against other: (Game) -> PaddleInput
  ) -> StepResult {
    var reward = 0
    for _ in 0..<streams.frames(in: id.frameSkip) {
      let isSticky = streams.repeatsAction(probability: id.repeatProbability)
      guard !game.isOver, episodeFrames < id.maximumFrames else {
        continue
      }
      let wanted = own(game)
      if !isSticky {
        effective = wanted
      }
      let input = effective
      let opponent = other(game)
      let outcome =
        side == .right
        ? game.step(left: opponent, right: input) : game.step(left: input, right: opponent)
      reward += Int(outcome.reward)
      episodeFrames += 1
    }
    return StepResult(
      reward: side == .right ? reward : -reward,
      terminated: game.isOver,
      truncated: !game.isOver && episodeFrames >= id.maximumFrames,
      episodeFrames: episodeFrames
    )
  }

  /// The game as the agent sees it: mirrored where the agent plays on the left.
  public var view: Game {
    game.seen(from: side)
  }
}

/// What a step of an environment returns.
public struct StepResult: Hashable, Sendable {
  /// The change of the agent's score minus the opponent's.
  public var reward: Int
  /// Whether the game is over.
  public var terminated: Bool
  /// Whether the episode was cut off by its limit of frames.
  public var truncated: Bool
  /// The frames of the episode so far: `episode_frame_number` of gym's info.
  public var episodeFrames: Int

  /// Makes a result of its parts.
  @inlinable
  public init(reward: Int, terminated: Bool, truncated: Bool, episodeFrames: Int) {
    self.reward = reward
    self.terminated = terminated
    self.truncated = truncated
    self.episodeFrames = episodeFrames
  }

  /// Whether the next step needs a reset first.
  @inlinable
  public var isLast: Bool {
    terminated || truncated
  }
}
