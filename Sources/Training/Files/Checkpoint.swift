public import Foundation
import NeuralNetwork
import PongAgents
import PongEngine
import Randomness
import Reinforcement

/// A run as a file: the policy, and all that going on to the bit takes.
///
/// It is a policy file with more in it, so it plays too. Beside the policy's tensors: the
/// optimiser's moments (in the program's own layout), and of each worker one list of words for its
/// environments, their random streams and the order of mini-batches: `state`, `state.1` and so on.
public enum Checkpoint {
  private static let stateFormat = "1"

  /// Returns a run's state as a file; where the state goes in, all workers call it together.
  ///
  /// - Parameters:
  ///   - trainer: The run, between two iterations.
  ///   - command: The command line that started it.
  ///   - isComplete: Whether the run's state goes in, or the policy alone.
  /// - Returns: The file.
  /// - Throws: If the configuration cannot be written as JSON.
  public static func file(
    of trainer: Trainer,
    command: String,
    isComplete: Bool
  ) throws -> Safetensors {
    let policy = trainer.policy
    let configuration = trainer.configuration
    let progress = trainer.progress
    var metadata = PolicyFile.metadata(of: policy)
    metadata["environment"] = configuration.environment.name
    metadata["algorithm"] = configuration.algorithm.rawValue
    metadata["preset"] = configuration.preset
    metadata["episodes"] = String(progress.episodes)
    metadata["agent_steps"] = String(progress.agentSteps)
    metadata["seed"] = String(configuration.seed)
    metadata["command"] = command
    if let mean = progress.meanReward { metadata["mean_reward_100"] = String(mean) }
    var tensors = PolicyFile.tensors(of: policy)
    if isComplete {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      metadata["state"] = stateFormat
      metadata["configuration"] = String(
        decoding: try encoder.encode(configuration),
        as: UTF8.self
      )
      metadata["progress"] = String(decoding: try encoder.encode(progress), as: UTF8.self)
      let optimizer = trainer.optimizer
      let rows = [optimizer.rowCount, optimizer.rowLength]
      tensors["optimizer.second"] = .init(shape: rows, floats: Array(optimizer.second.elements))
      if optimizer.first.count > 0 {
        tensors["optimizer.first"] = .init(shape: rows, floats: Array(optimizer.first.elements))
      }
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
        tensors[stateName(rank)] = .init(words: Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
    }
    return Safetensors(metadata: metadata, tensors: tensors)
  }

  private static func stateName(_ rank: Int) -> String { rank == 0 ? "state" : "state.\(rank)" }

  /// Returns the configuration of the run that a checkpoint is of.
  ///
  /// - Throws: A `PolicyFileError` if it holds no run, a `ConfigurationError` if nobody knows what
  ///   one of its settings stands for.
  public static func configuration(of file: Safetensors) throws -> RunConfiguration {
    guard file.metadata["state"] == stateFormat, let json = file.metadata["configuration"] else {
      throw PolicyFileError.notAPolicy("it holds a policy, but not the state of a run")
    }
    do {
      return try JSONDecoder().decode(RunConfiguration.self, from: Data(json.utf8))
    } catch let error as ConfigurationError {
      throw error
    } catch {
      throw PolicyFileError.malformed("its configuration cannot be understood")
    }
  }

  /// Makes a trainer, of the checkpoint's configuration, go on where the checkpoint was written, as
  /// the worker that it is.
  public static func restore(_ file: Safetensors, into trainer: Trainer) throws(PolicyFileError) {
    let saved = try PolicyFile.policy(from: file).network
    guard saved.shape == trainer.network.shape else {
      throw .malformed("its network is not the one of its configuration")
    }
    guard let json = file.metadata["progress"],
      let progress = try? JSONDecoder().decode(RunProgress.self, from: Data(json.utf8)),
      progress.agentSteps >= 0, progress.episodes >= 0
    else { throw .malformed("its progress cannot be understood") }
    let words = file.tensors[stateName(trainer.workers.rank)]?.words
    guard let words, words.count >= 2, words[1] < 1 << 48 else {
      throw .malformed("its state cannot be understood")
    }
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
    let optimizer = trainer.optimizer
    try fill(optimizer.second, from: "optimizer.second", of: file)
    if optimizer.first.count > 0 { try fill(optimizer.first, from: "optimizer.first", of: file) }
    guard rest.isEmpty, trainer.collector.restore(states) else {
      throw .malformed("its environments are not those of its configuration")
    }
    optimizer.resume(stepCount: Int(words[1]))
    trainer.network.parameters.copy(from: saved.parameters)
    trainer.network.refresh()
    trainer.resume(generator: words[0], progress: progress)
  }

  private static func fill(
    _ buffer: Buffer<Float>,
    from name: String,
    of file: Safetensors
  ) throws(PolicyFileError) {
    guard let values = file.tensors[name]?.floats, values.count == buffer.count,
      values.allSatisfy(\.isFinite)
    else { throw .malformed("'\(name)' is missing or not what its configuration needs") }
    for (index, value) in values.enumerated() { buffer.base[index] = value }
  }

  /// Reads a checkpoint's bytes from a file.
  public static func read(_ url: URL) throws -> Safetensors {
    try Safetensors(Files.read(url, limit: PolicyFile.maximumSize))
  }

  /// Writes a file in one piece.
  public static func write(_ file: Safetensors, to url: URL) throws {
    try Files.write(try file.encoded, to: url)
  }
}
