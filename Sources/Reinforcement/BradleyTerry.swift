import CKernels

/// Ratings of players who have met in pairs, by how often each has won.
///
/// The model is that of R. A. Bradley, M. E. Terry, "Rank Analysis of Incomplete Block Designs: I. The
/// Method of Paired Comparisons", Biometrika 39 (1952): player i wins against player j with probability
/// γᵢ / (γᵢ + γⱼ). The likelihood is maximised by the minorisation of D. R. Hunter, "MM Algorithms for
/// Generalized Bradley–Terry Models", Annals of Statistics 32 (2004), which needs no derivative and
/// never overshoots. Ratings are Elo's, 400 log₁₀ γ: 400 points more are ten wins for one.
public struct BradleyTerry: Hashable, Sendable {
  /// How often one player has won against another one; fractions are shared wins.
  public struct Comparison: Hashable, Sendable {
    /// The number of one player, from 0.
    public var first: Int
    /// The number of the other one.
    public var second: Int
    /// Wins of the first.
    public var wins: Double
    /// Wins of the second.
    public var losses: Double
    /// How much more the wins vary than independent ones with the same chance would: 1 if they are
    /// independent (the dispersion of quasi-likelihood).
    public var dispersion: Double

    /// Makes a comparison, of independent wins unless said otherwise.
    public init(
      first: Int,
      second: Int,
      wins: Double,
      losses: Double,
      dispersion: Double = 1
    ) {
      self.first = first
      self.second = second
      self.wins = wins
      self.losses = losses
      self.dispersion = dispersion
    }
  }

  /// The player who stands at the middle of the scale; `nil` where the players' mean does.
  public let anchor: Int?
  /// The Elo ratings, [players].
  public let ratings: [Double]
  /// Their standard errors, relative to the anchor, [players]; 0 for the anchor itself.
  public let standardErrors: [Double]

  /// Where the anchor stands.
  public static let middle = 1000.0
  /// Elo points that a factor e between strengths is.
  private static let scale = 400 / ck_log(10)

  /// Rates players; comparisons must connect all of them.
  ///
  /// Standard errors are those of the robust ("sandwich") covariance I⁻¹ G I⁻¹: I is Fisher's information,
  /// G the same with each comparison's share multiplied by its dispersion.
  ///
  /// - Parameters:
  ///   - playerCount: How many players there are.
  ///   - comparisons: Who has met whom.
  ///   - anchor: Who stands at ``middle``; `nil` for the mean of all.
  ///   - prior: The wins that each side of each comparison is given beforehand. One half is the prior
  ///     of H. Jeffreys (1946) for a chance: without it who has won every time would be infinitely
  ///     strong.
  public init(
    playerCount: Int,
    comparisons: [Comparison],
    anchor: Int? = nil,
    prior: Double = 0.5
  ) {
    let comparisons = comparisons.map { comparison in
      var comparison = comparison
      comparison.wins += prior
      comparison.losses += prior
      return comparison
    }
    let strengths = Self.strengths(playerCount, comparisons)
    let logs = strengths.map { ck_log($0) }
    let zero =
      anchor.map { logs[$0] } ?? logs.reduce(0, +) / Double(max(1, playerCount))
    self.anchor = anchor
    ratings = logs.map { Self.middle + Self.scale * ($0 - zero) }
    let covariance = Self.covariance(strengths, comparisons)
    standardErrors = (0..<playerCount).map { player in
      guard let anchor else {
        return Self.scale * max(0, covariance[player][player]).squareRoot()
      }
      let variance =
        covariance[player][player] + covariance[anchor][anchor] - 2 * covariance[player][anchor]
      return player == anchor ? 0 : Self.scale * max(0, variance).squareRoot()
    }
  }

  /// The chance with which somebody of rating `rating` wins against somebody of rating `other`.
  public static func chance(_ rating: Double, against other: Double) -> Double {
    1 / (1 + ck_exp((other - rating) / scale))
  }

  // MARK: Likelihood

  /// The strengths γ of greatest likelihood, whose product is 1.
  private static func strengths(_ count: Int, _ comparisons: [Comparison]) -> [Double] {
    var wins = [Double](repeating: 0, count: count)
    for comparison in comparisons {
      wins[comparison.first] += comparison.wins
      wins[comparison.second] += comparison.losses
    }
    var strengths = [Double](repeating: 1, count: count)
    for _ in 0..<100_000 {
      var weights = [Double](repeating: 0, count: count)
      for comparison in comparisons {
        let (first, second) = (comparison.first, comparison.second)
        let share = comparison.trials / (strengths[first] + strengths[second])
        weights[first] += share
        weights[second] += share
      }
      var next = zip(wins, weights).map { $1 > 0 ? $0 / $1 : 1 }
      let mean = next.reduce(0) { $0 + ck_log($1) } / Double(max(1, count))
      for player in next.indices { next[player] /= ck_exp(mean) }
      let change = zip(next, strengths).reduce(0) { max($0, abs($1.0 / $1.1 - 1)) }
      strengths = next
      if change < 1e-13 { break }
    }
    return strengths
  }

  /// The covariance of the logarithms of the strengths, whose sum is 0.
  private static func covariance(
    _ strengths: [Double],
    _ comparisons: [Comparison]
  ) -> [[Double]] {
    let count = strengths.count
    let nothing = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    // The information says nothing about the sum: with a constant added it can be inverted, and the
    // products below take the constant away again.
    var information = nothing.map { $0.map { _ in 1 / Double(count) } }
    var variation = nothing
    for comparison in comparisons {
      let (first, second) = (comparison.first, comparison.second)
      let chance = strengths[first] / (strengths[first] + strengths[second])
      let share = comparison.trials * chance * (1 - chance)
      for (row, column, sign) in [
        (first, first, 1.0), (second, second, 1), (first, second, -1), (second, first, -1),
      ] {
        information[row][column] += sign * share
        variation[row][column] += sign * share * comparison.dispersion
      }
    }
    let inverse = inverse(information)
    return product(product(inverse, variation), inverse)
  }

  /// The inverse of a positive definite matrix, by elimination.
  private static func inverse(_ matrix: [[Double]]) -> [[Double]] {
    let count = matrix.count
    var rows = matrix.enumerated().map { row, values in
      values + (0..<count).map { $0 == row ? 1 : 0 }
    }
    for pivot in 0..<count {
      let value = rows[pivot][pivot]
      rows[pivot] = rows[pivot].map { $0 / value }
      for row in 0..<count where row != pivot {
        let factor = rows[row][pivot]
        rows[row] = zip(rows[row], rows[pivot]).map { $0 - factor * $1 }
      }
    }
    return rows.map { Array($0[count...]) }
  }

  private static func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    a.map { row in
      b.indices.map { column in zip(row, b).reduce(0) { $0 + $1.0 * $1.1[column] } }
    }
  }
}

extension BradleyTerry.Comparison {
  /// Wins of either side.
  fileprivate var trials: Double { wins + losses }
}
