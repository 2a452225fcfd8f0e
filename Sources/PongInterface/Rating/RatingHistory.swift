public import PongAgents
import PongEngine

/// How a person's rating followed from the games that were finished, by ``/PongAgents/Glicko2``.
///
/// The ladder's Elo is one of points: a difference of ratings says what share of the points to expect.
/// So that a person stands on the same scale, a finished game is a rating period in which each point
/// counts as a game of Glicko's: 21 : 17 is 21 wins and 17 losses. Points are also what there is most of:
/// who loses 3 : 21 and then 12 : 21 has become better, and games alone would not tell. The new rating
/// is the mode of the posterior (``/PongAgents/Glicko2/Estimate/mode``).
///
/// The points of one game tell of one opponent, and nobody is equally strong against all: by
/// ``dispersion(of:against:)`` they count for less than as many points against many would.
///
/// Days between games are periods without a game, of a day each; the deviation never falls below
/// ``leastDeviation``, since a person is not the same every day.
/// Ratings of opponents are those that the ladder has now, for games of long ago too.
public struct RatingHistory: Hashable, Sendable {
  /// Where everybody begins: where Atari's computer stands, and as little known as Glickman has it.
  public static let start = Glicko2.Rating(1000, deviation: 350, volatility: 0.06)
  /// The smallest deviation, so that a rating can always change.
  ///
  /// M. E. Glickman, "The Glicko system" (1999), advises such a one.
  public static let leastDeviation = 30.0
  /// The deviation of an opponent whose interval the ladder does not tell.
  public static let opponentDeviation = 10.0
  /// The greatest volatility, twice the usual one.
  ///
  /// Without an end, games that no single rating explains would let it grow for ever.
  public static let greatestVolatility = 0.12
  /// How much the ratings that a person shows against one rung and another differ, as a standard
  /// deviation.
  public static let rungSpread = 60.0
  /// The same of all other opponents, whose ratings come from games among programs that have learned to
  /// beat them.
  public static let otherSpread = 200.0
  /// The length of a rating period, in seconds.
  public static let period = 86_400.0

  /// A game that counted.
  public struct Entry: Hashable, Sendable {
    /// The game.
    public var game: FinishedGame
    /// The opponent, as the ladder has it now.
    public var opponent: Ladder.Entry
    /// The rating before; ``RatingHistory/start`` for the first game.
    public var before: Glicko2.Rating
    /// The rating after.
    public var after: Glicko2.Rating
    /// Whether nothing counted before.
    public var isFirst: Bool

    /// The points by which the rating rose, or fell.
    public var change: Double { after.value - before.value }
  }

  /// What came of a game.
  public enum Outcome: Hashable, Sendable {
    /// It counted.
    case counted(Entry)
    /// It did not.
    case excluded(Exclusion)
  }

  /// The opponents and their ratings.
  public let ladder: Ladder
  /// The games that counted, in order.
  public private(set) var entries: [Entry] = []
  /// How many did not count, and why.
  public private(set) var exclusions: [Exclusion: Int] = [:]
  /// What came of the last game; `nil` before the first.
  public private(set) var last: Outcome?

  /// When the last game that counted ended, in seconds since 1970, as far as is known.
  private var lastDate: Double?

  /// Follows the games of one person.
  ///
  /// - Parameters:
  ///   - games: The games in the order in which they were finished.
  ///   - name: The person's name, empty for the one without; games of others are left out.
  ///   - ladder: The opponents' ratings.
  public init(of games: [FinishedGame] = [], by name: String = "", ladder: Ladder) {
    self.ladder = ladder
    for game in games where game.isOf(name) { add(game) }
  }

  /// Takes a game in.
  ///
  /// - Parameter game: A game that has been finished after the others.
  /// - Returns: What came of it.
  @discardableResult
  public mutating func add(_ game: FinishedGame) -> Outcome {
    let outcome: Outcome =
      if let exclusion = Exclusion(of: game, ladder: ladder) {
        .excluded(exclusion)
      } else if let entry = entry(of: game) {
        .counted(entry)
      } else {
        .excluded(.unratedOpponent)
      }
    switch outcome {
    case .counted(let entry):
      entries.append(entry)
      lastDate = game.ended ?? lastDate
    case .excluded(let exclusion): exclusions[exclusion, default: 0] += 1
    }
    last = outcome
    return outcome
  }

  private func entry(of game: FinishedGame) -> Entry? {
    guard let score = game.score, let opponent = ladder.entry(game.opponent),
      let strength = opponent.strength
    else { return nil }
    // The period of the game itself makes the deviation grow, too.
    let idle = (periods(until: game.ended) ?? 0) - 1
    let before = entries.isEmpty ? Self.start : aged(by: idle)
    let dispersion = dispersion(of: score, against: game.opponent)
    let points = Glicko2.Score(
      against: strength,
      wins: Double(score.person) / dispersion,
      losses: Double(score.program) / dispersion
    )
    var after = Self.system.rating(before, after: [points])
    after.deviation = max(Self.leastDeviation, after.deviation)
    return Entry(
      game: game,
      opponent: opponent,
      before: before,
      after: after,
      isFirst: entries.isEmpty
    )
  }

  private static let system = Glicko2(
    tau: 0.5,
    estimate: .mode,
    greatestVolatility: greatestVolatility
  )

  /// By how much the rating that a game shows varies more than with independent points: as `Score`s of
  /// Glicko's its points are divided by this.
  ///
  /// With n points of which the share p is won, a rating is known to 1 / √(n p (1 − p)) units of
  /// 400 / ln 10; the spread between opponents comes on top.
  func dispersion(of score: (person: Int, program: Int), against id: String) -> Double {
    let spread = (ladder.rung(id) == nil ? Self.otherSpread : Self.rungSpread) / Glicko2.scale
    let count = Double(score.person + score.program)
    let share = (Double(score.person) + 0.5) / (count + 1)
    return 1 + count * share * (1 - share) * spread * spread
  }

  // MARK: Ratings

  /// The rating at a time.
  ///
  /// - Parameter date: The time in seconds since 1970; `nil` for just after the last game.
  /// - Returns: The rating, or `nil` if no game counted.
  public func rating(at date: Double? = nil) -> Glicko2.Rating? {
    entries.isEmpty ? nil : aged(by: periods(until: date) ?? 0)
  }

  /// Periods since the last game that counted; none where a clock went back.
  private func periods(until date: Double?) -> Double? {
    guard let date, let lastDate else { return nil }
    return max(0, date - lastDate) / Self.period
  }

  private func aged(by periods: Double) -> Glicko2.Rating {
    let last = entries.last?.after ?? Self.start
    var rating = Self.system.rating(last, afterIdle: periods)
    rating.deviation = min(Self.start.deviation, rating.deviation)
    return rating
  }

  /// The opponent whose rating is the nearest to one, of those against whom games count.
  ///
  /// - Parameters:
  ///   - rating: The rating.
  ///   - isThere: Whether the player of an id can be played with.
  /// - Returns: The opponent, the weaker one of two that are equally near.
  public func nearest(
    to rating: Glicko2.Rating,
    where isThere: (_ id: String) -> Bool = { _ in true }
  ) -> Ladder.Entry? {
    func distance(_ entry: Ladder.Entry) -> Double { abs((entry.elo ?? .infinity) - rating.value) }
    return ladder.entries
      .filter { Exclusion(against: $0.id, ladder: ladder) == nil && isThere($0.id) }
      .min { (distance($0), $0.elo ?? 0) < (distance($1), $1.elo ?? 0) }
  }
}

extension RatingHistory {
  /// Why a game does not count.
  public enum Exclusion: String, CaseIterable, Hashable, Sendable {
    /// What the file says of it makes no sense.
    case damaged
    /// Its opponent has no Elo: an agent of one's own, a file, a program, somebody with traits.
    case unratedOpponent = "unrated_opponent"
    /// Its opponent takes no notice of the ball, or is a person drawn anew for each game.
    case unsuitableOpponent = "unsuitable_opponent"
    /// It was not the classic game, by which the ladder was measured.
    case variant
    /// A bat was half as high.
    case smallBats = "small_bats"
    /// It ran slower than the console for a while.
    case slow

    /// Says why a game does not count; `nil` if it does.
    init?(of game: FinishedGame, ladder: Ladder) {
      if game.score == nil {
        self = .damaged
      } else if let exclusion = Self(against: game.opponent, ladder: ladder) {
        self = exclusion
      } else {
        self.init(mode: game.mode, smallBats: game.smallBats, speed: game.speed)
      }
    }

    /// Says why games with these settings do not count; `nil` if they do.
    init?(of settings: GameSettings) {
      self.init(
        mode: settings.mode.name,
        smallBats: settings.smallBats.rawValue,
        speed: settings.speed.rawValue
      )
    }

    private init?(mode: String, smallBats: String, speed: String) {
      let speeds = MatchSpeed.allCases
      if mode != "classic" {
        self = .variant
      } else if smallBats != GameSettings.SmallBats.none.rawValue {
        self = .smallBats
      } else if let speed = MatchSpeed(rawValue: speed).flatMap(speeds.firstIndex(of:)),
        let normal = speeds.firstIndex(of: .normal), speed >= normal
      {
        return nil
      } else {
        self = .slow
      }
    }

    /// Says why games against a player of that id do not count; `nil` if they do.
    init?(against id: String, ladder: Ladder) {
      if ["random", "sweeper", "still", "person"].contains(id.prefix { $0 != ":" }) {
        self = .unsuitableOpponent
      } else if ladder.entry(id)?.strength == nil {
        self = .unratedOpponent
      } else {
        return nil
      }
    }

    /// The reason in a few words, to follow "not rated: ".
    public var reason: String {
      switch self {
      case .damaged: "damaged"
      case .unratedOpponent: "it has no Elo"
      case .unsuitableOpponent: "no measure of strength"
      case .variant: "not the classic game"
      case .smallBats: "small bats"
      case .slow: "slow motion"
      }
    }
  }
}

extension Ladder.Entry {
  /// Its Elo with a deviation, from half of the 95 % interval; `nil` without an Elo.
  fileprivate var strength: Glicko2.Rating? {
    guard let elo, elo.isFinite else { return nil }
    let error = eloError.flatMap { 0...10_000 ~= $0 ? $0 / 1.96 : nil }
    return Glicko2.Rating(elo, deviation: error ?? RatingHistory.opponentDeviation)
  }
}

// MARK: Expectation

extension Glicko2.Rating {
  /// The rating with half of its 95 % interval, as in "980 ± 70".
  func text(_ glyphs: GlyphSet) -> String {
    let sign = glyphs == .ascii ? "+-" : "±"
    return "\(Int(value.rounded())) \(sign) \(Int(interval95.rounded()))"
  }

  /// The points that this player is expected to win against one of that Elo, as a share.
  public func share(against elo: Double) -> Double {
    Glicko2.expectedShare(of: self, against: Glicko2.Rating(elo, deviation: 0))
  }

  /// The score to expect against a player of that Elo: the winner's points, and as many for the other as
  /// its share of points makes of them.
  ///
  /// - Parameters:
  ///   - elo: The opponent's Elo.
  ///   - points: The points to win.
  /// - Returns: This player's points and the opponent's, never the same.
  public func expectedScore(against elo: Double, to points: Int) -> (own: Int, other: Int) {
    let share = share(against: elo)
    let less = min(share, 1 - share)
    let loser = min(points - 1, Int((Double(points) * less / (1 - less)).rounded()))
    return share < 0.5 ? (loser, points) : (points, loser)
  }
}
