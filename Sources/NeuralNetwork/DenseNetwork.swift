import CKernels

/// A network of dense layers: inputs to one or more hidden layers to outputs.
///
/// For inputs that are few and all used, such as a console's RAM; pictures, most of whose pixels
/// are nothing, are for `SparseNetwork`.
public final class DenseNetwork: DifferentiableModel {
  /// The sizes, and the layout of `parameters`.
  public let shape: Shape

  /// All weights and biases, [shape.parameterCount]; see `Shape` for the layout.
  public let parameters: Buffer<Float>

  /// Makes a network of zeros.
  public init(_ shape: Shape) {
    self.shape = shape
    parameters = Buffer(count: shape.parameterCount)
  }

  /// How many parameters stand in a row that an optimiser steps or leaves alone as a whole.
  public var rowLength: Int { Int(ck_lane_count) }

  /// How many layers have weights: the hidden ones and the outputs.
  public var layerCount: Int { shape.hiddenCounts.count + 1 }

  /// A layer's weights in PyTorch's layout, [outputs of the layer, inputs of the layer].
  public func weights(ofLayer layer: Int) -> [Float] {
    let (inputs, outputs) = sizes(ofLayer: layer)
    return (0..<outputs).flatMap { output in
      (0..<inputs).map { parameters.base[place(layer, input: $0, output: output)] }
    }
  }

  /// A layer's biases, [outputs of the layer].
  public func biases(ofLayer layer: Int) -> [Float] {
    let start = layer <= shape.last ? shape.biasOffset(layer) : shape.outputBiasOffset
    return (0..<sizes(ofLayer: layer).outputs).map { parameters.base[start + $0] }
  }

  /// Replaces a layer's weights and biases; the layouts are those of `weights` and `biases`.
  public func setLayer(_ layer: Int, weights: [Float], biases: [Float]) {
    let (inputs, outputs) = sizes(ofLayer: layer)
    precondition(weights.count == inputs * outputs && biases.count == outputs, "another layer's")
    let start = layer <= shape.last ? shape.biasOffset(layer) : shape.outputBiasOffset
    for output in 0..<outputs {
      for input in 0..<inputs {
        parameters.base[place(layer, input: input, output: output)] =
          weights[output * inputs + input]
      }
      parameters.base[start + output] = biases[output]
    }
  }

  /// How many inputs and outputs a layer has.
  public func sizes(ofLayer layer: Int) -> (inputs: Int, outputs: Int) {
    layer <= shape.last
      ? (shape.inputCount(layer), shape.hiddenCounts[layer])
      : (shape.hiddenCounts[shape.last], shape.outputCount)
  }

  private func place(_ layer: Int, input: Int, output: Int) -> Int {
    layer <= shape.last
      ? shape.offset(layer) + input * shape.stride(layer) + output
      : shape.outputOffset + output * shape.stride(shape.last) + input
  }

  /// Computes the outputs for one sample, [shape.outputCount].
  public func evaluate(
    _ inputs: UnsafePointer<Float>,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    let floats = shape.hiddenCounts.indices.reduce(0) { $0 + shape.stride($1) }
    withUnsafeTemporaryAllocation(byteCount: 4 * floats, alignment: 64) { memory in
      guard let start = memory.baseAddress else { return }
      var into = start.assumingMemoryBound(to: Float.self)
      var from = inputs
      var rows = UnsafePointer(parameters.base)
      for layer in shape.hiddenCounts.indices {
        let stride = shape.stride(layer)
        let inputCount = shape.inputCount(layer)
        let bias = rows + inputCount * stride
        ck_single_product(from, inputCount, rows, stride, bias, into)
        shape.activation.activate(
          into,
          count: 1,
          units: shape.hiddenCounts[layer],
          stride: stride
        )
        from = UnsafePointer(into)
        into += stride
        rows = bias + stride
      }
      let stride = shape.stride(shape.last)
      ck_outputs(
        from,
        stride,
        1,
        rows,
        rows + shape.outputCount * stride,
        shape.outputCount,
        outputs
      )
    }
  }
}
