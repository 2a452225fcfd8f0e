public import PongEngine

/// What the games of two players with each other have brought so far.
public struct PairingResult: Hashable, Sendable {
  /// The number of one player.
  public private(set) var first: Int
  /// The number of the other one.
  public private(set) var second: Int
  /// How many games they have played.
  public private(set) var games = 0
  /// How many of them the console gave up after 18 minutes.
  public private(set) var timeOuts = 0
  /// The frames of all games.
  public private(set) var frames = 0
  /// The rallies of all games, unfinished ones too.
  public private(set) var rallies = 0
  /// Hits in all of them.
  public private(set) var rallyHits = 0
  /// Hits in the longest of them.
  public private(set) var longestRallyHits = 0
  /// What the first one did.
  public private(set) var firstTally = PlayerTally()
  /// What the second one did.
  public private(set) var secondTally = PlayerTally()

  /// The first one's points less the second one's, summed.
  private struct Margins: Hashable, Sendable {
    /// Over all games.
    var sum = 0
    /// Their squares over all games.
    var squares = 0
    /// Over the games that the first one played from the left.
    var left = 0
    /// How many these are.
    var leftGames = 0
  }

  private var margins = Margins()
  /// What the dispersion is made of: the sum over games of (rallies won by the first)² / rallies.
  private var squaredShares = 0.0

  /// Begins without a game.
  init(first: Int, second: Int) {
    self.first = first
    self.second = second
  }

  /// Counts a game, as the first one sees it.
  mutating func add(_ game: PlayedGame) {
    games += 1
    timeOuts += game.timedOut ? 1 : 0
    frames += game.frames
    rallies += game.rallies.count
    for rally in game.rallies {
      rallyHits += rally.hits
      longestRallyHits = max(longestRallyHits, rally.hits)
    }
    firstTally = firstTally + game.first
    secondTally = secondTally + game.second
    margins.sum += game.margin
    margins.squares += game.margin * game.margin
    if game.firstSide == .left {
      margins.left += game.margin
      margins.leftGames += 1
    }
    let won = Double(game.first.points) + (game.timedOut ? 0.5 : 0)
    if !game.rallies.isEmpty { squaredShares += won * won / Double(game.rallies.count) }
  }

  /// The same games as the second one, who is called the first, sees them.
  public var exchanged: PairingResult {
    var result = self
    (result.first, result.second) = (second, first)
    (result.firstTally, result.secondTally) = (secondTally, firstTally)
    result.margins.sum = -margins.sum
    // What the first one did not play from the left the second one did.
    result.margins.left = margins.left - margins.sum
    result.margins.leftGames = games - margins.leftGames
    // won² / all = all - 2 lost + lost² / all.
    result.squaredShares = Double(rallies) - 2 * rallyShare.won + squaredShares
    return result
  }

  // MARK: Margin

  /// The first one's points less the second one's in a game, in the mean; 0 without games.
  public var meanMargin: Double { Double(margins.sum) / Double(max(1, games)) }

  /// The mean margin of the games that the first one played from `side`; `nil` if there are none.
  public func meanMargin(from side: Side) -> Double? {
    let (sum, count) =
      side == .left
      ? (margins.left, margins.leftGames)
      : (margins.sum - margins.left, games - margins.leftGames)
    return count > 0 ? Double(sum) / Double(count) : nil
  }

  /// Half the width of the mean margin's 95 % interval, 1.96 standard errors; `nil` with fewer than two
  /// games, which tell nothing of it.
  public var interval95: Double? {
    guard games > 1 else { return nil }
    let count = Double(games)
    let squares = Double(margins.squares) - Double(margins.sum) * Double(margins.sum) / count
    return 1.96 * (max(0, squares) / (count - 1) / count).squareRoot()
  }

  /// Whether the 95 % interval of the mean margin lies on one side of 0.
  public var isCertain: Bool { interval95.map { abs(meanMargin) > $0 } ?? false }

  // MARK: Rallies

  /// The rallies won by the first one and by the second one.
  ///
  /// One that a time-out cuts off is a draw: half a win for each.
  public var rallyShare: (won: Double, lost: Double) {
    let draws = Double(timeOuts) / 2
    return (Double(firstTally.points) + draws, Double(secondTally.points) + draws)
  }

  /// The share of the points that the first one won; `nil` if there were none.
  public var share: Double? {
    let (won, lost) = rallyShare
    return won + lost > 0 ? won / (won + lost) : nil
  }

  /// How much more the points won in a game vary from game to game than if rallies were independent:
  /// Pearson's χ² divided by its degrees of freedom, at least 1.
  var dispersion: Double {
    let (won, lost) = rallyShare
    // With half a rally more for each, so that who wins all has a variance.
    let chance = (won + 0.5) / (won + lost + 1)
    let squares = squaredShares - 2 * chance * won + chance * chance * (won + lost)
    let statistic = squares / (chance * (1 - chance))
    return games > 1 ? max(1, statistic / Double(games - 1)) : 1
  }
}
