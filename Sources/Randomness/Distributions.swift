import CKernels

// Pinned: the standard library's `random(in:using:)` may come from bits to numbers in another way in
// another version, these may not.

extension RandomNumberGenerator {
  /// Returns a number uniform in [0, 1), a multiple of 2^-24.
  ///
  /// Draws 64 bits.
  @inlinable
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// Returns a number uniform in [0, 1), a multiple of 2^-53.
  ///
  /// Draws 64 bits.
  @inlinable
  public mutating func uniformDouble() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Returns `true` with the given probability, to within 2^-53.
  ///
  /// Draws 64 bits.
  @inlinable
  public mutating func bernoulli(_ probability: Double) -> Bool {
    uniformDouble() < probability
  }

  /// Returns an integer uniform in 0 ..< `bound`, to within `bound` / 2^64.
  ///
  /// Draws 64 bits. Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS
  /// 29 (2019), without its rejection.
  ///
  /// - Precondition: `bound` is positive.
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns an index, each with a probability in proportion to its weight.
  ///
  /// Draws 64 bits. Weights are not negative and need not add up to 1; if rounding, or a sum of 0,
  /// leaves no index, it is the last one.
  @inlinable
  public mutating func categorical(_ weights: some Collection<Double>) -> Int {
    var left = uniformDouble() * weights.reduce(0, +)
    var index = 0
    for weight in weights {
      if left < weight { return index }
      left -= weight
      index += 1
    }
    return weights.count - 1
  }

  /// Returns a number of the standard normal distribution.
  ///
  /// Draws 128 bits, repeatedly until accepted. Source: G. Marsaglia, T. A. Bray, "A Convenient
  /// Method for Generating Normal Variables", SIAM Review 6 (1964); of each pair the second number
  /// is discarded, so that the generator is the only state.
  public mutating func normal() -> Double {
    while true {
      let x = 2 * uniformDouble() - 1
      let y = 2 * uniformDouble() - 1
      let square = x * x + y * y
      if square < 1, square > 0 { return x * (-2 * ck_log(square) / square).squareRoot() }
    }
  }

  /// Shuffles the buffer: every permutation is equally likely.
  ///
  /// Draws 64 bits for each element but one. Source: R. Durstenfeld, "Algorithm 235: Random
  /// Permutation", Communications of the ACM 7 (1964).
  @inlinable
  public mutating func shuffle(_ elements: UnsafeMutableBufferPointer<Int32>) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }
}
