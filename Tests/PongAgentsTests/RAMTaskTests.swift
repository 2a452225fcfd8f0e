import EnvironmentTestSupport
import PongAgents
import PongEngine
import Reinforcement
import Testing

struct RAMTaskTests {
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

  @Test func `what is seen is the RAM`() throws {
    var task = RAMTask(try environment(), seed: 2)
    for step in 0..<200 { _ = task.step(step % 6) }
    let seen = [Float](unsafeUninitializedCapacity: 128) { buffer, count in
      count = buffer.baseAddress.map(task.observe) ?? 0
    }
    #expect(seen == task.game.ram().map(Float.init))
  }

  @Test func `right after a reset a snapshot is the stream alone`() throws {
    var task = RAMTask(try environment(), seed: 3)
    _ = task.step(1)
    #expect(task.snapshot.count == 3)
    task.reset()
    #expect(task.snapshot.count == 2 && task.snapshot[1] == 0)
  }
}
