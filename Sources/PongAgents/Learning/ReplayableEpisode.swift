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

  /// The environment as it is named, whose steps an episode may replace.
  private let id: EnvironmentID
  private let league: League
  private let variants: EpisodeVariants

  /// Who plays against the policy in this episode.
  private var draw = League.Draw(member: 0)

  /// The seat of an opponent whose doings follow from its seed and the game.
  private var seat = Seat.computer

  /// An opponent that is a network, whose weights may be others when the episode is played again;
  /// `nil` where somebody sits in the seat.
  private var network: NetworkOpponent?

  /// From what the episode can be played again: the stream at its start, and all actions; those of
  /// an opponent that is a network, too.
  private var start: SplitMix64
  private var history: [UInt8] = []
  private var networkHistory: [UInt8] = []

  /// Starts the first episode of the stream that belongs to `seed`.
  init(
    _ id: EnvironmentID,
    actions: [Action],
    noopFrames: Int = 0,
    variants: EpisodeVariants = EpisodeVariants(),
    league: League,
    seed: UInt64
  ) {
    self.id = id
    self.actions = actions
    self.noopFrames = noopFrames
    self.variants = variants
    self.league = league
    environment = AtariEnvironment(id, seed: seed)
    start = environment.streams.generator
    history.reserveCapacity(4096)
    reset()
  }

  /// Which opponent the episode is against, as a number; see ``League/record(_:)``.
  var group: Int32 { draw.group }

  /// Begins the next episode.
  mutating func reset() { reset(against: nil) }

  /// Begins the next episode, against the opponent that is drawn or against this one.
  private mutating func reset(against given: League.Draw?) {
    var streams = environment.streams
    start = streams.generator
    history.removeAll(keepingCapacity: true)
    networkHistory.removeAll(keepingCapacity: true)
    draw = league.draw(using: &streams.generator)
    if let given { draw = given }
    var (side, rules) = variants.draw(using: &streams.generator)
    let id = variants.draw(id, using: &streams.generator)
    seatOpponent(&streams.generator)
    rules.leftHolder = side == .left ? .paddle : seat.holder
    rules.rightHolder = side == .right ? .paddle : seat.holder
    environment = AtariEnvironment(id, rules: rules, side: side, streams: streams)
    if noopFrames > 0 {
      let count = environment.streams.generator.integer(below: noopFrames + 1)
      environment.pass(frames: count, against: &seat)
    }
  }

  /// Seats who is drawn: its chance, if any, follows from the episode's start, so that the episode
  /// can be played again.
  private mutating func seatOpponent(_ generator: inout SplitMix64) {
    network = nil
    if let policy = league.policy(draw) {
      network = NetworkOpponent(policy, seed: generator.next())
      // A paddle that nobody turns while frames pass without a decision.
      seat = .human
    } else if case .contestant(let contestant) = league.opponents[draw.member] {
      var next = generator
      seat = contestant.seat(seed: next.next(), timing: .environment)
      if case .player = seat { generator = next }
    } else {
      preconditionFailure("a league of the learner's selves without the learner")
    }
  }

  /// Plays one agent step: the frames of one decision.
  @inline(__always)
  mutating func step(_ action: Int) -> TimeStep { play(action, against: nil) }

  /// Plays one agent step, in which an opponent that is a network does what it decides, or this.
  @inline(__always)
  private mutating func play(_ action: Int, against given: UInt8?) -> TimeStep {
    history.append(UInt8(truncatingIfNeeded: action))
    let result: StepResult
    if network != nil {
      let decision = decide(given)
      networkHistory.append(decision.index)
      result = environment.step(actions[action], against: decision.input)
    } else {
      result = environment.step(actions[action], against: &seat)
    }
    return TimeStep(
      reward: Float(result.reward),
      status: result.terminated ? .terminated : result.truncated ? .truncated : .running
    )
  }

  /// The decision of an opponent that is a network.
  private mutating func decide(_ given: UInt8?) -> (index: UInt8, input: PaddleInput) {
    let view = environment.game.seen(from: environment.side.opposite)
    let index: Int
    if let given {
      network?.repeatDecision(seeing: view)
      index = Int(given)
    } else {
      index = network?.decide(seeing: view) ?? 0
    }
    return (UInt8(truncatingIfNeeded: index), network?.input(index) ?? .idle)
  }

  /// The stream at the start of the episode and all actions since, eight to a word.
  ///
  /// In a league the number of the opponent comes between the two, and behind the actions those of
  /// an opponent that is a network. A state made from registers would have to be checked register by
  /// register; an episode that is played again cannot be an impossible one.
  var snapshot: [UInt64] {
    var words = [start.state, UInt64(history.count)]
    if !league.isPlain { words.append(UInt64(UInt32(bitPattern: draw.group))) }
    for list in [history, networkHistory] {
      for first in stride(from: 0, to: list.count, by: 8) {
        var word: UInt64 = 0
        for (place, action) in list[first..<min(first + 8, list.count)].enumerated() {
          word |= UInt64(action) << UInt64(8 * place)
        }
        words.append(word)
      }
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
    let headerLength = league.isPlain ? 2 : 3
    guard snapshot.count >= headerLength, snapshot[1] <= UInt64(environment.id.maximumFrames)
    else { return false }
    let count = Int(snapshot[1])
    var drawn: League.Draw?
    if !league.isPlain {
      guard let group = Int32(exactly: snapshot[2]) else { return false }
      drawn = League.Draw(group: group)
    }
    guard drawn.map({ league.contains($0) }) ?? true else { return false }
    let opponent = drawn.flatMap { league.policy($0) }
    let listLength = (count + 7) / 8
    guard snapshot.count == headerLength + listLength * (opponent == nil ? 1 : 2) else {
      return false
    }
    func list(_ number: Int, below limit: Int) -> [UInt8]? {
      let words = snapshot[(headerLength + number * listLength)...]
      let actions = (0..<count).map { index in
        UInt8(truncatingIfNeeded: words[words.startIndex + index / 8] >> UInt64(index % 8 * 8))
      }
      return actions.allSatisfy { $0 < limit } ? actions : nil
    }
    guard let played = list(0, below: actions.count) else { return false }
    var decisions: [UInt8]?
    if let opponent {
      decisions = list(1, below: opponent.actions.count)
      if decisions == nil { return false }
    }
    environment.streams.generator.state = snapshot[0]
    reset(against: drawn)
    body(self)
    for index in 0..<count {
      _ = play(Int(played[index]), against: decisions?[index])
      body(self)
    }
    return true
  }
}
