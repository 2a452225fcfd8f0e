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
  ///
  /// - Throws: Why a player could not go on, as a program that has died.
  public func run(_ count: Int, on pool: some WorkPool) throws -> [Episode] {
    let results = Mutex([Episode?](repeating: nil, count: count))
    let failure = Mutex<(any Error)?>(nil)
    pool.run(count) { index in
      guard failure.withLock({ $0 == nil }) else { return }
      do {
        let episode = try play(index)
        results.withLock { $0[index] = episode }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// Plays one episode.
  func play(_ index: Int) throws -> Episode {
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
      if let failure = left.failure ?? right.failure { throw failure }
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
    return result
  }
}

/// What many episodes say.
public struct EvaluationSummary: Codable, Hashable, Sendable {
  /// How many episodes there were.
  public var episodes: Int

  /// The mean reward per episode.
  public var meanReward: Double

  /// Half the width of the mean's 95% interval: 1.96 standard errors.
  public var interval95: Double

  /// The best episode's reward.
  public var best: Int

  /// The worst episode's reward.
  public var worst: Int

  /// Points won by the right side.
  public var pointsWon: Int

  /// Points won by the left side.
  public var pointsLost: Int

  /// Agent steps per rally.
  public var meanRallyLength: Double

  /// Agent steps of the longest rally.
  public var longestRally: Int

  /// Agent steps per episode.
  public var meanEpisodeLength: Double

  enum CodingKeys: String, CodingKey {
    case episodes
    case meanReward = "mean_reward"
    case interval95 = "interval_95"
    case best
    case worst
    case pointsWon = "points_won"
    case pointsLost = "points_lost"
    case meanRallyLength = "mean_rally_length"
    case longestRally = "longest_rally"
    case meanEpisodeLength = "mean_episode_length"
  }

  /// Sums up at least one episode.
  public init(_ results: [Evaluation.Episode]) {
    let count = Double(max(1, results.count))
    let mean = results.reduce(0) { $0 + Double($1.reward) } / count
    let squares = results.reduce(0) { $0 + (Double($1.reward) - mean) * (Double($1.reward) - mean) }
    let rallies = results.flatMap(\.rallies)
    episodes = results.count
    meanReward = mean
    interval95 = 1.96 * (squares / max(1, count - 1) / count).squareRoot()
    best = results.map(\.reward).max() ?? 0
    worst = results.map(\.reward).min() ?? 0
    pointsWon = results.reduce(0) { $0 + $1.won }
    pointsLost = results.reduce(0) { $0 + $1.lost }
    meanRallyLength = Double(rallies.reduce(0, +)) / Double(max(1, rallies.count))
    longestRally = rallies.max() ?? 0
    meanEpisodeLength = results.reduce(0) { $0 + Double($1.length) } / count
  }

  /// Sees the same episodes from the left.
  public mutating func swapSides() {
    meanReward = -meanReward
    (best, worst) = (-worst, -best)
    (pointsWon, pointsLost) = (pointsLost, pointsWon)
  }
}
