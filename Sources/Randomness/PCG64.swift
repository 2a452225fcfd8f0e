/// PCG XSL RR 128/64, NumPy's default generator: gymnasium's generator of frame skips.
///
/// Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms for Random Number Generation", Harvey Mudd College HMC-CS-2014-0905.
public struct PCG64: Hashable, Sendable {
  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  private var state: UInt128 = 0
  private let increment: UInt128
  /// The upper half of the output whose lower half ``next32()`` returned last.
  private var spare: UInt32?

  /// Starts the stream of NumPy's `Generator(PCG64(SeedSequence(seed)))`.
  public init(seed: UInt64) {
    let words = SeedSequence(seed).words(8)
    func pair(_ index: Int) -> UInt128 {
      UInt128(words[index + 1]) << 32 | UInt128(words[index])
    }
    increment = (pair(4) << 64 | pair(6)) << 1 | 1
    advance()
    state &+= pair(0) << 64 | pair(2)
    advance()
  }

  private mutating func advance() {
    state = state &* Self.multiplier &+ increment
  }

  /// Returns the next 64 bits.
  public mutating func next() -> UInt64 {
    advance()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> rotation | folded << ((64 - rotation) & 63)
  }

  /// Returns the next 32 bits: of each 64-bit output the lower half, then the upper one.
  public mutating func next32() -> UInt32 {
    if let half = spare {
      spare = nil
      return half
    }
    let bits = next()
    spare = UInt32(truncatingIfNeeded: bits >> 32)
    return UInt32(truncatingIfNeeded: bits)
  }

  /// Returns an integer uniform in `range`, the one of NumPy's `integers(lower, upper)`.
  ///
  /// Draws 32 bits, more after a rejection, none where there is no choice. Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29 (2019).
  public mutating func integer(in range: Range<Int32>) -> Int32 {
    let count = UInt32(bitPattern: range.upperBound &- range.lowerBound)
    guard count > 1 else {
      return range.lowerBound
    }
    var product = UInt64(next32()) * UInt64(count)
    if UInt32(truncatingIfNeeded: product) < count {
      let threshold = (0 &- count) % count
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next32()) * UInt64(count)
      }
    }
    return range.lowerBound &+ Int32(truncatingIfNeeded: product >> 32)
  }
}
