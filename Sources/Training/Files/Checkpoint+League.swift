import Foundation
import PongAgents

// A league in a checkpoint: what is known of its members as JSON in the metadata, and the weights of
// past selves, in the program's own layout, as the tensors past.0, past.1 and so on.

extension Safetensors {
  private static func name(ofPastSelf index: Int) -> String { "past.\(index)" }

  /// Adds a league's state.
  mutating func add(_ league: League) throws {
    metadata["league"] = try Checkpoint.json(league.state)
    for (index, weights) in league.pastSelfWeights.enumerated() {
      tensors[Self.name(ofPastSelf: index)] = .init(shape: [weights.count], halves: weights)
    }
  }

  /// Makes a league go on as it was added; one of an earlier version, without a state, begins anew.
  func restore(_ league: League) throws(PolicyFileError) {
    guard let json = metadata["league"] else { return }
    guard let state = try? Checkpoint.value(League.State.self, from: json) else {
      throw .notARun("its league cannot be understood")
    }
    var weights: [[Float16]] = []
    while let past = tensors[Self.name(ofPastSelf: weights.count)]?.halves { weights.append(past) }
    guard league.restore(state, pastSelfWeights: weights) else {
      throw .notARun("its league is not that of its configuration")
    }
  }
}
