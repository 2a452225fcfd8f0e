public import PongEngine

/// Pong as gym and gymnasium offer it: seeded resets, frame skips, sticky actions and limits.
///
/// With ``GymStreams`` an episode is, frame for frame, the one that gymnasium plays with ale-py.
/// The observation is asked for, not pushed: ``observation(_:)`` draws whatever is wanted.
public struct AtariEnvironment<Streams: EnvironmentRandomness>: Sendable {
  /// Which of gym's environments this is.
  public let id: EnvironmentID
  /// The variant of the game that every episode plays.
  public let rules: Rules
  /// The side that the actions, rewards and observations belong to.
  public let side: Side
  /// The game, after the last step.
  public private(set) var game: Game
  /// The game before the last step; the same as ``game`` after a reset.
  public private(set) var previousGame: Game
  /// The frames of this episode so far.
  public private(set) var episodeFrames = 0

  /// Where chance comes from.
  var streams: Streams
  private var effective = Action.noop

  /// Makes an environment and starts its first episode with `seed`.
  ///
  /// - Parameters:
  ///   - id: Which of gym's environments.
  ///   - rules: The variant; ALE's own are those of ``Rules/init(mode:difficulty:)``.
  ///   - side: The side whose bat the actions move; the other one is held as the rules say, and
  ///     its paddle is moved by the second action of ``step(_:against:)``.
  ///   - seed: The seed of all chance.
  public init(
    _ id: EnvironmentID,
    rules: Rules = Rules(),
    side: Side = .right,
    seed: UInt64
  ) {
    self.id = id
    self.rules = rules
    self.side = side
    game = Game(rules: rules)
    previousGame = game
    streams = Streams(seed: seed)
    reset()
  }

  /// Starts an episode; the random streams go on where they are.
  public mutating func reset() {
    game = Game(rules: rules)
    previousGame = game
    effective = .noop
    // ALE counts the reset of mode 1 as a frame.
    episodeFrames = rules.mode == .classic ? 0 : 1
  }

  /// Lets up to `count` frames pass without an action, as some learners begin an episode.
  mutating func pass(frames count: Int) {
    for _ in 0..<count {
      _ = game.step(left: .idle, right: .idle)
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
    var reward = 0
    previousGame = game
    for _ in 0..<streams.frames(in: id.frameSkip) {
      if !streams.repeatsAction(probability: id.repeatProbability) {
        effective = action
      }
      guard !game.isOver, episodeFrames < id.maximumFrames else {
        continue
      }
      let mine = PaddleInput(effective)
      let outcome =
        side == .right
        ? game.step(left: opponent, right: mine) : game.step(left: mine, right: opponent)
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

  /// What the agent sees after the last step.
  ///
  /// - Parameter kind: What to observe; gym's observation of this environment if left out.
  /// - Returns: A fresh copy.
  public func observation(_ kind: ObservationKind? = nil) -> Observation {
    switch kind ?? id.observationKind {
    case .rgb: Observation(shape: [210, 160, 3], values: view.rgb().map(Int16.init))
    case .grayscale: Observation(shape: [210, 160], values: view.grayscale().map(Int16.init))
    case .ram: Observation(shape: [128], values: view.ram().map(Int16.init))
    case .preprocessed:
      Observation(shape: [80, 80], values: PreprocessedFrame(view).pixels().map(Int16.init))
    case .difference: Observation(difference: difference())
    }
  }

  /// The pixels of the last step's difference frame that are not 0, each once.
  ///
  /// None after a reset, as in the article.
  public func difference() -> [SparsePixel] {
    let before = PreprocessedFrame(previousGame.seen(from: side))
    return PreprocessedFrame(view).difference(from: before)
  }

  /// Writes what ``difference()`` returns into `pixels`, without allocating.
  ///
  /// - Parameter pixels: Room for ``PreprocessedFrame/maximumSparsePixels``.
  /// - Returns: The number of pixels written.
  public func writeDifference(into pixels: UnsafeMutablePointer<SparsePixel>) -> Int {
    let before = PreprocessedFrame(previousGame.seen(from: side))
    return PreprocessedFrame(view).writeDifference(from: before, into: pixels)
  }
}

/// What a step of an environment returns beside the observation.
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
