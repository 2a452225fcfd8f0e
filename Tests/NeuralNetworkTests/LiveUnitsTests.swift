import CKernels
import Randomness
import Testing

@testable import NeuralNetwork

/// Units that are saturated in all samples are left out, without a trace in any bit.
struct LiveUnitsTests {
  private let inputCount = 20
  private let count = 600

  /// Samples with inputs of the size of bytes, some of which never vary.
  private func inputs(seed: UInt64) -> DenseInputs {
    let samples = Buffer<Float>(count: count * inputCount)
    var generator = SplitMix64(seed: seed)
    for sample in 0..<count {
      for input in 0..<inputCount {
        samples.base[sample * inputCount + input] =
          input % 3 == 0
          ? 30 * generator.uniform() - 5 : input % 3 == 1 ? Float(input) * 12 - 100 : 0
      }
    }
    return withExtendedLifetime(samples) {
      DenseInputs(samples.base, count: count, inputCount: inputCount)
    }
  }

  private func network(_ hidden: [Int], _ activation: Activation, seed: UInt64) -> DenseNetwork {
    let network = DenseNetwork(
      DenseNetwork.Shape(
        inputCount: inputCount,
        hiddenCounts: hidden,
        outputCount: 3,
        activation: activation
      )
    )
    var generator = SplitMix64(seed: seed)
    network.initialize(.pyTorch, using: &generator)
    return network
  }

  /// The bits of the outputs and of the gradient, and how many units were live.
  private func run(
    _ pass: DensePass,
    memory: DensePass.Memory,
    differentiates: Bool = true
  ) -> (outputs: [UInt32], gradient: [UInt32], live: Int) {
    pass.takeUpWeights()
    var outputs: [UInt32] = []
    for chunk in 0..<pass.chunkCount {
      pass.run(chunk: chunk, memory: memory, differentiates: differentiates) {
        samples,
        values,
        deltas in
        for index in 0..<samples.count * 3 {
          outputs.append(values[index].bitPattern)
          deltas[index] = values[index] * (index % 5 == 0 ? 0 : 0.01) - 0.003
        }
      }
    }
    let gradient = Buffer<Float>(count: pass.network.parameters.count)
    if differentiates { pass.collectGradient(into: gradient) }
    return (outputs, gradient.elements.map(\.bitPattern), pass.liveUnitCount)
  }

  /// Steps that leave most units where they are, steps that carry some over their limit, and steps
  /// that bring all back.
  @Test(
    arguments: [[5], [16], [64], [200], [64, 64], [40, 7, 21]],
    [Activation.tanh, .relu]
  )
  func `outputs and gradients are those with all units, bit by bit, wherever weights move`(
    hidden: [Int],
    activation: Activation
  ) {
    var fewest = Int.max
    for seed in UInt64(1)...2 {
      let network = network(hidden, activation, seed: seed)
      let inputs = inputs(seed: seed)
      let pass = DensePass(network, inputs: inputs)
      let whole = DensePass(network, inputs: inputs, leavesOutSaturated: false)
      let memory = DensePass.Memory(for: network.shape)
      let wholeMemory = DensePass.Memory(for: network.shape)
      var generator = SplitMix64(seed: seed + 10)
      for step in 0..<60 {
        let differentiates = step % 7 != 3
        let found = run(pass, memory: memory, differentiates: differentiates)
        let expected = run(whole, memory: wholeMemory, differentiates: differentiates)
        // Told apart from the numbers, which would be told one by one.
        let isSame = found.outputs == expected.outputs && found.gradient == expected.gradient
        #expect(isSame, "step \(step)")
        #expect(expected.live == hidden[0])
        fewest = min(fewest, found.live)
        let size: Float = step % 20 == 19 ? 0.3 : step % 3 == 0 ? 0.02 : 1e-5
        for layer in 0..<network.layerCount {
          let shake = { (value: Float) in value + size * (2 * generator.uniform() - 1) }
          let weights = network.weights(ofLayer: layer).map(shake)
          network.setLayer(
            layer,
            weights: step == 40 ? weights.map { $0 / 4 } : weights,
            biases: network.biases(ofLayer: layer).map(shake)
          )
        }
      }
    }
    // Less than a lane is not left out; otherwise nothing would have been tested.
    #expect(fewest < hidden[0] || hidden[0] <= 16)
  }

  @Test func `what a unit's sum cannot reach is not worked out, what it may reach is`() {
    let network = network([32], .tanh, seed: 1)
    let inputs = inputs(seed: 1)
    func setBiases(_ bias: (Int) -> Float) {
      let weights = (0..<32 * inputCount).map { _ in Float(0.001) }
      network.setLayer(0, weights: weights, biases: (0..<32).map(bias))
    }
    let pass = DensePass(network, inputs: inputs)
    let memory = DensePass.Memory(for: network.shape)
    // Units 0 to 7 are live.
    setBiases { $0 < 8 ? 0 : $0 < 20 ? 10 : -10 }
    #expect(run(pass, memory: memory).live == 32, "nothing is known before the first pass")
    #expect(run(pass, memory: memory).live == 8)
    setBiases { $0 < 8 ? 0 : $0 < 20 ? 9.5 : -9.5 }
    #expect(run(pass, memory: memory).live == 8)
    setBiases { $0 < 8 ? 0 : $0 < 12 ? 7.5 : $0 < 20 ? 10 : -10 }
    #expect(run(pass, memory: memory).live == 12, "four have come too near")
  }

  @Test func `weights that are no numbers are found in the gradient of all units`() {
    let network = network([200], .tanh, seed: 3)
    let inputs = inputs(seed: 3)
    let pass = DensePass(network, inputs: inputs)
    let memory = DensePass.Memory(for: network.shape)
    _ = run(pass, memory: memory)
    #expect(run(pass, memory: memory).live < 100)
    network.setLayer(1, weights: [Float](repeating: .nan, count: 600), biases: [0, 0, 0])
    let gradient = run(pass, memory: memory).gradient.map { Float(bitPattern: $0) }
    let rows = (0..<inputCount).map { input in
      (0..<200).allSatisfy { gradient[input * 208 + $0].isNaN }
    }
    // Inputs that are zero in all samples have no gradient.
    #expect(rows == (0..<inputCount).map { $0 % 3 != 2 })
  }
}
