import NeuralNetwork

/// Steps of gradient descent over batches, shared among workers without a trace of it in the
/// result.
///
/// Forward and loss: workers take blocks of samples. Backward: they take columns of hidden units
/// for all samples, so each derivative is one sum in the batch's order. Step: they take rows.
final class Descent: @unchecked Sendable {
  /// Samples whose activations are kept between forward and backward: they fit a near cache.
  static let chunk = 2048

  /// Samples that one worker takes at a time; also the unit in which loss terms are summed.
  static let block = 128

  let network: Network
  let optimizer: Optimizer
  let gradient: Gradient
  private let hidden: Buffer<Float>
  private let outputs: Buffer<Float>
  private let deltas: Buffer<Float>
  private let terms: Buffer<LossTerms>

  init(network: Network, optimizer: Optimizer) {
    self.network = network
    self.optimizer = optimizer
    gradient = Gradient(for: network)
    hidden = Buffer(count: Self.chunk * network.shape.stride)
    outputs = Buffer(count: Self.chunk * network.shape.outputCount)
    deltas = Buffer(count: Self.chunk * network.shape.outputCount)
    terms = Buffer(count: Self.chunk / Self.block)
  }

  /// Adds the derivatives of a batch to the gradient and returns the sums of its loss's terms.
  func accumulate(
    _ rollout: Rollout,
    order: UnsafePointer<Int32>,
    count: Int,
    loss: some Loss,
    on pool: some WorkPool
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
    _ rollout: Rollout,
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
  func step(learningRate: Double, gradientScale: Double, on pool: some WorkPool) {
    pool.runRanges(network.shape.stride / 16) { [gradient] columns in
      gradient.distributeComposites(columns: columns)
    }
    let step = optimizer.beginStep(learningRate: learningRate, gradientScale: gradientScale)
    pool.runRanges(network.shape.rowCount) { [network, gradient] rows in
      step.apply(to: network, gradient: gradient, rows: rows)
    }
    pool.runRanges(network.features.compositeCount) { [network] composites in
      network.refresh(composites: composites)
    }
  }
}
