/// SplitMix64: a small, fast generator, and the one of all training and play.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014, with David Stafford's Mix13 as its finaliser.
public struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  /// The whole state: a stream goes on from where it was stored.
  public var state: UInt64

  /// Starts the stream of `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// Returns the next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
