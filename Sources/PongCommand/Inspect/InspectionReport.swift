import Foundation
import PongAgents
import PongEngine
import Text
import Training

/// What `pong inspect` prints of a policy.
struct InspectionReport: Encodable {
  /// A layer's figures.
  struct Layer: Encodable {
    var name: String
    var shape: [Int]
    var weights: Int
    var weightNorm: Double
    var greatestWeight: Double
    var biasNorm: Double
  }

  var policy: String
  var observation: String
  var actions: [String]
  var activation: String
  var metadata: [String: String]
  var layers: [Layer]
  var decisions: Int
  var seed: UInt64
  var deadUnits: [Int]
  var units: [PolicyFigures.Unit]

  init(
    _ figures: PolicyFigures,
    of policy: TrainedPolicy,
    name: String,
    metadata: [String: String],
    seed: UInt64
  ) {
    self.policy = name
    self.metadata = metadata
    self.seed = seed
    actions = policy.actions.map(\.name)
    observation = policy.observationName
    activation = policy.activationName
    layers = figures.layers.map {
      Layer(
        name: $0.name,
        shape: $0.shape,
        weights: $0.shape.reduce(1, *),
        weightNorm: $0.weightNorm,
        greatestWeight: $0.greatestWeight,
        biasNorm: $0.biasNorm
      )
    }
    decisions = figures.decisions
    deadUnits = figures.deadUnits
    units = figures.units
  }

  /// The report as lines of text.
  var text: String {
    var lines = [
      "policy       \(policy.printable)",
      "sees         \(observation)",
      "chooses      \(actions.joined(separator: ", "))",
    ]
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      lines.append("metadata     \(key.prefix(200).printable) = \(value.prefix(200).printable)")
    }
    for layer in layers {
      let shape = "\(layer.shape[1]) → \(layer.shape[0])"
      lines.append(
        "layer        \(layer.name.padding(toLength: 8, withPad: " ", startingAt: 0))"
          + shape.padding(toLength: 14, withPad: " ", startingAt: 0)
          + String(
            format: "norm %.3f, greatest %.3f; biases %.3f",
            layer.weightNorm,
            layer.greatestWeight,
            layer.biasNorm
          )
      )
    }
    guard !units.isEmpty else { return lines.joined(separator: "\n") }
    let dead = deadUnits.prefix(20).map(String.init).joined(separator: " ")
    let more = deadUnits.count > 20 ? " …" : ""
    lines.append(
      "units        \(activation); dead at \(decisions) decisions: \(deadUnits.count)"
        + (dead.isEmpty ? "" : " (\(dead)\(more))")
    )
    lines.append("        unit   active  activation   brings    norm  output weights")
    for unit in units.prefix(12) {
      let weights = unit.logitWeights.map { String(format: "%+.3f", $0) }.joined(separator: " ")
      lines.append(
        String(
          format: "        %4d   %5.1f%%  %10.3f   ±%.3f  %6.3f  ",
          unit.unit,
          100 * unit.activeShare,
          unit.meanActivation,
          unit.meanInfluence,
          unit.weightNorm
        ) + weights
      )
    }
    return lines.joined(separator: "\n")
  }
}
