import NeuralNetwork
public import PongAgents
import PongEngine

/// A policy as a file: the network in PyTorch's layout, and strings that say what it is.
///
/// `hidden.weight` [units, inputs], `hidden.bias`, `policy.weight` [logits, units], `policy.bias`
/// and, where the network estimates values, `value.weight` [1, units], `value.bias`; inputs stand
/// row by row as in a picture. Numbers have 32 bits, or 16 (see ``convert(_:toHalves:)``).
public enum PolicyFile {
  /// What the metadata's `format` says.
  public static let format = "pong-policy-1"

  /// The largest file that is read.
  public static let maximumSize = 1 << 30

  /// The largest hidden layer that is read.
  static let maximumHidden = 8192

  /// Whether a tensor of this name can be one of a policy or a run; files can have many others.
  ///
  /// Such names are up to three words, of which one can be a number of up to three digits:
  /// `pi.0.weight`, `optimizer.pi.first`, `state.1`.
  static func isKnown(_ tensor: String) -> Bool {
    let parts = tensor.prefix(40).split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.filter { !knownWords.contains($0) }
    return parts.count <= 3 && numbers.count <= 1
      && numbers.allSatisfy { number in
        (1...3).contains(number.utf8.count)
          && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  private static let knownWords: Set<Substring> = [
    "hidden", "policy", "value", "pi", "v", "weight", "bias", "optimizer", "first", "second",
    "state",
    "past",
  ]

  /// Returns the tensors of a policy's network.
  public static func tensors(of policy: PongPolicy) -> [String: Safetensors.Tensor] {
    let network = policy.network
    let shape = network.shape
    let (inputs, units) = (shape.inputCount, shape.hiddenCount)
    var hidden = [Float](repeating: 0, count: inputs * units)
    for input in 0..<inputs {
      let place = PongObservation.place(ofInput: input)
      let row = network.hiddenWeights(ofInput: input)
      for unit in 0..<units { hidden[unit * inputs + place] = row[unit] }
    }
    let logits = (0..<shape.logitCount).flatMap { Array(network.weights(ofOutput: $0)) }
    var tensors: [String: Safetensors.Tensor] = [
      "hidden.weight": .init(shape: [units, inputs], floats: hidden),
      "hidden.bias": .init(shape: [units], floats: Array(network.hiddenBias)),
      "policy.weight": .init(shape: [shape.logitCount, units], floats: logits),
      "policy.bias": .init(
        shape: [shape.logitCount],
        floats: Array(network.outputBias.prefix(shape.logitCount))
      ),
    ]
    if shape.hasValue {
      tensors["value.weight"] = .init(
        shape: [1, units],
        floats: Array(network.weights(ofOutput: shape.logitCount))
      )
      tensors["value.bias"] = .init(shape: [1], floats: [network.outputBias[shape.logitCount]])
    }
    return tensors
  }

  /// Returns the strings that a reader of the tensors needs.
  public static func metadata(of policy: PongPolicy) -> [String: String] {
    [
      "format": format,
      "observation": policy.observation.rawValue,
      "activation": policy.network.shape.activation.rawValue,
      "actions": policy.actions.map(\.name).joined(separator: ","),
    ]
  }

  /// Makes a policy of a file's content.
  ///
  /// Files from elsewhere may lack metadata: what is missing is guessed from the shapes.
  public static func policy(from file: Safetensors) throws(PolicyFileError) -> PongPolicy {
    guard file.metadata["observation"] != RAMPolicy.observation else {
      throw .notAPolicy("it sees the RAM, and a policy that sees pictures is wanted")
    }
    let hidden = try floats("hidden.weight", of: file, dimensions: 2)
    let (units, inputs) = (hidden.shape[0], hidden.shape[1])
    guard (1...maximumHidden).contains(units) else {
      throw .notAPolicy("'hidden.weight' has \(units) units; 1 to \(maximumHidden) are possible")
    }
    let observation = try observation(of: file, inputCount: inputs)
    let logits = try floats("policy.weight", of: file, dimensions: 2)
    let logitCount = logits.shape[0]
    guard (1...18).contains(logitCount), logits.shape[1] == units else {
      throw .notAPolicy("'policy.weight' has the shape \(logits.shape) behind \(units) units")
    }
    let activation = try activation(of: file, among: SparseNetwork.activations)
    let hasValue = file.tensors["value.weight"] != nil
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: inputs,
        hiddenCount: units,
        logitCount: logitCount,
        hasValue: hasValue,
        activation: activation
      ),
      features: observation.features
    )
    for input in 0..<inputs {
      let place = PongObservation.place(ofInput: input)
      let row = network.hiddenWeights(ofInput: input)
      for unit in 0..<units { row[unit] = hidden.values[unit * inputs + place] }
    }
    try fill(network.hiddenBias, from: "hidden.bias", of: file)
    for output in 0..<logitCount {
      let row = network.weights(ofOutput: output)
      for unit in 0..<units { row[unit] = logits.values[output * units + unit] }
    }
    let biases = network.outputBias
    try fill(.init(rebasing: biases[0..<logitCount]), from: "policy.bias", of: file)
    if hasValue {
      try fill(network.weights(ofOutput: logitCount), from: "value.weight", of: file)
      try fill(.init(rebasing: biases[logitCount...]), from: "value.bias", of: file)
    }
    network.refresh()
    return PongPolicy(
      network: network,
      observation: observation,
      actions: try actions(of: file, count: network.shape.actionCount)
    )
  }

  static func floats(
    _ name: String,
    of file: Safetensors,
    dimensions: Int
  ) throws(PolicyFileError) -> (shape: [Int], values: [Float]) {
    guard let tensor = file.tensors[name] else { throw .notAPolicy("it has no tensor '\(name)'") }
    guard let values = tensor.floats else {
      let known = Safetensors.ElementType.numbers.map(\.rawValue).joined(separator: ", ")
      throw .notAPolicy(
        "'\(name)' has the type \(tensor.type.rawValue.prefix(40)); numbers are read of \(known)"
      )
    }
    guard tensor.shape.count == dimensions else {
      throw .notAPolicy("'\(name)' has the shape \(tensor.shape)")
    }
    guard values.allSatisfy(\.isFinite) else {
      throw .notAPolicy("'\(name)' has numbers that are not finite")
    }
    return (tensor.shape, values)
  }

  private static func fill(
    _ target: UnsafeMutableBufferPointer<Float>,
    from name: String,
    of file: Safetensors
  ) throws(PolicyFileError) {
    let dimensions = name == "value.weight" ? 2 : 1
    let (shape, values) = try floats(name, of: file, dimensions: dimensions)
    guard values.count == target.count else {
      throw .notAPolicy("'\(name)' has the shape \(shape) where \(target.count) numbers belong")
    }
    for (index, value) in values.enumerated() { target[index] = value }
  }

  private static func observation(
    of file: Safetensors,
    inputCount: Int
  ) throws(PolicyFileError) -> PongObservation {
    let known = PongObservation.allCases
    let names = known.map(\.rawValue).joined(separator: ", ")
    let named = file.metadata["observation"]
    let found = known.first {
      named.map { [$0] }?.contains($0.rawValue) ?? ($0.inputCount == inputCount)
    }
    guard let found else {
      throw .notAPolicy(
        named.map { "it sees '\($0)'; known are \(names)" } ?? "it has \(inputCount) inputs"
      )
    }
    guard found.inputCount == inputCount else {
      throw .notAPolicy("'hidden.weight' has \(inputCount) inputs, '\(found.rawValue)' others")
    }
    return found
  }

  static func activation(
    of file: Safetensors,
    among known: [Activation]
  ) throws(PolicyFileError) -> Activation {
    let name = file.metadata["activation"] ?? Activation.relu.rawValue
    guard let activation = known.first(where: { $0.rawValue == name }) else {
      let names = known.map(\.rawValue)
      let all = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
      throw .notAPolicy("its activation is '\(name)'; known are \(all)")
    }
    return activation
  }

  static func actions(
    of file: Safetensors,
    count: Int
  ) throws(PolicyFileError) -> [Action] {
    guard let names = file.metadata["actions"] else {
      switch count {
      case 2: return [.right, .left]
      case Action.minimal.count: return Action.minimal
      default: throw .notAPolicy("its metadata do not say what its \(count) actions are")
      }
    }
    let actions = names.split(separator: ",", omittingEmptySubsequences: false).map {
      Action(name: $0)
    }
    guard actions.count == count, !actions.contains(nil) else {
      throw .notAPolicy("its actions are '\(names.prefix(200))' where \(count) of ALE's belong")
    }
    return actions.compactMap { $0 }
  }
}
