import CKernels

/// Passes of all samples through a network, forward and backward, chunk by chunk.
///
/// A chunk's activations stay in the nearest caches from the inputs to the gradient. Threads take
/// chunks in any order; each chunk's gradient is kept apart and they are added up in order, so that
/// the number of threads changes no bit.
public final class DensePass: Sendable {
  /// The samples of a chunk, but for the last one.
  public static let chunkSize = 256

  /// The memory that one thread needs.
  public final class Memory: Sendable {
    fileprivate let activations: Buffer<Float>
    fileprivate let deltas: Buffer<Float>
    fileprivate let earlierDeltas: Buffer<Float>
    fileprivate let outputs: Buffer<Float>
    fileprivate let outputDeltas: Buffer<Float>

    /// Takes memory for a network.
    public init(for shape: DenseNetwork.Shape) {
      let strides = shape.hiddenCounts.indices.map(shape.stride)
      let widest = strides.max() ?? 0
      activations = Buffer(count: chunkSize * strides.reduce(0, +))
      deltas = Buffer(count: chunkSize * widest)
      earlierDeltas = Buffer(count: strides.count > 1 ? chunkSize * widest : 0)
      outputs = Buffer(count: chunkSize * shape.outputCount)
      outputDeltas = Buffer(count: chunkSize * shape.outputCount)
    }
  }

  /// The network.
  public let network: DenseNetwork

  /// The samples.
  public let inputs: DenseInputs

  private let shape: DenseNetwork.Shape
  /// The first layer's weights of the inputs that vary, and its biases with the other inputs'
  /// share.
  private let packedRows: Buffer<Float>
  private let packedBias: Buffer<Float>
  /// The weights of the later hidden layers, a row per unit.
  private let transposed: [Buffer<Float>]
  private let parts: Buffer<Float>
  private let total: Buffer<Float>

  /// Prepares passes of these samples through a network; call `takeUpWeights` before the first.
  public init(_ network: DenseNetwork, inputs: DenseInputs) {
    precondition(network.shape.inputCount == inputs.inputCount, "samples for another network")
    self.network = network
    self.inputs = inputs
    shape = network.shape
    packedRows = Buffer(count: max(1, inputs.varying.count) * shape.stride(0))
    packedBias = Buffer(count: shape.stride(0))
    transposed = shape.hiddenCounts.indices.dropFirst().map { [shape] layer in
      Buffer(count: shape.hiddenCounts[layer] * shape.stride(layer - 1))
    }
    var size = (inputs.varying.count + 1) * shape.stride(0)
    for layer in shape.hiddenCounts.indices.dropFirst() {
      size += (shape.inputCount(layer) + 1) * shape.stride(layer)
    }
    size += (shape.outputCount + 1) * shape.stride(shape.last)
    size += DenseNetwork.Shape.padded(shape.outputCount)
    total = Buffer(count: size)
    parts = Buffer(count: size * ((inputs.count + Self.chunkSize - 1) / Self.chunkSize))
  }

  /// How many chunks there are.
  public var chunkCount: Int { (inputs.count + Self.chunkSize - 1) / Self.chunkSize }

  /// The samples of a chunk.
  public func samples(ofChunk chunk: Int) -> Range<Int> {
    chunk * Self.chunkSize..<min(inputs.count, (chunk + 1) * Self.chunkSize)
  }

  /// Takes up the network's parameters; call it whenever they have changed.
  public func takeUpWeights() {
    let stride = shape.stride(0)
    let rows = network.parameters.base
    for (place, input) in inputs.varying.enumerated() {
      (packedRows.base + place * stride).update(from: rows + input * stride, count: stride)
    }
    packedBias.base.update(from: rows + shape.biasOffset(0), count: stride)
    for (input, value) in inputs.constants {
      let row = rows + input * stride
      for unit in 0..<stride { packedBias.base[unit] += row[unit] * value }
    }
    for layer in shape.hiddenCounts.indices.dropFirst() {
      let into = transposed[layer - 1].base
      let (rows, stride) = (rows + shape.offset(layer), shape.stride(layer))
      let width = shape.stride(layer - 1)
      for unit in 0..<shape.hiddenCounts[layer] {
        for input in 0..<shape.inputCount(layer) {
          into[unit * width + input] = rows[input * stride + unit]
        }
      }
    }
  }

  /// Computes a chunk's outputs and, if they are asked for, its part of the gradient.
  ///
  /// - Parameters:
  ///   - chunk: Which one.
  ///   - memory: The thread's memory.
  ///   - differentiates: Whether the gradient is wanted.
  ///   - loss: Reads the outputs, [samples, outputCount], and writes, if the gradient is wanted,
  ///     the loss's derivatives by them.
  public func run(
    chunk: Int,
    memory: Memory,
    differentiates: Bool,
    loss: (Range<Int>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let samples = samples(ofChunk: chunk)
    let count = samples.count
    let varying = inputs.varying.count
    let from = inputs.packed.base + samples.lowerBound * varying
    let rows = network.parameters.base
    var activations = memory.activations.base
    var layers: [UnsafeMutablePointer<Float>] = []
    for layer in shape.hiddenCounts.indices {
      let stride = shape.stride(layer)
      if layer == 0 {
        ck_product(
          from,
          varying,
          count,
          varying,
          packedRows.base,
          stride,
          packedBias.base,
          activations
        )
      } else {
        ck_product(
          layers[layer - 1],
          shape.stride(layer - 1),
          count,
          shape.inputCount(layer),
          rows + shape.offset(layer),
          stride,
          rows + shape.biasOffset(layer),
          activations
        )
      }
      shape.activation.activate(
        activations,
        count: count,
        units: shape.hiddenCounts[layer],
        stride: stride
      )
      layers.append(activations)
      activations += Self.chunkSize * stride
    }
    let last = shape.last
    ck_outputs(
      layers[last],
      shape.stride(last),
      count,
      rows + shape.outputOffset,
      rows + shape.outputBiasOffset,
      shape.outputCount,
      memory.outputs.base
    )
    loss(samples, memory.outputs.base, memory.outputDeltas.base)
    if differentiates { backward(chunk: chunk, memory: memory, layers: layers) }
  }

  /// Computes a chunk's part of the gradient from the outputs' derivatives.
  private func backward(chunk: Int, memory: Memory, layers: [UnsafeMutablePointer<Float>]) {
    let count = samples(ofChunk: chunk).count
    let varying = inputs.varying.count
    let outputCount = shape.outputCount
    let last = shape.last
    let rows = network.parameters.base
    let part = parts.base + chunk * total.count
    var deltas = memory.deltas.base
    var earlier = memory.earlierDeltas.base
    // The parts stand as in `expand`: layer by layer, then the outputs.
    var end = part + (varying + 1) * shape.stride(0)
    var starts = [part]
    for layer in shape.hiddenCounts.indices.dropFirst() {
      starts.append(end)
      end += (shape.inputCount(layer) + 1) * shape.stride(layer)
    }
    let stride = shape.stride(last)
    ck_outer_product(
      memory.outputDeltas.base,
      outputCount,
      outputCount,
      layers[last],
      stride,
      count,
      end
    )
    let biases = end + (outputCount + 1) * stride
    for output in 0..<outputCount {
      var sum: Float = 0
      for sample in 0..<count { sum += memory.outputDeltas.base[sample * outputCount + output] }
      biases[output] = sum
    }
    ck_product(
      memory.outputDeltas.base,
      outputCount,
      count,
      outputCount,
      rows + shape.outputOffset,
      stride,
      nil,
      deltas
    )
    for layer in shape.hiddenCounts.indices.reversed() {
      let stride = shape.stride(layer)
      shape.activation.multiplySlopes(into: deltas, at: layers[layer], count: count * stride)
      if layer == 0 {
        let samples = samples(ofChunk: chunk)
        let from = inputs.packed.base + samples.lowerBound * varying
        ck_outer_product(from, varying, varying, deltas, stride, count, starts[0])
        continue
      }
      let width = shape.stride(layer - 1)
      ck_outer_product(
        layers[layer - 1],
        width,
        shape.inputCount(layer),
        deltas,
        stride,
        count,
        starts[layer]
      )
      ck_product(
        deltas,
        stride,
        count,
        shape.hiddenCounts[layer],
        transposed[layer - 1].base,
        width,
        nil,
        earlier
      )
      swap(&deltas, &earlier)
    }
  }

  /// Adds up all chunks' parts of the gradient.
  ///
  /// - Parameter gradient: Receives the derivatives, laid out as the network's parameters.
  public func collectGradient(into gradient: Buffer<Float>) {
    ck_sum_parts(parts.base, chunkCount, total.count, total.base)
    let stride = shape.stride(0)
    let sums = total.base
    let biases = sums + inputs.varying.count * stride
    for offset in 0..<shape.biasOffset(0) { gradient.base[offset] = 0 }
    for (place, input) in inputs.varying.enumerated() {
      (gradient.base + input * stride).update(from: sums + place * stride, count: stride)
    }
    for (input, value) in inputs.constants {
      let row = gradient.base + input * stride
      for unit in 0..<stride { row[unit] = value * biases[unit] }
    }
    (gradient.base + shape.biasOffset(0)).update(from: biases, count: stride)
    var from = biases + stride
    for layer in shape.hiddenCounts.indices.dropFirst() {
      let size = (shape.inputCount(layer) + 1) * shape.stride(layer)
      (gradient.base + shape.offset(layer)).update(from: from, count: size)
      from += size
    }
    let size = shape.outputCount * shape.stride(shape.last)
    (gradient.base + shape.outputOffset).update(from: from, count: size)
    from += size + shape.stride(shape.last)
    (gradient.base + shape.outputBiasOffset).update(
      from: from,
      count: DenseNetwork.Shape.padded(shape.outputCount)
    )
  }
}
