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
}
