import PongAgents
import PongEngine
import Testing

@testable import PongInterface

/// A match that a person has played against a bot, for tests.
enum ReviewSample {
  /// Plays one to so many points, with a person of such traits on that side.
  static func track(
    points: UInt8 = 21,
    traits: String = "keys,reaction=250,error=4,predicts,fires",
    side: Side = .right
  ) throws -> ReplayTrack {
    let person = PersonPlayer.contestant(try PersonTraits(traits))
    let bot = PersonPlayer.contestant(try PersonTraits("mouse,reaction=150,error=2,predicts,fires"))
    let (left, right) = side == .left ? (person, bot) : (bot, person)
    var match = Match(
      rules: Rules(pointsToWin: points),
      left: left.seat(seed: 3),
      right: right.seat(seed: 4)
    )
    match.record()
    while !match.isOver { _ = match.step() }
    let human = Replay.Participant(id: "human", title: "Person")
    let steady = Replay.Participant(id: "steady", title: "Steady")
    return ReplayTrack(
      try #require(
        Replay(
          match,
          left: side == .left ? human : steady,
          right: side == .right ? human : steady,
          seed: 3
        )
      )
    )
  }
}
