import Foundation
import NeuralNetwork
import PongAgents
import Reinforcement
import Testing

@testable import Training

/// Runs that learn against other players than Atari's computer.
struct OpponentTests {
  private static let mixes = ["follower", "random", "atari:2,follower,self:2,past:3"]

  private static func configuration(_ mix: String, _ preset: Preset = .fast) throws
    -> RunConfiguration
  {
    var configuration = TrainerTests.configuration(preset)
    configuration.opponents = try #require(OpponentMix(text: mix))
    configuration.pastSelves = 2
    configuration.pastSelfInterval = 1
    if mix.contains("self") {
      configuration.sides = .both
      configuration.rallyShare = 0.3
      configuration.smallBatShare = 0.3
    }
    return configuration
  }

  @Test(arguments: mixes)
  func `1 and 2 threads learn the same bits, whoever the opponents are`(mix: String) throws {
    func weights(_ mix: String, threads: Int) throws -> [Float] {
      let trainer = try Trainer(
        Self.configuration(mix),
        pool: ThreadPool(workerCount: threads)
      )
      for _ in 0..<4 { _ = trainer.iterate() }
      return TrainerTests.weights(trainer)
    }
    let one = try weights(mix, threads: 1)
    #expect(try weights(mix, threads: 2) == one)
    #expect(try weights("atari", threads: 1) != one)
  }

  @Test(arguments: mixes)
  func `a run taken up again goes on to the same bits, past selves and all`(mix: String) throws {
    func trainer() throws -> Trainer<RunConfiguration> {
      try Trainer(Self.configuration(mix, .article), pool: ThreadPool(workerCount: 2))
    }
    let whole = try trainer()
    for _ in 0..<3 { _ = whole.iterate() }
    let file = try Safetensors(Checkpoint.file(of: whole, command: "", isComplete: true).encoded)
    let resumed = try trainer()
    try Checkpoint.restore(file, into: resumed)
    for _ in 0..<3 {
      _ = whole.iterate()
      _ = resumed.iterate()
    }
    #expect(TrainerTests.weights(resumed) == TrainerTests.weights(whole))
    #expect(resumed.progress == whole.progress)
    #expect(resumed.league?.state == whole.league?.state)
    #expect(resumed.league?.pastSelfWeights == whole.league?.pastSelfWeights)
    #expect(whole.league?.pastSelfWeights.count == (mix.contains("past") ? 2 : 0))
  }

  @Test func `every episode that ends counts for the opponent that it was against`() throws {
    let trainer = try Trainer(
      Self.configuration("atari,random,self"),
      pool: ThreadPool(workerCount: 2)
    )
    var episodes: [Episode] = []
    while episodes.count < 30 { episodes += trainer.iterate().episodes }
    let standings = try #require(trainer.league?.standings)
    #expect(standings.map(\.name) == ["atari", "random", "self"])
    for (index, standing) in standings.enumerated() {
      let own = episodes.filter { Int($0.group) == index }
      #expect(standing.episodes == own.count && own.count > 0)
      let mean = own.reduce(0) { $0 + Double($1.reward) } / Double(own.count)
      #expect(abs(try #require(standing.meanReward) - mean) < 1e-9)
    }
  }

  @Test(arguments: ["human", "nobody", "runs/none.safetensors"])
  func `who cannot be an opponent is named in the error`(name: String) throws {
    var configuration = RunConfiguration()
    configuration.opponents = OpponentMix([.init("atari"), .init(name)])
    let error = #expect(throws: ConfigurationError.self) {
      _ = try Trainer(configuration, pool: ThreadPool(workerCount: 1))
    }
    #expect(error?.value == name && error?.setting == "--opponents")
  }

  @Test func `a checkpoint whose league is damaged is refused`() throws {
    func trainer() throws -> Trainer<RunConfiguration> {
      try Trainer(Self.configuration("self,past"), pool: ThreadPool(workerCount: 1))
    }
    let whole = try trainer()
    for _ in 0..<3 { _ = whole.iterate() }
    let file = try Checkpoint.file(of: whole, command: "", isComplete: true)
    func isRefused(_ change: (inout Safetensors) -> Void) throws -> Bool {
      var damaged = file
      change(&damaged)
      do throws(PolicyFileError) {
        try Checkpoint.restore(damaged, into: try! trainer())
        return false
      } catch { return true }
    }
    #expect(try !isRefused { _ in })
    #expect(try isRefused { $0.metadata["league"] = "{}" })
    for (old, new) in [
      ("\"episodes\":", "\"episodes\":9223372036854775"), ("\"share\":", "\"share\":-"),
      ("\"agentSteps\":", "\"agentSteps\":9223372036854775"),
    ] {
      #expect(
        try isRefused {
          $0.metadata["league"] = $0.metadata["league"]?.replacingOccurrences(of: old, with: new)
        }
      )
    }
    #expect(try isRefused { $0.tensors["past.1"] = nil })
    #expect(try isRefused { $0.tensors["past.0"] = .init(shape: [1], halves: [1]) })
    let count = whole.network.parameters.count
    let infinite = [Float16](repeating: .infinity, count: count)
    #expect(try isRefused { $0.tensors["past.0"] = .init(shape: [count], halves: infinite) })
  }
}
