/// The inputs of many samples, those that vary packed together.
///
/// Most bytes of a console's RAM never change. An input that is the same in all samples adds the
/// same to every unit's sum, and its weights' derivatives are that input times the bias's: both are
/// worked out once and not once a sample.
public final class DenseInputs: Sendable {
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

  /// The greatest magnitude of each input that varies, [varying.count].
  let magnitudes: Buffer<Float>

  /// Takes samples from memory; there is at least one.
  ///
  /// - Parameters:
  ///   - values: The samples' inputs, [samples, inputCount].
  ///   - order: Which samples are taken, [count]; the first ones if left out.
  ///   - count: How many samples are taken.
  ///   - inputCount: How many inputs a sample has.
  public init(
    _ values: UnsafePointer<Float>,
    order: UnsafePointer<Int32>? = nil,
    count: Int,
    inputCount: Int
  ) {
    precondition(count > 0, "no samples")
    self.count = count
    self.inputCount = inputCount
    func row(_ position: Int) -> UnsafePointer<Float> {
      values + (order.map { Int($0[position]) } ?? position) * inputCount
    }
    let first = row(0)
    var varies = [Bool](repeating: false, count: inputCount)
    varies.withUnsafeMutableBufferPointer { varies in
      for position in 1..<max(1, count) {
        let row = row(position)
        for input in 0..<inputCount where row[input] != first[input] { varies[input] = true }
      }
    }
    let varying = (0..<inputCount).filter { varies[$0] }
    self.varying = varying
    constants = (0..<inputCount).filter { !varies[$0] && first[$0] != 0 }.map { ($0, first[$0]) }
    packed = Buffer(count: max(1, count * varying.count))
    magnitudes = Buffer(count: varying.count)
    varying.withUnsafeBufferPointer { varying in
      for position in 0..<count {
        let from = row(position)
        let into = packed.base + position * varying.count
        for place in varying.indices {
          into[place] = from[varying[place]]
          magnitudes.base[place] = max(magnitudes.base[place], abs(into[place]))
        }
      }
    }
  }
}
