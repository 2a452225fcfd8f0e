import PongAgents

/// A person's rating while a match is played.
public struct LiveRating: Sendable {
  /// The rating, with the games of the match that are over.
  public private(set) var history: RatingHistory
  /// The games of the match that the person has finished, with the time.
  public private(set) var games: [FinishedGame] = []

  /// How many results of the match have been looked at.
  private var resultCount = 0
  private let now: @Sendable () -> Double?
  private let keep: @Sendable (FinishedGame) -> Void

  /// Begins a match.
  ///
  /// - Parameters:
  ///   - history: The rating before.
  ///   - now: Tells the seconds since 1970; `nil` where nobody has a clock.
  ///   - keep: Receives each game as soon as it is over, before anything can happen to the program.
  public init(
    _ history: RatingHistory,
    now: @escaping @Sendable () -> Double? = { nil },
    keep: @escaping @Sendable (FinishedGame) -> Void = { _ in }
  ) {
    self.history = history
    self.now = now
    self.keep = keep
  }

  /// Takes in the games that have been finished since last time.
  mutating func follow(_ session: MatchSession) {
    guard session.results.count > resultCount else { return }
    resultCount = session.results.count
    for var game in session.finishedGames.dropFirst(games.count) {
      game.ended = now()
      games.append(game)
      history.add(game)
      keep(game)
    }
  }

  /// What has become of the rating by the game that is over; `nil` while one goes on, and after one
  /// that a person has not finished.
  func change(by session: MatchSession) -> RatingHistory.Outcome? {
    guard session.match.isOver, case .won = session.results.last?.ending, !games.isEmpty else {
      return nil
    }
    return history.last
  }
}

extension RatingHistory.Outcome {
  /// The change in a line, as in "rating 980 → 1004", or why there is none.
  func line(_ theme: Theme, _ glyphs: GlyphSet) -> StyledText {
    switch self {
    case .counted(let entry) where entry.isFirst:
      return StyledText("your first rating: ", theme.faint)
        .adding(entry.after.text(glyphs), theme.strong)
    case .counted(let entry):
      return StyledText("rating ", theme.faint)
        .adding("\(Int(entry.before.value.rounded())) → ", theme.text)
        .adding("\(Int(entry.after.value.rounded()))", theme.strong)
    case .excluded(let exclusion):
      return StyledText("not rated: \(exclusion.reason)", theme.faint)
    }
  }
}
