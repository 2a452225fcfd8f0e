public import PongAgents
import PongEngine

/// What many episodes of an environment, or many games, say.
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

  /// What lengths are counted in.
  public enum Unit: String, Codable, Sendable {
    /// The environment's steps.
    case agentStep = "agent_step"
    /// Frames of the console, in games between players.
    case frame
  }

  /// What lengths are counted in.
  public var unit: Unit

  /// Units per rally, from one point to the next.
  public var meanRallyLength: Double

  /// Units of the longest rally.
  public var longestRally: Int

  /// Units per episode.
  public var meanEpisodeLength: Double

  /// How many episodes the console gave up after 18 minutes.
  public var timeOuts: Int

  /// In games: hits per rally.
  public var meanRallyHits: Double?

  /// In games: hits of the longest rally.
  public var longestRallyHits: Int?

  /// In games: the mean reward of those that were played from the left; `nil` if none was.
  public var meanRewardLeft: Double?

  /// In games: the mean reward of those that were played from the right; `nil` if none was.
  public var meanRewardRight: Double?

  enum CodingKeys: String, CodingKey {
    case episodes
    case meanReward = "mean_reward"
    case interval95 = "interval_95"
    case best
    case worst
    case pointsWon = "points_won"
    case pointsLost = "points_lost"
    case unit
    case timeOuts = "time_outs"
    case meanRallyHits = "mean_rally_hits"
    case longestRallyHits = "longest_rally_hits"
    case meanRewardLeft = "mean_reward_left"
    case meanRewardRight = "mean_reward_right"
    case meanRallyLength = "mean_rally_length"
    case longestRally = "longest_rally"
    case meanEpisodeLength = "mean_episode_length"
  }

  /// Sums up at least one episode of an environment.
  public init(_ results: [Evaluation.Episode]) {
    self.init(results, unit: .agentStep)
  }

  /// Sums up at least one game, as the first of the two players sees it.
  public init(_ games: [PlayedGame]) {
    self.init(
      games.map { game in
        Evaluation.Episode(
          reward: game.margin,
          lost: game.second.points,
          won: game.first.points,
          length: game.frames,
          rallies: game.rallies.map(\.frames),
          timedOut: game.timedOut
        )
      },
      unit: .frame
    )
    func meanReward(from side: Side) -> Double? {
      let rewards = games.filter { $0.firstSide == side }.map(\.margin)
      return rewards.isEmpty ? nil : Double(rewards.reduce(0, +)) / Double(rewards.count)
    }
    let hits = games.flatMap(\.rallies).map(\.hits)
    meanRallyHits = Double(hits.reduce(0, +)) / Double(max(1, hits.count))
    longestRallyHits = hits.max() ?? 0
    meanRewardLeft = meanReward(from: .left)
    meanRewardRight = meanReward(from: .right)
  }

  private init(_ results: [Evaluation.Episode], unit: Unit) {
    let count = Double(max(1, results.count))
    let mean = results.reduce(0) { $0 + Double($1.reward) } / count
    let squares = results.reduce(0) { $0 + (Double($1.reward) - mean) * (Double($1.reward) - mean) }
    let rallies = results.flatMap(\.rallies)
    self.unit = unit
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
    timeOuts = results.count(where: \.timedOut)
  }

  /// Sees the same episodes of an environment from the left.
  public mutating func swapSides() {
    meanReward = -meanReward
    (best, worst) = (-worst, -best)
    (pointsWon, pointsLost) = (pointsLost, pointsWon)
  }
}
