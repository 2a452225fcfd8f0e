import NeuralNetwork
public import PongAgents
import PongEngine
public import Reinforcement

extension SpinupConfiguration: RunDialect {
  /// Pong, seen as the console's RAM.
  public typealias Task = TimeLimit<RAMTask>

  /// Networks of their own for policy and value.
  public typealias Networks = SeparateActorCritic

  /// The first format.
  public static var stateFormat: (name: String, lack: String) {
    ("spinup-1", "it holds no state of a run of pong spinup")
  }

  /// There are no schedules.
  public func schedule(after steps: Int) -> ScheduleFactors { ScheduleFactors() }

  /// None: screens show policies that see pictures.
  public static func copyOfPolicy(of trainer: Trainer<SpinupConfiguration>) -> PongPolicy? { nil }

  /// The policy, and what it has seen.
  public func policyFile(of networks: SeparateActorCritic, _ progress: RunProgress) -> Safetensors {
    let policy = RAMPolicy(network: networks.policy, scaling: scaling, actions: Action.minimal)
    var metadata = PolicyFile.metadata(of: policy)
    metadata["environment"] = environment
    metadata["algorithm"] = algorithm.rawValue
    metadata["epochs"] = String(progress.updates)
    metadata["agent_steps"] = String(progress.updates * stepsPerEpoch)
    metadata["seed"] = String(seed)
    return Safetensors(
      metadata: metadata,
      tensors: PolicyFile.tensors(of: policy.network, prefix: "pi")
    )
  }

  /// Adds the time, the value, both optimisers' moments, and as words the epochs, the optimisers'
  /// steps, and of each worker the streams of its choices and of its environment: between epochs an
  /// episode is about to begin, and that is all that there is to it.
  public static func add(
    _ trainer: Trainer<SpinupConfiguration>,
    seconds: Double,
    to file: inout Safetensors
  ) {
    file.metadata["seconds"] = String(seconds)
    file.tensors.merge(PolicyFile.tensors(of: trainer.networks.value, prefix: "v")) { $1 }
    for (name, optimizer) in optimizers(of: trainer) {
      file.add(optimizer, as: name, shape: [optimizer.secondMoment.count])
    }
    let counts = [trainer.progress.updates] + trainer.learner.optimizers.map(\.stepCount)
    let streams = trainer.workers.gather(
      trainer.collector.states.flatMap { [$0.generator, $0.environment[0]] }
    )
    file.tensors["state"] = .init(words: counts.map { UInt64($0) } + streams)
  }

  private static func optimizers(
    of trainer: Trainer<SpinupConfiguration>
  ) -> [(name: String, optimizer: Optimizer)] {
    Array(zip(["optimizer.pi", "optimizer.v"], trainer.learner.optimizers))
  }

  /// Takes up what `add` put into a file.
  public static func restore(
    _ file: Safetensors,
    into trainer: Trainer<SpinupConfiguration>
  ) throws(PolicyFileError) {
    let networks = trainer.networks
    for (prefix, network) in [("pi", networks.policy), ("v", networks.value)] {
      let saved = try PolicyFile.perceptron(
        from: file,
        prefix: prefix,
        activation: network.shape.activation
      )
      guard saved.shape == network.shape else { throw Checkpoint.otherNetworks }
      network.parameters.copy(from: saved.parameters)
    }
    let (rank, size) = (trainer.workers.rank, trainer.workers.size)
    guard let words = file.tensors["state"]?.words, words.count == 3 + 2 * size,
      words[0] < 1 << 40
    else { throw Checkpoint.unclearState }
    for (index, (name, optimizer)) in optimizers(of: trainer).enumerated() {
      try file.restore(optimizer, from: name, stepCount: words[1 + index])
    }
    var progress = RunProgress()
    progress.updates = Int(words[0])
    progress.agentSteps = progress.updates * trainer.configuration.stepsPerEpoch
    let state = EnvironmentState(
      // No action yet, no step.
      environment: [words[4 + 2 * rank], 0, 0],
      generator: words[3 + 2 * rank],
      episode: Episode(reward: 0, length: 0)
    )
    guard trainer.resume([state], progress: progress) else { throw Checkpoint.unclearState }
  }

  /// Reads the configuration of the run that a checkpoint is of, and the time that it took.
  ///
  /// - Throws: A `PolicyFileError` if it is none.
  public static func description(
    of file: Safetensors
  ) throws -> (configuration: SpinupConfiguration, seconds: Double) {
    let configuration = try Checkpoint.configuration(of: file, as: SpinupConfiguration.self)
    guard let seconds = file.metadata["seconds"].flatMap(Double.init), seconds.isFinite,
      0...greatestSeconds ~= seconds
    else { throw Checkpoint.unclearConfiguration }
    do {
      try configuration.validate()
    } catch {
      throw PolicyFileError.notARun("\(error)")
    }
    try configuration.check(file)
    return (configuration, seconds)
  }

  /// The longest time that a run can have taken: three hundred years.
  private static let greatestSeconds = 1e10

  /// Compares the sizes of the networks, the number of workers, and the steps of an epoch.
  public func check(_ file: Safetensors) throws(PolicyFileError) {
    for (prefix, outputs) in [("pi", Action.minimal.count), ("v", 1)] {
      let sizes = [RAMScaling.inputCount] + hidden + [outputs]
      for (layer, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
        guard file.tensors["\(prefix).\(layer).weight"]?.shape == [outputs, inputs] else {
          throw Checkpoint.otherNetworks
        }
      }
    }
    guard file.tensors["state"]?.shape == [3 + 2 * workers] else { throw Checkpoint.unclearState }
    if let epochs = file.metadata["epochs"].flatMap({ Int($0) }),
      let steps = file.metadata["agent_steps"].flatMap({ Int($0) }),
      epochs.multipliedReportingOverflow(by: stepsPerEpoch) != (steps, false)
    {
      throw Checkpoint.unclearConfiguration
    }
  }
}
