public import PongEngine
import Randomness
public import Reinforcement
import Synchronization

/// Games between two players who change sides after each: what a strength is measured by.
///
/// A game is a ``Match``, as with a person: nobody's actions stick, both sides are asked before every
/// frame, and each holds what it has decided for its own agent steps (``StepTiming/player``). A
/// policy's last as long as those of the environment that it learned in, drawn from its own seed; a
/// bot that knows no steps decides at every frame. So both sides are treated the same, which
/// gymnasium's environments do not do: theirs stick to the agent's actions only.
///
/// No game depends on another one or on who plays it when: any ``/Reinforcement/WorkPool`` gives the
/// same games.
public struct GameSeries: Sendable {
  /// One of the two, who sits on the left in games 0, 2, 4 and so on.
  public let first: Contestant
  /// The other one.
  public let second: Contestant
  /// The variant; who holds which bat is taken from the players.
  public var rules: Rules
  /// Game i takes its chance from seed + i.
  public var seed: UInt64
  /// Whether the two change sides after each game.
  public var changesSides: Bool
  /// Receives a replay of each game right after it, on the thread that has played it; `nil` if none
  /// are wanted.
  public var keep: (@Sendable (_ game: Int, Replay) -> Void)?

  /// Prepares games between two players, of whom none is a person and at most one the computer.
  public init(
    _ first: Contestant,
    _ second: Contestant,
    rules: Rules = Rules(),
    seed: UInt64,
    changesSides: Bool = true
  ) {
    self.first = first
    self.second = second
    self.rules = rules
    self.seed = seed
    self.changesSides = changesSides
  }

  /// Where the first one sits in game `index`.
  public func firstSide(inGame index: Int) -> Side {
    changesSides && index % 2 == 1 ? .right : .left
  }

  /// Seats the two for game `index`, before its first frame.
  public func match(_ index: Int) -> Match {
    var seeds = SplitMix64(seed: seed &+ UInt64(index))
    let one = first.seat(seed: seeds.next())
    let other = second.seat(seed: seeds.next())
    return firstSide(inGame: index) == .left
      ? Match(rules: rules, left: one, right: other)
      : Match(rules: rules, left: other, right: one)
  }

  /// Plays some of the games, in the order of their indices.
  public func play(_ games: Range<Int>, on pool: some WorkPool) -> [PlayedGame] {
    let results = Mutex([PlayedGame?](repeating: nil, count: games.count))
    pool.run(games.count) { place in
      let game = play(games.lowerBound + place)
      results.withLock { $0[place] = game }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// Plays one game.
  public func play(_ index: Int) -> PlayedGame {
    var match = match(index)
    if keep != nil { match.record() }
    // From the left's side first: whose tally is whose is settled at the end.
    var result = PlayedGame(firstSide: .left)
    var rally = PlayedGame.Rally()
    // Whoever started a program that has died knows why; the game is worth nothing.
    while !match.isOver, match.failure == nil {
      let buttons = (left: match.game.leftPaddle.fire, right: match.game.rightPaddle.fire)
      let events = match.step().events
      rally.frames += 1
      guard !events.isEmpty else { continue }
      if events.contains(.leftHit) {
        rally.hits += 1
        result.first.countHit(fires: buttons.left)
      }
      if events.contains(.rightHit) {
        rally.hits += 1
        result.second.countHit(fires: buttons.right)
      }
      if events.contains(.leftPoint) {
        result.first.points += 1
        result.second.countLoss(in: match.game)
      }
      if events.contains(.rightPoint) {
        result.second.points += 1
        result.first.countLoss(in: match.game)
      }
      guard !events.isDisjoint(with: [.leftPoint, .rightPoint, .timeOut]) else { continue }
      result.rallies.append(rally)
      result.timedOut = events.contains(.timeOut)
      rally = PlayedGame.Rally()
    }
    if match.failure == nil { keep.map { keepReplay(of: match, index, in: $0) } }
    return firstSide(inGame: index) == .left ? result : result.exchanged
  }

  private func keepReplay(
    of match: Match,
    _ index: Int,
    in keep: @Sendable (Int, Replay) -> Void
  ) {
    let (left, right) =
      firstSide(inGame: index) == .left
      ? (first.choice, second.choice) : (second.choice, first.choice)
    let replay = Replay(
      match,
      left: Replay.Participant(left, in: match.left),
      right: Replay.Participant(right, in: match.right),
      seed: seed &+ UInt64(index)
    )
    if let replay { keep(index, replay) }
  }
}

extension PlayerTally {
  fileprivate mutating func countHit(fires: Bool) {
    hits += 1
    if fires { firedHits += 1 }
  }
}
