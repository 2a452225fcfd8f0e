import Foundation
import PolicyTestSupport
import PongAgents
import PongEngine
import Randomness
import Testing

struct ReplayTests {
  /// A game that was recorded while it was played.
  private func played(
    _ left: Contestant = .computer,
    _ right: Contestant = FollowerPlayer.contestant,
    rules: Rules = Rules(pointsToWin: 5),
    seed: UInt64 = 7,
    frames: Int = .max
  ) throws -> (replay: Replay, games: [Game]) {
    var match = Match(rules: rules, left: left.seat(seed: seed), right: right.seat(seed: seed &+ 1))
    match.record()
    var games = [match.game]
    while !match.isOver, games.count <= frames {
      _ = match.step()
      games.append(match.game)
    }
    let replay = Replay(
      match,
      left: Replay.Participant(left.choice, in: match.left),
      right: Replay.Participant(right.choice, in: match.right),
      seed: seed
    )
    return (try #require(replay), games)
  }

  private func json(_ replay: Replay) throws -> Data { try JSONEncoder().encode(replay) }

  private func read(_ data: Data) throws -> Replay {
    try JSONDecoder().decode(Replay.self, from: data)
  }

  @Test func `a game is the same when it is played again, frame for frame`() throws {
    let pairs: [(Contestant, Contestant, Rules)] = [
      (.computer, FollowerPlayer.contestant, Rules()),
      (PersonPlayer.contestant, .computer, Rules(mode: .rally, pointsToWin: 4)),
      (RandomPlayer.contestant, PersonPlayer.contestant, Rules(leftBatIsSmall: true)),
      (
        Contestant(
          Choice(id: "policy", title: "", detail: ""),
          policy: .pixels(SamplePolicy.make(.differenceAndFrame, actions: Action.minimal))
        ),
        PersonPlayer.contestant(try PersonTraits("mouse")), Rules(pointsToWin: 3)
      ),
    ]
    for (left, right, rules) in pairs {
      let (replay, games) = try played(left, right, rules: rules)
      #expect(try read(json(replay)) == replay)
      let track = ReplayTrack(replay)
      #expect(track.games == games)
      #expect(track.divergence == nil)
      #expect(replay.score == (Int(games.last?.leftScore ?? 99), Int(games.last?.rightScore ?? 99)))
    }
  }

  @Test func `what a pointing device does is recorded`() throws {
    var match = Match(rules: Rules(), left: .computer, right: .human)
    match.record()
    for frame in 0..<400 {
      if frame % 3 == 0 { match.setKnob(of: .right, to: Int32(frame) * 1_000 - 50_000) }
      _ = match.step(rightHuman: PaddleInput(frame % 5 == 0 ? .leftFire : .noop))
    }
    let human = Contestant.human.choice
    let replay = try #require(
      Replay(
        match,
        left: Replay.Participant(Contestant.computer.choice, in: match.left),
        right: Replay.Participant(human, in: match.right, name: "Ann"),
        seed: 0
      )
    )
    #expect(replay.ending == .unfinished && replay.personSide == .right)
    #expect(replay.right.name == "Ann" && replay.left.holder == .computer)
    let track = ReplayTrack(try read(json(replay)))
    #expect(track.games.last == match.game && track.divergence == nil)
  }

  @Test func `nothing is noted unless it is asked for, and from each game's first frame on`() throws
  {
    var match = Match(rules: Rules(pointsToWin: 1), left: .computer, right: .human)
    let nobody = Replay.Participant(id: "human", title: "")
    #expect(Replay(match, left: nobody, right: nobody, seed: 0) == nil)
    match.record()
    #expect(Replay(match, left: nobody, right: nobody, seed: 0) == nil)
    while !match.isOver { _ = match.step() }
    let first = try #require(Replay(match, left: nobody, right: nobody, seed: 0))
    match.restart()
    while !match.isOver { _ = match.step() }
    #expect(Replay(match, left: nobody, right: nobody, seed: 0)?.moves == first.moves)
  }

  @Test func `points are counted with their hits and serves`() throws {
    let (replay, games) = try played()
    let track = ReplayTrack(replay)
    #expect(
      track.points.count == track.events.count { !$0.isDisjoint(with: [.leftPoint, .rightPoint]) }
    )
    for (number, point) in track.points.enumerated() {
      let last = games[point.frames.upperBound]
      #expect((point.left, point.right) == (Int(last.leftScore), Int(last.rightScore)))
      #expect(point.left + point.right == number + 1)
      #expect(point.frames.contains(point.serve))
      #expect(point.hits.allSatisfy { $0 >= point.serve && point.frames.contains($0) })
    }
    // A console serves in the 59th frame after a reset.
    #expect(track.points[0].serve == 58)
  }

  @Test func `a replay knows where it parts from what was played`() throws {
    var (replay, _) = try played()
    let third = replay.checks[2].frame
    // The follower's knob is elsewhere in the fourth point.
    replay.moves[third + 40].right.knob = 100_000
    let divergence = try #require(ReplayTrack(replay).divergence)
    #expect(divergence.points == 3)
    #expect(divergence.frame == replay.checks[3].frame || divergence.frame > third)

    (replay, _) = try played()
    replay.checks[1].state ^= 1
    #expect(ReplayTrack(replay).divergence?.points == 1)
    (replay, _) = try played()
    replay.ending = .unfinished
    #expect(ReplayTrack(replay).divergence != nil)
    (replay, _) = try played()
    replay.moves.append(FrameMoves())
    #expect(ReplayTrack(replay).divergence?.description == "the game was over, and went on")
  }

  @Test func `players who take over have seen what was before`() throws {
    let policy = Contestant(
      Choice(id: "policy", title: "", detail: ""),
      policy: .pixels(SamplePolicy.make()),
      environment: try #require(EnvironmentID("PongDeterministic-v4"))
    )
    let (replay, games) = try played(.computer, policy)
    let track = ReplayTrack(replay)
    let frame = 400
    var match = track.match(atFrame: frame, left: .computer, right: policy.seat(seed: 1))
    #expect(match.game == games[frame])
    guard case .player(let player as PolicyPlayer) = match.right else {
      Issue.record("the policy is not there")
      return
    }
    #expect(player.lastObserved?.before != nil)
    #expect(track.match(atFrame: 0, left: .computer, right: .human).game == games[0])
    // Those who only look on change nothing.
    for index in frame..<frame + 100 { _ = match.follow(replay.moves[index]) }
    #expect(match.game == games[frame + 100])
  }

  @Test func `a match of a person is small`() throws {
    let person = PersonPlayer.contestant(try PersonTraits("mouse,fires"))
    let (replay, _) = try played(
      Contestant(
        Choice(id: "policy", title: "", detail: ""),
        policy: .pixels(SamplePolicy.make(.differenceAndFrame, actions: Action.minimal))
      ),
      person,
      rules: Rules(),
      frames: 4000
    )
    #expect(try json(replay).count < 20_000)
  }

  @Test func `a replay that is damaged is refused or replayed, and never a trap`() throws {
    let (replay, _) = try played(.computer, PersonPlayer.contestant, rules: Rules(pointsToWin: 2))
    let original = Array(try json(replay))
    var generator = SplitMix64(seed: 1)
    var read = 0
    for _ in 0..<1000 {
      var bytes = original
      for _ in 0...generator.integer(below: 2) {
        let place = generator.integer(below: bytes.count)
        switch generator.integer(below: 4) {
        case 0:
          let isDigit = 48...57 ~= bytes[place]
          bytes[place] = UInt8(
            truncatingIfNeeded: isDigit ? 48 + generator.next() % 10 : generator.next()
          )
        case 1: bytes.remove(at: place)
        case 2:
          bytes.insert(
            Array("0123456789{}[],-.^_x!\"".utf8)[generator.integer(below: 22)],
            at: place
          )
        default: bytes.swapAt(place, generator.integer(below: bytes.count))
        }
      }
      guard let damaged = try? self.read(Data(bytes)) else { continue }
      read += 1
      let track = ReplayTrack(damaged)
      #expect(track.games.count == track.events.count + 1)
    }
    #expect(read > 20)
  }

  @Test func `the games of a series can be kept`() throws {
    var series = GameSeries(.computer, RandomPlayer.contestant, seed: 3)
    series.keep = { game, replay in
      #expect(replay.left.id == (game == 0 ? "atari" : "random"))
      #expect(ReplayTrack(replay).divergence == nil)
    }
    let games = [series.play(0), series.play(1)]
    series.keep = nil
    #expect(games == [series.play(0), series.play(1)])
  }
}
