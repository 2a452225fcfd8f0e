import EnvironmentTestSupport
import PongAgents
import PongEngine
import Randomness
import Reinforcement
import Testing

struct RAMTaskTests {
  private func task(
    _ name: String = "Pong-ram-v0",
    scaling: RAMScaling = .none,
    seed: UInt64 = 1
  ) throws -> RAMTask {
    RAMTask(try #require(EnvironmentID(name)), scaling: scaling, seed: seed)
  }

  private func observation(_ task: RAMTask) -> [Float] {
    [Float](unsafeUninitializedCapacity: task.observationWidth) { buffer, count in
      count = buffer.baseAddress.map(task.observe) ?? 0
    }
  }

  private func environment() throws -> EnvironmentID {
    try #require(EnvironmentID("Pong-ram-v0"))
  }

  @Test(arguments: RAMScaling.allCases)
  func `the task keeps the contract of environments`(scaling: RAMScaling) throws {
    let id = try environment()
    let contract = EnvironmentContract(steps: 4500) { RAMTask(id, scaling: scaling, seed: $0) }
    #expect(contract.violations == [])
  }

  @Test func `the task with a limit keeps it too`() throws {
    let id = try environment()
    let contract = EnvironmentContract(steps: 300) {
      TimeLimit(RAMTask(id, seed: $0), maximumSteps: 100)
    }
    #expect(contract.violations == [])
  }

  @Test(arguments: RAMScaling.allCases)
  func `what is seen is the RAM of the game, scaled`(scaling: RAMScaling) throws {
    var task = try task(scaling: scaling)
    #expect(task.observationWidth == 128 && task.actionCount == 6)
    var generator = SplitMix64(seed: 2)
    var speeds: Set<Float> = []
    for step in 0..<600 {
      _ = task.step(generator.integer(below: 6))
      guard step % 10 == 0 else { continue }
      let (ram, seen) = (task.game.ram(), observation(task))
      switch scaling {
      case .none: #expect(seen == ram.map { Float($0) })
      case .unit: #expect(seen == ram.map { Float($0) / 255 })
      case .pong:
        var expected = [Float](repeating: 0, count: 128)
        for byte in [4, 21, 49, 50, 51, 54, 59, 60] {
          expected[byte] = (Float(ram[byte]) - 128) / 64
        }
        expected[11] = Float(ram[11]) / 64
        expected[17] = Float(ram[17]) / 8
        // Speeds have a sign.
        for byte in [56, 58] { expected[byte] = Float(Int8(bitPattern: ram[byte])) / 4 }
        #expect(seen == expected)
        speeds.formUnion([seen[56], seen[58]])
      }
    }
    if scaling == .pong { #expect(speeds.contains { $0 < 0 } && speeds.contains { $0 > 0 }) }
  }

  @Test func `right after a reset a snapshot is the stream alone`() throws {
    var task = RAMTask(try environment(), seed: 3)
    _ = task.step(1)
    #expect(task.snapshot.count == 3)
    task.reset()
    #expect(task.snapshot.count == 2 && task.snapshot[1] == 0)
  }

  @Test func `whoever rests loses by 21, and that is the end`() throws {
    var task = try task()
    var (total, steps) = (Float(0), 0)
    var status = TimeStep.Status.running
    while status == .running {
      let result = task.step(0)
      total += result.reward
      status = result.status
      steps += 1
    }
    #expect(status == .terminated && total == Float(task.game.rightScore) - 21)
    #expect(steps > 1000)
  }

  @Test func `an episode that its limit cuts off is truncated, not terminated`() throws {
    var task = try task("Pong-ramNoFrameskip-v4", seed: 10)
    var statuses: [TimeStep.Status] = []
    while statuses.last ?? .running == .running, statuses.count < 200_000 {
      statuses.append(task.step(Endless.action(in: task.game, of: Action.minimal)).status)
    }
    #expect(statuses.count == 108_000 && statuses.last == .truncated)
  }
}
