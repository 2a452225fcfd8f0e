import NeuralNetwork

extension PongPolicy {
  /// The network's activations and outputs for one observation.
  public struct Evaluation: Hashable, Sendable {
    /// The hidden units' activations, [units].
    public var hidden: [Float]

    /// The logits, [1] for two actions and else [actions].
    public var logits: [Float]

    /// The estimated return, where the network has a value output.
    public var value: Float?
  }

  /// Evaluates many observations at once.
  public func evaluations(_ observations: [ObservedFrames]) -> [Evaluation] {
    let (shape, width) = (network.shape, observation.width)
    let tokens = Buffer<Int32>(count: max(1, observations.count * width))
    let counts = Buffer<UInt16>(count: max(1, observations.count))
    let hidden = Buffer<Float>(count: max(1, observations.count * shape.stride))
    let outputs = Buffer<Float>(count: max(1, observations.count * shape.outputCount))
    for (index, observed) in observations.enumerated() {
      counts.base[index] = UInt16(
        observation.write(observed.now, before: observed.before, into: tokens.base + index * width)
      )
    }
    network.forward(
      SparseBatch(tokens: tokens.base, counts: counts.base, width: width),
      positions: 0..<observations.count,
      hidden: hidden.base,
      outputs: outputs.base
    )
    return observations.indices.map { index in
      let units = hidden.base + index * shape.stride
      let logits = outputs.base + index * shape.outputCount
      return Evaluation(
        hidden: Array(UnsafeBufferPointer(start: units, count: shape.hiddenCount)),
        logits: Array(UnsafeBufferPointer(start: logits, count: shape.logitCount)),
        value: shape.hasValue ? logits[shape.logitCount] : nil
      )
    }
  }

  /// The logits of one observation.
  func logits(_ observed: ObservedFrames) -> [Float] {
    withLogits(observed) { Array($0) }
  }

  /// Calls the body with the logits of one observation, for which no memory is allocated.
  @inline(__always)
  func withLogits<Result>(
    _ observed: ObservedFrames,
    _ body: (UnsafeBufferPointer<Float>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: observation.width) { tokens in
      withUnsafeTemporaryAllocation(
        of: Float.self,
        capacity: network.shape.outputCount
      ) { outputs in
        guard let tokens = tokens.baseAddress, let into = outputs.baseAddress else {
          preconditionFailure("a network has inputs and outputs")
        }
        let count = observation.write(observed.now, before: observed.before, into: tokens)
        network.evaluate(tokens, count: count, into: into)
        return body(UnsafeBufferPointer(start: into, count: network.shape.logitCount))
      }
    }
  }

  /// The observation as a dense array, [inputs].
  public func inputs(_ observed: ObservedFrames) -> [Float] {
    let tokens = [Int32](unsafeUninitializedCapacity: observation.width) { buffer, count in
      count =
        buffer.baseAddress.map {
          observation.write(observed.now, before: observed.before, into: $0)
        } ?? 0
    }
    return network.features.dense(tokens)
  }

  /// How many hidden units there are.
  public var hiddenCount: Int { network.shape.hiddenCount }

  /// A hidden unit's weights to the logits, in the order of the outputs.
  public func logitWeights(ofUnit unit: Int) -> [Float] {
    (0..<network.shape.logitCount).map { network.weights(ofOutput: $0)[unit] }
  }
}
