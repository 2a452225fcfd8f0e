import NeuralNetwork
import Randomness
import Testing

struct SparseNetworkTests {
  static let tokens: [[Int32]] = [[0, ~2], [1, 3, 5], [~4, 0, 2], [], [6], [7, ~6]]

  /// A network of six inputs and two composites with every kind of weight drawn.
  static func network(activation: Activation, hidden: Int = 21) -> SparseNetwork {
    var features = FeatureTable(inputCount: 6)
    #expect(features.add([0, 3, ~5]) == 6)
    #expect(features.add([~1, 2]) == 7)
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: 6,
        hiddenCount: hidden,
        logitCount: 3,
        hasValue: true,
        activation: activation
      ),
      features: features
    )
    var generator = SplitMix64(seed: 5)
    network.initialize(.karpathy, using: &generator)
    for index in network.hiddenBias.indices {
      network.hiddenBias[index] = generator.uniform() - 0.5
    }
    for index in network.outputBias.indices { network.outputBias[index] = generator.uniform() }
    return network
  }

  /// Calls `body` with the samples as a batch.
  static func withBatch(_ body: (SparseBatch) -> Void) {
    let width = 3
    let padded = tokens.flatMap { $0 + [Int32](repeating: 0, count: width - $0.count) }
    padded.withUnsafeBufferPointer { padded in
      tokens.map { UInt16($0.count) }.withUnsafeBufferPointer { counts in
        guard let tokens = padded.baseAddress, let counts = counts.baseAddress else { return }
        body(SparseBatch(tokens: tokens, counts: counts, width: width))
      }
    }
  }

  /// The outputs of all samples, [samples * outputs].
  static func outputs(_ network: SparseNetwork) -> [Float] {
    let hidden = Buffer<Float>(count: tokens.count * network.shape.stride)
    let outputs = Buffer<Float>(count: tokens.count * network.shape.outputCount)
    withBatch { batch in
      network.forward(
        batch,
        positions: 0..<tokens.count,
        hidden: hidden.base,
        outputs: outputs.base
      )
    }
    return Array(outputs.elements)
  }

  @Test(arguments: SparseNetwork.activations, [1, 21, 256, 700])
  func `one observation alone has the outputs that it has in a batch, to the bit`(
    activation: Activation,
    hidden: Int
  ) {
    let network = Self.network(activation: activation, hidden: hidden)
    let alone = Self.tokens.flatMap { tokens in
      [Float](unsafeUninitializedCapacity: 4) { outputs, count in
        guard let into = outputs.baseAddress else { return }
        // An empty list has no address of its own.
        (tokens + [0]).withUnsafeBufferPointer {
          if let from = $0.baseAddress { network.evaluate(from, count: tokens.count, into: into) }
        }
        count = 4
      }
    }
    #expect(alone == Self.outputs(network))
  }

  @Test(arguments: SparseNetwork.activations)
  func `outputs are the sums that the definition says`(activation: Activation) {
    let network = Self.network(activation: activation)
    let outputs = Self.outputs(network)
    for (sample, tokens) in Self.tokens.enumerated() {
      let inputs = network.features.dense(tokens)
      for output in 0..<4 {
        var expected = Double(network.outputBias[output])
        for unit in 0..<21 {
          var sum = Double(network.hiddenBias[unit])
          for input in 0..<6 {
            sum += Double(inputs[input] * network.hiddenWeights(ofInput: input)[unit])
          }
          let active = activation == .relu ? max(0, sum) : tanhByExponentials(sum)
          expected += active * Double(network.weights(ofOutput: output)[unit])
        }
        #expect(abs(Double(outputs[sample * 4 + output]) - expected) < 1e-5)
      }
    }
  }

  /// The derivatives of sum(outputs * factors), by columns in as many pieces as asked.
  static func gradient(
    _ network: SparseNetwork,
    factors: [Float],
    pieces: Int = 1
  ) -> [Float] {
    let gradient = SparseGradient(for: network)
    let hidden = Buffer<Float>(count: tokens.count * network.shape.stride)
    let outputs = Buffer<Float>(count: tokens.count * network.shape.outputCount)
    let columns = network.shape.stride / 16
    withBatch { batch in
      let all = 0..<tokens.count
      network.forward(batch, positions: all, hidden: hidden.base, outputs: outputs.base)
      for piece in 0..<pieces {
        let range = piece * columns / pieces..<(piece + 1) * columns / pieces
        factors.withUnsafeBufferPointer { factors in
          guard let deltas = factors.baseAddress else { return }
          network.backward(
            batch,
            positions: all,
            hidden: hidden.base,
            deltas: deltas,
            into: gradient,
            columns: range
          )
        }
        gradient.distributeComposites(columns: range)
      }
    }
    return Array(gradient.values.elements)
  }

  @Test(arguments: SparseNetwork.activations)
  func `every derivative equals the slope found by finite differences`(activation: Activation) {
    let network = Self.network(activation: activation)
    var generator = SplitMix64(seed: 6)
    let factors = (0..<Self.tokens.count * 4).map { _ in generator.uniform() * 2 - 1 }
    let gradient = Self.gradient(network, factors: factors)
    func loss() -> Double {
      network.refresh()
      return zip(Self.outputs(network), factors).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
    let shape = network.shape
    var checked = 0
    for offset in 0..<shape.outputBiasOffset + shape.outputCount {
      let isPadding = offset < shape.outputBiasOffset && offset % shape.stride >= 21
      if isPadding {
        #expect(gradient[offset] == 0)
        continue
      }
      let original = network.parameters.base[offset]
      let step: Float = 1.0 / 256
      network.parameters.base[offset] = original + step
      let above = loss()
      network.parameters.base[offset] = original - step
      let below = loss()
      network.parameters.base[offset] = original
      let slope = (above - below) / Double(2 * step)
      // A rectifier's kink within the step makes the slope a mean of two; few are that near.
      if abs(Double(gradient[offset]) - slope) < 2e-3 * max(1, abs(slope)) { checked += 1 }
    }
    let parameters = 6 * 21 + 21 + 4 * 21 + 4
    #expect(checked >= (activation == .tanh ? parameters : parameters - 6))
  }

  @Test func `no division of the work changes a bit of the gradient`() {
    let network = Self.network(activation: .relu, hidden: 200)
    var generator = SplitMix64(seed: 7)
    let factors = (0..<Self.tokens.count * 4).map { _ in generator.uniform() * 2 - 1 }
    let whole = Self.gradient(network, factors: factors)
    for pieces in 2...13 {
      #expect(Self.gradient(network, factors: factors, pieces: pieces) == whole)
    }
  }

  @Test func `the start is Keras' or Karpathy's distribution, and pinned`() {
    let shape = SparseNetwork.Shape(inputCount: 640, hiddenCount: 200, logitCount: 1)
    let network = SparseNetwork(shape: shape)
    var generator = SplitMix64(seed: 8)
    network.initialize(.glorot, using: &generator)
    let limit = (6.0 / 840).squareRoot()
    let hidden = (0..<640).flatMap { Array(network.hiddenWeights(ofInput: $0)) }.map(Double.init)
    #expect(hidden.allSatisfy { abs($0) <= limit })
    let variance = hidden.reduce(0) { $0 + $1 * $1 } / Double(hidden.count)
    #expect(abs(variance - limit * limit / 3) < 1e-4)
    let outer = network.weights(ofOutput: 0).map { Double($0) }
    #expect(abs((outer.reduce(0) { $0 + $1 * $1 } / 200).squareRoot() - 0.05) < 0.01)
    #expect(network.hiddenBias.allSatisfy { $0 == 0 } && network.outputBias[0] == 0)
    network.initialize(.karpathy, using: &generator)
    let second = (0..<640).flatMap { Array(network.hiddenWeights(ofInput: $0)) }.map(Double.init)
    let deviation = (second.reduce(0) { $0 + $1 * $1 } / Double(second.count)).squareRoot()
    #expect(abs(deviation * 640.0.squareRoot() - 1) < 0.01)
  }

  private func tanhByExponentials(_ x: Double) -> Double {
    // The series of e^x, fast enough here; the library's tanh would need Foundation.
    func exponential(_ x: Double) -> Double {
      var term = 1.0
      var sum = 1.0
      for n in 1..<60 {
        term *= x / Double(n)
        sum += term
      }
      return sum
    }
    let square = exponential(2 * x)
    return (square - 1) / (square + 1)
  }
}
