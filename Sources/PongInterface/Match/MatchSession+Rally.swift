import PongAgents

// Rallies that may never end, between bots: the console gives a game up after 18 minutes.
extension MatchSession {
  /// More hits than this in a rally between bots, and it may well go on until the console gives the
  /// game up.
  static let endlessRally = 1000

  /// Whether the rally is one that may never end.
  var isEndless: Bool { controls.isEmpty && !match.isOver && tally.rally > Self.endlessRally }

  /// Plays on unseen until the point is over; nothing of the game is left out, so that its replay is
  /// what it would have been.
  mutating func hurryToNextPoint() {
    guard controls.isEmpty, !match.isOver else { return }
    pace.isHurrying = true
    if pace.pause != nil { resume() }
  }

  mutating func hurry(at time: Duration) {
    let scores = tally.scores
    for _ in 0..<Self.hurriedFrames where !match.isOver && tally.scores == scores {
      step(at: time)
    }
    if match.isOver || tally.scores != scores { pace.isHurrying = false }
  }

  /// The frames of the game in a frame of the screen that nobody looks at: ten seconds.
  private static let hurriedFrames = 600
}
