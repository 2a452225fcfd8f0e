import NeuralNetwork

/// Steps of gradient descent of a sparse network over mini-batches, shared among a pool's threads
/// without a trace of it in the result.
///
/// Forward and loss: threads take blocks of samples. Backward: they take columns of hidden units
/// for all samples, so each derivative is one sum in the batch's order. Step: they take rows.
/// A group of learners adds up its gradients before each step.
final class SparseDescent: Sendable {
  /// Samples whose activations are kept between forward and backward: they fit a near cache.
  static let chunk = 2048

  /// Samples that one thread takes at a time; also the unit in which loss terms are summed.
  static let block = 128

  let network: SparseNetwork
  let optimizer: Optimizer
  let gradient: SparseGradient
  let workers: any WorkerGroup
  private let hidden: Buffer<Float>
  private let outputs: Buffer<Float>
  private let deltas: Buffer<Float>
  private let terms: Buffer<LossTerms>

  /// Prepares descents; all workers begin with the weights of the one with rank 0.
  init(network: SparseNetwork, optimizer: Optimizer, workers: any WorkerGroup) {
    self.network = network
    self.optimizer = optimizer
    self.workers = workers
    workers.broadcast(network)
    gradient = SparseGradient(for: network)
    hidden = Buffer(count: Self.chunk * network.shape.stride)
    outputs = Buffer(count: Self.chunk * network.shape.outputCount)
    deltas = Buffer(count: Self.chunk * network.shape.outputCount)
    terms = Buffer(count: Self.chunk / Self.block)
  }

  /// Goes once through the first `count` samples of a rollout's order, a step per batch.
  ///
  /// - Parameters:
  ///   - rollout: The samples.
  ///   - count: How many they are.
  ///   - batchSize: How many of them, of this worker, a step takes.
  ///   - loss: What is made less; its derivatives are not scaled.
  ///   - learningRate: The learning rate.
  ///   - sumsGradients: Whether a step takes the sum of the samples' gradients, not their mean.
  ///   - pool: The threads that work.
  /// - Returns: The sums of the loss's terms over this worker's samples.
  func run(
    over rollout: Rollout<Int32>,
    count: Int,
    batchSize: Int,
    loss: some Loss,
    learningRate: Double,
    sumsGradients: Bool = false,
    on pool: any WorkPool
  ) -> LossTerms {
    var terms = LossTerms()
    // A worker whose samples are used up goes on stepping with the others.
    for batch in 0..<workers.maximum((count + batchSize - 1) / batchSize) {
      let start = min(count, batch * batchSize)
      let size = min(batchSize, count - start)
      terms += accumulate(
        rollout,
        order: rollout.order.base + start,
        count: size,
        loss: loss,
        on: pool
      )
      let scale = sumsGradients ? 1 : 1 / workers.sum([Double(size)])[0]
      step(learningRate: learningRate, gradientScale: scale, on: pool)
    }
    return terms
  }

  /// Adds the derivatives of a batch to the gradient and returns the sums of its loss's terms.
  func accumulate(
    _ rollout: Rollout<Int32>,
    order: UnsafePointer<Int32>,
    count: Int,
    loss: some Loss,
    on pool: any WorkPool
  ) -> LossTerms {
    nonisolated(unsafe) let order = order
    var total = LossTerms()
    for start in stride(from: 0, to: count, by: Self.chunk) {
      let end = min(count, start + Self.chunk)
      let blocks = (end - start + Self.block - 1) / Self.block
      pool.run(blocks) { [self] block in
        let first = start + block * Self.block
        forward(
          rollout,
          order: order,
          positions: first..<min(end, first + Self.block),
          chunkStart: start,
          loss: loss
        )
      }
      for block in 0..<blocks { total += terms.base[block] }
      pool.runRanges(network.shape.stride / 16) { [self] columns in
        network.backward(
          rollout.batch(order: order),
          positions: start..<end,
          hidden: hidden.base,
          deltas: deltas.base,
          into: gradient,
          columns: columns
        )
      }
    }
    return total
  }

  private func forward(
    _ rollout: Rollout<Int32>,
    order: UnsafePointer<Int32>,
    positions: Range<Int>,
    chunkStart: Int,
    loss: some Loss
  ) {
    let place = positions.lowerBound - chunkStart
    let outputCount = network.shape.outputCount
    network.forward(
      rollout.batch(order: order),
      positions: positions,
      hidden: hidden.base + place * network.shape.stride,
      outputs: outputs.base + place * outputCount
    )
    var sums = LossTerms()
    for position in positions {
      let offset = (position - chunkStart) * outputCount
      loss.differentiate(
        sample: Int(order[position]),
        outputs: outputs.base + offset,
        deltas: deltas.base + offset,
        terms: &sums
      )
    }
    terms.base[place / Self.block] = sums
  }

  /// Steps the network down the accumulated gradient, which is zero afterwards.
  func step(learningRate: Double, gradientScale: Double, on pool: any WorkPool) {
    pool.runRanges(network.shape.stride / 16) { [gradient] columns in
      gradient.distributeComposites(columns: columns)
    }
    workers.sum(gradient.values)
    let step = optimizer.beginStep(learningRate: learningRate, gradientScale: gradientScale)
    pool.runRanges(optimizer.rowCount) { [network, gradient] rows in
      step.apply(to: network.parameters, gradient: gradient.values, rows: rows)
    }
    pool.runRanges(network.features.compositeCount) { [network] composites in
      network.refresh(composites: composites)
    }
  }
}
