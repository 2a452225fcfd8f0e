import Foundation
public import NeuralNetwork
public import PongAgents
import PongEngine
import Randomness
public import Reinforcement

extension RunConfiguration: RunDialect {
  /// Pong, seen as pictures.
  public typealias Task = PongTask

  /// One network for policy and value.
  public typealias Networks = SparseNetwork

  /// The first format.
  public static var stateFormat: (name: String, lack: String) {
    ("1", "it holds a policy, but not the state of a run")
  }

  /// Where the learning rate and the entropy coefficient stand.
  public func schedule(after steps: Int) -> ScheduleFactors {
    ScheduleFactors(
      learningRate: learningRateScale(after: steps),
      entropy: entropyScale(after: steps)
    )
  }

  /// The copy.
  public static func copyOfPolicy(of trainer: Trainer<RunConfiguration>) -> PongPolicy? {
    trainer.copyOfPolicy()
  }

  /// The policy, and what it has reached.
  public func policyFile(of network: SparseNetwork, _ progress: RunProgress) -> Safetensors {
    let policy = PongPolicy(network: network, observation: observation, actions: actions)
    var metadata = PolicyFile.metadata(of: policy)
    metadata["environment"] = environment.name
    if frameSkip > 0 { metadata["frame_skip"] = String(frameSkip) }
    metadata["algorithm"] = algorithm.rawValue
    metadata["preset"] = preset
    metadata["episodes"] = String(progress.episodes)
    metadata["agent_steps"] = String(progress.agentSteps)
    metadata["seed"] = String(seed)
    if !from.isEmpty { metadata["from"] = from }
    if let mean = progress.meanReward { metadata["mean_reward_100"] = String(mean) }
    return Safetensors(metadata: metadata, tensors: PolicyFile.tensors(of: policy))
  }

  /// Adds the progress, the time, the optimiser's moments, and of each worker a list of words: the state of
  /// the stream of mini-batches, the optimiser's steps, and each environment.
  public static func add(
    _ trainer: Trainer<RunConfiguration>,
    seconds: Double,
    to file: inout Safetensors
  ) throws {
    file.metadata["progress"] = try Checkpoint.json(trainer.progress)
    file.metadata["seconds"] = String(seconds)
    let optimizer = trainer.optimizer
    file.add(optimizer, as: "optimizer", shape: [optimizer.rowCount, optimizer.rowLength])
    if let league = trainer.league { try file.add(league) }
    var words: [UInt64] = [trainer.generator.state, UInt64(optimizer.stepCount)]
    for state in trainer.collector.states {
      words += [
        state.generator, UInt64(state.episode.reward.bitPattern), UInt64(state.episode.length),
        UInt64(state.environment.count),
      ]
      words += state.environment
    }
    let counts = trainer.workers.gather([words.count])
    var rest = trainer.workers.gatherAll(words, filler: 0)[...]
    for (rank, count) in counts.enumerated() {
      file.tensors[stateName(rank)] = .init(words: Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  private static func stateName(_ rank: Int) -> String { rank == 0 ? "state" : "state.\(rank)" }

  /// Takes up what `add` put into a file.
  public static func restore(
    _ file: Safetensors,
    into trainer: Trainer<RunConfiguration>
  ) throws(PolicyFileError) {
    let saved = try PolicyFile.policy(from: file).network
    guard saved.shape == trainer.network.shape else { throw Checkpoint.otherNetworks }
    guard let json = file.metadata["progress"],
      let progress = try? JSONDecoder().decode(RunProgress.self, from: Data(json.utf8)),
      progress.agentSteps >= 0, progress.episodes >= 0
    else { throw .malformed("its progress cannot be understood") }
    let words = file.tensors[stateName(trainer.workers.rank)]?.words
    guard let words, words.count >= 2 else { throw Checkpoint.unclearState }
    var states: [EnvironmentState] = []
    var rest = words.dropFirst(2)
    while rest.count >= 4 {
      let header = Array(rest.prefix(4))
      rest = rest.dropFirst(4)
      guard header[1] <= UInt64(UInt32.max), header[2] < 1 << 32, header[3] <= UInt64(rest.count)
      else { throw .malformed("its state has an impossible environment") }
      states.append(
        .init(
          environment: Array(rest.prefix(Int(header[3]))),
          generator: header[0],
          episode: Episode(
            reward: Float(bitPattern: UInt32(header[1])),
            length: Int(header[2])
          )
        )
      )
      rest = rest.dropFirst(Int(header[3]))
    }
    if let league = trainer.league { try file.restore(league) }
    try file.restore(trainer.optimizer, from: "optimizer", stepCount: words[1])
    guard rest.isEmpty, trainer.resume(states, generator: words[0], progress: progress) else {
      throw Checkpoint.otherEnvironments
    }
    trainer.network.parameters.copy(from: saved.parameters)
    trainer.network.refresh()
  }
}
