import CKernels
import NeuralNetwork
import Randomness
import Testing

struct OptimizerTests {
  /// The parameter's values after each gradient, starting at 0.5, with a step of 0.01.
  private func trace(_ rule: Optimizer.Rule, gradients: [Float], scale: Double = 1) -> [Float] {
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(inputCount: 2, hiddenCount: 3, logitCount: 1)
    )
    network.hiddenWeights(ofInput: 1)[2] = 0.5
    let optimizer = Optimizer(rule, for: network)
    let gradient = SparseGradient(for: network)
    return gradients.map { value in
      gradient.values.base[network.shape.stride + 2] = value
      let step = optimizer.beginStep(learningRate: 0.01, gradientScale: scale)
      step.apply(to: network.parameters, gradient: gradient.values, rows: 0..<2)
      step.apply(
        to: network.parameters,
        gradient: gradient.values,
        rows: 2..<network.shape.rowCount
      )
      #expect(gradient.values.elements.allSatisfy { $0 == 0 })
      #expect(network.hiddenWeights(ofInput: 0).allSatisfy { $0 == 0 })
      return network.hiddenWeights(ofInput: 1)[2]
    }
  }

  private func expectEqual(_ values: [Float], _ expected: [Float]) {
    for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < 2e-6) }
  }

  @Test func `Adam as PyTorch computes it`() {
    expectEqual(
      trace(
        .adam(Adam(epsilon: 1e-4, addsEpsilonBeforeCorrection: false)),
        gradients: [0.1, -0.2, 0.05, 0, 0]
      ),
      [0.490009993, 0.493668705, 0.495034575, 0.496153295, 0.497098774]
    )
  }

  /// Parameters and moments of every size, gradients that end: most steps come to nothing then.
  @Test(arguments: [true, false])
  func `Adam takes each step to the bit, too small a step too`(addsEpsilonLate: Bool) {
    let count = 64 * 16
    let (parameters, gradient) = (Buffer<Float>(count: count), Buffer<Float>(count: count))
    let (first, second) = (Buffer<Float>(count: count), Buffer<Float>(count: count))
    let active = Buffer<UInt8>(count: 64)
    var generator = SplitMix64(seed: 1)
    for index in 0..<count {
      // Rows whose parameters are alike in size.
      let size = Float(sign: .plus, exponent: -index / 32, significand: 1)
      parameters.base[index] = index % 16 == 3 ? 0 : size * (2 * generator.uniform() - 1)
    }
    var expected = Array(parameters.elements)
    var (m, v) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    for number in 1...400 {
      let step = ck_adam_step(
        gradient_scale: 1,
        step: 1e-3,
        root_scale: addsEpsilonLate ? 1.5 : 1,
        epsilon: 1e-8,
        beta1: 0.9,
        beta2: 0.999,
        is_lazy: 0
      )
      for index in 0..<count {
        let g: Float =
          number < 5 || (number == 300 && index % 128 < 8) ? 2 * generator.uniform() - 1 : 0
        gradient.base[index] = g
        m[index] = m[index] * step.beta1 + g * (1 - step.beta1)
        v[index] = v[index] * step.beta2 + g * g * (1 - step.beta2)
        let root = v[index].squareRoot() * step.root_scale + step.epsilon
        expected[index] -= m[index] * step.step / root
      }
      ck_adam(
        step,
        parameters.base,
        first.base,
        second.base,
        gradient.base,
        active.base,
        16,
        0,
        64
      )
      let isSame = Array(parameters.elements) == expected && Array(first.elements) == m
      #expect(isSame && Array(second.elements) == v, "step \(number)")
    }
  }

  @Test func `Adam as Keras computes it, with the gradient scaled on the way`() {
    expectEqual(
      trace(.adam(Adam(epsilon: 1e-4)), gradients: [0.4, -0.8, 0.2, 0, 0], scale: 0.25),
      [0.490306526, 0.493916512, 0.495264798, 0.496369213, 0.497302711]
    )
  }

  @Test func `lazy Adam is Adam where there is a gradient, and rests where there is none`() {
    expectEqual(
      trace(
        .adam(Adam(epsilon: 1e-4, isLazy: true)),
        gradients: [0.4, -0.8, 0.2, 0, 0],
        scale: 0.25
      ),
      [0.490306526, 0.493916512, 0.495264798, 0.495264798, 0.495264798]
    )
  }

  @Test func `RMSProp as PyTorch and Karpathy compute it`() {
    expectEqual(
      trace(.rmsProp(RMSProp()), gradients: [0.1, -0.2, 0.05, 0, 0]),
      [0.400099903, 0.489592135, 0.467654407, 0.467654407, 0.467654407]
    )
  }

  @Test func `a dense network's parameters are stepped sixteen at a time`() {
    let network = DenseNetwork(
      DenseNetwork.Shape(inputCount: 2, hiddenCounts: [3], outputCount: 1)
    )
    let optimizer = Optimizer(.adam(Adam(epsilon: 1e-4)), for: network)
    let gradient = Buffer<Float>(count: network.parameters.count)
    #expect(optimizer.rowCount == network.parameters.count / 16)
    func step() {
      optimizer.beginStep(learningRate: 0.01, gradientScale: 1)
        .apply(to: network.parameters, gradient: gradient, rows: 0..<optimizer.rowCount)
    }
    gradient.base[16] = 0.1
    step()
    step()
    #expect(network.parameters.base[16] < -0.01)
    #expect(network.parameters.elements.enumerated().allSatisfy { $0 == 16 || $1 == 0 })
  }

  @Test func `an optimiser that takes up another's state goes on to the bit`() {
    let shape = SparseNetwork.Shape(inputCount: 2, hiddenCount: 3, logitCount: 1)
    let network = SparseNetwork(shape: shape)
    let gradient = SparseGradient(for: network)
    func step(_ optimizer: Optimizer, _ value: Float) {
      if value != 0 { gradient.values.base[1] = value }
      optimizer.beginStep(learningRate: 0.1, gradientScale: 1)
        .apply(to: network.parameters, gradient: gradient.values, rows: 0..<shape.rowCount)
    }
    let first = Optimizer(.adam(Adam()), for: network)
    step(first, 0.3)
    let second = Optimizer(.adam(Adam()), for: network)
    second.firstMoment.copy(from: first.firstMoment)
    second.secondMoment.copy(from: first.secondMoment)
    second.resume(stepCount: first.stepCount)
    let saved = Array(network.parameters.elements)
    step(first, 0)
    let expected = Array(network.parameters.elements)
    #expect(expected != saved)
    for (index, value) in saved.enumerated() { network.parameters.base[index] = value }
    step(second, 0)
    #expect(Array(network.parameters.elements) == expected)
  }

  @Test func `the gradient's length is measured when asked for, and changes nothing`() {
    let shape = SparseNetwork.Shape(inputCount: 2, hiddenCount: 3, logitCount: 1)
    func weights(measuring: Bool) -> (weights: [Float], norm: Double?) {
      let network = SparseNetwork(shape: shape)
      let optimizer = Optimizer(.adam(Adam(epsilon: 1e-4)), for: network)
      let gradient = SparseGradient(for: network)
      optimizer.measuresGradient = measuring
      gradient.values.base[0] = 3
      gradient.values.base[shape.stride + 2] = -4
      let step = optimizer.beginStep(learningRate: 0.01, gradientScale: 0.5)
      step.apply(to: network.parameters, gradient: gradient.values, rows: 0..<1)
      step.apply(to: network.parameters, gradient: gradient.values, rows: 1..<shape.rowCount)
      return (Array(network.parameters.elements), optimizer.gradientNorm)
    }
    let measured = weights(measuring: true)
    let plain = weights(measuring: false)
    #expect(measured.norm == 2.5)
    #expect(plain.norm == nil)
    #expect(measured.weights == plain.weights)
  }
}
