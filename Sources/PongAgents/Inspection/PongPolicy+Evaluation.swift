import NeuralNetwork

extension PongPolicy {
  /// A network's activations and outputs for one observation.
  public struct Evaluation: Hashable, Sendable {
    /// The hidden units' activations, [hiddenCount].
    public var hidden: [Float]

    /// The logits, [logitCount].
    public var logits: [Float]

    /// The estimated value, where the network has one.
    public var value: Float?
  }

  /// Evaluates many sights at once.
  public func evaluations(_ sights: [Sight]) -> [Evaluation] {
    let shape = network.shape
    return forward(sights) { hidden, outputs in
      sights.indices.map { index in
        let logits = outputs + index * shape.outputCount
        return Evaluation(
          hidden: Array(
            UnsafeBufferPointer(start: hidden + index * shape.stride, count: shape.hiddenCount)
          ),
          logits: Array(UnsafeBufferPointer(start: logits, count: shape.logitCount)),
          value: shape.hasValue ? logits[shape.logitCount] : nil
        )
      }
    }
  }

  /// The logits of many sights, one after the other.
  func logits(_ sights: [Sight]) -> [[Float]] {
    let shape = network.shape
    return forward(sights) { _, outputs in
      sights.indices.map { index in
        Array(
          UnsafeBufferPointer(start: outputs + index * shape.outputCount, count: shape.logitCount)
        )
      }
    }
  }

  /// The observation as a dense array, [inputCount].
  public func inputs(_ sight: Sight) -> [Float] {
    let tokens = [Int32](unsafeUninitializedCapacity: observation.width) { buffer, count in
      count =
        buffer.baseAddress.map {
          observation.write(sight.now, before: sight.before, into: $0)
        } ?? 0
    }
    return network.features.dense(tokens)
  }

  private func forward<Result>(
    _ sights: [Sight],
    _ body: (
      _ hidden: UnsafePointer<Float>, _ outputs: UnsafePointer<Float>
    ) -> Result
  ) -> Result {
    let width = observation.width
    let tokens = Buffer<Int32>(count: max(1, sights.count * width))
    let counts = Buffer<UInt16>(count: max(1, sights.count))
    let hidden = Buffer<Float>(count: max(1, sights.count * network.shape.stride))
    let outputs = Buffer<Float>(count: max(1, sights.count * network.shape.outputCount))
    for (index, sight) in sights.enumerated() {
      counts.base[index] = UInt16(
        observation.write(sight.now, before: sight.before, into: tokens.base + index * width)
      )
    }
    network.forward(
      Batch(tokens: tokens.base, counts: counts.base, width: width),
      positions: 0..<sights.count,
      hidden: hidden.base,
      outputs: outputs.base
    )
    return body(hidden.base, outputs.base)
  }
}

extension PongPolicy {
  /// How many hidden units there are.
  public var hiddenCount: Int { network.shape.hiddenCount }

  /// A hidden unit's weights to the logits, in the order of the outputs.
  public func logitWeights(ofUnit unit: Int) -> [Float] {
    (0..<network.shape.logitCount).map { network.weights(ofOutput: $0)[unit] }
  }

  /// How many pictures the network sees: the difference, and maybe the frame.
  public var pictureCount: Int {
    switch observation {
    case .difference: 1
    case .differenceAndFrame: 2
    }
  }
}
