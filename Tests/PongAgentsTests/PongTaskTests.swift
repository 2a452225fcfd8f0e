import EnvironmentTestSupport
import PolicyTestSupport
import PongAgents
import PongEngine
import Randomness
import Reinforcement
import Testing

/// A player that returns every ball flat, so that nobody scores again and the limit comes.
enum Endless {
  static func action(in game: Game, of actions: [Action]) -> Int {
    // A bat lags about four frames behind its knob.
    let wish = game.ballIsVisible ? Int(game.ballY) + 4 * Int(game.velocityY) - 6 : 110
    let reading = game.paddle(.right).reading
    let action: Action = wish < reading - 3 ? .right : wish > reading + 3 ? .left : .noop
    return actions.firstIndex(of: action) ?? 0
  }
}

struct PongTaskTests {
  @Test(arguments: PongObservation.allCases)
  func `the task keeps the contract of environments`(observation: PongObservation) {
    let contract = EnvironmentContract(steps: 4500) {
      PongTask(PongTask.Settings(observation: observation, noopFrames: 30), seed: $0)
    }
    #expect(contract.violations == [])
  }

  @Test func `a task that takes up a snapshot shows the same game, in every episode`() {
    var first = PongTask(PongTask.Settings(noopFrames: 30), seed: 3)
    var generator = SplitMix64(seed: 4)
    for _ in 0..<2500 where first.step(generator.integer(below: 2)).status != .running {
      first.reset()
    }
    var second = PongTask(PongTask.Settings(noopFrames: 30), seed: 99)
    let isTaken = second.restore(first.snapshot)
    #expect(isTaken)
    #expect(second.game == first.game)
  }

  @Test func `an episode begins with as many frames without an action as asked for, none too few`()
  {
    var task = PongTask(PongTask.Settings(noopFrames: 3), seed: 11)
    var ticks: [UInt8: Int] = [:]
    for _ in 0..<400 {
      task.reset()
      ticks[task.game.tick &- Game().tick, default: 0] += 1
    }
    #expect(ticks.keys.sorted() == [0, 1, 2, 3])
    #expect(ticks.values.allSatisfy { $0 > 60 })
  }

  @Test func `an episode that its limit cuts off is truncated, not terminated`() throws {
    let environment = try #require(EnvironmentID("PongNoFrameskip-v4"))
    var task = PongTask(
      PongTask.Settings(environment: environment, actions: [.right, .left, .noop]),
      seed: 10
    )
    var statuses: [TimeStep.Status] = []
    while statuses.last ?? .running == .running, statuses.count < 200_000 {
      statuses.append(task.step(Endless.action(in: task.game, of: [.right, .left, .noop])).status)
    }
    #expect(statuses.count == 108_000 && statuses.last == .truncated)
  }

  @Test(arguments: [FollowerPlayer.contestant, RandomPlayer.contestant, PongTaskTests.policy])
  func `an opponent who plays is asked every frame, and its episode can be played again`(
    opponent: Contestant
  ) {
    let settings = PongTask.Settings(noopFrames: 30, league: League(opponent))
    var first = PongTask(settings, seed: 3)
    var turns = Set<UInt8>()
    var generator = SplitMix64(seed: 4)
    for _ in 0..<900 {
      turns.insert(first.game.leftY)
      if first.step(generator.integer(below: 2)).status != .running { first.reset() }
    }
    // The bat is held by a paddle and goes up and down.
    #expect(first.game.rules.leftHolder == .paddle && turns.count > 20)
    var second = PongTask(settings, seed: 99)
    let isTaken = second.restore(first.snapshot)
    #expect(isTaken && second.game == first.game)
    #expect(play(&second, steps: 500, seed: 5) == play(&first, steps: 500, seed: 5))
    var against = PongTask(PongTask.Settings(noopFrames: 30), seed: 3)
    #expect(play(&against, steps: 900, seed: 4).count == 900 && against.game != first.game)
  }

  private func play(_ task: inout PongTask, steps: Int, seed: UInt64) -> [TimeStep] {
    var generator = SplitMix64(seed: seed)
    return (0..<steps).map { _ in
      let step = task.step(generator.integer(below: task.actionCount))
      if step.status != .running { task.reset() }
      return step
    }
  }

  private static let policy = Contestant(
    Choice(id: "sample", title: "Sample", detail: ""),
    policy: .pixels(SamplePolicy.make(hidden: 8))
  )

  @Test func `words that are no snapshot are refused`() {
    var task = PongTask(PongTask.Settings(), seed: 6)
    for words: [UInt64] in [[1, 9], [1, 1 << 40, 0], [1, 1, 255], [1, .max]] {
      let isTaken = task.restore(words)
      #expect(!isTaken)
    }
  }

  @Test(arguments: ["Pong-v0", "ALE/Pong-v5"])
  func `a random player gets what it gets on the Atari`(name: String) throws {
    let environment = try #require(EnvironmentID(name))
    var task = PongTask(PongTask.Settings(environment: environment), seed: 7)
    var rewards: [Float] = [0]
    var generator = SplitMix64(seed: 8)
    while rewards.count <= 60 {
      let step = task.step(generator.integer(below: 2))
      rewards[rewards.count - 1] += step.reward
      if step.status != .running {
        task.reset()
        rewards.append(0)
      }
    }
    let mean = rewards.dropLast().reduce(0, +) / 60
    #expect(mean > -21 && mean < -19.5)
  }

  @Test func `whoever rests loses by 21 long before the limit`() throws {
    let environment = try #require(EnvironmentID("PongNoFrameskip-v4"))
    var task = PongTask(
      PongTask.Settings(environment: environment, actions: [.noop, .fire]),
      seed: 9
    )
    var steps = 0
    var status = TimeStep.Status.running
    // Nobody moves, so the computer wins every point; 21 take far fewer frames than the limit.
    while status == .running {
      status = task.step(0).status
      steps += 1
    }
    #expect(status == .terminated)
    #expect(task.game.leftScore == 21)
    #expect(steps > 21 * 63 && steps < 108_000)
  }
}
