import NeuralNetwork
import Synchronization

/// Gradient descent of a dense network over the same samples again and again, all of them at each
/// step, shared among a pool's threads without a trace of it in the result.
///
/// A group of learners averages its gradients before each step.
final class DenseDescent: Sendable {
  private let network: DenseNetwork
  private let optimizer: Optimizer
  private let rollout: Rollout<Float>
  private let pass: DensePass
  private let memories: [DensePass.Memory]
  private let terms: Buffer<LossTerms>
  private let gradient: Buffer<Float>
  private let pool: any WorkPool
  private let workers: any WorkerGroup

  /// Prepares descents over the samples of a rollout's order.
  init(
    _ network: DenseNetwork,
    optimizer: Optimizer,
    inputs: DenseInputs,
    of rollout: Rollout<Float>,
    pool: any WorkPool,
    workers: any WorkerGroup
  ) {
    self.network = network
    self.optimizer = optimizer
    self.rollout = rollout
    self.pool = pool
    self.workers = workers
    pass = DensePass(network, inputs: inputs)
    memories = (0..<min(pool.workerCount, pass.chunkCount)).map { _ in
      DensePass.Memory(for: network.shape)
    }
    terms = Buffer(count: pass.chunkCount)
    gradient = Buffer(count: network.parameters.count)
  }

  /// How many samples there are.
  var count: Int { pass.inputs.count }

  /// Writes the first output for each sample.
  ///
  /// - Parameter values: Receives the outputs, [samples of the rollout].
  func evaluate(into values: Buffer<Float>) {
    let outputCount = network.shape.outputCount
    sweep(differentiates: false) { [rollout] _, positions, outputs, _ in
      for (place, position) in positions.enumerated() {
        values.base[Int(rollout.order.base[position])] = outputs[place * outputCount]
      }
    }
  }

  /// Returns the means of the loss's terms over this worker's samples.
  func measure(_ loss: some DenseLoss) -> LossTerms { means(loss, differentiates: false) }

  /// Works out the gradient of a loss, and returns the means of its terms, both over this worker's
  /// samples.
  func differentiate(_ loss: some DenseLoss) -> LossTerms {
    let means = means(loss, differentiates: true)
    pass.collectGradient(into: gradient)
    return means
  }

  /// Steps the network down the mean of all workers' gradients.
  func step(learningRate: Double) {
    workers.sum(gradient, scale: 1 / Float(workers.size))
    optimizer.beginStep(learningRate: learningRate, gradientScale: 1)
      .apply(to: network.parameters, gradient: gradient, rows: 0..<optimizer.rowCount)
  }

  private func means(_ loss: some DenseLoss, differentiates: Bool) -> LossTerms {
    sweep(differentiates: differentiates) { [terms, rollout] chunk, positions, outputs, deltas in
      terms.base[chunk] = loss.differentiate(
        UnsafeBufferPointer(
          start: rollout.order.base + positions.lowerBound,
          count: positions.count
        ),
        outputs: outputs,
        deltas: deltas
      )
    }
    var total = LossTerms()
    for part in terms.elements { total += part }
    return total.map { $0 / Double(count) }
  }

  private func sweep(
    differentiates: Bool,
    _ body:
      @Sendable (Int, Range<Int>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    pass.takeUpWeights()
    let (pass, memories) = (pass, memories)
    let next = Atomic<Int>(0)
    pool.run(memories.count) { part in
      while true {
        let chunk = next.add(1, ordering: .relaxed).oldValue
        guard chunk < pass.chunkCount else { return }
        pass.run(chunk: chunk, memory: memories[part], differentiates: differentiates) {
          body(chunk, $0, $1, $2)
        }
      }
    }
  }
}
