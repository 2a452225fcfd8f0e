import PongEngine

/// The ball's last flight of a point towards the side that lost it, of which the engine can be asked
/// what another bat would have done.
struct LostFlight {
  /// Nobody sees and presses sooner: 200 ms, the shortest simple reaction (see ``PersonTraits``).
  static let reaction = 12
  /// A ball that passes a resting bat so near was aimed at.
  private static let nearMiss = 6
  /// How far from where it comes to rest, in lines, a bat is at rest.
  private static let rest = 4

  let track: ReplayTrack
  /// The side that lost the point.
  let side: Side
  /// What that side moves its paddle with.
  let device: PersonTraits.Device
  /// The first game in which the flight can be answered, as an index of ``ReplayTrack/games``.
  let start: Int
  /// The frame of the point.
  let end: Int
  /// The games in which the ball is beside the bat.
  let passing: Range<Int>
  /// The last hit of the losing side in the point.
  let lastReturn: Int?

  /// The flight that lost `point`.
  init(_ point: ReplayTrack.Point, of track: ReplayTrack, device: PersonTraits.Device) {
    self.track = track
    self.device = device
    side = point.winner.opposite
    start = (point.hits.last ?? point.serve) + 1
    end = point.frames.upperBound - 1
    let side = side
    let first =
      (start...end).first { track.games[$0].ballIsBeside(side) } ?? max(start, end - 1)
    let last = (first...end).last { track.games[$0].ballIsBeside(side) } ?? first
    passing = first..<last + 1
    lastReturn = point.hits.last { track.events[$0].contains(.hit(side)) }
  }

  /// The game in which the ball is first beside the bat.
  var arrival: Game { track.games[passing.lowerBound] }

  private var hasPaddle: Bool {
    let rules = track.replay.rules
    return (side == .left ? rules.leftHolder : rules.rightHolder) == .paddle
  }

  // MARK: What was done

  /// The turn of the knob in a frame of the replay.
  private func turn(_ frame: Int) -> Int32 {
    // What was done once the point was over had nothing to do with it.
    guard frame <= end else { return 0 }
    return track.games[frame + 1].paddle(side).resistance
      - track.games[frame].paddle(side).resistance
  }

  /// By how many lines the bat would have had to be lower to hit the ball, higher if negative; `nil`
  /// if it could not have hit it anywhere, because the ball met a wall beside it.
  ///
  /// Where a bat ends depends on how the console draws it and the ball: the engine knows.
  private var miss: Int? {
    for lines in 1...Self.height {
      for shift in [lines, -lines]
      where passing.contains(where: { track.games[$0].isHit(by: side, lower: shift) }) {
        return shift
      }
    }
    return nil
  }

  /// The lines between the walls.
  private static let height = 162

  /// Whether the hand was at rest when the ball came.
  private var isSettled: Bool {
    let game = arrival
    let turns = max(start, passing.lowerBound - 3)..<passing.lowerBound
    return abs(game.paddle(side).reading - Int(game.batRegister(side))) <= Self.rest
      && turns.allSatisfy { turn($0) == 0 }
  }

  /// The frames until the hand first moved towards where the ball came; `nil` if it never did.
  private var onset: Int? {
    let game = track.games[start]
    let direction = Int32((target - game.paddle(side).reading).signum())
    return (start..<passing.upperBound).first { turn($0) * direction > 0 }.map { $0 - start }
  }

  /// The bat's register with which its middle meets the ball.
  private var target: Int { Int(arrival.ballY) - arrival.rules.levelOffset(side) }

  // MARK: What the engine is asked

  /// Whether the ball would have been hit if the hand had moved otherwise.
  ///
  /// - Parameters:
  ///   - game: The game of ``start`` to begin with, if another one.
  ///   - turn: The turn of the knob in a frame, given the game before it.
  /// - Returns: Whether it would have been.
  private func isHit(from game: Game? = nil, _ turn: (Int, Game) -> Int32) -> Bool {
    var game = game ?? track.games[start]
    for frame in start...end {
      var moves = track.replay.moves[frame]
      moves[side] = PaddleMove(
        input: PaddleInput(turn: turn(frame, game), fire: moves[side].input.fire)
      )
      if game.step(moves).events.contains(.hit(side)) { return true }
    }
    return false
  }

  /// Whether a hand would have hit the ball that did the same so many frames earlier.
  func isHit(earlierBy frames: Int) -> Bool {
    isHit { frame, _ in turn(frame + frames) }
  }

  /// Whether a hand would have hit the ball that went the shortest way to it.
  private func isHit(from game: Game? = nil, after frames: Int) -> Bool {
    let resistance = Paddle.resistance(forRegister: target)
    return isHit(from: game) { frame, game in
      frame < start + frames
        ? 0 : device.turn(from: game.paddle(side).resistance, to: resistance)
    }
  }

  // MARK: Causes

  /// Why the point was lost.
  var cause: LossCause {
    guard hasPaddle else { return .outOfReach(nil) }
    guard let miss else { return .slipped }
    if isHit({ _, _ in 0 }) { return .movedAway }
    let isNear = abs(miss) <= Self.nearMiss
    if isNear, isSettled { return .missed(lines: miss) }
    let onset = onset
    if let delay = delay(onset) { return .late(frames: delay) }
    if isNear { return .missed(lines: miss) }
    // Who went before they could have seen it is not to be slower for that.
    let reaction = min(Self.reaction, onset ?? Self.reaction)
    if isHit(after: reaction) { return .short(lines: miss, hasMoved: onset != nil) }
    let game = track.games[start]
    let middle = game.takingBat(of: side, from: Self.resting(in: game.rules, side))
    if isHit(from: middle, after: reaction) {
      return .stood(lines: game.paddle(side).reading - game.rules.middleRegister(side))
    }
    return .outOfReach(lastReturn.map(returned))
  }

  /// A game in which a bat rests in the middle of the court.
  private static func resting(in rules: Rules, _ side: Side) -> Game {
    var game = Game(rules: rules)
    game.setKnob(of: side, to: Paddle.resistance(forRegister: rules.middleRegister(side)))
    // The filter halves the way in every second frame.
    for _ in 0..<20 { _ = game.step(left: .idle, right: .idle) }
    return game
  }

  /// By how many frames the movement towards the ball was late; `nil` if it would not have hit the
  /// ball even if it had begun as early as anybody can.
  private func delay(_ onset: Int?) -> Int? {
    guard let onset, onset > Self.reaction else { return nil }
    return (1...onset - Self.reaction).first { isHit(earlierBy: $0) }
  }

  // MARK: The return before

  /// What the last return was, and what it could have been.
  private func returned(_ frame: Int) -> LossCause.Return {
    let rows = Int(track.games[frame + 1].velocityY)
    let rules = track.replay.rules
    let winning = rules.offsets(side).first { wins(returning: frame, at: $0) }
    return LossCause.Return(
      frame: frame,
      place: LossCause.BatPlace(rows: rows),
      winningPlace: winning.map {
        LossCause.BatPlace(rows: rules.rows(ofOffset: $0, side))
      }
    )
  }

  /// Whether the ball that was hit in a frame would have won the point if it had met the bat
  /// elsewhere: not even an opponent who goes at once reaches it.
  ///
  /// - Parameters:
  ///   - frame: The frame of the hit.
  ///   - offset: The ball's register less the bat's at the hit.
  /// - Returns: Whether it would have won.
  private func wins(returning frame: Int, at offset: Int) -> Bool {
    let other = side.opposite
    var game = track.games[frame]
    var arrangement = game.arrangement
    arrangement[bat: side] = UInt8(clamping: Int(game.ballY) - offset)
    game = game.arranged(as: arrangement)
    guard game.step(track.replay.moves[frame]).events.contains(.hit(side)) else { return false }
    // First where the ball goes if nobody is there, then with an opponent who knows.
    guard let path = flight(of: game, { _ in 0 }) else { return false }
    let beside = path.first { $0.ballIsBeside(other) } ?? game
    let register = Int(beside.ballY) - game.rules.levelOffset(other)
    let resistance = Paddle.resistance(forRegister: register)
    let chased = flight(of: game) {
      PersonTraits.Device.keys.turn(from: $0.paddle(other).resistance, to: resistance)
    }
    return chased != nil
  }

  /// The games until this side wins the point; `nil` if the ball is hit before.
  private func flight(of game: Game, _ turn: (Game) -> Int32) -> [Game]? {
    var game = game
    var games = [game]
    while games.count < 400 {
      var moves = FrameMoves()
      moves[side.opposite].input.turn = turn(game)
      let events = game.step(moves).events
      games.append(game)
      if events.contains(.hit(side.opposite)) { return nil }
      if events.contains(.point(side)) { return games }
    }
    return nil
  }
}

extension PersonTraits.Device {
  /// The turn of a hand that takes the shortest way: keys by ALE's step, a mouse by a third of what is
  /// left in every frame, as the hand of a ``PersonPlayer`` moves it.
  fileprivate func turn(from resistance: Int32, to goal: Int32) -> Int32 {
    let distance = goal - resistance
    switch self {
    case .keys:
      return abs(distance) < Paddle.unitsPerFrame / 2 ? 0 : distance.signum() * Paddle.unitsPerFrame
    case .mouse: return abs(distance) < 3 ? distance : distance / 3
    }
  }
}

extension Rules {
  private func isSmall(_ side: Side) -> Bool { batHeight(side) == 8 }

  /// A ball's register less the bat's of a ball that leaves the bat level.
  fileprivate func levelOffset(_ side: Side) -> Int { isSmall(side) ? 2 : 6 }

  /// The register of a bat in the middle between the walls, where the ball turns at 45 and 206.
  fileprivate func middleRegister(_ side: Side) -> Int { 125 - levelOffset(side) }

  /// An offset for each of the angles at which a ball leaves a bat.
  fileprivate func offsets(_ side: Side) -> [Int] {
    isSmall(side) ? [-4, -2, 0, 2, 4, 6, 8] : [-4, -1, 3, 7, 11, 15, 18]
  }

  /// The rows a frame by which a ball leaves a bat downward.
  fileprivate func rows(ofOffset offset: Int, _ side: Side) -> Int {
    let index = offsets(side).firstIndex(of: offset) ?? 3
    return index - 3
  }
}

extension Game {
  /// Whether the ball's columns are a bat's.
  fileprivate func ballIsBeside(_ side: Side) -> Bool {
    ballIsVisible && (side == .left ? 64..<69 : 188..<193).contains(Int(ballX))
  }

  /// The bat's register.
  fileprivate func batRegister(_ side: Side) -> UInt8 { side == .left ? leftY : rightY }

  /// Whether a bat that is so many lines lower in the picture hits the ball in the next frame.
  fileprivate func isHit(by side: Side, lower lines: Int) -> Bool {
    var arrangement = arrangement
    let register = Int(batRegister(side)) + lines
    guard Arrangement.batRegisters.contains(register) else { return false }
    arrangement[bat: side] = UInt8(register)
    var game = arranged(as: arrangement)
    return game.step(.init()).events.contains(.hit(side))
  }
}
