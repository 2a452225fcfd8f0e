import PongAgents
import PongEngine
import Synchronization
import Testing

@testable import PongInterface

/// Replays to look at.
enum SampleReplay {
  /// A game that was played by bots.
  ///
  /// - Parameters:
  ///   - left: Who is on the left.
  ///   - right: Who is on the right.
  ///   - points: The points to win.
  ///   - people: The sides that are said to have been people's.
  ///   - frames: After how many frames it was left.
  /// - Throws: If nothing was recorded.
  /// - Returns: The game as it was recorded.
  static func track(
    _ left: Contestant = .computer,
    _ right: Contestant = FollowerPlayer.contestant,
    points: UInt8 = 5,
    people: [Side] = [.right],
    frames: Int = .max
  ) throws -> ReplayTrack {
    var match = Match(
      rules: Rules(pointsToWin: points),
      left: left.seat(seed: 1),
      right: right.seat(seed: 2)
    )
    match.record()
    var count = 0
    while !match.isOver, count < frames {
      _ = match.step()
      count += 1
    }
    func participant(_ side: Side, _ contestant: Contestant) -> Replay.Participant {
      people.contains(side)
        ? Replay.Participant(id: "human", title: "Human")
        : Replay.Participant(contestant.choice, in: match.seat(side))
    }
    let replay = Replay(
      match,
      left: participant(.left, left),
      right: participant(.right, right),
      seed: 1
    )
    return ReplayTrack(try #require(replay))
  }

  /// A player whose network is easily seen through.
  static let network = Contestant(
    Choice(id: "net", title: "Net", detail: ""),
    policy: .pixels(Inspected.policy())
  )

  /// Sources that know the network and the follower, as the champion.
  static let sources = ReplaySources(
    player: { participant in
      switch participant.id {
      case "net": FoundPlayer(network)
      case "champion", "follower": FoundPlayer(FollowerPlayer.contestant)
      default: FoundPlayer(remark: "\(participant.title) is not there any more")
      }
    }
  )
}

/// A value that a source tells and a test changes.
final class Shared<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) { state = Mutex(value) }

  var value: Value {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
