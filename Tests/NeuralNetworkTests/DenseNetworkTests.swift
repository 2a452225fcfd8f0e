import Randomness
import Testing

@testable import NeuralNetwork

/// Dense layers against sums written out, and their gradients against differences.
struct DenseNetworkTests {
  private func network(
    _ hidden: [Int],
    inputs: Int = 20,
    outputs: Int = 3,
    activation: Activation = .tanh
  ) -> DenseNetwork {
    let network = DenseNetwork(
      DenseNetwork.Shape(
        inputCount: inputs,
        hiddenCounts: hidden,
        outputCount: outputs,
        activation: activation
      )
    )
    var generator = SplitMix64(seed: 7)
    network.initialize(.pyTorch, using: &generator)
    return network
  }

  /// Samples of which some inputs never vary and some are always zero.
  private func samples(_ count: Int, inputs: Int = 20) -> Buffer<Float> {
    let samples = Buffer<Float>(count: count * inputs)
    var generator = SplitMix64(seed: 8)
    for sample in 0..<count {
      for input in 0..<inputs {
        samples.base[sample * inputs + input] =
          input % 3 == 0 ? 2 * generator.uniform() - 1 : input % 3 == 1 ? 0.75 : 0
      }
    }
    return samples
  }

  /// The outputs in double precision, term by term.
  private func reference(_ network: DenseNetwork, _ inputs: [Float]) -> [Double] {
    var values = inputs.map { Double($0) }
    for layer in 0..<network.layerCount {
      let weights = network.weights(ofLayer: layer)
      let sums = network.biases(ofLayer: layer).enumerated().map { unit, bias in
        values.enumerated().reduce(Double(bias)) {
          $0 + Double(weights[unit * values.count + $1.offset]) * $1.element
        }
      }
      let isLast = layer == network.layerCount - 1
      values = sums.map { isLast ? $0 : activated($0, network.shape.activation) }
    }
    return values
  }

  /// The activations as PyTorch's pages define them.
  private func activated(_ x: Double, _ activation: Activation) -> Double {
    switch activation {
    case .relu: max(0, x)
    case .tanh: 1 - 2 / (exponential(2 * x) + 1)
    case .elu: x > 0 ? x : exponential(x) - 1
    case .selu: 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (exponential(x) - 1))
    case .leakyReLU: max(x, 0.01 * x)
    case .sigmoid: 1 / (1 + exponential(-x))
    case .softplus: logarithm(1 + exponential(x))
    }
  }

  private func exponential(_ x: Double) -> Double {
    // A library's would do as well; this series is the definition.
    guard x >= 0 else { return 1 / exponential(-x) }
    var (e, term) = (1.0, 1.0)
    for k in 1..<80 {
      term *= x / Double(k)
      e += term
    }
    return e
  }

  /// By Newton's method on the exponential.
  private func logarithm(_ value: Double) -> Double {
    var x = value > 2 ? 1.0 : value - 1
    for _ in 0..<60 { x += value / exponential(x) - 1 }
    return x
  }

  @Test(arguments: [[5], [16], [200], [33, 7], [7, 40, 21]], Activation.allCases)
  func `outputs are the sums that they should be`(hidden: [Int], activation: Activation) {
    let network = network(hidden, activation: activation)
    let count = 300
    let samples = samples(count)
    let pass = DensePass(
      network,
      inputs: DenseInputs(samples.base, count: count, inputCount: 20)
    )
    pass.takeUpWeights()
    #expect(pass.chunkCount == 2)
    let memory = DensePass.Memory(for: network.shape)
    for chunk in 0..<2 {
      pass.run(chunk: chunk, memory: memory, differentiates: false) { range, outputs, _ in
        for (place, sample) in range.enumerated() where sample % 23 == 0 {
          let inputs = (0..<20).map { samples.base[sample * 20 + $0] }
          let expected = reference(network, inputs)
          var single = [Float](repeating: 0, count: 3)
          network.evaluate(samples.base + sample * 20, into: &single)
          for output in 0..<3 {
            #expect(abs(Double(outputs[place * 3 + output]) - expected[output]) < 2e-6)
            #expect(abs(Double(single[output]) - expected[output]) < 2e-6)
          }
        }
      }
    }
  }

  /// The first and last samples, and those on either side of a chunk's end.
  @Test(arguments: [0, 1, 255, 256, 298, 299])
  func `an input that differs in one sample counts in that sample`(sample: Int) {
    let network = network([33, 7])
    let samples = samples(300)
    // Input 1 is the same in all other samples.
    samples.base[sample * 20 + 1] = -2
    let pass = DensePass(
      network,
      inputs: DenseInputs(samples.base, count: 300, inputCount: 20)
    )
    pass.takeUpWeights()
    let memory = DensePass.Memory(for: network.shape)
    for chunk in 0..<pass.chunkCount {
      pass.run(chunk: chunk, memory: memory, differentiates: false) { range, outputs, _ in
        for (place, index) in range.enumerated() where index == sample || index % 60 == 0 {
          let expected = reference(network, (0..<20).map { samples.base[index * 20 + $0] })
          for output in 0..<3 {
            #expect(abs(Double(outputs[place * 3 + output]) - expected[output]) < 2e-6)
          }
        }
      }
    }
  }

  /// Half the squared outputs, summed over samples.
  private func loss(
    _ network: DenseNetwork,
    _ inputs: DenseInputs,
    gradient: Buffer<Float>? = nil
  ) -> Double {
    let pass = DensePass(network, inputs: inputs)
    pass.takeUpWeights()
    let memory = DensePass.Memory(for: network.shape)
    var sum = 0.0
    for chunk in 0..<pass.chunkCount {
      pass.run(chunk: chunk, memory: memory, differentiates: gradient != nil) {
        samples,
        outputs,
        deltas in
        for index in 0..<samples.count * 3 {
          sum += 0.5 * Double(outputs[index]) * Double(outputs[index])
          deltas[index] = outputs[index]
        }
      }
    }
    if let gradient { pass.collectGradient(into: gradient) }
    return sum
  }

  @Test(arguments: [[5], [33, 7], [7, 40, 21]], Activation.allCases)
  func `gradients are what differences say`(hidden: [Int], activation: Activation) {
    let network = network(hidden, activation: activation)
    let samples = samples(300)
    let inputs = DenseInputs(samples.base, count: 300, inputCount: 20)
    let gradient = Buffer<Float>(count: network.shape.parameterCount)
    _ = loss(network, inputs, gradient: gradient)
    let step: Float = 2e-3
    var checked = 0
    for index in stride(from: 0, to: network.shape.parameterCount, by: 13) {
      let old = network.parameters.base[index]
      guard old != 0 else {
        #expect(gradient.base[index] == 0, "the padding stays zero")
        continue
      }
      network.parameters.base[index] = old + step
      let above = loss(network, inputs)
      network.parameters.base[index] = old - step
      let below = loss(network, inputs)
      network.parameters.base[index] = old
      let difference = (above - below) / Double(2 * step)
      let bound = 0.03 * max(1, abs(difference))
      #expect(abs(Double(gradient.base[index]) - difference) < bound, "\(index)")
      checked += 1
    }
    #expect(checked > 5)
  }

  @Test func `weights come back in the layout that they were set in`() {
    let network = network([4, 3])
    let weights = (0..<12).map { Float($0) }
    network.setLayer(1, weights: weights, biases: [7, 8, 9])
    #expect(network.weights(ofLayer: 1) == weights)
    #expect(network.biases(ofLayer: 1) == [7, 8, 9])
    #expect(network.shape.weightCount == 20 * 4 + 4 + 4 * 3 + 3 + 3 * 3 + 3)
  }

  @Test func `initial weights are as wide as they should be`() {
    var generator = SplitMix64(seed: 1)
    let network = network([100])
    network.initialize(.tensorFlow, using: &generator)
    let glorot = network.weights(ofLayer: 0)
    #expect(glorot.allSatisfy { abs($0) <= Float(6.0 / 120).squareRoot() })
    #expect((glorot.max() ?? 0) > 0.2 && network.biases(ofLayer: 0).allSatisfy { $0 == 0 })
    network.initialize(.pyTorch, using: &generator)
    #expect(network.weights(ofLayer: 1).allSatisfy { abs($0) <= 0.1 })
    #expect((network.biases(ofLayer: 0).max() ?? 0) > 0.15)
  }
}
