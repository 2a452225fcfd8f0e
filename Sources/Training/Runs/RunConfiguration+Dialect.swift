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

  /// Where the learning rate, the entropy coefficient and the default policy stand.
  public func schedule(after steps: Int) -> ScheduleFactors {
    ScheduleFactors(
      learningRate: learningRateScale(after: steps),
      entropy: entropyScale(after: steps),
      defaultPolicy: stillnessScale(after: steps)
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
      let progress = try? Checkpoint.value(RunProgress.self, from: json),
      progress.isPossible
    else { throw .notARun("its progress cannot be understood") }
    let words = file.tensors[stateName(trainer.workers.rank)]?.words
    guard let words, words.count >= 2 else { throw Checkpoint.unclearState }
    let states = try environmentStates(words.dropFirst(2))
    if let league = trainer.league { try file.restore(league) }
    try file.restore(trainer.optimizer, from: "optimizer", stepCount: words[1])
    guard trainer.resume(states, generator: words[0], progress: progress) else {
      throw Checkpoint.otherEnvironments
    }
    trainer.network.parameters.copy(from: saved.parameters)
    trainer.network.refresh()
  }

  /// The words of environments that come before their own: see ``add(_:seconds:to:)``.
  private static let headerLength = 4

  /// Takes the states of a worker's environments apart.
  private static func environmentStates(
    _ words: ArraySlice<UInt64>
  ) throws(PolicyFileError) -> [EnvironmentState] {
    var states: [EnvironmentState] = []
    var rest = words
    while !rest.isEmpty {
      let header = Array(rest.prefix(headerLength))
      rest = rest.dropFirst(headerLength)
      guard header.count == headerLength, let bits = UInt32(exactly: header[1]),
        let length = UInt32(exactly: header[2]), header[3] <= UInt64(rest.count),
        abs(Double(Float(bitPattern: bits))) <= RunProgress.greatestReward
      else { throw .notARun("its state has an impossible environment") }
      let count = Int(header[3])
      states.append(
        .init(
          environment: Array(rest.prefix(count)),
          generator: header[0],
          episode: Episode(reward: Float(bitPattern: bits), length: Int(length))
        )
      )
      rest = rest.dropFirst(count)
    }
    return states
  }

  /// Compares the sizes of the network and the number of environments.
  public func check(_ file: Safetensors) throws(PolicyFileError) {
    let shape = shape
    guard file.tensors["hidden.weight"]?.shape == [shape.hiddenCount, shape.inputCount],
      file.tensors["policy.weight"]?.shape == [shape.logitCount, shape.hiddenCount]
    else { throw Checkpoint.otherNetworks }
    let isKeras = algorithm == .reinforce && update == .keras
    let environments = isKeras ? 1 : max(1, self.environments / workers)
    for rank in 0..<workers {
      // Each has a stream and a count of its own at least.
      let least = 2 + environments * (Self.headerLength + 2)
      guard let words = file.tensors[Self.stateName(rank)]?.shape, words.count == 1,
        words[0] >= least
      else { throw Checkpoint.otherEnvironments }
    }
  }
}
