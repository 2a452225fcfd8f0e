/// The inputs of many samples, those that vary packed together.
///
/// Most bytes of a console's RAM never change. An input that is the same in all samples adds the
/// same to every unit's sum, and its weights' derivatives are that input times the bias's: both are
/// worked out once and not once a sample.
public final class DenseInputs: @unchecked Sendable {
  /// How many samples there are.
  public let count: Int

  /// How many inputs a sample has.
  public let inputCount: Int

  /// The inputs that vary, in order.
  let varying: [Int]

  /// The inputs that do not, with their value where it is not zero.
  let constants: [(input: Int, value: Float)]

  /// The inputs that vary, [count, varying.count].
  let packed: Buffer<Float>

  /// Takes samples from memory, [count, inputCount]; there is at least one.
  public init(_ values: UnsafePointer<Float>, count: Int, inputCount: Int) {
    precondition(count > 0, "no samples")
    self.count = count
    self.inputCount = inputCount
    var varies = [Bool](repeating: false, count: inputCount)
    varies.withUnsafeMutableBufferPointer { varies in
      for sample in 1..<max(1, count) {
        let row = values + sample * inputCount
        for input in 0..<inputCount where row[input] != values[input] { varies[input] = true }
      }
    }
    let varying = (0..<inputCount).filter { varies[$0] }
    self.varying = varying
    constants = (0..<inputCount).filter { !varies[$0] && values[$0] != 0 }.map { ($0, values[$0]) }
    packed = Buffer(count: max(1, count * varying.count))
    varying.withUnsafeBufferPointer { varying in
      for sample in 0..<count {
        let from = values + sample * inputCount
        let into = packed.base + sample * varying.count
        for place in varying.indices { into[place] = from[varying[place]] }
      }
    }
  }
}
