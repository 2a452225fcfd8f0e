import Foundation
import NeuralNetwork
import PongAgents
import PongEngine
import Randomness
import Reinforcement

/// A Spinning Up run as a file: the policy, and all that going on to the bit takes.
public enum SpinupCheckpoint {
  private static let stateFormat = "spinup-1"

  /// Returns a run's state as a file; all workers call it together.
  ///
  /// - Parameters:
  ///   - trainer: This worker.
  ///   - configuration: The run's settings.
  ///   - workers: All workers.
  ///   - command: The command line.
  ///   - seconds: The time since the run began.
  /// - Throws: If the configuration cannot be written as JSON.
  /// - Returns: The file.
  static func file(
    of trainer: SpinupTrainer,
    configuration: SpinupConfiguration,
    workers: any WorkerGroup,
    command: String,
    seconds: Double
  ) throws -> Safetensors {
    let streams = workers.gather(
      // Between epochs an episode is about to begin: its stream is all that there is to it.
      trainer.collector.states.flatMap { [$0.generator, $0.environment[0]] }
    )
    var file = policy(of: trainer, configuration: configuration, command: command)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    file.metadata["state"] = stateFormat
    file.metadata["configuration"] = String(
      decoding: try encoder.encode(configuration),
      as: UTF8.self
    )
    file.metadata["seconds"] = String(seconds)
    file.tensors.merge(PolicyFile.tensors(of: trainer.networks.value, prefix: "v")) { $1 }
    for (name, optimizer) in optimizers(of: trainer) {
      for (moment, buffer) in [("first", optimizer.first), ("second", optimizer.second)] {
        file.tensors["\(name).\(moment)"] = .init(
          shape: [buffer.count],
          floats: Array(buffer.elements)
        )
      }
    }
    file.tensors["state"] = .init(
      words: [
        UInt64(trainer.epochs)
      ] + trainer.learner.optimizers.map { UInt64($0.stepCount) } + streams
    )
    return file
  }

  /// Returns a run's policy as a file that plays.
  static func policy(
    of trainer: SpinupTrainer,
    configuration: SpinupConfiguration,
    command: String
  ) -> Safetensors {
    let policy = RAMPolicy(
      network: trainer.networks.policy,
      scaling: configuration.scaling,
      actions: Action.minimal
    )
    var metadata = PolicyFile.metadata(of: policy)
    metadata["environment"] = configuration.environment
    metadata["algorithm"] = configuration.algorithm.rawValue
    metadata["epochs"] = String(trainer.epochs)
    metadata["agent_steps"] = String(trainer.epochs * configuration.stepsPerEpoch)
    metadata["seed"] = String(configuration.seed)
    metadata["command"] = command
    return Safetensors(
      metadata: metadata,
      tensors: PolicyFile.tensors(of: policy.network, prefix: "pi")
    )
  }

  private static func optimizers(
    of trainer: SpinupTrainer
  ) -> [(name: String, optimizer: Optimizer)] {
    Array(zip(["optimizer.pi", "optimizer.v"], trainer.learner.optimizers))
  }

  /// Returns the configuration of the run that a checkpoint is of, and the time that it took.
  public static func description(
    of file: Safetensors
  ) throws(PolicyFileError) -> (configuration: SpinupConfiguration, seconds: Double) {
    guard file.metadata["state"] == stateFormat, let json = file.metadata["configuration"] else {
      throw .notAPolicy("it holds no state of a run of pong spinup")
    }
    guard
      let configuration = try? JSONDecoder().decode(
        SpinupConfiguration.self,
        from: Data(json.utf8)
      ),
      let seconds = file.metadata["seconds"].flatMap(Double.init), seconds.isFinite, seconds >= 0
    else { throw .malformed("its configuration cannot be understood") }
    do {
      try configuration.validate()
    } catch {
      throw .malformed("\(error)")
    }
    return (configuration, seconds)
  }

  /// Makes a learner, of the checkpoint's configuration, go on where the checkpoint was written.
  static func restore(
    _ file: Safetensors,
    into trainer: SpinupTrainer,
    rank: Int,
    size: Int
  ) throws(PolicyFileError) {
    for (prefix, network) in [("pi", trainer.networks.policy), ("v", trainer.networks.value)] {
      let saved = try PolicyFile.perceptron(
        from: file,
        prefix: prefix,
        activation: network.shape.activation
      )
      guard saved.shape == network.shape else {
        throw .malformed("its networks are not those of its configuration")
      }
      network.parameters.copy(from: saved.parameters)
    }
    guard let words = file.tensors["state"]?.words, words.count == 3 + 2 * size,
      words[0..<3].allSatisfy({ $0 < 1 << 40 })
    else { throw .malformed("its state cannot be understood") }
    for (index, (name, optimizer)) in optimizers(of: trainer).enumerated() {
      for (moment, buffer) in [("first", optimizer.first), ("second", optimizer.second)] {
        guard let values = file.tensors["\(name).\(moment)"]?.floats,
          values.count == buffer.count, values.allSatisfy(\.isFinite)
        else { throw .malformed("'\(name).\(moment)' is not what its configuration needs") }
        for (place, value) in values.enumerated() { buffer.base[place] = value }
      }
      optimizer.resume(stepCount: Int(words[1 + index]))
    }
    guard
      trainer.resume(
        epochs: Int(words[0]),
        generator: words[3 + 2 * rank],
        stream: words[4 + 2 * rank]
      )
    else { throw .malformed("its state cannot be understood") }
  }
}
