public import PongAgents

/// Where the menu learns what is in files; nothing of it ever makes the menu wait.
public struct MenuSources: Sendable {
  /// What is told when the menu opens, as where files of the program are missing.
  public var notice: String?
  /// The opponents that come with the program in the order of their strength.
  public var ladder: Ladder
  /// The games that a person has finished against programs, in order.
  public var games: [FinishedGame]
  /// The agents of the user's own runs, the newest first; `nil` while they are being looked for.
  ///
  /// Asked for at every frame until there is an answer.
  public var agents: @Sendable () -> [OwnAgent]?
  /// Looks for the agents anew, as after a run.
  public var renewAgents: @Sendable () -> Void
  /// What is in the files of an opponent; `nil` while they are being read.
  ///
  /// Asked for at every frame until there is an answer, and only if the opponent's card is shown.
  public var findings: @Sendable (_ id: String) -> OpponentFindings?
  /// Keeps a game that a person has finished.
  public var keep: @Sendable (FinishedGame) -> Void
  /// Keeps the replay of a game that a person has played.
  public var keepReplay: @Sendable (Replay) -> Void
  /// The matches that are kept.
  public var matches: MatchSources
  /// Whether there are kept matches, from which a rival can learn; asked when training is chosen.
  public var hasMatches: @Sendable () -> Bool
  /// Whether games count for a rating: not where they are not kept.
  public var isRating: Bool
  /// The seconds since 1970; `nil` where nobody has a clock.
  public var now: @Sendable () -> Double?

  /// Puts sources together; left alone, there is nothing in any file.
  public init(
    notice: String? = nil,
    ladder: Ladder = Ladder(),
    games: [FinishedGame] = [],
    agents: @escaping @Sendable () -> [OwnAgent]? = { [] },
    renewAgents: @escaping @Sendable () -> Void = {},
    findings: @escaping @Sendable (_ id: String) -> OpponentFindings? = { _ in
      OpponentFindings()
    },
    keep: @escaping @Sendable (FinishedGame) -> Void = { _ in },
    keepReplay: @escaping @Sendable (Replay) -> Void = { _ in },
    matches: MatchSources = MatchSources(),
    hasMatches: @escaping @Sendable () -> Bool = { false },
    isRating: Bool = true,
    now: @escaping @Sendable () -> Double? = { nil }
  ) {
    self.notice = notice
    self.ladder = ladder
    self.games = games
    self.agents = agents
    self.renewAgents = renewAgents
    self.findings = findings
    self.keep = keep
    self.keepReplay = keepReplay
    self.matches = matches
    self.hasMatches = hasMatches
    self.isRating = isRating
    self.now = now
  }
}

/// The agent of a run of one's own.
public struct OwnAgent: Sendable {
  /// How it is seated.
  public var entry: PlayerCatalog.Entry
  /// The points a game that it reached in training; `nil` if its file does not say.
  public var reached: Double?

  /// Describes an agent.
  public init(_ entry: PlayerCatalog.Entry, reached: Double?) {
    self.entry = entry
    self.reached = reached
  }
}

/// What the files of an opponent say about it.
public struct OpponentFindings: Sendable {
  /// The opponent itself, for a game that is shown beside it; `nil` for one that cannot be seated.
  public var contestant: Contestant?
  /// The figures of its network's units, the one that moves the bat most first; `nil` for an
  /// opponent without a network that sees pictures.
  public var figures: PolicyFigures?
  /// The points a game while it learned, over millions of agent steps; empty if nothing is known.
  public var curve: [Chart.Point]
  /// Why there is no more to say.
  public var problem: String?

  /// Puts findings together.
  public init(
    contestant: Contestant? = nil,
    figures: PolicyFigures? = nil,
    curve: [Chart.Point] = [],
    problem: String? = nil
  ) {
    self.contestant = contestant
    self.figures = figures
    self.curve = curve
    self.problem = problem
  }

  /// The network, if it sees pictures.
  var network: PongPolicy? {
    if case .pixels(let policy) = contestant?.policy { return policy }
    return nil
  }

  /// What the unit that moves the bat most looks for, 80 × 80 numbers row by row, in the picture to
  /// which it has the greater weights.
  var portrait: [Float]? {
    guard let network, let unit = figures?.units.first?.unit else { return nil }
    func norm(_ picture: Int) -> Float {
      network.receptiveField(ofUnit: unit, picture: picture).reduce(0) { $0 + $1 * $1 }
    }
    return network.observation.pictures.indices.max { norm($0) < norm($1) }
      .map { network.weighedField(ofUnit: unit, picture: $0) }
  }
}
