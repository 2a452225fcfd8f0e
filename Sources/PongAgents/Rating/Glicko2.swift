import CKernels

/// The rating system Glicko-2.
///
/// M. E. Glickman, "Example of the Glicko-2 system" (2013, revised 2022); the steps below are numbered
/// as there. A rating comes with a deviation, which says how well it is known, and a volatility, which
/// says how much the strength itself changes from one rating period to the next.
public struct Glicko2: Hashable, Sendable {
  /// A player's strength as far as it is known, on Elo's scale.
  public struct Rating: Hashable, Sendable {
    /// The strength: 400 points more are ten wins for one.
    public var value: Double
    /// The standard deviation of what the strength may be, in the same points.
    public var deviation: Double
    /// The standard deviation of its change within a rating period, in units of 400 / ln 10 points.
    public var volatility: Double

    /// Makes a rating; Glickman has a new player begin with these deviation and volatility.
    public init(_ value: Double, deviation: Double = 350, volatility: Double = 0.06) {
      self.value = value
      self.deviation = deviation
      self.volatility = volatility
    }

    /// Half of the width of the 95 % interval, in points.
    public var interval95: Double { 1.96 * deviation }
  }

  /// The games of a rating period against one opponent.
  public struct Score: Hashable, Sendable {
    /// The opponent; its volatility has no influence.
    public var opponent: Rating
    /// Games that the player won; a draw is half of one.
    public var wins: Double
    /// Games that the opponent won.
    public var losses: Double

    /// Notes a score.
    public init(against opponent: Rating, wins: Double, losses: Double) {
      self.opponent = opponent
      self.wins = wins
      self.losses = losses
    }
  }

  /// How the new rating is found.
  public enum Estimate: Hashable, Sendable {
    /// By one step of Newton's from the old rating, as Glickman does it: right for a few games.
    case step
    /// At the mode of the posterior, to which such steps lead: right for many games in a period too,
    /// where one step would go far beyond the opponent that a newcomer has beaten.
    case mode
  }

  /// The system constant τ, by which the change of the volatility is held back: 0.3 to 1.2.
  public var tau: Double
  /// How the new rating is found.
  public var estimate: Estimate
  /// What the volatility never exceeds; Glickman's has no end.
  public var greatestVolatility: Double

  /// Makes a system.
  public init(
    tau: Double = 0.5,
    estimate: Estimate = .step,
    greatestVolatility: Double = .infinity
  ) {
    self.tau = tau
    self.estimate = estimate
    self.greatestVolatility = greatestVolatility
  }

  /// Points of a rating that one unit of Glicko-2's own scale is.
  public static let scale = 400 / ck_log(10)

  /// The share of the games that a player is expected to win.
  ///
  /// - Parameters:
  ///   - rating: The player.
  ///   - opponent: The opponent, whose deviation draws the share towards one half.
  /// - Returns: The share, 0 to 1.
  public static func expectedShare(of rating: Rating, against opponent: Rating) -> Double {
    chance(
      rating.value / scale,
      against: opponent.value / scale,
      weight: weight(opponent.deviation / scale)
    )
  }

  /// The rating after periods without a game: only the deviation grows (step 6).
  ///
  /// - Parameters:
  ///   - rating: The rating before.
  ///   - periods: How many periods, 0 or more; a part of one counts as such.
  /// - Returns: The rating after.
  public func rating(_ rating: Rating, afterIdle periods: Double) -> Rating {
    guard periods > 0 else { return rating }
    let step = Self.scale * rating.volatility
    var idle = rating
    idle.deviation = (rating.deviation * rating.deviation + periods * step * step).squareRoot()
    return idle
  }

  /// The rating after one rating period.
  ///
  /// - Parameters:
  ///   - rating: The rating before.
  ///   - scores: The games of the period.
  /// - Returns: The rating after; without a game that tells anything, the one after an idle period.
  public func rating(_ rating: Rating, after scores: [Score]) -> Rating {
    // Step 2.
    let mu = rating.value / Self.scale
    let phi = rating.deviation / Self.scale
    let games = scores.map { score in
      Games(
        mu: score.opponent.value / Self.scale,
        weight: Self.weight(score.opponent.deviation / Self.scale),
        wins: score.wins,
        count: score.wins + score.losses
      )
    }
    func gradient(_ mu: Double) -> Double { games.reduce(0) { $0 + $1.gradient(mu) } }
    func information(_ mu: Double) -> Double { games.reduce(0) { $0 + $1.information(mu) } }

    // Steps 3 and 4.
    let known = information(mu)
    // At a difference of 12,000 points games tell nothing any more.
    guard known > 1e-30 else { return self.rating(rating, afterIdle: 1) }
    let variance = 1 / known
    let delta = variance * gradient(mu)

    // Steps 5 and 6.
    let volatility = self.volatility(
      after: rating.volatility,
      delta: delta,
      phi: phi,
      variance: variance
    )
    let prior = phi * phi + volatility * volatility

    // Steps 7 and 8.
    let next: Double
    let posterior: Double
    switch estimate {
    case .step:
      posterior = 1 / (1 / prior + known)
      next = mu + posterior * gradient(mu)
    case .mode:
      // The slope of the log-posterior falls all the way, and is past 0 where the prior alone
      // would lead.
      next = Self.root(of: { (mu - $0) / prior + gradient($0) }, mu, mu + prior * gradient(mu))
      posterior = 1 / (1 / prior + information(next))
    }
    return Rating(
      next * Self.scale,
      deviation: posterior.squareRoot() * Self.scale,
      volatility: volatility
    )
  }

  /// Step 5: the volatility σ′ of greatest posterior probability.
  private func volatility(
    after sigma: Double,
    delta: Double,
    phi: Double,
    variance: Double
  ) -> Double {
    let start = ck_log(sigma * sigma)
    let spread = phi * phi + variance
    func slope(_ x: Double) -> Double {
      let power = ck_exp(x)
      let sum = spread + power
      return power * (delta * delta - sum) / (2 * sum * sum) - (x - start) / (tau * tau)
    }
    var other = start - tau
    if delta * delta > spread {
      other = ck_log(delta * delta - spread)
    } else {
      while slope(other) < 0 { other -= tau }
    }
    return min(greatestVolatility, ck_exp(Self.root(of: slope, start, other) / 2))
  }

  /// The root of a function between two places at which its signs differ.
  ///
  /// By the Illinois algorithm, a regula falsi that halves the value at an end which stays; M. Dowell,
  /// P. Jarratt, "A modified regula falsi method for computing the root of an equation", BIT 11 (1971).
  private static func root(of function: (Double) -> Double, _ one: Double, _ other: Double)
    -> Double
  {
    var (a, b) = (one, other)
    var (atA, atB) = (function(a), function(b))
    // Fast as it is, it could go round for ever in the last bits.
    for _ in 0..<200 where abs(b - a) > 1e-9 && atA != 0 && atB != 0 {
      let c = a + (a - b) * atA / (atB - atA)
      let atC = function(c)
      if atC * atB <= 0 { (a, atA) = (b, atB) } else { atA /= 2 }
      (b, atB) = (c, atC)
    }
    return atA == 0 ? a : b
  }

  // MARK: Games

  /// g(φ): how much games against an opponent of deviation φ weigh.
  private static func weight(_ phi: Double) -> Double {
    1 / (1 + 3 * phi * phi / (.pi * .pi)).squareRoot()
  }

  /// E(μ, μⱼ, φⱼ).
  private static func chance(_ mu: Double, against other: Double, weight: Double) -> Double {
    1 / (1 + ck_exp(weight * (other - mu)))
  }

  /// The games against one opponent, on Glicko-2's own scale.
  private struct Games {
    var mu: Double
    var weight: Double
    var wins: Double
    var count: Double

    /// The slope of the log-likelihood at a player's μ.
    func gradient(_ player: Double) -> Double {
      weight * (wins - count * Glicko2.chance(player, against: mu, weight: weight))
    }

    /// Fisher's information about the player at μ.
    func information(_ player: Double) -> Double {
      let chance = Glicko2.chance(player, against: mu, weight: weight)
      return weight * weight * count * chance * (1 - chance)
    }
  }
}
