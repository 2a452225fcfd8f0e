import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

struct PolicyFiguresTests {
  @Test func `layers are measured, and units that cannot be active are dead`() throws {
    let policy = SamplePolicy.make(hasValue: true, hidden: 20)
    for unit in [3, 17] { policy.network.hiddenBias[unit] = -1e6 }
    let figures = PolicyFigures(policy, decisions: 500, seed: 1)
    #expect(figures.layers.map(\.name) == ["hidden", "policy", "value"])
    #expect(figures.layers.map(\.shape) == [[20, 6400], [1, 20], [1, 20]])
    #expect(figures.deadUnits == [3, 17])
    #expect(figures.units.suffix(2).allSatisfy { $0.meanInfluence == 0 })
    let influences = figures.units.map(\.meanInfluence)
    #expect(influences == influences.sorted(by: >))
    #expect(influences[0] > 0)
    var squares = 0.0
    for input in 0..<6400 {
      squares +=
        Double(policy.network.hiddenWeights(ofInput: input)[5])
        * Double(policy.network.hiddenWeights(ofInput: input)[5])
    }
    let unit = try #require(figures.units.first { $0.unit == 5 })
    #expect(abs(unit.weightNorm - squares.squareRoot()) < 1e-9)
    #expect(unit.logitWeights == [policy.network.weights(ofOutput: 0)[5]])
    #expect(PolicyFigures(policy, decisions: 500, seed: 1) == figures)
    #expect(PolicyFigures(policy, decisions: 500, seed: 2) != figures)
  }

  @Test func `a hyperbolic tangent is active unless it is at one of its ends`() throws {
    let policy = SamplePolicy.make(activation: .tanh, hidden: 6)
    for input in 0..<6400 {
      for unit in 0..<3 { policy.network.hiddenWeights(ofInput: input)[unit] = 0 }
    }
    // Always at an end, always negative, always at the other end.
    for (unit, bias) in [-20, -0.5, 20].enumerated() {
      policy.network.hiddenBias[unit] = Float(bias)
    }
    policy.network.refresh()
    let figures = PolicyFigures(policy, decisions: 50, seed: 1)
    let shares = figures.units.sorted { $0.unit < $1.unit }.prefix(3).map(\.activeShare)
    #expect(shares == [0, 1, 0])
    let means = figures.units.sorted { $0.unit < $1.unit }.prefix(3).map(\.meanActivation)
    #expect(means[0] < -0.99 && means[1] > -0.5 && means[1] < -0.4 && means[2] > 0.99)
  }
}
