import PongAgents
import PongEngine

extension MatchSession {
  /// The side of the only person, who plays against a program; `nil` if there is none, or two.
  var personSide: Side? {
    let humans = Side.allCases.filter { match.seat($0).isHuman }
    return humans.count == 1 ? humans[0] : nil
  }

  /// Whether the game is over and can be reviewed.
  var isReviewable: Bool { match.isOver && !isTrying && personSide != nil && match.isRecording }

  /// What has been played of the present game, whether its replay is kept or not; `nil` unless a
  /// single person has played it from its beginning.
  private var played: Replay? {
    replay
      ?? Replay(
        match,
        left: Replay.Participant(left, in: match.left),
        right: Replay.Participant(right, in: match.right),
        seed: 0
      )
  }

  /// The review of the game that is over.
  ///
  /// - Parameters:
  ///   - offers: What can be done next.
  ///   - commands: The keys struck so far.
  /// - Returns: The screen; `nil` if the game cannot be reviewed.
  func review(offering offers: ReviewScreen.Offers, after commands: CommandFilter) -> ReviewScreen?
  {
    guard match.isOver, hasPeople, let played else { return nil }
    // Of two people's game the right one's view comes first.
    let side = personSide ?? .right
    var offers = offers
    offers.sources = replaySources
    if personSide != nil {
      let opponent = match.freshSeat(side.opposite)
      if opponent.joinsLate { offers.opponent = opponent }
      // A rival learns from what is kept.
      offers.rivalSeed = archiveSeed
    }
    return ReviewScreen(
      ReplayTrack(played),
      side: side,
      settings: settings,
      offers: offers,
      names: (name(of: side), name(of: side.opposite)),
      after: commands
    )
  }
}
