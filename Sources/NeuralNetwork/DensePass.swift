import CKernels

/// Passes of all samples through a network, forward and backward, chunk by chunk.
///
/// A chunk's activations stay in the nearest caches from the inputs to the gradient. Threads take
/// chunks in any order; each chunk's gradient is kept apart and they are added up in order, so that
/// the number of threads changes no bit.
public final class DensePass: Sendable {
  /// The samples of a chunk, but for the last one.
  public static let chunkSize = 256

  /// The memory that one thread needs, and no other uses meanwhile.
  public final class Memory: @unchecked Sendable {
    fileprivate let activations: Buffer<Float>
    /// The live units' activations of the first layer, packed.
    fileprivate let live: Buffer<Float>
    /// Whose constants stand in the other units' places in `activations`.
    fileprivate var filling: (units: LiveUnits, version: Int)?
    fileprivate let deltas: Buffer<Float>
    fileprivate let earlierDeltas: Buffer<Float>
    fileprivate let outputs: Buffer<Float>
    fileprivate let outputDeltas: Buffer<Float>

    /// Takes memory for a network.
    public init(for shape: DenseNetwork.Shape) {
      let strides = shape.hiddenCounts.indices.map(shape.stride)
      let widest = strides.max() ?? 0
      activations = Buffer(count: chunkSize * strides.reduce(0, +))
      live = Buffer(count: chunkSize * shape.stride(0))
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
  private let live: LiveUnits
  /// The first layer's weights of the inputs that vary, and its biases with the other inputs'
  /// share behind them: of all units, and of the live ones.
  private let packedRows: Buffer<Float>
  private let liveRows: Buffer<Float>
  /// The outputs' weights of the live units, if there is one hidden layer.
  private let liveOutputRows: Buffer<Float>
  /// The weights of the later hidden layers, a row per unit; the second one's of live units only.
  private let transposed: [Buffer<Float>]
  private let parts: Buffer<Float>
  private let total: Buffer<Float>

  /// Prepares passes of these samples through a network; call `takeUpWeights` before the first.
  public convenience init(_ network: DenseNetwork, inputs: DenseInputs) {
    self.init(network, inputs: inputs, leavesOutSaturated: true)
  }

  /// As above; whether units that are known to be saturated are left out makes no difference to any
  /// result.
  init(_ network: DenseNetwork, inputs: DenseInputs, leavesOutSaturated: Bool) {
    precondition(network.shape.inputCount == inputs.inputCount, "samples for another network")
    self.network = network
    self.inputs = inputs
    shape = network.shape
    let chunkCount = (inputs.count + Self.chunkSize - 1) / Self.chunkSize
    live = LiveUnits(
      inputs,
      shape: shape,
      chunkCount: chunkCount,
      isFixed: !(leavesOutSaturated && [.relu, .tanh].contains(shape.activation))
    )
    let size = (inputs.varying.count + 1) * shape.stride(0)
    packedRows = Buffer(count: size)
    liveRows = Buffer(count: size)
    liveOutputRows = Buffer(count: shape.last == 0 ? shape.outputCount * shape.stride(0) : 0)
    transposed = shape.hiddenCounts.indices.dropFirst().map { [shape] layer in
      Buffer(count: shape.hiddenCounts[layer] * shape.stride(layer - 1))
    }
    let most = Sections(shape, varying: inputs.varying.count, live: live).size
    total = Buffer(count: most)
    parts = Buffer(count: most * chunkCount)
  }

  /// Where the parts of a chunk's gradient stand: layer by layer, then the outputs.
  private struct Sections {
    /// Where each hidden layer's rows start, its biases behind them, and then the outputs' rows.
    var starts: [Int] = []
    /// Where the outputs' biases start.
    let outputBiases: Int
    /// How many floats there are.
    let size: Int

    init(_ shape: DenseNetwork.Shape, varying: Int, live: LiveUnits) {
      var end = 0
      for layer in shape.hiddenCounts.indices {
        starts.append(end)
        let inputs =
          layer == 0 ? varying : layer == 1 ? live.units.count : shape.inputCount(layer)
        end += (inputs + 1) * (layer == 0 ? live.width : shape.stride(layer))
      }
      starts.append(end)
      end += (shape.outputCount + 1) * (shape.last == 0 ? live.width : shape.stride(shape.last))
      outputBiases = end
      size = end + DenseNetwork.Shape.padded(shape.outputCount)
    }
  }

  private var sections: Sections { Sections(shape, varying: inputs.varying.count, live: live) }

  /// How many units of the first hidden layer are worked out, as of the weights taken up last.
  var liveUnitCount: Int { live.units.count }

  /// How many chunks there are.
  public var chunkCount: Int { (inputs.count + Self.chunkSize - 1) / Self.chunkSize }

  /// The samples of a chunk.
  public func samples(ofChunk chunk: Int) -> Range<Int> {
    chunk * Self.chunkSize..<min(inputs.count, (chunk + 1) * Self.chunkSize)
  }

  /// Takes up the network's parameters; call it whenever they have changed, and run all chunks
  /// before the next call.
  public func takeUpWeights() {
    let stride = shape.stride(0)
    let rows = network.parameters.base
    for (place, input) in inputs.varying.enumerated() {
      (packedRows.base + place * stride).update(from: rows + input * stride, count: stride)
    }
    let bias = packedRows.base + inputs.varying.count * stride
    bias.update(from: rows + shape.biasOffset(0), count: stride)
    for (input, value) in inputs.constants {
      let row = rows + input * stride
      for unit in 0..<stride { bias[unit] += row[unit] * value }
    }
    live.update(packedRows.base)
    if !live.isWhole {
      live.gather(packedRows.base, count: inputs.varying.count + 1, into: liveRows.base)
      if shape.last == 0 {
        live.gather(
          rows + shape.outputOffset,
          count: shape.outputCount,
          into: liveOutputRows.base
        )
      }
    }
    for layer in shape.hiddenCounts.indices.dropFirst() {
      let into = transposed[layer - 1].base
      let (rows, stride) = (rows + shape.offset(layer), shape.stride(layer))
      let width = layer == 1 ? live.width : shape.stride(layer - 1)
      for unit in 0..<shape.hiddenCounts[layer] {
        if layer == 1 {
          for (place, input) in live.units.enumerated() {
            into[unit * width + place] = rows[Int(input) * stride + unit]
          }
          for place in live.units.count..<width { into[unit * width + place] = 0 }
        } else {
          for input in 0..<shape.inputCount(layer) {
            into[unit * width + input] = rows[input * stride + unit]
          }
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
    let rows = network.parameters.base
    var activations = memory.activations.base
    var layers: [UnsafeMutablePointer<Float>] = []
    for layer in shape.hiddenCounts.indices {
      let stride = shape.stride(layer)
      if layer == 0 {
        activateFirstLayer(chunk: chunk, memory: memory)
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
        shape.activation.activate(
          activations,
          count: count,
          units: shape.hiddenCounts[layer],
          stride: stride
        )
      }
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
    if differentiates {
      // Of the first layer only live units have a gradient.
      if !live.isWhole { layers[0] = memory.live.base }
      backward(chunk: chunk, memory: memory, layers: layers)
    }
  }

  /// Computes the activations of a chunk's first layer: all of them, and the live ones packed.
  private func activateFirstLayer(chunk: Int, memory: Memory) {
    let samples = samples(ofChunk: chunk)
    let (varying, width) = (inputs.varying.count, live.width)
    let rows = live.isWhole ? packedRows.base : liveRows.base
    let packed = live.isWhole ? memory.activations.base : memory.live.base
    ck_product(
      inputs.packed.base + samples.lowerBound * varying,
      varying,
      samples.count,
      varying,
      rows,
      width,
      rows + varying * width,
      packed
    )
    if live.measures { ck_ranges(packed, width, samples.count, live.ranges(ofChunk: chunk)) }
    shape.activation.activate(
      packed,
      count: samples.count,
      units: live.units.count,
      stride: width
    )
    if live.isWhole {
      memory.filling = nil
      return
    }
    let stride = shape.stride(0)
    if memory.filling.map({ $0.units !== live || $0.version != live.version }) ?? true {
      for sample in 0..<Self.chunkSize {
        (memory.activations.base + sample * stride)
          .update(from: live.constants.base, count: stride)
      }
      memory.filling = (live, live.version)
    }
    ck_spread(
      packed,
      width,
      samples.count,
      live.units,
      live.units.count,
      memory.activations.base,
      stride
    )
  }

  /// Computes a chunk's part of the gradient from the outputs' derivatives.
  private func backward(chunk: Int, memory: Memory, layers: [UnsafeMutablePointer<Float>]) {
    let count = samples(ofChunk: chunk).count
    let varying = inputs.varying.count
    let outputCount = shape.outputCount
    let last = shape.last
    let sections = sections
    let part = parts.base + chunk * sections.size
    var deltas = memory.deltas.base
    var earlier = memory.earlierDeltas.base
    let stride = last == 0 ? live.width : shape.stride(last)
    ck_outer_product(
      memory.outputDeltas.base,
      outputCount,
      outputCount,
      layers[last],
      stride,
      count,
      part + sections.starts[last + 1]
    )
    let biases = part + sections.outputBiases
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
      last == 0 && !live.isWhole
        ? liveOutputRows.base : network.parameters.base + shape.outputOffset,
      stride,
      nil,
      deltas
    )
    for layer in shape.hiddenCounts.indices.reversed() {
      let stride = layer == 0 ? live.width : shape.stride(layer)
      shape.activation.multiplySlopes(into: deltas, at: layers[layer], count: count * stride)
      if layer == 0 {
        let samples = samples(ofChunk: chunk)
        let from = inputs.packed.base + samples.lowerBound * varying
        ck_outer_product(from, varying, varying, deltas, stride, count, part)
        continue
      }
      let width = layer == 1 ? live.width : shape.stride(layer - 1)
      ck_outer_product(
        layers[layer - 1],
        width,
        layer == 1 ? live.units.count : shape.inputCount(layer),
        deltas,
        stride,
        count,
        part + sections.starts[layer]
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
    let sections = sections
    ck_sum_parts(parts.base, chunkCount, sections.size, total.base)
    let (stride, width) = (shape.stride(0), live.width)
    let sums = total.base
    let outputBiases = sums + sections.outputBiases
    // A saturated unit's slope is 0, and 0 times a derivative is 0 if that is a number.
    let nothing = (0..<shape.outputCount).reduce(into: Float(0)) { $0 += outputBiases[$1] * 0 }
    for offset in 0..<shape.biasOffset(0) { gradient.base[offset] = 0 }
    for (place, input) in inputs.varying.enumerated() {
      live.expand(
        sums + place * width,
        total: nothing,
        into: gradient.base + input * stride
      )
    }
    let biases = gradient.base + shape.biasOffset(0)
    live.expand(sums + inputs.varying.count * width, total: nothing, into: biases)
    for (input, value) in inputs.constants {
      let row = gradient.base + input * stride
      for unit in 0..<stride { row[unit] = value * biases[unit] }
    }
    for layer in shape.hiddenCounts.indices.dropFirst() {
      collectRows(
        sums + sections.starts[layer],
        ofLayer: layer,
        into: gradient.base + shape.offset(layer)
      )
    }
    for output in 0..<shape.outputCount {
      let (from, into) = (sums + sections.starts[shape.last + 1], shape.outputOffset)
      if shape.last == 0 {
        live.expand(
          from + output * width,
          total: outputBiases[output],
          into: gradient.base + into + output * stride
        )
      } else {
        let stride = shape.stride(shape.last)
        (gradient.base + into + output * stride)
          .update(from: from + output * stride, count: stride)
      }
    }
    // The padding stays zero.
    (gradient.base + shape.outputBiasOffset).update(from: outputBiases, count: shape.outputCount)
  }

  /// Puts the sums of a later hidden layer in their places, its biases' behind its rows'.
  private func collectRows(
    _ sums: UnsafePointer<Float>,
    ofLayer layer: Int,
    into rows: UnsafeMutablePointer<Float>
  ) {
    let (stride, inputCount) = (shape.stride(layer), shape.inputCount(layer))
    guard layer == 1, !live.isWhole else {
      rows.update(from: sums, count: (inputCount + 1) * stride)
      return
    }
    let biases = sums + live.units.count * stride
    for input in 0..<inputCount {
      for unit in 0..<stride {
        rows[input * stride + unit] = live.share(ofUnit: input, biases[unit])
      }
    }
    for (place, input) in live.units.enumerated() {
      (rows + Int(input) * stride).update(from: sums + place * stride, count: stride)
    }
    (rows + inputCount * stride).update(from: biases, count: stride)
  }
}
