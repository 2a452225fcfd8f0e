import PongAgents
import PongEngine
import Randomness
import Testing

struct MatchReviewTests {
  /// A game in which both do what a script says.
  private func track(
    rules: Rules = Rules(pointsToWin: 1),
    left: Seat = .computer,
    frames: Int = 5_000,
    _ script: (Game, _ frame: Int) -> FrameMoves
  ) throws -> ReplayTrack {
    var match = Match(rules: rules, left: left, right: .human)
    match.record()
    for frame in 0..<frames where !match.isOver {
      let moves = script(match.game, frame)
      for side in Side.allCases {
        if let knob = moves[side].knob { match.setKnob(of: side, to: knob) }
      }
      _ = match.step(leftHuman: moves.left.input, rightHuman: moves.right.input)
    }
    let person = Replay.Participant(id: "human", title: "Person")
    let track = ReplayTrack(
      try #require(Replay(match, left: person, right: person, seed: 0))
    )
    #expect(track.divergence == nil)
    return track
  }

  /// The right side against the computer, which returns its first serve.
  ///
  /// The right hand has 120 frames then. It stands at `register`, and does `turn` in the frames since
  /// the computer's hit.
  private func flight(
    standing register: Int,
    _ turn: (_ frame: Int, Game) -> Int32 = { _, _ in 0 }
  ) throws -> ReplayTrack {
    var start: Int?
    return try track { game, frame in
      var moves = FrameMoves()
      if game.velocityX < 0, start == nil { start = frame }
      moves.right.knob = frame == 0 ? Paddle.resistance(forRegister: register) : nil
      if let start { moves.right.input.turn = turn(frame - start, game) }
      return moves
    }
  }

  private func cause(_ track: ReplayTrack) throws -> LossCause {
    let point = try #require(MatchReview(track, side: .right).lost.first)
    return try #require(point.loss).cause
  }

  /// The bat's register that meets the ball of ``flight(standing:_:)`` in the middle.
  private func meeting() throws -> Int {
    let missed = try flight(standing: 38)
    let loss = try #require(MatchReview(missed, side: .right).lost.first?.loss)
    return Int(missed.games[loss.arrival].ballY) - 6
  }

  /// Goes to a register by keys from a frame on.
  private func going(to register: Int, from first: Int) -> (Int, Game) -> Int32 {
    let goal = Paddle.resistance(forRegister: register)
    return { frame, game in
      let distance = goal - game.paddle(.right).resistance
      guard frame >= first, abs(distance) > Paddle.unitsPerFrame / 2 else { return 0 }
      return distance.signum() * Paddle.unitsPerFrame
    }
  }

  @Test func `a movement is late by as many frames as it has to begin earlier`() throws {
    let goal = try meeting()
    func isHit(_ first: Int) throws -> Bool {
      let hits = try flight(standing: 38, going(to: goal, from: first)).points.first?.hits ?? []
      return hits.count > 1
    }
    #expect(try isHit(20))
    let latest = try #require(try (20..<120).last { try isHit($0) })
    for delay in [1, 4, 11] {
      let track = try flight(standing: 38, going(to: goal, from: latest + delay))
      let cause = try cause(track)
      #expect(cause == .late(frames: delay), "\(cause) \(latest)")
    }
    #expect(LossCause.late(frames: 11).description == "moved 180 ms late")
  }

  @Test func `who stands right and goes away is told so`() throws {
    let track = try flight(standing: try meeting(), going(to: 204, from: 80))
    #expect(try cause(track) == .movedAway)
  }

  @Test func `who rests a few lines beside the ball has missed it`() throws {
    let goal = try meeting()
    for beside in [-16, 16, 18] {
      let track = try flight(standing: goal + beside)
      guard case .missed(let lines) = try cause(track) else {
        Issue.record("\(beside): \(try cause(track))")
        continue
      }
      // The ball overlaps a bat at up to 11 lines below and 12 above what its middle meets.
      #expect(lines.signum() == -beside.signum() && 1...6 ~= abs(lines))
    }
    #expect(
      LossCause.missed(lines: -3).description == "reached, missed by 3 lines: it passed above"
    )
    #expect(LossCause.missed(lines: 1).description == "reached, missed by 1 line: it passed below")
  }

  @Test func `who could have got there is told by how much they did not`() throws {
    let goal = try meeting()
    guard case .short(let lines, false) = try cause(flight(standing: 38)) else {
      Issue.record("\(try cause(flight(standing: 38)))")
      return
    }
    #expect(abs(lines - (goal - 38 - 12)) <= 4)
    let half = try flight(standing: 38, going(to: (goal + 38) / 2, from: 20))
    guard case .short(let rest, true) = try cause(half) else {
      Issue.record("\(try cause(half))")
      return
    }
    #expect(rest > 0 && rest < lines)
  }

  /// Whether a hand would have hit the last ball of a point that turned the knob as it is told.
  private func isHit(
    _ loss: MatchReview.Loss,
    in track: ReplayTrack,
    _ side: Side,
    end: Int,
    _ turn: (Int) -> Int32
  ) -> Bool {
    var game = track.games[loss.start]
    for frame in loss.start..<end {
      var moves = track.replay.moves[frame]
      moves[side] = PaddleMove(input: PaddleInput(turn: turn(frame)))
      if game.step(moves).events.contains(.hit(side)) { return true }
    }
    return false
  }

  /// Whether a bat hits the last ball of a point that waits for 200 ms and then goes one way by keys,
  /// for as long as it takes.
  private func isReached(
    _ loss: MatchReview.Loss,
    from game: Game,
    in track: ReplayTrack,
    _ side: Side,
    end: Int
  ) -> Bool {
    for turn in [-Paddle.unitsPerFrame, Paddle.unitsPerFrame] {
      for length in 0..<40 {
        var game = game
        for frame in loss.start..<end {
          var moves = track.replay.moves[frame]
          let moving = loss.start + 12..<loss.start + 12 + length
          moves[side] = PaddleMove(input: PaddleInput(turn: moving.contains(frame) ? turn : 0))
          if game.step(moves).events.contains(.hit(side)) { return true }
        }
      }
    }
    return false
  }

  /// The height at which the ball comes to the bat that it flies to.
  private func arrival(of game: Game) -> Int {
    var game = game
    let isLeftward = game.velocityX > 0
    while game.ballIsVisible, isLeftward ? 69...192 ~= game.ballX : 64...187 ~= game.ballX {
      _ = game.step(right: .idle)
    }
    return Int(game.ballY)
  }

  /// A game of two who are where the ball comes to, until the right hand, which has keys, stays at an
  /// end of its way.
  private func fastGame(_ rules: Rules, seed: UInt64) throws -> ReplayTrack {
    var generator = SplitMix64(seed: seed)
    var (goal, offset) = (119, 2)
    var wasComing = false
    return try track(rules: rules, left: .human, frames: 20_000) { game, _ in
      let isComing = game.velocityX < 0
      if isComing != wasComing {
        offset = Int(generator.next() % 10) - 3
        wasComing = isComing
        if game.hits >= 6 { goal = generator.next() % 2 == 0 ? 38 : 204 }
      }
      var moves = FrameMoves()
      let place = arrival(of: game)
      moves.left.knob = isComing ? nil : Paddle.resistance(forRegister: place - offset)
      moves.left.input.fire = true
      if isComing, game.hits < 6 { goal = place - 2 }
      let distance = Paddle.resistance(forRegister: goal) - game.rightPaddle.resistance
      moves.right.input.fire = true
      if abs(distance) > Paddle.unitsPerFrame / 2, !isComing || game.hits < 6 {
        moves.right.input.turn = distance.signum() * Paddle.unitsPerFrame
      }
      return moves
    }
  }

  @Test func `who is out of reach is so from everywhere that could be expected`() throws {
    var counts: [LossCause.Kind: Int] = [:]
    var returns = 0
    let side = Side.right
    for seed in UInt64(0)..<6 {
      let rules = Rules(mode: seed % 2 == 0 ? .classic : .rally, difficulty: 3)
      let track = try fastGame(rules, seed: seed)
      var resting = Game(rules: rules)
      resting.setKnob(of: side, to: Paddle.resistance(forRegister: 123))
      for _ in 0..<40 { _ = resting.step(right: .idle) }
      for point in MatchReview(track, side: side).lost {
        let loss = try #require(point.loss)
        let own = track.games[loss.start]
        let end = point.frames.upperBound
        func isReached(from game: Game) -> Bool {
          self.isReached(loss, from: game, in: track, side, end: end)
        }
        counts[loss.cause.kind, default: 0] += 1
        switch loss.cause {
        case .short(_, true): break
        case .short(_, false): #expect(isReached(from: own))
        case .stood: #expect(isReached(from: own.takingBat(of: side, from: resting)))
        case .outOfReach(let last):
          #expect(!isReached(from: own) || !isReached(from: own.takingBat(of: side, from: resting)))
          #expect((last == nil) == !point.hasReturn(of: side, in: track))
          if let last {
            returns += 1
            #expect(track.events[last.frame].contains(.hit(side)) && last.frame < loss.start)
          }
        default: break
        }
      }
    }
    #expect(returns > 0 && (counts[.stood] ?? 0) > 0, "\(counts)")
  }

  @Test func `causes hold when they are played`() throws {
    var kinds: Set<LossCause.Kind> = []
    for (seed, text) in ["keys", "mouse", "keys,fires", "keys,reaction=350,fires"].enumerated() {
      for rules in [Rules(), Rules(mode: .rally, difficulty: 3)] {
        var series = GameSeries(
          PersonPlayer.contestant(try PersonTraits("mouse,fires,error=1")),
          PersonPlayer.contestant(try PersonTraits(text)),
          rules: rules,
          seed: UInt64(seed)
        )
        nonisolated(unsafe) var kept: [Replay] = []
        series.keep = { kept.append($1) }
        _ = series.play(0)
        _ = series.play(1)
        for (replay, side) in kept.flatMap({ replay in Side.allCases.map { (replay, $0) } }) {
          let track = ReplayTrack(replay)
          let review = MatchReview(track, side: side)
          #expect(review.lost.count == Int(track.games.last?.score(side.opposite) ?? 0))
          for point in review.lost {
            let loss = try #require(point.loss)
            let end = point.frames.upperBound
            func turn(_ frame: Int) -> Int32 {
              guard frame < end else { return 0 }
              return track.games[frame + 1].paddle(side).resistance
                - track.games[frame].paddle(side).resistance
            }
            func isHit(_ turn: (Int) -> Int32) -> Bool {
              self.isHit(loss, in: track, side, end: end, turn)
            }
            kinds.insert(loss.cause.kind)
            #expect(point.frames.contains(loss.arrival) && loss.arrival >= loss.start)
            #expect(loss.drillStart > point.serve && loss.drillStart < loss.arrival)
            #expect(!isHit(turn))
            #expect(isHit { _ in 0 } == (loss.cause == .movedAway) || loss.cause == .slipped)
            if case .late(let frames) = loss.cause {
              #expect(isHit { turn($0 + frames) } && !isHit { turn($0 + frames - 1) })
            }
            if case .missed(let lines) = loss.cause { #expect(1...6 ~= abs(lines)) }
          }
        }
      }
    }
    #expect(kinds.isSuperset(of: [.late, .missed, .short, .movedAway, .stood]))
  }

  @Test func `points, serves, returns and rallies are counted`() throws {
    var series = GameSeries(.computer, FollowerPlayer.contestant, seed: 7)
    nonisolated(unsafe) var kept: Replay?
    series.keep = { kept = $1 }
    let played = series.play(0)
    let track = ReplayTrack(try #require(kept))
    for side in Side.allCases {
      let review = MatchReview(track, side: side)
      let tally = side == played.firstSide ? played.first : played.second
      #expect(review.points.count == track.points.count)
      #expect(review.points.count(where: \.isWon) == tally.points)
      #expect(review.lost.count == tally.pointsLost)
      #expect(LossMap.Height.allCases.reduce(0) { $0 + review.map[$1] } == tally.pointsLost)
      #expect(
        LossMap.Height.allCases.reduce(0) {
          $0 + review.map[$1, .steepUp] + review.map[$1, .steepDown]
        } == tally.lostSteep
      )
      #expect(review.longestRally == played.rallies.map(\.hits).max())
      #expect(
        review.meanRally
          == Double(played.rallies.reduce(0) { $0 + $1.hits }) / Double(played.rallies.count)
      )
      #expect(review.receivedPoints.total + review.servedPoints.total == track.points.count)
      #expect(review.receivedPoints.count + review.servedPoints.count == tally.points)
      #expect(review.serveReturns.total == review.receivedPoints.total)
      #expect(review.returns.total - review.returns.count == tally.pointsLost)
      #expect(review.causes.reduce(0) { $0 + $1.count } == review.lost.count)
      #expect(review.causes.map(\.count) == review.causes.map(\.count).sorted(by: >))
      #expect((1...4).contains(try #require(review.fastestShot)))
    }
    // The console serves to whom has lost, and first to the left.
    let left = MatchReview(track, side: .left)
    #expect(left.points[0].isReceived)
    for (point, next) in zip(left.points, left.points.dropFirst()) {
      #expect(next.isReceived != point.isWon)
    }
  }

  @Test func `a game of any moves is reviewed, and quickly`() throws {
    var generator = SplitMix64(seed: 3)
    for mode in Rules.Mode.allCases {
      for difficulty in UInt8(0)..<4 {
        let track = try track(rules: Rules(mode: mode, difficulty: difficulty), left: .human) {
          _,
          _ in
          var moves = FrameMoves()
          for side in Side.allCases {
            let bits = generator.next()
            if bits % 7 == 0 { moves[side].knob = Int32(truncatingIfNeeded: bits >> 8) }
            moves[side].input.turn = bits % 5 == 0 ? Int32(truncatingIfNeeded: bits >> 24) : 0
            moves[side].input.fire = bits % 3 == 0
          }
          return moves
        }
        let time = ContinuousClock().measure {
          for side in Side.allCases {
            let review = MatchReview(track, side: side)
            #expect(review.points.count == track.points.count)
            for point in review.lost { #expect(point.loss?.cause.description.isEmpty == false) }
          }
        }
        // Some two milliseconds, on a machine that does much else meanwhile.
        #expect(time < .seconds(1))
      }
    }
  }

  @Test func `a match without points says nothing`() throws {
    let track = try track(frames: 30) { _, _ in FrameMoves() }
    let review = MatchReview(track, side: .right)
    #expect(review.points.isEmpty && review.causes.isEmpty && review.returns.percent == nil)
    #expect(review.fastestShot == nil && review.meanRally == 0 && review.usualDelay == nil)
  }
}

extension MatchReview.Point {
  /// Whether a side has hit the ball in the point.
  fileprivate func hasReturn(of side: Side, in track: ReplayTrack) -> Bool {
    frames.contains { track.events[$0].contains(.hit(side)) }
  }
}
