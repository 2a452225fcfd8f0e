import Foundation
import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Randomness
import Reinforcement
import Testing

@testable import Training

/// Runs that begin with what another policy has learned.
struct InitialPolicyTests {
  /// A policy of other sizes than any preset's.
  private func policy(hasValue: Bool = true, activation: Activation = .relu) -> PongPolicy {
    SamplePolicy.make(
      .differenceAndFrame,
      actions: Action.minimal,
      hasValue: hasValue,
      activation: activation,
      hidden: 10,
      seed: 3
    ) { network, generator in
      for index in network.outputBias.indices {
        network.outputBias[index] = Float(generator.normal())
      }
    }
  }

  private func configuration(_ preset: Preset = .fast) throws -> RunConfiguration {
    var result = TrainerTests.configuration(preset)
    _ = try result.begin(with: .pixels(policy()), named: "mine")
    return result
  }

  private func trainer(_ policy: PongPolicy, threads: Int = 1) throws -> Trainer<RunConfiguration> {
    let trainer = try Trainer(try configuration(), pool: ThreadPool(workerCount: threads))
    try trainer.begin(with: policy)
    return trainer
  }

  @Test func `the network's size, observation and actions are the policy's`() throws {
    let configuration = try configuration(.article)
    #expect(configuration.hidden == 10 && configuration.from == "mine")
    #expect(configuration.observation == .differenceAndFrame)
    #expect(configuration.actions == Action.minimal)
    // All else is the preset's.
    #expect(configuration.algorithm == .reinforce)
  }

  @Test func `a run begins with the policy's weights`() throws {
    let policy = policy()
    #expect(
      TrainerTests.weights(try trainer(policy)) == Array(policy.network.parameters.elements)
    )
  }

  @Test func `a value that the policy does not estimate is drawn`() throws {
    let bare = policy(hasValue: false)
    let trainer = try trainer(bare)
    let untouched = try Trainer(try configuration(), pool: ThreadPool(workerCount: 1))
    for output in 0..<6 {
      #expect(
        Array(trainer.network.weights(ofOutput: output))
          == Array(bare.network.weights(ofOutput: output))
      )
    }
    #expect(
      Array(trainer.network.weights(ofOutput: 6)) == Array(untouched.network.weights(ofOutput: 6))
    )
  }

  @Test func `what is learned from there on does not depend on threads`() throws {
    let policy = policy()
    let results = try [1, 3].map { threads in
      let trainer = try trainer(policy, threads: threads)
      for _ in 0..<3 { _ = trainer.iterate() }
      return TrainerTests.weights(trainer)
    }
    #expect(results[0] == results[1])
    #expect(results[0] != Array(policy.network.parameters.elements))
  }

  @Test func `a setting that the weights do not fit is named with what fits`() throws {
    var configuration = try configuration()
    configuration.hidden = 11
    let trainer = try Trainer(configuration, pool: ThreadPool(workerCount: 1))
    #expect(
      throws: ConfigurationError("--hidden", "11", expected: "10, which --from brings")
    ) { try trainer.begin(with: policy()) }
  }

  @Test func `a policy that cannot be taught is refused`() {
    let ram = RAMPolicy(
      network: DenseNetwork(.init(inputCount: 128, hiddenCounts: [4], outputCount: 6)),
      scaling: .unit,
      actions: Action.minimal
    )
    for policy in [TrainedPolicy.ram(ram), .pixels(policy(activation: .tanh))] {
      var configuration = RunConfiguration()
      let error = #expect(throws: ConfigurationError.self) {
        try configuration.begin(with: policy, named: "it")
      }
      #expect(error?.setting == "--from" && error?.value == "it")
      #expect(configuration == RunConfiguration())
    }
  }

  @Test func `it is resumed without the policy, to the bit, and says where it comes from`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pong-initial-\(UUID())", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let context = RunContext(command: "pong train", version: "0", now: { 0 }, date: { 0 })
    func run(_ start: TrainingRun.Start, updates: Int) throws -> TrainingRun {
      var run = try TrainingRun(start, threads: 1, context: context, since: 0)
      var observer = SilentObserver()
      let steps = updates * 6 * 64
      _ = try run.run(until: StopRule(agentSteps: steps), for: &observer)
      return run
    }
    func new(_ name: String) throws -> TrainingRun.Start {
      .new(try configuration(), directory: folder, name: name, initialPolicy: policy())
    }
    let whole = try run(new("a"), updates: 4)
    let half = try run(new("b"), updates: 2)
    let resumed = try run(.resumed(half.directory), updates: 4)
    #expect(TrainerTests.weights(resumed.trainer) == TrainerTests.weights(whole.trainer))
    #expect(try resumed.directory.description().configuration.from == "mine")
    #expect(try PolicyFile.read(resumed.directory.policy).metadata["from"] == "mine")
    let fresh = TrainingRun.Start.new(try configuration(), directory: folder, name: "c")
    #expect(
      try TrainerTests.weights(run(fresh, updates: 4).trainer)
        != TrainerTests.weights(whole.trainer)
    )
  }

  @Test func `a configuration without a policy to begin with is written as it was`() throws {
    let json = String(decoding: try JSONEncoder().encode(RunConfiguration()), as: UTF8.self)
    #expect(!json.contains("\"from\""))
    let begun = try configuration()
    let data = try JSONEncoder().encode(begun)
    #expect(try JSONDecoder().decode(RunConfiguration.self, from: data) == begun)
  }
}
