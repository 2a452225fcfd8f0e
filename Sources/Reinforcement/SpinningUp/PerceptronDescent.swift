import NeuralNetwork
import Synchronization

/// What a loss adds up over samples.
protocol LossSum: Sendable {
  init()
  static func += (sum: inout Self, part: Self)
  /// The sum divided by a number of samples.
  func divided(by count: Double) -> Self
}

extension Double: LossSum {
  func divided(by count: Double) -> Double { self / count }
}

/// The mean of something over all samples.
protocol MeanLoss: Sendable {
  associatedtype Sum: LossSum

  /// Adds up the loss of some samples, and writes its derivatives by their outputs.
  ///
  /// - Parameters:
  ///   - samples: Which samples.
  ///   - outputs: Their outputs, [samples, outputs].
  ///   - deltas: Receives the derivatives of the mean over all samples, [samples, outputs].
  /// - Returns: The sum over these samples.
  func differentiate(
    _ samples: Range<Int>,
    outputs: UnsafePointer<Float>,
    deltas: UnsafeMutablePointer<Float>
  ) -> Sum
}

/// Losses and gradients of a network over the same samples again and again, by all workers of a
/// pool.
final class PerceptronDescent<Pool: WorkPool> {
  private let pass: PerceptronPass
  private let pool: Pool
  private let memories: [PerceptronPass.Memory]

  init(_ network: MultilayerPerceptron, inputs: DenseInputs, pool: Pool) {
    pass = PerceptronPass(network, inputs: inputs)
    self.pool = pool
    memories = (0..<min(pool.workerCount, pass.chunkCount)).map { _ in
      PerceptronPass.Memory(for: network.shape)
    }
  }

  /// Hands out all outputs, some samples at a time.
  func evaluate(_ body: @Sendable (Range<Int>, UnsafePointer<Float>) -> Void) {
    sweep(differentiates: false) { _, samples, outputs, _ in body(samples, outputs) }
  }

  /// The loss's mean terms.
  func measure<L: MeanLoss>(_ loss: L) -> L.Sum { means(loss, differentiates: false) }

  /// The loss's mean terms, and its gradient.
  func differentiate<L: MeanLoss>(into gradient: Buffer<Float>, loss: L) -> L.Sum {
    let sum = means(loss, differentiates: true)
    pass.collectGradient(into: gradient)
    return sum
  }

  private func means<L: MeanLoss>(_ loss: L, differentiates: Bool) -> L.Sum {
    let parts = Mutex([L.Sum?](repeating: nil, count: pass.chunkCount))
    sweep(differentiates: differentiates) { chunk, samples, outputs, deltas in
      let part = loss.differentiate(samples, outputs: outputs, deltas: deltas)
      parts.withLock { $0[chunk] = part }
    }
    var sum = L.Sum()
    for case .some(let part) in parts.withLock({ $0 }) { sum += part }
    return sum.divided(by: Double(pass.inputs.count))
  }

  private func sweep(
    differentiates: Bool,
    _ body:
      @Sendable (Int, Range<Int>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    pass.takeUpWeights()
    let (pass, memories) = (pass, memories)
    let next = Atomic<Int>(0)
    pool.run(memories.count) { worker in
      while true {
        let chunk = next.add(1, ordering: .relaxed).oldValue
        guard chunk < pass.chunkCount else { return }
        pass.run(chunk: chunk, memory: memories[worker], differentiates: differentiates) {
          body(chunk, $0, $1, $2)
        }
      }
    }
  }
}
