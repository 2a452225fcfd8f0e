import CKernels

/// Which units of a first hidden layer are known to be saturated, and which are live.
///
/// A unit whose sum lies beyond the activation's limit in every sample has one activation, ±1 (or 0
/// for the rectifier), and no slope: no sum, no derivative and no gradient of it need be worked out.
/// On the raw bytes of a console's RAM that is the lot of nearly all units.
///
/// It is proved, not guessed, so that leaving units out changes no bit. Now and then the sums of the
/// live units are measured, over all samples, and their weights are kept for reference. From then
/// on a sum cannot have moved by more than |Δb| + Σ_t max |x_t| |Δw_t|, to which is added what the
/// sums may have been rounded by. A unit that comes too near its limit is live again.
///
/// Written by `update` between passes, read during them; the ranges are written during passes, each
/// chunk's in its own place. That makes this class Sendable.
final class LiveUnits: @unchecked Sendable {
  /// How many units there are, padding included.
  let stride: Int

  /// The live units, in order; all of them, without the padding, if `isWhole`.
  private(set) var units: [Int32]

  /// Whether all units count as live.
  private(set) var isWhole = true

  /// The activation of each unit that is not live, of padding too, [stride].
  let constants: Buffer<Float>

  /// Grows whenever `units` or `constants` change.
  private(set) var version = 0

  /// Whether the passes until the next `update` are to measure the live units' sums.
  private(set) var measures = false

  private let isFixed: Bool
  private let terms: Int
  private let isHyperbolic: Bool
  /// max |x| of each input that varies, [terms].
  private let magnitudes: Buffer<Float>
  /// The least and the greatest sum of each live unit in each chunk, [chunks, 2, stride].
  private let chunkRanges: Buffer<Float>
  private let chunkCount: Int
  /// The least and the greatest sums when they were measured, [stride].
  private let least: Buffer<Float>
  private let greatest: Buffer<Float>
  /// The rows and the biases that the sums were measured with, [terms + 1, stride].
  private let reference: Buffer<Float>
  /// By how much sums may have been rounded at the most, per unit of their terms' magnitude.
  private let rounding: Float
  private let moved: Buffer<Float>
  private let sizes: Buffer<Float>
  private let all: [Int32]
  private var age = 0

  /// In how many passes the sums are measured once.
  private static let interval = 4

  /// Begins with all units live; they stay so if `isFixed`.
  init(_ inputs: DenseInputs, shape: DenseNetwork.Shape, chunkCount: Int, isFixed: Bool) {
    self.isFixed = isFixed
    stride = shape.stride(0)
    terms = inputs.varying.count
    isHyperbolic = shape.activation == .tanh
    self.chunkCount = chunkCount
    magnitudes = inputs.magnitudes
    all = (0..<Int32(shape.hiddenCounts[0])).map { $0 }
    units = all
    constants = Buffer(count: stride)
    chunkRanges = Buffer(count: chunkCount * 2 * stride)
    least = Buffer(count: stride)
    greatest = Buffer(count: stride)
    reference = Buffer(count: (terms + 1) * stride)
    moved = Buffer(count: stride)
    sizes = Buffer(count: stride)
    // Twice the bound γ_n of n roundings, for a sum then and a sum now.
    rounding = Float(terms + 4) * 0x1p-22
  }

  /// How many floats a row of live units has.
  var width: Int { isWhole ? stride : DenseNetwork.Shape.padded(units.count) }

  /// Where a chunk puts its least sums; the greatest ones stand behind.
  func ranges(ofChunk chunk: Int) -> UnsafeMutablePointer<Float> {
    chunkRanges.base + chunk * 2 * stride
  }

  /// Finds out which units are live with new weights; call it before passes.
  ///
  /// - Parameter rows: The weights of the inputs that vary, and the biases with the other inputs'
  ///   share, [terms + 1, stride].
  func update(_ rows: UnsafePointer<Float>) {
    if isFixed { return }
    if age > 0 {
      if measures { takeUpRanges() }
      findLiveUnits(rows)
    }
    measures = age % Self.interval == 0
    age += 1
    // What is measured now is measured with these.
    guard measures else { return }
    for unit in units.lazy.map({ Int($0) }) {
      for row in 0...terms {
        reference.base[row * stride + unit] = rows[row * stride + unit]
      }
    }
  }

  /// Takes up what the last passes measured.
  private func takeUpRanges() {
    for (place, unit) in units.enumerated() {
      var (low, high) = (Float.infinity, -Float.infinity)
      for chunk in 0..<chunkCount {
        let ranges = ranges(ofChunk: chunk)
        low = min(low, ranges[place])
        high = max(high, ranges[width + place])
      }
      least.base[Int(unit)] = low
      greatest.base[Int(unit)] = high
    }
  }

  private func findLiveUnits(_ rows: UnsafePointer<Float>) {
    ck_distances(rows, reference.base, magnitudes.base, terms, stride, moved.base)
    ck_distances(reference.base, nil, magnitudes.base, terms, stride, sizes.base)
    var live: [Int32] = []
    var hasChanged = false
    for unit in all.indices {
      let drift = 1.001 * moved.base[unit] + rounding * (sizes.base[unit] + moved.base[unit])
      let (low, high) = (least.base[unit] - drift, greatest.base[unit] + drift)
      // Numbers that are none, or near to overflow, prove nothing.
      let constant: Float? =
        if !(sizes.base[unit] + moved.base[unit] < 1e30) {
          nil
        } else if isHyperbolic {
          low >= ck_tanh_limit ? 1 : high <= -ck_tanh_limit ? -1 : nil
        } else {
          high <= 0 ? 0 : nil
        }
      guard let constant else {
        live.append(Int32(unit))
        continue
      }
      hasChanged = hasChanged || constants.base[unit] != constant
      constants.base[unit] = constant
    }
    // Less than whole lanes would save nothing.
    let wasWhole = isWhole
    isWhole = DenseNetwork.Shape.padded(live.count) == stride
    if isWhole { live = all }
    hasChanged = hasChanged || isWhole != wasWhole || live != units
    units = live
    if hasChanged { version += 1 }
  }

  /// Copies the live units' columns of rows of `stride` floats to rows of `width`, whose padding is
  /// zeroed.
  func gather(
    _ rows: UnsafePointer<Float>,
    count: Int,
    into packed: UnsafeMutablePointer<Float>
  ) {
    let width = width
    units.withUnsafeBufferPointer { units in
      for row in 0..<count {
        let (from, into) = (rows + row * stride, packed + row * width)
        for place in 0..<units.count { into[place] = from[Int(units[place])] }
        for place in units.count..<width { into[place] = 0 }
      }
    }
  }

  /// Puts sums over samples, of the live units, back in their places; the other units' are their
  /// activation times `total`.
  ///
  /// - Parameters:
  ///   - packed: The live units' sums, [width].
  ///   - total: The sum, over the samples, of what the activations are multiplied by.
  ///   - row: Receives all units' sums, [stride].
  func expand(
    _ packed: UnsafePointer<Float>,
    total: Float,
    into row: UnsafeMutablePointer<Float>
  ) {
    if isWhole {
      row.update(from: packed, count: stride)
      return
    }
    for unit in 0..<stride { row[unit] = share(ofUnit: unit, total) }
    for (place, unit) in units.enumerated() { row[Int(unit)] = packed[place] }
  }

  /// A constant activation times a sum over samples, with the bits of the sum of the products: one
  /// that starts at +0 is never -0.
  func share(ofUnit unit: Int, _ total: Float) -> Float {
    let constant = constants.base[unit]
    return constant > 0 ? total : constant < 0 ? 0 - total : 0
  }
}
