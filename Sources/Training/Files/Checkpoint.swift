import FileAccess
public import Foundation
import NeuralNetwork

/// A run as a file: the policy, and all that going on to the bit takes.
///
/// It is a policy file with more in it, so it plays too. Beside the policy's tensors: the moments of
/// the optimisers (in the program's own layout) and the states of all workers, as the run's
/// ``RunDialect`` lays them out.
public enum Checkpoint {
  static let otherEnvironments = PolicyFileError.notARun(
    "its environments are not those of its configuration"
  )
  static let otherNetworks = PolicyFileError.notARun(
    "its networks are not those of its configuration"
  )
  static let unclearState = PolicyFileError.notARun("its state cannot be understood")
  static let unclearConfiguration = PolicyFileError.notARun(
    "its configuration cannot be understood"
  )

  /// Returns a run's state as a file; where the state goes in, all workers call it together.
  ///
  /// - Parameters:
  ///   - trainer: The run, between two iterations.
  ///   - command: The command line that started it.
  ///   - isComplete: Whether the run's state goes in, or the policy alone.
  ///   - seconds: The time since the run began.
  /// - Returns: The file.
  /// - Throws: `PolicyFileError/diverged`, or if the configuration cannot be written as JSON.
  public static func file<Settings>(
    of trainer: Trainer<Settings>,
    command: String,
    isComplete: Bool,
    seconds: Double = 0
  ) throws -> Safetensors {
    let configuration = trainer.configuration
    var file = configuration.policyFile(of: trainer.networks, trainer.progress)
    file.metadata["command"] = command
    guard isComplete else { return try finite(file) }
    file.metadata["state"] = Settings.stateFormat.name
    file.metadata["configuration"] = try json(configuration)
    try Settings.add(trainer, seconds: seconds, to: &file)
    return try finite(file)
  }

  /// A file that can be read again: what has diverged takes no good checkpoint's place.
  private static func finite(_ file: Safetensors) throws(PolicyFileError) -> Safetensors {
    let isFinite = file.tensors.values.allSatisfy { tensor in
      tensor.floats?.allSatisfy(\.isFinite) ?? true
    }
    guard isFinite else { throw .diverged }
    return file
  }

  /// A value as JSON on a line, its members in the order of their names.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Returns the configuration of the run that a checkpoint is of.
  ///
  /// - Throws: A `PolicyFileError` if it holds no run, or nobody knows what one of its settings
  ///   stands for.
  public static func configuration<Settings: RunDialect>(
    of file: Safetensors,
    as type: Settings.Type = RunConfiguration.self
  ) throws -> Settings {
    let (format, lack) = Settings.stateFormat
    guard file.metadata["state"] == format, let json = file.metadata["configuration"] else {
      throw PolicyFileError.notAPolicy(lack)
    }
    do {
      return try value(type, from: json)
    } catch let error as ConfigurationError {
      throw PolicyFileError.notARun("\(error)")
    } catch {
      throw unclearConfiguration
    }
  }

  /// The longest JSON of a run's metadata that is read: a configuration has a thousandth of it.
  private static let maximumJSON = 1 << 20

  /// A value from JSON in the metadata.
  static func value<Value: Decodable>(_ type: Value.Type, from json: String) throws -> Value {
    guard json.utf8.count <= maximumJSON else { throw unclearState }
    return try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  /// Returns the time that the run of a checkpoint had learned; `nil` if it does not say.
  public static func seconds(of file: Safetensors) -> Double? {
    file.metadata["seconds"].flatMap(Double.init).flatMap { 0..<1e12 ~= $0 ? $0 : nil }
  }

  /// Makes a trainer, of the checkpoint's configuration, go on where the checkpoint was written, as
  /// the worker that it is.
  public static func restore<Settings>(
    _ file: Safetensors,
    into trainer: Trainer<Settings>
  ) throws(PolicyFileError) {
    try Settings.restore(file, into: trainer)
  }

  /// Reads a checkpoint's bytes from a file.
  public static func read(_ url: URL) throws -> Safetensors {
    try Safetensors.read(url)
  }

  /// Writes a file in one piece.
  public static func write(_ file: Safetensors, to url: URL) throws {
    try Files.write(try file.encoded, to: url)
  }
}

extension Safetensors {
  /// Adds an optimiser's moments as `name.first`, where its rule has them, and `name.second`.
  mutating func add(_ optimizer: Optimizer, as name: String, shape: [Int]) {
    for (moment, buffer) in optimizer.moments {
      tensors["\(name).\(moment)"] = .init(shape: shape, floats: Array(buffer.elements))
    }
  }

  /// Makes an optimiser go on with the moments of its name, after so many steps.
  func restore(
    _ optimizer: Optimizer,
    from name: String,
    stepCount: UInt64
  ) throws(PolicyFileError) {
    guard stepCount < 1 << 48 else { throw Checkpoint.unclearState }
    for (moment, buffer) in optimizer.moments {
      guard let values = tensors["\(name).\(moment)"]?.floats, values.count == buffer.count,
        values.allSatisfy(\.isFinite), moment != "second" || values.allSatisfy({ $0 >= 0 })
      else {
        throw .notARun("'\(name).\(moment)' is missing or not what its configuration needs")
      }
      for (index, value) in values.enumerated() { buffer.base[index] = value }
    }
    optimizer.resume(stepCount: Int(stepCount))
  }
}

extension Optimizer {
  fileprivate var moments: [(name: String, buffer: Buffer<Float>)] {
    [("first", firstMoment), ("second", secondMoment)].filter { $0.1.count > 0 }
  }
}
