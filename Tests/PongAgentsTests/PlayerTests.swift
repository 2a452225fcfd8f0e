import PongAgents
import PongEngine
import Randomness
import Testing

struct PlayerTests {
  /// Plays a whole game and returns the points of both sides.
  private func play(_ left: Seat, _ right: Seat) -> (left: Int, right: Int) {
    var match = Match(rules: Rules(), left: left, right: right)
    while !match.isOver {
      _ = match.step()
    }
    return (Int(match.game.leftScore), Int(match.game.rightScore))
  }

  @Test func `everybody can hold either paddle against everybody, to the end`() {
    let seats: [Seat] = [
      .computer, .player(FollowerPlayer(seed: 1)), .player(RandomPlayer(seed: 2)),
      .player(PersonPlayer(seed: 3)), .player(SweeperPlayer(seed: 4)), .player(StillPlayer()),
    ]
    for left in seats {
      for right in seats {
        let score = play(left, right)
        #expect(max(score.left, score.right) == 21)
      }
    }
  }

  @Test func `the random player loses to the computer, the follower holds its own`() {
    let random = play(.computer, .player(RandomPlayer(seed: 3)))
    #expect(random.left == 21 && random.right <= 3)
    let scores = (0..<5).map { play(.computer, .player(FollowerPlayer(seed: $0))) }
    #expect(scores.map(\.right).reduce(0, +) > 25)
    let fromLeft = (0..<5).map { play(.player(FollowerPlayer(seed: $0)), .computer) }
    #expect(fromLeft.map(\.left).reduce(0, +) > 25)
  }

  @Test func `the same seeds play the same game; others play another`() {
    func game(_ seed: UInt64) -> Game {
      var match = Match(
        rules: Rules(),
        left: .player(FollowerPlayer(seed: seed)),
        right: .player(RandomPlayer(seed: seed))
      )
      for _ in 0..<2000 {
        _ = match.step()
      }
      return match.game
    }
    #expect(game(4) == game(4))
    #expect(game(4) != game(5))
  }

  @Test func `a random player holds each action for two to four frames, up and down alike often`() {
    var player = RandomPlayer(seed: 6)
    var ups = 0
    var changes = 0
    var last: Int32 = 0
    for _ in 0..<12_000 {
      let input = player.input(seeing: Game())
      #expect(abs(input.turn) == Paddle.unitsPerFrame && !input.fire)
      ups += input.turn < 0 ? 1 : 0
      changes += input.turn == last ? 0 : 1
      last = input.turn
    }
    #expect(5500...6500 ~= ups)
    // Agent steps of 3 frames on average, every second of which changes the action.
    #expect(1800...2200 ~= changes)
  }

  @Test
  func `in an environment a random player tosses one coin a step, the follower looks every frame`()
  {
    var generator = SplitMix64(seed: 5)
    let environments = (0..<2).map { _ in
      AtariEnvironment<GymStreams>(
        .pongV0,
        rules: Rules(leftHolder: .paddle, rightHolder: .paddle),
        seed: 2
      )
    }
    var (told, asked) = (environments[0], environments[1])
    var follower = FollowerPlayer.contestant.seat(seed: 1, timing: .environment)
    var otherFollower = follower
    var random = RandomPlayer.contestant.seat(seed: 5, timing: .environment)
    for _ in 0..<300 {
      let action: Action = generator.bernoulli(0.5) ? .right : .left
      #expect(told.step(action, against: &follower) == asked.step(&random, against: &otherFollower))
      #expect(told.game == asked.game)
    }
  }

  @Test func `a restarted match begins anew, and random streams go on`() {
    var match = Match(rules: Rules(), left: .computer, right: .player(RandomPlayer(seed: 7)))
    func firstFrames(_ match: inout Match) -> [UInt8] {
      (0..<300).map { _ in
        _ = match.step()
        return match.game.rightY
      }
    }
    let first = firstFrames(&match)
    match.restart()
    #expect(match.game == Game(rules: match.game.rules))
    #expect(firstFrames(&match) != first)
  }

  @Test(arguments: Side.allCases)
  func `a bot's agent step ends with the game, on either side`(side: Side) {
    let seat = Seat.player(RandomPlayer(seed: 8))
    for frames in 1...12 {
      var match = Match(
        rules: Rules(),
        left: side == .left ? seat : .computer,
        right: side == .right ? seat : .computer
      )
      for _ in 0..<frames { _ = match.step() }
      match.restart()
      #expect(match.isDeciding(side))
    }
  }

  @Test
  func `the follower turns half as fast as a joystick, towards the ball, and rests without one`() {
    var game = Game(rules: Rules(leftHolder: .computer, rightHolder: .paddle))
    var player = FollowerPlayer(seed: 1)
    var turns: Set<Int32> = []
    for _ in 0..<4000 where !game.isOver {
      let input = player.input(seeing: game)
      turns.insert(input.turn)
      let distance = Int(game.ballY) - game.paddle(.right).reading
      if !game.ballIsVisible { #expect(input == .idle) }
      // It wants to meet the ball 2 to 10 lines below the bat's register.
      if input.turn < 0 { #expect(distance < 10) }
      if input.turn > 0 { #expect(distance > 2) }
      _ = game.step(right: input)
    }
    #expect(turns == [-11_500, 0, 11_500])
  }

  @Test func `a still bat stays in the middle and lets every ball pass`() {
    #expect(play(.player(StillPlayer()), .player(FollowerPlayer(seed: 1))) == (0, 21))
    var match = Match(rules: Rules(), left: .player(StillPlayer()), right: .human)
    for _ in 0..<500 {
      _ = match.step()
      #expect(match.game.leftPaddle == match.game.rightPaddle)
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `a sweeper sees both ends of the court, at one speed a game, whatever the ball does`(
    seed: UInt64
  ) {
    var game = Game(rules: Rules(leftHolder: .computer, rightHolder: .paddle))
    var player = SweeperPlayer(seed: seed)
    var blind = player
    var turns: Set<Int32> = []
    var readings: Set<Int> = []
    for _ in 0..<400 {
      var ballElsewhere = game.arrangement
      ballElsewhere.ballY = 90
      let input = player.input(seeing: game)
      #expect(input == blind.input(seeing: game.arranged(as: ballElsewhere)))
      turns.insert(input.turn)
      _ = game.step(right: input)
      readings.insert(game.paddle(.right).reading)
    }
    #expect(turns.count == 2 && turns.allSatisfy { turns.contains(-$0) })
    #expect(turns.allSatisfy { 5750...23_000 ~= abs($0) })
    #expect(readings.min() == 38 && readings.max() == 204)
    player.prepareForNewGame()
    #expect(!turns.contains(player.input(seeing: Game()).turn))
  }

  @Test func `a person's input moves the person's bat and no other`() {
    var match = Match(rules: Rules(), left: .human, right: .human)
    for _ in 0..<60 {
      _ = match.step(leftHuman: PaddleInput(.right), rightHuman: PaddleInput(.left))
    }
    #expect(match.game.leftY < 60)
    #expect(match.game.rightY > 150)
    match.setKnob(of: .left, to: Paddle.centre)
    for _ in 0..<60 {
      _ = match.step()
    }
    #expect(abs(Int(match.game.leftY) - 110) <= 1)
  }
}
