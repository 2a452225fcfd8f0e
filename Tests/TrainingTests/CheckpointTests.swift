import Foundation
import PongAgents
import PongEngine
import Randomness
import Testing

@testable import Training

struct CheckpointTests {
  @Test func `damaged checkpoints are refused and never trap`() throws {
    var configuration = TrainerTests.configuration(.fast)
    configuration.hidden = 2
    configuration.environments = 2
    let pool = ThreadPool(workerCount: 1)
    let trainer = try Trainer(configuration, pool: pool)
    _ = trainer.iterate()
    let file = try Checkpoint.file(of: trainer, command: "test", isComplete: true)
    let words = try #require(file.tensors["state"]?.words)
    var generator = SplitMix64(seed: 1)
    var refused = 0
    for _ in 0..<100 {
      var damaged = words
      damaged[generator.integer(below: 12)] = generator.next() >> generator.integer(below: 64)
      var copy = file
      copy.tensors["state"] = .init(words: damaged)
      do throws(PolicyFileError) {
        try Checkpoint.restore(copy, into: trainer)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 20)
    for name in ["state", "optimizer.first", "optimizer.second", "hidden.weight"] {
      var copy = file
      copy.tensors[name] = nil
      #expect(throws: PolicyFileError.self) { try Checkpoint.restore(copy, into: trainer) }
    }
  }

  @Test func `a policy alone is no run`() throws {
    let trainer = try Trainer(
      TrainerTests.configuration(.article),
      pool: ThreadPool(workerCount: 1)
    )
    let file = try Checkpoint.file(of: trainer, command: "test", isComplete: false)
    #expect(throws: PolicyFileError.self) { try Checkpoint.configuration(of: file) }
    #expect(file.metadata["command"] == "test")
    #expect(file.metadata["episodes"] == "0")
  }

  @Test func `progress that no run can have made is refused`() throws {
    let trainer = try Trainer(
      TrainerTests.configuration(.article),
      pool: ThreadPool(workerCount: 1)
    )
    let file = try Checkpoint.file(of: trainer, command: "test", isComplete: true)
    #expect(throws: Never.self) { try Checkpoint.restore(file, into: trainer) }
    let progress = try #require(file.metadata["progress"])
    for (old, new) in [
      ("\"agentSteps\":0", "\"agentSteps\":9223372036854775807"),
      ("\"updates\":0", "\"updates\":-1"),
      ("\"episodes\":0", "\"episodes\":1e400"), ("\"lastRewards\":[]", "\"lastRewards\":[1e30]"),
    ] {
      var copy = file
      copy.metadata["progress"] = progress.replacingOccurrences(of: old, with: new)
      #expect(copy.metadata["progress"] != progress)
      #expect(throws: PolicyFileError.self) { try Checkpoint.restore(copy, into: trainer) }
    }
  }

  @Test func `settings that ask for more than the file has are refused before memory is taken`()
    throws
  {
    let configuration = TrainerTests.configuration(.article)
    let trainer = try Trainer(configuration, pool: ThreadPool(workerCount: 1))
    let file = try Checkpoint.file(of: trainer, command: "test", isComplete: true)
    #expect(throws: Never.self) { try configuration.check(file) }
    func isRefused(_ change: (inout RunConfiguration) -> Void) -> Bool {
      var lying = configuration
      change(&lying)
      do throws(PolicyFileError) {
        try lying.check(file)
        return false
      } catch { return true }
    }
    #expect(isRefused { $0.hidden = 8192 })
    #expect(isRefused { $0.environments = 4096 })
    #expect(isRefused { $0.observation = .differenceAndFrame })
    #expect(isRefused { $0.actions = [.noop, .up, .down] })
    #expect(isRefused { $0.workers = 2 })
  }

  @Test func `moments that no step leaves are refused`() throws {
    let trainer = try Trainer(
      TrainerTests.configuration(.fast),
      pool: ThreadPool(workerCount: 1)
    )
    let file = try Checkpoint.file(of: trainer, command: "test", isComplete: true)
    for (name, value) in [
      ("optimizer.first", Float.nan), ("optimizer.second", .infinity), ("optimizer.second", -1),
    ] {
      var copy = file
      let tensor = try #require(file.tensors[name])
      var values = try #require(tensor.floats)
      values[values.count / 2] = value
      copy.tensors[name] = .init(shape: tensor.shape, floats: values)
      #expect(throws: PolicyFileError.self) { try Checkpoint.restore(copy, into: trainer) }
    }
  }
}
