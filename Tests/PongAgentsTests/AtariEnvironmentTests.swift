import PongAgents
import PongEngine
import Testing

struct AtariEnvironmentTests {
  @Test func `the fourteen ids of gym and gymnasium are known, and no others`() throws {
    #expect(EnvironmentID.all.count == 14)
    #expect(Set(EnvironmentID.all.map(\.name)).count == 14)
    let article = try #require(EnvironmentID("Pong-v0"))
    #expect(article == .pongV0)
    #expect(article.frameSkip == 2...4 && article.repeatProbability == 0.25)
    let ram = try #require(EnvironmentID("Pong-ramNoFrameskip-v4"))
    #expect(ram.observesRAM && ram.frameSkip == 1...1 && ram.repeatProbability == 0)
    #expect(EnvironmentID("ALE-Pong-v5") == EnvironmentID("ALE/Pong-v5"))
    #expect(EnvironmentID("Breakout-v0") == nil)
  }

  @Test func `a seed fixes the episode; a reset without a seed goes on in the streams`() {
    func frames(_ environment: inout AtariEnvironment<GymStreams>) -> [Int] {
      (0..<200).map { _ in
        _ = environment.step(.right)
        return environment.episodeFrames
      }
    }
    var environment = AtariEnvironment<GymStreams>(.pongV0, seed: 1)
    let first = frames(&environment)
    environment.reset()
    #expect(frames(&environment) != first)
    environment.reset(seed: 1)
    #expect(frames(&environment) == first)
  }

  @Test(arguments: [EnvironmentID.pongV0.name, "ALE/Pong-v5"])
  func `the action that sticks is forgotten with its episode`(name: String) throws {
    let id = try #require(EnvironmentID(name))
    func first(after action: Action, seed: UInt64) -> [Game] {
      var environment = AtariEnvironment<FastStreams>(id, seed: seed)
      for _ in 0..<20 { _ = environment.step(action) }
      environment.reset()
      return (0..<20).map { _ in
        _ = environment.step(.noop)
        return environment.game
      }
    }
    // As many numbers were drawn, so chance is the same; in some episodes the first frame sticks.
    for seed in UInt64(0)..<20 {
      #expect(first(after: .right, seed: seed) == first(after: .left, seed: seed))
    }
  }

  @Test func `the frames of an episode are counted from its reset, which is one itself in mode 1`()
  {
    for mode in Rules.Mode.allCases {
      var environment = AtariEnvironment<FastStreams>(
        .pongV0,
        rules: Rules(mode: mode, difficulty: 0),
        seed: 1
      )
      let first = mode == .rally ? 1 : 0
      #expect(environment.episodeFrames == first)
      #expect(first + 2...first + 4 ~= environment.step(.noop).episodeFrames)
      environment.reset()
      #expect(environment.episodeFrames == first)
      #expect(environment.game == Game(rules: environment.rules))
    }
  }

  @Test
  func `both kinds of streams skip 2, 3 or 4 frames alike often and stick a quarter of the time`() {
    func check<Streams: EnvironmentRandomness>(_: Streams.Type) {
      var streams = Streams(seed: 3)
      var counts = [Int](repeating: 0, count: 5)
      var sticks = 0
      for _ in 0..<30_000 {
        counts[streams.frames(in: 2...4)] += 1
        sticks += streams.repeatsAction(probability: 0.25) ? 1 : 0
      }
      #expect(counts[2...4].allSatisfy { 9700...10_300 ~= $0 })
      #expect(7200...7800 ~= sticks)
      let neverSticks = !streams.repeatsAction(probability: 0)
      #expect(neverSticks)
      let always4 = streams.frames(in: 4...4)
      #expect(always4 == 4)
    }
    check(GymStreams.self)
    check(FastStreams.self)
  }

  @Test func `an agent on the left sees and earns what one on the right does`() {
    let rules = Rules(leftHolder: .paddle, rightHolder: .computer)
    var environment = AtariEnvironment<FastStreams>(.pongV0, rules: rules, side: .left, seed: 9)
    var total = 0
    while true {
      let result = environment.step(.right)
      total += result.reward
      // The agent's bat is the right one of what it sees.
      #expect(environment.view.rightY == environment.game.leftY)
      if result.isLast {
        #expect(result.terminated && !result.truncated)
        break
      }
    }
    let game = environment.game
    #expect(total == Int(game.leftScore) - Int(game.rightScore))
    #expect(game.rightScore == 21)
  }

  @Test func `an episode is cut off at its limit of frames, and only cut off`() throws {
    let id = try #require(EnvironmentID("PongNoFrameskip-v4"))
    // A game to 255 outlasts the machine's patience, and then the limit.
    let rules = Rules(pointsToWin: 255)
    var environment = AtariEnvironment<FastStreams>(id, rules: rules, seed: 0)
    var result = StepResult(reward: 0, terminated: false, truncated: false, episodeFrames: 0)
    var steps = 0
    while !result.isLast {
      let game = environment.game
      let wish = game.ballIsVisible ? Int(game.ballY) - 6 : 110
      let reading = game.paddle(.right).reading
      let action: Action = wish < reading - 3 ? .right : wish > reading + 3 ? .left : .noop
      result = environment.step(action)
      steps += 1
    }
    #expect(result.truncated && !result.terminated)
    #expect(steps == 108_000 && environment.episodeFrames == 108_000)
    let after = environment.game
    let next = environment.step(.right)
    #expect(next.truncated)
    #expect(environment.game == after)
  }
}
