import NeuralNetwork
import Testing

@testable import Reinforcement

/// Losses and their gradients against numbers worked out by PyTorch: see
/// Tests/Scripts/worked_numbers.py, which printed them.
struct LossTests {
  private static let inputs = 6
  private static let hidden = 5

  /// The script's parameters.
  private func network(logits: Int, hasValue: Bool, activation: Activation = .relu) -> SparseNetwork
  {
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: Self.inputs,
        hiddenCount: Self.hidden,
        logitCount: logits,
        hasValue: hasValue,
        activation: activation
      )
    )
    func value(_ index: Int) -> Float { Float((index * 37 + 11) % 101 - 50) / 100 }
    for input in 0..<Self.inputs {
      for unit in 0..<Self.hidden {
        network.hiddenWeights(ofInput: input)[unit] = value(input * Self.hidden + unit)
      }
    }
    for unit in 0..<Self.hidden { network.hiddenBias[unit] = value(1000 + unit) / 10 }
    for output in 0..<network.shape.outputCount {
      for unit in 0..<Self.hidden {
        network.weights(ofOutput: output)[unit] = value(2000 + output * Self.hidden + unit)
      }
      network.outputBias[output] = value(3000 + output)
    }
    return network
  }

  /// The script's four samples.
  private func rollout(actions: [UInt8], advantages: [Float]) -> Rollout<Int32> {
    let rollout = Rollout<Int32>(environmentCount: 1, capacity: 4, width: 3)
    let tokens: [[Int32]] = [[0, ~2], [1, 3, 5], [~4, 0, 2], []]
    for (sample, list) in tokens.enumerated() {
      rollout.counts.base[sample] = UInt16(list.count)
      for (place, token) in list.enumerated() {
        rollout.observations.base[sample * 3 + place] = token
      }
      rollout.actions.base[sample] = actions[sample]
      rollout.advantages.base[sample] = advantages[sample]
    }
    rollout.lengths.base[0] = 4
    return rollout
  }

  /// The terms, and the gradient as the script orders it.
  private func differentiate(
    _ network: SparseNetwork,
    _ rollout: Rollout<Int32>,
    _ loss: some Loss
  ) -> (terms: LossTerms, gradient: [Float]) {
    let shape = network.shape
    let descent = SparseDescent(
      network: network,
      optimizer: Optimizer(.adam(Adam()), for: network),
      workers: SoloWorker()
    )
    let count = rollout.listSamples()
    let terms = descent.accumulate(
      rollout,
      order: rollout.order.base,
      count: count,
      loss: loss,
      on: SerialPool()
    )
    let values = descent.gradient.values.base
    var gradient: [Float] = []
    for row in 0..<Self.inputs + 1 + shape.outputCount {
      for unit in 0..<Self.hidden { gradient.append(values[row * shape.stride + unit]) }
    }
    for output in 0..<shape.outputCount { gradient.append(values[shape.outputBiasOffset + output]) }
    return (terms, gradient)
  }

  private func expectEqual(_ values: [Float], _ expected: [Float]) {
    #expect(values.count == expected.count)
    for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < 2e-6) }
  }

  @Test func `weighted cross-entropy of one logit over a rectifier`() {
    let rollout = rollout(actions: [0, 1, 1, 0], advantages: [1.5, -0.5, 0.25, -2])
    let network = network(logits: 1, hasValue: false)
    let (terms, gradient) = differentiate(
      network,
      rollout,
      REINFORCE.PolicyGradientLoss(rollout: rollout, shape: network.shape)
    )
    #expect(abs(terms.policy + 0.383243405) < 1e-6)
    #expect(terms.accuracy == 2)
    expectEqual(
      gradient,
      [
        0, 0.338914306, -0.0172940279, 0.0404138259, 0.242081647, -0.0565452472, 0.0682442639, 0, 0,
        0, 0, -0.338914306, 0.0214390356, 0.0404138259, -0.242081647, -0.0565452472, 0.0682442639,
        0, 0, 0, 0, 0, -0.00207250389, -0.0404138259, 0, -0.0565452472, 0.0682442639, 0, 0, 0,
        -0.0565452472, -0.0118807459, -0.0172940279, 0.507343349, -0.0572321498, -0.0633696736,
        -0.411987753, -0.230059211, 0.0116856616, -0.319616039, 0.137570183,
      ]
    )
  }

  @Test func `weighted cross-entropy of three logits over a hyperbolic tangent`() {
    let rollout = rollout(actions: [2, 0, 1, 1], advantages: [1.5, -0.5, 0.25, -2])
    let network = network(logits: 3, hasValue: false, activation: .tanh)
    let (terms, gradient) = differentiate(
      network,
      rollout,
      REINFORCE.PolicyGradientLoss(rollout: rollout, shape: network.shape)
    )
    #expect(abs(terms.policy + 2.15857501) < 1e-6)
    expectEqual(
      gradient,
      [
        0.0919890155, -0.112783041, 0.126291053, 0.0930417765, -0.355050798, 0.0994509931,
        -0.255007203, 0.0858025432, 0.0961619405, -0.114785328, -0.0869265908, -0.00778496431,
        -0.122904012, -0.0879793517, 0.475762998, 0.0994509931, -0.255007203, 0.0858025432,
        0.0961619405, -0.114785328, -0.0025312124, 0.0602840027, -0.00169352076, -0.0025312124,
        -0.0603561, 0.0994509931, -0.255007203, 0.0858025432, 0.0961619405, -0.114785328,
        0.279953692, 0.14896683, 0.300518914, 0.2777174, -1.33445323, 0.0141353011, 0.183815943,
        -0.0729418039, -0.260818949, -0.0906888659, -0.301255273, 0.206847016, 0.0721299291,
        -0.175581567, 0.337430546, 0.287119972, -0.390662959, 0.000811874756, 0.436400515,
        -0.24674168, 0.281977938, 1.42534555, -1.70732349,
      ]
    )
  }

  private func surrogate(
    logits: Int,
    actions: [UInt8],
    oldLogProbabilities: [Float],
    defaultPolicy: [Double] = []
  ) -> (terms: LossTerms, gradient: [Float]) {
    let advantages: [Float] = [0.5, 1.25, -1, -0.25]
    let rollout = rollout(actions: actions, advantages: advantages)
    for (sample, value) in ([0.1, 0.2, -0.3, 0.4] as [Float]).enumerated() {
      rollout.values.base[sample] = value
      rollout.logProbabilities.base[sample] = oldLogProbabilities[sample]
    }
    let network = network(logits: logits, hasValue: true)
    return differentiate(
      network,
      rollout,
      PPO.ClippedLoss(
        rollout: rollout,
        shape: network.shape,
        settings: PPO.Settings(valueWeight: 0.7),
        entropyWeight: 0.03,
        defaultPolicy: defaultPolicy,
        moments: advantages.withUnsafeBufferPointer { Moments($0, of: SoloWorker()) }
      )
    )
  }

  @Test func `PPO's loss of one logit`() {
    let (terms, gradient) = surrogate(
      logits: 1,
      actions: [0, 1, 1, 0],
      oldLogProbabilities: [-0.937190971, -0.994242589, -0.13529042, -0.962865589]
    )
    #expect(abs(terms.policy + 0.471169182) < 1e-6)
    #expect(abs(terms.value - 1.65178853) < 1e-6)
    #expect(abs(terms.entropy - 2.67090977) < 1e-6)
    #expect(terms.clipFraction == 2)
    expectEqual(
      gradient,
      [
        0, -0.124716005, -0.0651063207, 0.184342875, 0.252837179, -0.101274153, -0.408636986, 0, 0,
        0, 0, 0.124716005, -0.187708266, 0.184342875, -0.252837179, -0.101274153, -0.408636986, 0,
        0, 0, 0, 0, 0.126407294, -0.184342875, 0, -0.101274153, -0.408636986, 0, 0, 0, -0.101274153,
        -0.6860236, -0.0651063207, 0.268208422, 0.230490284, -0.00103784, -0.0912684284,
        -0.0833797974, 0.00125448731, -0.0896609231, -0.27177605, -0.555130716, 0.417518024,
        0.04576789, -0.174357148, 0.00750954897, -0.550508,
      ]
    )
  }

  @Test func `PPO's loss of three logits`() {
    let (terms, gradient) = surrogate(
      logits: 3,
      actions: [2, 0, 1, 1],
      oldLogProbabilities: [-0.532451543, -2.21864826, -0.719138958, -1.20314073]
    )
    #expect(abs(terms.policy + 0.471169182) < 1e-6)
    #expect(abs(terms.value - 2.21208782) < 1e-6)
    #expect(abs(terms.entropy - 4.15854841) < 1e-6)
    expectEqual(
      gradient,
      [
        0, -0.115520873, 0.106148188, -0.0588626012, -0.297346351, 0.265538425, -0.179379038, 0, 0,
        0, 0, 0.115520873, -0.581801031, -0.0588626012, 0.297346351, 0.265538425, -0.179379038, 0,
        0, 0, 0, 0, 0.237826421, 0.0588626012, 0, 0.265538425, -0.179379038, 0, 0, 0, 0.265538425,
        -0.214464158, 0.106148188, -0.0047245996, -0.569944793, -0.00119778163, 0.0190746404,
        0.0184957685, -0.000640448255, 0.0203875932, 6.24932222e-05, 0.054643881, 0.0364076357,
        0.00158177027, 0.0589532155, 0.00113528841, -0.0737185215, -0.0549034042, -0.00094132202,
        -0.0793408087, -0.3940755, -0.798549248, 0.128619316, 0.02514918, -0.247420208,
        -0.0448719909, 0.439609245, -0.394737254, -1.635298,
      ]
    )
  }

  /// The expected numbers are central differences of -0.03 Σ π b over the script's samples.
  @Test(arguments: [
    (1, [0, 1, 1, 0] as [UInt8], [0, -2.5], [-0.0712252619, 0] as [Float]),
    (3, [2, 0, 1, 1], [0, -2.5, -1], [-0.0313703392, 0.0474321367, -0.0160617975, 0]),
  ])
  func `a default policy draws the logits towards what it prefers`(
    logits: Int,
    actions: [UInt8],
    defaultPolicy: [Double],
    expected: [Float]
  ) {
    func gradient(_ defaultPolicy: [Double]) -> [Float] {
      let old = [Float](repeating: -1, count: 4)
      return surrogate(
        logits: logits,
        actions: actions,
        oldLogProbabilities: old,
        defaultPolicy: defaultPolicy
      ).gradient
    }
    let plain = gradient([])
    let drawn = gradient(defaultPolicy)
    expectEqual(zip(drawn, plain).suffix(logits + 1).map { $0 - $1 }, expected)
    // Only how much likelier one action is than another counts.
    expectEqual(gradient(defaultPolicy.map { $0 + 3 }), drawn)
    expectEqual(gradient(defaultPolicy.map { _ in 3 }), plain)
  }
}
