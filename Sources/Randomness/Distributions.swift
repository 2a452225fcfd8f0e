import CKernels

// The distributions of learning, pinned: the standard library's `random(in:using:)` may change its
// way from bits to numbers between versions, these may not.

extension RandomNumberGenerator {
  /// Returns a number in [0, 1), one of 2^24 with equal probability.
  ///
  /// Takes 64 bits.
  @inlinable
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// Returns a number in [0, 1), one of 2^53 with equal probability.
  ///
  /// Takes 64 bits.
  @inlinable
  public mutating func uniformDouble() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Returns `true` with the given probability (to within 2^-53).
  ///
  /// Takes 64 bits.
  @inlinable
  public mutating func bernoulli(_ probability: Double) -> Bool {
    uniformDouble() < probability
  }

  /// Returns an integer in 0 ..< `bound`, all with equal probability to within `bound` / 2^64.
  ///
  /// The high half of a product (D. Lemire, "Fast Random Integer Generation in an Interval", ACM
  /// TOMACS 2019, without its rejection step). Takes 64 bits. `bound` must be positive.
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns the index that a draw from the given weights falls on.
  ///
  /// Takes 64 bits.
  ///
  /// Weights are non-negative and need not add up to one; the last index is returned if rounding
  /// (or a sum of zero) leaves none.
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

  /// Returns a number from the standard normal distribution.
  ///
  /// The polar method (G. Marsaglia, T. A. Bray, SIAM Review 6, 1964), of whose pair the second
  /// number is thrown away, so that the generator is the only state.
  public mutating func normal() -> Double {
    while true {
      let x = 2 * uniformDouble() - 1
      let y = 2 * uniformDouble() - 1
      let square = x * x + y * y
      if square < 1, square > 0 { return x * (-2 * ck_log(square) / square).squareRoot() }
    }
  }

  /// Fills the buffer with 0 ..< count in an order that is any order with equal probability.
  @inlinable
  public mutating func shuffleIndices(into indices: UnsafeMutableBufferPointer<Int32>) {
    for index in indices.indices { indices[index] = Int32(index) }
    shuffle(indices)
  }

  /// Puts the buffer's elements into an order that is any order with equal probability.
  @inlinable
  public mutating func shuffle(_ elements: UnsafeMutableBufferPointer<Int32>) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }
}
