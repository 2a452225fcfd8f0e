import Foundation
import PongAgents
import PongEngine
import Text

/// A tournament's table as text, JSON and CSV.
struct TournamentReport {
  /// The table.
  let table: TournamentTable
  /// The seed of all chance.
  let seed: UInt64
  /// How many games two players were to play.
  let gamesPerPairing: Int
  /// The players by rating.
  let standings: [TournamentTable.Standing]

  /// Prepares a report.
  init(_ table: TournamentTable, of tournament: Tournament) {
    self.table = table
    seed = tournament.seed
    gamesPerPairing = tournament.gamesPerPairing
    standings = table.standings
  }

  private func id(_ player: Int) -> String { table.players[player].id }

  /// The id as text and CSV have it.
  private func shown(_ player: Int) -> String { id(player).printable }

  // MARK: Text

  /// The table for people: players by rating, and what each row has reached against each column, in
  /// points a game, with half the width of the 95 % interval below.
  var text: String {
    let names = standings.enumerated().map { "\($0.offset + 1) \(shown($0.element.player))" }
    let width = max(6, names.map(\.count).max() ?? 0) + 2
    func padded(_ text: String, _ width: Int) -> String {
      text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
    }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let numbers = standings.indices.map { right(String($0 + 1), 7) }.joined()
    var lines = [padded("player", width) + right("Elo", 10) + right("points", 10) + numbers]
    for (standing, name) in zip(standings, names) {
      let results = standings.map { table.result(of: standing.player, against: $0.player) }
      let share = standing.share.map { String(format: "%.1f %%", 100 * $0) } ?? "–"
      let rating = Self.rating(standing)
      lines.append(
        padded(name, width) + right(rating, 10) + right(share, 10)
          + results.map { right($0.map { Self.signed($0.meanMargin) } ?? "·", 7) }.joined()
      )
      let intervals = results.map { result in
        right(result?.interval95.map { String(format: "±%.1f", $0) } ?? "", 7)
      }
      lines.append(String(repeating: " ", count: width + 20) + intervals.joined())
    }
    return (lines.map(\.withoutBlanksAtEnd) + remarks).joined(separator: "\n")
  }

  /// The rating of who is at `standing`, as in `1234 ±56`.
  private static func rating(_ standing: TournamentTable.Standing) -> String {
    let rating = String(format: "%.0f", standing.rating)
    return standing.interval95 > 0
      ? rating + String(format: " ±%.0f", standing.interval95) : rating + "   "
  }

  private static func signed(_ value: Double) -> String { String(format: "%+.1f", value) }

  /// What the numbers do not say by themselves.
  private var remarks: [String] {
    var lines: [String] = []
    let upsets = table.upsets.filter(\.isCertain)
    if !upsets.isEmpty {
      lines += ["", "Against the ranking:"]
      lines += upsets.map { upset in
        let margin = String(format: "%.1f ± %.1f", upset.meanMargin, upset.interval95 ?? 0)
        return "  \(shown(upset.first)) beats \(shown(upset.second)) by \(margin) points a game"
      }
    }
    let cutOff = table.pairings.filter { $0.timeOuts > 0 }
    if !cutOff.isEmpty {
      lines += ["", "Given up by the console after 18 minutes:"]
      lines += cutOff.map { pairing in
        "  \(shown(pairing.first)) against \(shown(pairing.second)): "
          + "\(pairing.timeOuts) of \(pairing.games) games"
      }
    }
    let all = table.pairings.count * gamesPerPairing
    if table.games < all { lines += ["", "Stopped after \(table.games) of \(all) games."] }
    return lines
  }

  // MARK: CSV

  /// A row for each player against each other one, the players by rating.
  var csv: String {
    let header = [
      "player", "opponent", "games", "margin", "interval_95", "points_won", "points_lost", "share",
      "margin_left", "margin_right", "time_outs",
    ]
    let rows = standings.flatMap { row in
      standings.compactMap { table.result(of: row.player, against: $0.player) }
    }
    .map { result in
      func text(_ value: Double?) -> String { value.map { String($0) } ?? "" }
      return [
        shown(result.first), shown(result.second), String(result.games), text(result.meanMargin),
        text(result.interval95), String(result.firstTally.points),
        String(result.secondTally.points), text(result.share),
        text(result.meanMargin(from: .left)), text(result.meanMargin(from: .right)),
        String(result.timeOuts),
      ]
    }
    return ([header] + rows).map { $0.map(Self.field).joined(separator: ",") }
      .joined(separator: "\n")
  }

  /// A field as of RFC 4180.
  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

// MARK: JSON

extension TournamentReport: Encodable {
  private enum Key: String, CodingKey {
    case games, seed, players, pairings, upsets
  }

  /// Writes the table as Output.md describes it.
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(table.games, forKey: .games)
    try object.encode(seed, forKey: .seed)
    try object.encode(
      standings.map { Player(id: id($0.player), choice: table.players[$0.player], standing: $0) },
      forKey: .players
    )
    let pairings = standings.indices.flatMap { high in
      standings[(high + 1)...].compactMap { low in
        table.result(of: standings[high].player, against: low.player)
      }
    }
    try object.encode(pairings.map(pairing), forKey: .pairings)
    try object.encode(table.upsets.map(pairing), forKey: .upsets)
  }

  private func pairing(_ result: PairingResult) -> Pairing {
    Pairing(result, player: id(result.first), opponent: id(result.second))
  }

  private struct Player: Encodable {
    var id: String
    var choice: Choice
    var standing: TournamentTable.Standing

    enum Key: String, CodingKey {
      case id, title, elo, margin, share, style
      case interval95 = "elo_interval_95"
    }

    enum StyleKey: String, CodingKey {
      case meanRallyHits = "mean_rally_hits"
      case firedShare = "fired_share"
      case lostTopShare = "lost_top_share"
      case lostMiddleShare = "lost_middle_share"
      case lostBottomShare = "lost_bottom_share"
      case lostSteepShare = "lost_steep_share"
      case timeOutShare = "time_out_share"
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(id, forKey: .id)
      try object.encode(choice.title, forKey: .title)
      try object.encode(standing.rating, forKey: .elo)
      try object.encode(standing.interval95, forKey: .interval95)
      try object.encode(standing.meanMargin, forKey: .margin)
      try object.encodeIfPresent(standing.share, forKey: .share)
      var style = object.nestedContainer(keyedBy: StyleKey.self, forKey: .style)
      try style.encode(standing.style.meanRallyHits, forKey: .meanRallyHits)
      try style.encodeIfPresent(standing.style.firedShare, forKey: .firedShare)
      try style.encodeIfPresent(standing.style.lostTopShare, forKey: .lostTopShare)
      try style.encodeIfPresent(standing.style.lostMiddleShare, forKey: .lostMiddleShare)
      try style.encodeIfPresent(standing.style.lostBottomShare, forKey: .lostBottomShare)
      try style.encodeIfPresent(standing.style.lostSteepShare, forKey: .lostSteepShare)
      try style.encode(standing.style.timeOutShare, forKey: .timeOutShare)
    }
  }

  private struct Pairing: Encodable {
    var player: String
    var opponent: String
    var games: Int
    var margin: Double
    var interval95: Double?
    var pointsWon: Int
    var pointsLost: Int
    var share: Double?
    var marginLeft: Double?
    var marginRight: Double?
    var timeOuts: Int
    var meanRallyHits: Double
    var longestRallyHits: Int
    var meanFrames: Double

    enum CodingKeys: String, CodingKey {
      case player, opponent, games, margin, share
      case interval95 = "interval_95"
      case pointsWon = "points_won"
      case pointsLost = "points_lost"
      case marginLeft = "margin_left"
      case marginRight = "margin_right"
      case timeOuts = "time_outs"
      case meanRallyHits = "mean_rally_hits"
      case longestRallyHits = "longest_rally_hits"
      case meanFrames = "mean_frames"
    }

    init(_ result: PairingResult, player: String, opponent: String) {
      self.player = player
      self.opponent = opponent
      games = result.games
      margin = result.meanMargin
      interval95 = result.interval95
      pointsWon = result.firstTally.points
      pointsLost = result.secondTally.points
      share = result.share
      marginLeft = result.meanMargin(from: .left)
      marginRight = result.meanMargin(from: .right)
      timeOuts = result.timeOuts
      meanRallyHits = Double(result.rallyHits) / Double(max(1, result.rallies))
      longestRallyHits = result.longestRallyHits
      meanFrames = Double(result.frames) / Double(max(1, result.games))
    }
  }
}

extension String {
  /// The line as far as its last character that is no blank.
  fileprivate var withoutBlanksAtEnd: String {
    var line = self
    while line.last == " " { line.removeLast() }
    return line
  }
}
