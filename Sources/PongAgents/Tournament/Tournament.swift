import PongEngine
import Randomness
public import Reinforcement

/// A round robin: everybody plays everybody, from both sides.
///
/// The games of two players follow from the seed and from who they are: not from who else takes part,
/// from the order in which players are named, nor from the number of threads.
public struct Tournament: Sendable {
  /// Two players, by their numbers.
  public struct Pairing: Hashable, Sendable {
    /// The one whose name comes first in the alphabet.
    public let first: Int
    /// The other one.
    public let second: Int
  }

  /// Who takes part; no two have the same id.
  public let players: [Contestant]
  /// How many games two players play, half of them from each side.
  public let gamesPerPairing: Int
  /// The seed of all chance.
  public let seed: UInt64
  /// Who plays whom, in the order in which they do.
  public let pairings: [Pairing]
  /// Receives a replay of each game; see ``GameSeries/keep``.
  public var keep: (@Sendable (_ game: Int, Replay) -> Void)?

  /// Prepares a tournament.
  ///
  /// - Parameters:
  ///   - players: Who takes part; no two have the same id.
  ///   - games: The games of a pairing; one more if the number is odd.
  ///   - seed: The seed of all chance.
  public init(_ players: [Contestant], games: Int, seed: UInt64) {
    self.players = players
    gamesPerPairing = games + games % 2
    self.seed = seed
    let ids = players.map(\.choice.id)
    precondition(Set(ids).count == ids.count, "somebody takes part twice")
    pairings = players.indices.flatMap { one in
      (one + 1..<players.count).map { other in
        ids[one] < ids[other]
          ? Pairing(first: one, second: other) : Pairing(first: other, second: one)
      }
    }
  }

  /// The games of a pairing.
  public func series(_ pairing: Pairing) -> GameSeries {
    let (one, other) = (players[pairing.first], players[pairing.second])
    // FNV-1a of both names; a zero stands between them.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in Array(one.choice.id.utf8) + [0] + Array(other.choice.id.utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    var seeds = SplitMix64(seed: seed ^ hash)
    var series = GameSeries(one, other, seed: seeds.next())
    series.keep = keep
    return series
  }

  /// Plays all games: a few of each pairing in turn, so that the table fills evenly.
  ///
  /// - Parameters:
  ///   - pool: Who plays them.
  ///   - gamesAtOnce: How many games of a pairing are played before the next one's turn.
  ///   - observe: Told how the table stands before each turn, and the number of the pairing whose
  ///     turn it is; returns whether to go on.
  /// - Returns: The table in the end.
  @discardableResult
  public func play(
    on pool: some WorkPool,
    gamesAtOnce: Int = 20,
    observe: (_ table: TournamentTable, _ pairing: Int) -> Bool = { _, _ in true }
  ) -> TournamentTable {
    var table = TournamentTable(self)
    for start in stride(from: 0, to: gamesPerPairing, by: gamesAtOnce) {
      let games = start..<min(gamesPerPairing, start + gamesAtOnce)
      for (number, pairing) in pairings.enumerated() {
        guard observe(table, number) else { return table }
        table.add(series(pairing).play(games, on: pool), to: number)
      }
    }
    return table
  }
}
