/// The 32-bit Mersenne Twister, C++'s `std::mt19937`: ALE's generator of sticky actions.
///
/// Source: M. Matsumoto, T. Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed
/// Uniform Pseudo-Random Number Generator", ACM TOMACS 8 (1998), with the 2002 initialisation.
public struct MersenneTwister: Hashable, Sendable {
  private static let size = 624
  private static let shift = 397

  private var state: [UInt32]
  private var index = MersenneTwister.size

  /// Starts the stream of `init_genrand(seed)`.
  public init(seed: UInt32) {
    state = [UInt32](repeating: seed, count: Self.size)
    for i in 1..<Self.size {
      let previous = state[i - 1]
      state[i] = 1_812_433_253 &* (previous ^ previous >> 30) &+ UInt32(i)
    }
  }

  /// Returns the next 32 bits.
  public mutating func next() -> UInt32 {
    if index == Self.size {
      twist()
    }
    var y = state[index]
    index += 1
    y ^= y >> 11
    y ^= y << 7 & 0x9D2C_5680
    y ^= y << 15 & 0xEFC6_0000
    return y ^ y >> 18
  }

  private mutating func twist() {
    for i in 0..<Self.size {
      let next = state[i + 1 == Self.size ? 0 : i + 1]
      let y = state[i] & 0x8000_0000 | next & 0x7FFF_FFFF
      let other = i + Self.shift < Self.size ? i + Self.shift : i + Self.shift - Self.size
      state[i] = state[other] ^ y >> 1 ^ (y & 1) &* 0x9908_B0DF
    }
    index = 0
  }
}
