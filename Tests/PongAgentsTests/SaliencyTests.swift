import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

struct SaliencyTests {
  /// The logits of inputs that are not -1, 0 or 1, computed the long way.
  private func logits(_ policy: PongPolicy, _ inputs: [Float]) -> [Double] {
    let network = policy.network
    var hidden = network.hiddenBias.map(Double.init)
    for (input, value) in inputs.enumerated() where value != 0 {
      let weights = network.hiddenWeights(ofInput: input)
      for unit in hidden.indices { hidden[unit] += Double(value) * Double(weights[unit]) }
    }
    for unit in hidden.indices { hidden[unit] = max(0, hidden[unit]) }
    return (0..<network.shape.logitCount).map { output in
      zip(hidden, network.weights(ofOutput: output)).reduce(Double(network.outputBias[output])) {
        $0 + $1.0 * Double($1.1)
      }
    }
  }

  @Test func `a place's score is half the squared change of the logits when it is covered`() {
    for (policy, frame) in [
      (SamplePolicy.make(), 200), (SamplePolicy.make(actions: Action.minimal), 333),
    ] {
      let observed = SamplePolicy.observations(policy, frames: frame + 1)[frame]
      let inputs = policy.inputs(observed)
      let unchanged = logits(policy, inputs)
      for (index, score) in policy.saliency(observed).scores.enumerated() {
        let middle = (row: Float(index / 16 * 5 + 2), column: Float(index % 16 * 5 + 2))
        let covered = inputs.enumerated().map { input, value in
          let place = PongObservation.place(ofInput: input)
          let down = Float(place / 80) - middle.row
          let right = Float(place % 80) - middle.column
          let rest = max(0, 1 - (down * down + right * right) / 36)
          return value * (1 - rest * rest)
        }
        let changed = logits(policy, covered)
        let half = zip(changed, unchanged).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 2
        #expect(abs(Double(score) - half) <= 1e-4 * max(1, half))
      }
    }
  }

  @Test func `only places near something seen matter`() {
    let policy = SamplePolicy.make()
    for observed in SamplePolicy.observations(policy, frames: 400).suffix(40) {
      let attribution = policy.attribution(observed)
      let scores = policy.saliency(observed).scores
      #expect(scores.count == 256)
      for (index, score) in scores.enumerated() {
        let (row, column) = (index / 16 * 5 + 2, index % 16 * 5 + 2)
        let isNear = attribution.pixels.contains { pixel in
          let (down, right) = (pixel.row - row, pixel.column - column)
          return down * down + right * right < 36
        }
        #expect(score >= 0)
        if !isNear { #expect(score == 0) }
      }
      if !attribution.pixels.isEmpty { #expect(scores.contains { $0 > 0 }) }
    }
  }
}
