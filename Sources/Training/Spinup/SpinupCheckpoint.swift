import Foundation
import NeuralNetwork
import PongAgents
import PongEngine
import Randomness
import Reinforcement

/// A Spinning Up run as a file: the policy, and all that going on to the bit takes.
public enum SpinupCheckpoint {
  private static let stateFormat = "spinup-1"

  /// A run's learner.
  typealias Learner<Workers: WorkerGroup> = PolicyGradient<RAMTask, Workers>

  /// Returns a run's state as a file; all workers call it together.
  ///
  /// - Parameters:
  ///   - learner: This worker's learner.
  ///   - configuration: The run's settings.
  ///   - workers: All workers.
  ///   - command: The command line.
  ///   - seconds: The time since the run began.
  /// - Throws: If the configuration cannot be written as JSON.
  /// - Returns: The file.
  static func file<Workers: WorkerGroup>(
    of learner: Learner<Workers>,
    configuration: SpinupConfiguration,
    workers: Workers,
    command: String,
    seconds: Double
  ) throws -> Safetensors {
    let streams = workers.gather([learner.generator.state, learner.environment.streamState])
    var file = policy(of: learner, configuration: configuration, command: command)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    file.metadata["state"] = stateFormat
    file.metadata["configuration"] = String(
      decoding: try encoder.encode(configuration),
      as: UTF8.self
    )
    file.metadata["seconds"] = String(seconds)
    file.tensors.merge(PolicyFile.tensors(of: learner.value, prefix: "v")) { $1 }
    for (name, optimizer) in optimizers(of: learner) {
      for (moment, buffer) in [("first", optimizer.first), ("second", optimizer.second)] {
        file.tensors["\(name).\(moment)"] = .init(
          shape: [buffer.count],
          floats: Array(buffer.elements)
        )
      }
    }
    file.tensors["state"] = .init(
      words: [
        UInt64(learner.epochs), UInt64(learner.policyOptimizer.stepCount),
        UInt64(learner.valueOptimizer.stepCount),
      ] + streams
    )
    return file
  }

  /// Returns a run's policy as a file that plays.
  static func policy<Workers: WorkerGroup>(
    of learner: Learner<Workers>,
    configuration: SpinupConfiguration,
    command: String
  ) -> Safetensors {
    let policy = RAMPolicy(
      network: learner.policy,
      scaling: learner.environment.scaling,
      actions: Action.minimal
    )
    var metadata = PolicyFile.metadata(of: policy)
    metadata["environment"] = configuration.environment
    metadata["algorithm"] = configuration.algorithm.rawValue
    metadata["epochs"] = String(learner.epochs)
    metadata["agent_steps"] = String(learner.epochs * configuration.stepsPerEpoch)
    metadata["seed"] = String(configuration.seed)
    metadata["command"] = command
    return Safetensors(
      metadata: metadata,
      tensors: PolicyFile.tensors(of: policy.network, prefix: "pi")
    )
  }

  private static func optimizers<Workers: WorkerGroup>(
    of learner: Learner<Workers>
  ) -> [(name: String, optimizer: PerceptronAdam)] {
    [("optimizer.pi", learner.policyOptimizer), ("optimizer.v", learner.valueOptimizer)]
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
  static func restore<Workers: WorkerGroup>(
    _ file: Safetensors,
    into learner: Learner<Workers>,
    rank: Int,
    size: Int
  ) throws(PolicyFileError) {
    for (prefix, network) in [("pi", learner.policy), ("v", learner.value)] {
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
    for (index, (name, optimizer)) in optimizers(of: learner).enumerated() {
      for (moment, buffer) in [("first", optimizer.first), ("second", optimizer.second)] {
        guard let values = file.tensors["\(name).\(moment)"]?.floats,
          values.count == buffer.count, values.allSatisfy(\.isFinite)
        else { throw .malformed("'\(name).\(moment)' is not what its configuration needs") }
        for (place, value) in values.enumerated() { buffer.base[place] = value }
      }
      optimizer.resume(stepCount: Int(words[1 + index]))
    }
    learner.resume(
      epochs: Int(words[0]),
      generator: words[3 + 2 * rank],
      stream: words[4 + 2 * rank]
    )
  }
}
