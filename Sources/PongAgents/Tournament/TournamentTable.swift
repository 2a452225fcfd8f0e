import Reinforcement

/// How a tournament stands: results of all pairings, and the ratings that follow from them.
///
/// The ratings are Elo's by ``/Reinforcement/BradleyTerry``, of points and not of games: each rally is
/// won by one of the two, and a difference of ratings says what share of the points to expect. Between
/// players of unlike strength nearly all games end alike, but not all points. A rally that a
/// time-out cuts off counts half for each. Points of one game hang together, so that error bars are
/// wider than those of independent points, by the dispersion seen between the games of a pairing.
/// Atari's computer stands at 1000; where it does not take part, the mean of the players does.
public struct TournamentTable: Hashable, Sendable {
  /// Who takes part.
  public let players: [Choice]
  /// The results in the order of the tournament's pairings.
  public private(set) var pairings: [PairingResult]
  /// Where each player's pairings stand among them, [players][players]; `nil` with oneself.
  private let places: [[Int?]]

  /// Begins without a game.
  public init(_ tournament: Tournament) {
    players = tournament.players.map(\.choice)
    pairings = tournament.pairings.map { PairingResult(first: $0.first, second: $0.second) }
    let row = [Int?](repeating: nil, count: players.count)
    var places = [[Int?]](repeating: row, count: players.count)
    for (number, pairing) in tournament.pairings.enumerated() {
      places[pairing.first][pairing.second] = number
      places[pairing.second][pairing.first] = number
    }
    self.places = places
  }

  /// Adds games of the pairing of that number.
  mutating func add(_ games: [PlayedGame], to pairing: Int) {
    for game in games { pairings[pairing].add(game) }
  }

  /// The games that have been played.
  public var games: Int { pairings.reduce(0) { $0 + $1.games } }

  /// The number of the pairing of two players; `nil` if they do not meet.
  public func pairing(of one: Int, and other: Int) -> Int? { places[one][other] }

  /// What player `one` has reached against player `other`, `one` being the first; `nil` if they have
  /// not met.
  public func result(of one: Int, against other: Int) -> PairingResult? {
    guard let place = places[one][other], pairings[place].games > 0 else { return nil }
    return pairings[place].first == one ? pairings[place] : pairings[place].exchanged
  }

  // MARK: Ratings

  /// Who stands where.
  public struct Standing: Hashable, Sendable {
    /// The player's number.
    public var player: Int
    /// The Elo rating.
    public var rating: Double
    /// Half the width of the rating's 95 % interval, 1.96 standard errors; 0 for the computer, whose
    /// rating is given.
    public var interval95: Double
    /// The mean of the margins against everybody it has met.
    public var meanMargin: Double
    /// The share of the points that it won; `nil` if there were none.
    public var share: Double?
    /// How it plays.
    public var style: PlayStyle
  }

  /// The players by rating, the highest first.
  public var standings: [Standing] {
    let fit = BradleyTerry(
      playerCount: players.count,
      comparisons: pairings.map { pairing in
        let (won, lost) = pairing.rallyShare
        return BradleyTerry.Comparison(
          first: pairing.first,
          second: pairing.second,
          wins: won,
          losses: lost,
          dispersion: pairing.dispersion
        )
      },
      anchor: players.firstIndex { $0.id == Contestant.computer.choice.id }
    )
    return players.indices
      .map { player in
        let results = players.indices.compactMap { result(of: player, against: $0) }
        let (won, lost) = results.map(\.rallyShare).reduce((0, 0)) {
          ($0.0 + $1.won, $0.1 + $1.lost)
        }
        return Standing(
          player: player,
          rating: fit.ratings[player],
          interval95: 1.96 * fit.standardErrors[player],
          meanMargin: results.reduce(0) { $0 + $1.meanMargin } / Double(max(1, results.count)),
          share: won + lost > 0 ? won / (won + lost) : nil,
          style: PlayStyle(results)
        )
      }
      .sorted { ($1.rating, $0.player) < ($0.rating, $1.player) }
  }

  /// Those pairings that the lower rated player wins, with it as the first, the clearest first.
  ///
  /// Where there are some that are ``PairingResult/isCertain``, no single number tells who beats whom.
  public var upsets: [PairingResult] {
    let order = standings.map(\.player)
    return order.indices
      .flatMap { high in
        order[(high + 1)...].compactMap { low in result(of: low, against: order[high]) }
      }
      .filter { $0.meanMargin > 0 }
      .sorted { $0.meanMargin > $1.meanMargin }
  }
}

/// How somebody plays, as counted in their games.
public struct PlayStyle: Hashable, Sendable {
  /// Hits of a rally, by either side, in the mean.
  public var meanRallyHits: Double
  /// The share of its hits with the button down; `nil` if it never hit the ball.
  public var firedShare: Double?
  /// The share of its lost points at which the ball passed in the upper third of the court; `nil` if
  /// it lost none.
  public var lostTopShare: Double?
  /// The same of the middle third.
  public var lostMiddleShare: Double?
  /// The same of the lower third.
  public var lostBottomShare: Double?
  /// The share of its lost points to a steep ball: one that moved more lines than columns in a frame.
  public var lostSteepShare: Double?
  /// The share of its games that the console gave up after 18 minutes.
  public var timeOutShare: Double

  /// Sums up a player's results, that player being the first in each.
  public init(_ results: [PairingResult]) {
    let tally = results.reduce(PlayerTally()) { $0 + $1.firstTally }
    func sum(_ count: (PairingResult) -> Int) -> Double {
      Double(results.reduce(0) { $0 + count($1) })
    }
    func share(_ part: Int, of whole: Int) -> Double? {
      whole > 0 ? Double(part) / Double(whole) : nil
    }
    meanRallyHits = sum(\.rallyHits) / max(1, sum(\.rallies))
    firedShare = share(tally.firedHits, of: tally.hits)
    lostTopShare = share(tally.lostTop, of: tally.pointsLost)
    lostMiddleShare = share(tally.lostMiddle, of: tally.pointsLost)
    lostBottomShare = share(tally.lostBottom, of: tally.pointsLost)
    lostSteepShare = share(tally.lostSteep, of: tally.pointsLost)
    timeOutShare = sum(\.timeOuts) / max(1, sum(\.games))
  }
}
