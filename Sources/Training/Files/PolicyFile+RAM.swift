import FileAccess
public import Foundation
public import NeuralNetwork
public import PongAgents
import PongEngine

// Policies that see the RAM: several dense layers, `pi.0.weight` [units, inputs], `pi.0.bias`,
// `pi.1.weight` ... in PyTorch's layout, the last of which makes the logits.

extension PolicyFile {
  /// The most hidden layers that are read.
  public static let maximumLayers = 8

  /// Returns a network's tensors, each layer's weights and biases, named `prefix.LAYER.weight` and
  /// `prefix.LAYER.bias`.
  public static func tensors(
    of network: DenseNetwork,
    prefix: String
  ) -> [String: Safetensors.Tensor] {
    var tensors: [String: Safetensors.Tensor] = [:]
    for layer in 0..<network.layerCount {
      let (inputs, outputs) = network.sizes(ofLayer: layer)
      tensors["\(prefix).\(layer).weight"] = .init(
        shape: [outputs, inputs],
        floats: network.weights(ofLayer: layer)
      )
      tensors["\(prefix).\(layer).bias"] = .init(
        shape: [outputs],
        floats: network.biases(ofLayer: layer)
      )
    }
    return tensors
  }

  /// Makes a network of the tensors that `tensors(of:prefix:)` names.
  public static func perceptron(
    from file: Safetensors,
    prefix: String,
    activation: Activation
  ) throws(PolicyFileError) -> DenseNetwork {
    var layers: [(weights: [Float], biases: [Float])] = []
    var sizes: [Int] = []
    while file.tensors["\(prefix).\(layers.count).weight"] != nil {
      let name = "\(prefix).\(layers.count)"
      guard layers.count <= maximumLayers else {
        throw .notAPolicy("it has more than \(maximumLayers) hidden layers")
      }
      let (shape, weights) = try floats("\(name).weight", of: file, dimensions: 2)
      guard (1...maximumHidden).contains(shape[0]), (1...maximumHidden).contains(shape[1]),
        sizes.last.map({ $0 == shape[1] }) ?? true
      else { throw .notAPolicy("'\(name).weight' has the shape \(shape), which does not fit") }
      let (biasShape, biases) = try floats("\(name).bias", of: file, dimensions: 1)
      guard biasShape == [shape[0]] else {
        throw .notAPolicy("'\(name).bias' has the shape \(biasShape), not [\(shape[0])]")
      }
      if sizes.isEmpty { sizes.append(shape[1]) }
      sizes.append(shape[0])
      layers.append((weights, biases))
    }
    guard layers.count >= 2, let outputs = sizes.last else {
      throw .notAPolicy("it lacks '\(prefix).0.weight' or '\(prefix).1.weight'")
    }
    let network = DenseNetwork(
      DenseNetwork.Shape(
        inputCount: sizes[0],
        hiddenCounts: Array(sizes[1..<sizes.count - 1]),
        outputCount: outputs,
        activation: activation
      )
    )
    for (layer, (weights, biases)) in layers.enumerated() {
      network.setLayer(layer, weights: weights, biases: biases)
    }
    return network
  }

  /// Returns the strings that a reader of a RAM policy's tensors needs.
  public static func metadata(of policy: RAMPolicy) -> [String: String] {
    [
      "format": format,
      "observation": RAMPolicy.observation,
      "input_scaling": policy.scaling.rawValue,
      "activation": policy.network.shape.activation.rawValue,
      "actions": policy.actions.map(\.name).joined(separator: ","),
    ]
  }

  /// Makes a policy that sees the RAM of a file's content.
  public static func ramPolicy(from file: Safetensors) throws(PolicyFileError) -> RAMPolicy {
    let network = try perceptron(
      from: file,
      prefix: "pi",
      activation: try activation(of: file, among: Activation.allCases)
    )
    guard network.shape.inputCount == RAMScaling.inputCount else {
      throw .notAPolicy(
        "'pi.0.weight' has \(network.shape.inputCount) inputs, the RAM \(RAMScaling.inputCount)"
      )
    }
    let name = file.metadata["input_scaling"] ?? RAMScaling.none.rawValue
    guard let scaling = RAMScaling(rawValue: name) else {
      let known = RAMScaling.allCases.map(\.rawValue).joined(separator: ", ")
      throw .notAPolicy("its input scaling is '\(name)'; known are \(known)")
    }
    return RAMPolicy(
      network: network,
      scaling: scaling,
      actions: try actions(of: file, count: network.shape.outputCount)
    )
  }

  /// Makes a policy of a file's content, whatever it sees of the game.
  public static func trainedPolicy(
    from file: Safetensors
  ) throws(PolicyFileError) -> TrainedPolicy {
    let seesRAM =
      file.metadata["observation"].map { $0 == RAMPolicy.observation }
      ?? (file.tensors["pi.0.weight"] != nil)
    return seesRAM ? .ram(try ramPolicy(from: file)) : .pixels(try policy(from: file))
  }

  /// Reads a policy, whatever it sees of the game, and the strings in its file.
  ///
  /// - Throws: ``PolicyFileError``, or what the system says of a file that cannot be read.
  public static func read(
    _ url: URL
  ) throws -> (policy: TrainedPolicy, metadata: [String: String]) {
    let file = try Safetensors.read(url)
    return (try trainedPolicy(from: file), file.metadata)
  }
}
