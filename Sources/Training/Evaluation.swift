public import PongAgents
import PongEngine
import Randomness
public import Reinforcement
import Synchronization

/// Plays whole episodes between two players and counts.
///
/// The environment is gymnasium's, with its random streams: episode i starts with seed + i. Policies
/// and the random bot decide once an agent step, other bots at every frame; sticky actions are those
/// of the right side, or of the left where the right is the computer's.
public struct Evaluation: Sendable {
  /// What an episode brought, as the right side sees it.
  public struct Episode: Hashable, Sendable {
    /// Points of the right side less those of the left.
    public var reward = 0

    /// Points of the left side.
    public var lost = 0

    /// Points of the right side.
    public var won = 0

    /// How many agent steps it had.
    public var length = 0

    /// The agent steps of each rally, from one point to the next.
    public var rallies: [Int] = []

    /// Whether the console gave the game up after 18 minutes.
    public var timedOut = false
  }

  /// The environment.
  public var environment: EnvironmentID

  /// Who is on the left; not a person.
  public let left: Contestant

  /// Who is on the right; not a person.
  public let right: Contestant

  /// The seed of the first episode.
  public var seed: UInt64

  /// The agent steps that cut an episode off, beside the environment's own limit.
  public var maximumLength: Int?

  /// Prepares an evaluation; at most one side can be the computer's.
  public init(
    environment: EnvironmentID,
    left: Contestant,
    right: Contestant,
    seed: UInt64
  ) {
    self.environment = environment
    self.left = left
    self.right = right
    self.seed = seed
  }

  /// Plays `count` episodes, in the order of their seeds.
  public func run(_ count: Int, on pool: some WorkPool) -> [Episode] {
    let results = Mutex([Episode?](repeating: nil, count: count))
    pool.run(count) { index in
      let episode = play(index)
      results.withLock { $0[index] = episode }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// Plays one episode.
  func play(_ index: Int) -> Episode {
    let episodeSeed = seed &+ UInt64(index)
    var seeds = SplitMix64(seed: episodeSeed)
    var left = left.seat(seed: seeds.next(), timing: .environment)
    var right = right.seat(seed: seeds.next(), timing: .environment)
    let isMirrored = right.isComputer
    var environment = AtariEnvironment<GymStreams>(
      environment,
      rules: Rules(leftHolder: left.holder, rightHolder: right.holder),
      side: isMirrored ? .left : .right,
      seed: episodeSeed
    )
    var result = Episode()
    var rallyStart = 0
    while true {
      let step =
        isMirrored
        ? environment.step(&left, against: &right) : environment.step(&right, against: &left)
      // Whoever started a program that has died knows why; the episode is worth nothing.
      if left.failure != nil || right.failure != nil { break }
      result.length += 1
      if step.reward != 0 {
        result.rallies.append(result.length - rallyStart)
        rallyStart = result.length
      }
      result.reward += isMirrored ? -step.reward : step.reward
      if step.isLast || result.length == maximumLength { break }
    }
    result.lost = Int(environment.game.leftScore)
    result.won = Int(environment.game.rightScore)
    result.timedOut = !environment.game.isPlaying
    return result
  }
}
