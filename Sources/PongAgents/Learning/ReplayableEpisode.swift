import PongEngine
import Randomness
import Reinforcement

/// One of gym's environments on a small random stream of its own, whose episode can be played again.
///
/// Frame skips, sticky actions and limits have the distributions of the environment; the stream is
/// not gymnasium's, whose two generators would cost more than the game.
struct ReplayableEpisode: Sendable {
  /// The environment.
  private(set) var environment: AtariEnvironment<FastStreams>

  /// What each of the policy's actions is on the console.
  let actions: [Action]

  /// An episode starts after 0 to this many frames without an action.
  private let noopFrames: Int

  /// Who plays against the policy.
  private let opponent: Contestant

  /// The opponent of this episode.
  private var opponentSeat: Seat

  /// From what the episode can be played again: the stream at its start, and all actions.
  private var start: SplitMix64
  private var history: [UInt8] = []

  /// Starts the first episode of the stream that belongs to `seed`.
  init(
    _ id: EnvironmentID,
    actions: [Action],
    noopFrames: Int = 0,
    opponent: Contestant = .computer,
    seed: UInt64
  ) {
    self.actions = actions
    self.noopFrames = noopFrames
    self.opponent = opponent
    opponentSeat = opponent.seat(seed: seed, timing: .environment)
    environment = AtariEnvironment(id, rules: Rules(leftHolder: opponentSeat.holder), seed: seed)
    start = environment.streams.generator
    history.reserveCapacity(4096)
    reset()
  }

  /// Begins the next episode.
  mutating func reset() {
    start = environment.streams.generator
    history.removeAll(keepingCapacity: true)
    environment.reset()
    if case .player = opponentSeat {
      // Its chance follows from the episode's start, so that the episode can be played again.
      let seed = environment.streams.generator.next()
      opponentSeat = opponent.seat(seed: seed, timing: .environment)
    }
    if noopFrames > 0 {
      let count = environment.streams.generator.integer(below: noopFrames + 1)
      environment.pass(frames: count, against: &opponentSeat)
    }
  }

  /// Plays one agent step: the frames of one decision.
  @inline(__always)
  mutating func step(_ action: Int) -> TimeStep {
    history.append(UInt8(truncatingIfNeeded: action))
    let result = environment.step(actions[action], against: &opponentSeat)
    return TimeStep(
      reward: Float(result.reward),
      status: result.terminated ? .terminated : result.truncated ? .truncated : .running
    )
  }

  /// The stream at the start of the episode and all actions since, eight to a word.
  ///
  /// A state made from registers would have to be checked register by register; an episode that is
  /// played again cannot be an impossible one.
  var snapshot: [UInt64] {
    var words = [start.state, UInt64(history.count)]
    for first in stride(from: 0, to: history.count, by: 8) {
      var word: UInt64 = 0
      for (place, action) in history[first..<min(first + 8, history.count)].enumerated() {
        word |= UInt64(action) << UInt64(8 * place)
      }
      words.append(word)
    }
    return words
  }

  /// Plays the episode of a snapshot again, and shows every step to the body.
  ///
  /// - Returns: Whether it was a snapshot; if not, nothing has changed and nothing was shown.
  mutating func replay(
    _ snapshot: [UInt64],
    _ body: (borrowing ReplayableEpisode) -> Void = { _ in }
  ) -> Bool {
    guard snapshot.count >= 2, snapshot[1] <= UInt64(environment.id.maximumFrames),
      snapshot.count - 2 == (Int(snapshot[1]) + 7) / 8
    else { return false }
    var played: [Int] = []
    for index in 0..<Int(snapshot[1]) {
      let action = Int(snapshot[2 + index / 8] >> UInt64(index % 8 * 8) & 0xFF)
      guard action < actions.count else { return false }
      played.append(action)
    }
    environment.streams.generator.state = snapshot[0]
    reset()
    body(self)
    for action in played {
      _ = step(action)
      body(self)
    }
    return true
  }
}
