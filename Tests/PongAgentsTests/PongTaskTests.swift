import PongAgents
import PongEngine
import Randomness
import Reinforcement
import Testing

struct PongTaskTests {
  private func play(_ task: inout PongTask, steps: Int, seed: UInt64) -> [TimeStep] {
    var generator = SplitMix64(seed: seed)
    return (0..<steps).map { _ in
      let step = task.step(generator.integer(below: task.actionCount))
      if step.status != .running { task.reset() }
      return step
    }
  }

  @Test("a task that takes up a snapshot has the same future", arguments: [0, 1, 700, 2500])
  func restore(steps: Int) {
    var first = PongTask(PongTask.Settings(noopFrames: 30), seed: 3)
    _ = play(&first, steps: steps, seed: 4)
    var second = PongTask(PongTask.Settings(noopFrames: 30), seed: 99)
    let isTaken = second.restore(first.snapshot)
    #expect(isTaken)
    #expect(second.game == first.game)
    #expect(play(&second, steps: 500, seed: 5) == play(&first, steps: 500, seed: 5))
  }

  @Test("words that are no snapshot are refused and change nothing")
  func refusal() {
    var task = PongTask(PongTask.Settings(), seed: 6)
    let game = task.game
    for words: [UInt64] in [[], [1], [1, 9], [1, 1 << 40, 0], [1, 1, 255], [1, .max]] {
      let isTaken = task.restore(words)
      #expect(!isTaken)
      #expect(task.game == game)
    }
  }

  @Test("a random player gets what it gets on the Atari", arguments: ["Pong-v0", "ALE/Pong-v5"])
  func randomPlay(name: String) throws {
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

  @Test("frames per step and episode limits are the environment's")
  func limits() throws {
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
