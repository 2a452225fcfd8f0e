import PongAgents
import PongEngine
import Testing

struct PersonPlayerTests {
  /// A ball that is on its way to the right bat, in the middle of the court.
  private func approach(y: UInt8, down velocityY: Int8 = 0, speed: Int8 = 1) -> Arrangement {
    var arrangement = Game().arrangement
    arrangement.ballX = 128
    arrangement.ballY = y
    arrangement.velocityX = -speed
    arrangement.velocityY = velocityY
    return arrangement
  }

  private func person(_ traits: String, seed: UInt64 = 1) throws -> PersonPlayer {
    PersonPlayer(try PersonTraits(traits), seed: seed)
  }

  /// Where the bat rests if the ball stays as it is for a second.
  private func rest(_ player: PersonPlayer, before ball: Arrangement) -> Int {
    var player = player
    var game = Game(rules: Rules(leftHolder: .paddle))
    for _ in 0..<120 {
      _ = game.step(right: player.input(seeing: game.arranged(as: ball)))
    }
    return game.paddle(.right).reading
  }

  @Test(arguments: [(50, 3), (100, 6), (200, 12), (350, 21), (500, 30)], ["keys", "mouse"])
  func `a person moves as many frames late as the reaction time has`(
    time: (milliseconds: Int, frames: Int),
    device: String
  ) throws {
    var player = try person("\(device),error=0,reaction=\(time.milliseconds)")
    let ball = Game().arranged(as: approach(y: 60))
    for _ in 0..<100 { #expect(player.input(seeing: Game().arranged(as: noBall)) == .idle) }
    for _ in 0..<time.frames { #expect(player.input(seeing: ball) == .idle) }
    #expect(player.input(seeing: ball).turn < 0)
  }

  private var noBall: Arrangement {
    var arrangement = approach(y: 0)
    arrangement.velocityX = 0
    return arrangement
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `who predicts waits where the ball will be, who follows goes along with it`(seed: UInt64)
    throws
  {
    // 60 columns to go at 1 a frame and 2 rows down: from 100 to 220, which the wall at 206 turns
    // into 192. The middle of a bat is 6 lines below its register, which is met within 8 lines of
    // it; a hand on a mouse rests within 3 lines of its aim, and readings are even.
    let down = approach(y: 100, down: 2)
    let predicting = try person("mouse,error=0,reaction=200,predicts", seed: seed)
    #expect(186 - 8 - 4...186 + 8 + 4 ~= rest(predicting, before: down))
    // Seen 12 frames ago at 100, the ball is at 124 by now.
    let following = try person("mouse,error=0,reaction=200,follows", seed: seed)
    #expect(118 - 5 - 4...118 + 5 + 4 ~= rest(following, before: down))
  }

  @Test
  func `after its own hit who predicts goes back to the middle, who follows stays with the ball`()
    throws
  {
    var leaving = approach(y: 190)
    leaving.velocityX = 1
    #expect(rest(try person("mouse,predicts"), before: leaving) == 110)
    #expect(160...204 ~= rest(try person("mouse,follows"), before: leaving))
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `keys are held for 50 ms at least and turn as a joystick does`(seed: UInt64) throws {
    var player = try person("keys", seed: seed)
    var game = Game()
    var turns: [Int32] = []
    while !game.isOver {
      let input = player.input(seeing: game)
      turns.append(input.turn)
      _ = game.step(right: input)
    }
    #expect(Set(turns) == [-23_000, 0, 23_000])
    let changes = turns.indices.dropFirst().filter { turns[$0] != turns[$0 - 1] }
    #expect(zip(changes, changes.dropFirst()).allSatisfy { $1 - $0 >= 3 })
    // It rests most of the time.
    #expect(turns.count { $0 == 0 } > turns.count / 2)
  }

  @Test func `a mouse covers a third of the way a frame and rests near its aim`() throws {
    var player = try person("mouse,error=0,reaction=100,predicts")
    var game = Game(rules: Rules(leftHolder: .paddle))
    var turns: [Int32] = []
    for _ in 0..<60 {
      let input = player.input(seeing: game.arranged(as: approach(y: 60)))
      turns.append(input.turn)
      _ = game.step(right: input)
    }
    let moving = turns.drop { $0 == 0 }.prefix { $0 != 0 }
    #expect(moving.count > 3)
    #expect(turns.dropFirst(6 + moving.count).allSatisfy { $0 == 0 })
    for (turn, next) in zip(moving, moving.dropFirst()) {
      #expect(abs(next * 3 - turn * 2) <= 4)
    }
  }

  @Test func `the button is pressed before the ball is there: always, or once a rally is long`()
    throws
  {
    func pressed(_ traits: String, hits: Int) throws -> Bool {
      var match = Match(
        rules: Rules(),
        left: .player(try person("mouse,error=0,reaction=100,predicts,patient")),
        right: .player(try person(traits))
      )
      while !match.isOver {
        let before = match.game
        let outcome = match.step()
        if outcome.events.contains(.rightHit), Int(before.hits) == hits {
          return before.rightPaddle.fire
        }
      }
      return false
    }
    #expect(try pressed("mouse,error=0,reaction=100,predicts,fires", hits: 1))
    #expect(try !pressed("mouse,error=0,reaction=100,predicts,patient", hits: 1))
    #expect(try pressed("mouse,error=0,reaction=100,predicts,patient", hits: 9))
  }

  @Test func `everything follows from the seed and from what is seen, from either side`() {
    var game = Game()
    var player = PersonPlayer(seed: 5)
    var (same, other) = (player, PersonPlayer(seed: 6))
    var differs = false
    for _ in 0..<20_000 {
      if game.isOver {
        game = Game()
        player.prepareForNewGame()
        same.prepareForNewGame()
        other.prepareForNewGame()
      }
      let input = player.input(seeing: game)
      #expect(same.input(seeing: game.mirrored.seen(from: .left)) == input)
      if other.input(seeing: game) != input { differs = true }
      _ = game.step(right: input)
    }
    #expect(differs)
  }

  @Test func `people win and lose against each other, from either side, and games end`() {
    var match = Match(
      rules: Rules(),
      left: .player(PersonPlayer(seed: 1)),
      right: .player(PersonPlayer(seed: 2))
    )
    var leftWins = 0
    for _ in 0..<24 {
      match.restart()
      while !match.isOver { _ = match.step() }
      #expect(match.game.isPlaying)
      leftWins += match.game.leftScore == 21 ? 1 : 0
    }
    #expect(6...18 ~= leftWins)
  }

  @Test func `the sharper person wins`() throws {
    func margin(_ left: String, _ right: String) throws -> Int {
      var match = Match(
        rules: Rules(),
        left: .player(try person(left, seed: 3)),
        right: .player(try person(right, seed: 4))
      )
      var margin = 0
      for _ in 0..<4 {
        match.restart()
        while !match.isOver { _ = match.step() }
        margin += Int(match.game.rightScore) - Int(match.game.leftScore)
      }
      return margin
    }
    let (sharp, dull) = (
      "mouse,reaction=100,error=1,predicts", "mouse,reaction=350,error=6,predicts"
    )
    #expect(try margin(dull, sharp) > 20)
    #expect(try margin(sharp, dull) < -20)
  }

  @Test(arguments: [Rules.Mode.classic, .rally], [false, true])
  func `every variant can be played`(mode: Rules.Mode, isSmall: Bool) {
    var match = Match(
      rules: Rules(mode: mode, leftBatIsSmall: isSmall, rightBatIsSmall: isSmall),
      left: .player(RandomPlayer(seed: 1)),
      right: .player(PersonPlayer(seed: 2))
    )
    while !match.isOver { _ = match.step() }
    #expect(match.game.rightScore == 21)
  }
}
