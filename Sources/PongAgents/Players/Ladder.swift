/// The opponents that come with the program in the order of their strength, and what is known of
/// them without opening a policy: the file `weights/ladder.json`.
public struct Ladder: Hashable, Sendable {
  /// The version of the file's format that is written and understood.
  public static let version = 1

  /// An opponent, and what was measured of it.
  public struct Entry: Hashable, Sendable {
    /// What the command line, settings and results call it.
    public var id: String
    /// What the screens call it.
    public var title: String
    /// How hard it is, in a word that a person understands; `nil` for what is no rung.
    public var word: String?
    /// The name of its policy's file in the folder `weights`; `nil` for a player that needs none.
    public var policy: String?
    /// How many frames late it sees the game.
    public var reaction: Int?
    /// The temperature of the softmax that its actions are drawn from; 1 if left out.
    public var temperature: Double?
    /// Its Elo rating, Atari's computer standing at 1000.
    public var elo: Double?
    /// Half of the rating's 95 % interval.
    public var eloError: Double?
    /// The points a game that a best response trained against it wins by.
    public var exploitability: Double?
    /// How and how long it learned, in a few words.
    public var trained: String?
    /// How it learned: millions of agent steps and points a game against Atari's computer, pairs.
    public var curve: [[Double]]?
    /// How it plays.
    public var style: Style?

    /// Makes an entry of which nothing is known yet.
    public init(id: String, title: String, word: String? = nil, policy: String? = nil) {
      self.id = id
      self.title = title
      self.word = word
      self.policy = policy
    }

    /// How its policy plays.
    public var traits: PolicyTraits {
      PolicyTraits(selection: .sampled(temperature: temperature ?? 1), reaction: reaction ?? 0)
    }

    /// How people choose it: word, rating and how it learned.
    public var choice: Choice {
      let rating = elo.map { "Elo \(Int($0.rounded()))" }
      let parts = [word, rating, trained].compactMap { $0 }
      return Choice(
        id: id,
        title: title,
        detail: parts.isEmpty ? "A trained agent" : parts.joined(separator: ", ")
      )
    }
  }

  /// How a player plays, as `pong tournament --json` measures it.
  public struct Style: Hashable, Sendable {
    /// The mean number of hits of a rally, by either side.
    public var meanRallyHits: Double?
    /// The part of its hits with the button down, 0 to 1.
    public var firedShare: Double?
    /// The part of its lost points at which the ball passed in the upper third of the court.
    public var lostTopShare: Double?
    /// The same of the middle third.
    public var lostMiddleShare: Double?
    /// The same of the lower third.
    public var lostBottomShare: Double?
    /// The part of its lost points that were lost to balls which move more lines than columns.
    public var lostSteepShare: Double?

    /// Makes a style of what is known.
    public init(
      meanRallyHits: Double? = nil,
      firedShare: Double? = nil,
      lostTopShare: Double? = nil,
      lostMiddleShare: Double? = nil,
      lostBottomShare: Double? = nil,
      lostSteepShare: Double? = nil
    ) {
      self.meanRallyHits = meanRallyHits
      self.firedShare = firedShare
      self.lostTopShare = lostTopShare
      self.lostMiddleShare = lostMiddleShare
      self.lostBottomShare = lostBottomShare
      self.lostSteepShare = lostSteepShare
    }
  }

  /// The rungs, the weakest first: trained agents that a person can climb past one by one.
  public var rungs: [Entry]
  /// Everybody else of whom something was measured: the console's computer, bots, older agents.
  public var others: [Entry]

  /// Makes a ladder.
  public init(rungs: [Entry] = [], others: [Entry] = []) {
    self.rungs = rungs
    self.others = others
  }

  /// All entries, the rungs first.
  public var entries: [Entry] { rungs + others }

  /// What is known of the player of that id.
  public func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }

  /// The place of the player of that id among the rungs, from 0.
  public func rung(_ id: String) -> Int? { rungs.firstIndex { $0.id == id } }

  /// Who stands next to a player: for a rung its neighbours, for others the rungs whose ratings
  /// are the nearest above and below.
  ///
  /// - Parameter id: The player.
  /// - Returns: The neighbours, `nil` at an end of the ladder and where no rating is known.
  public func neighbours(of id: String) -> (weaker: Entry?, stronger: Entry?) {
    if let place = rung(id) {
      return (
        place > 0 ? rungs[place - 1] : nil,
        place + 1 < rungs.count ? rungs[place + 1] : nil
      )
    }
    guard let elo = entry(id)?.elo else { return (nil, nil) }
    return (
      rungs.last { $0.elo.map { $0 <= elo } ?? false },
      rungs.first { $0.elo.map { $0 > elo } ?? false }
    )
  }
}

// MARK: The file

extension Ladder.Style: Codable {
  private enum CodingKeys: String, CodingKey {
    case meanRallyHits = "mean_rally_hits"
    case firedShare = "fired_share"
    case lostTopShare = "lost_top_share"
    case lostMiddleShare = "lost_middle_share"
    case lostBottomShare = "lost_bottom_share"
    case lostSteepShare = "lost_steep_share"
  }

  /// Whether parts are parts, and a number of hits is one.
  fileprivate var isPossible: Bool {
    [firedShare, lostTopShare, lostMiddleShare, lostBottomShare, lostSteepShare]
      .allSatisfy { 0...1 ~= $0 ?? 0 } && 0...1e6 ~= meanRallyHits ?? 0
  }
}

extension Ladder.Entry: Codable {
  private enum CodingKeys: String, CodingKey {
    case id
    case title
    case word
    case policy
    case reaction
    case temperature
    case elo
    case eloError = "elo_error"
    case exploitability
    case trained
    case curve
    case style
  }

  /// What is wrong with the entry; `nil` if nothing is.
  fileprivate var problem: String? {
    let isName = { (text: String) in
      !text.isEmpty
        && text.unicodeScalars.allSatisfy {
          $0.isASCII && ($0.properties.isAlphabetic || "0123456789-.".unicodeScalars.contains($0))
        }
    }
    if !isName(id) { return "\"\(id)\" is no id: letters, digits and hyphens are" }
    if let policy, !isName(policy) { return "\"\(policy)\" is no name of a file in the folder" }
    if let reaction, !PolicyTraits.reactions.contains(reaction) {
      return "\"\(id)\" reacts after 0 to 60 frames"
    }
    if let temperature, !PolicyTraits.isTemperature(temperature) {
      return "the temperature of \"\(id)\" is more than 0 and at most 100"
    }
    if let curve, !curve.allSatisfy({ $0.count == 2 }) {
      return "the curve of \"\(id)\" is made of pairs"
    }
    let figures = [elo, eloError, exploitability].compactMap { $0 } + (curve ?? []).flatMap { $0 }
    if !figures.allSatisfy({ abs($0) <= Self.greatestFigure }) {
      return "\"\(id)\" has a figure beyond \(Int(Self.greatestFigure))"
    }
    if style?.isPossible == false { return "the style of \"\(id)\" has impossible figures" }
    return nil
  }

  /// The greatest rating, millions of steps or points that there can be, and the least below 0.
  private static let greatestFigure = 1e6
}

extension Ladder: Codable {
  private enum CodingKeys: String, CodingKey {
    case version
    case rungs
    case others
  }

  /// Reads a ladder; what is not there is left out, and what cannot be is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version,
        in: container,
        debugDescription: "version \(version) is not understood, only \(Self.version)"
      )
    }
    self.init(
      rungs: try container.decodeIfPresent([Entry].self, forKey: .rungs) ?? [],
      others: try container.decodeIfPresent([Entry].self, forKey: .others) ?? []
    )
    var problem = entries.lazy.compactMap(\.problem).first
    if Set(entries.map(\.id)).count < entries.count { problem = "an id stands there twice" }
    if let problem {
      throw DecodingError.dataCorruptedError(
        forKey: .rungs,
        in: container,
        debugDescription: problem
      )
    }
  }

  /// Writes the ladder with its version.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(rungs, forKey: .rungs)
    try container.encode(others, forKey: .others)
  }
}
