/// NumPy's `SeedSequence`: from one seed to as many well-mixed words as a generator needs.
///
/// For entropies of up to 64 bits, without spawn keys. Source: NumPy's `numpy.random.SeedSequence`,
/// after M. E. O'Neill, "Developing a seed_seq Alternative" (2015).
public struct SeedSequence: Hashable, Sendable {
  private var pool: [UInt32]

  /// Mixes `entropy` as NumPy mixes a non-negative integer.
  public init(_ entropy: UInt64) {
    let words = [UInt32(truncatingIfNeeded: entropy), UInt32(truncatingIfNeeded: entropy >> 32)]
    var constant: UInt32 = 0x43B0_D7E5
    func hash(_ word: UInt32) -> UInt32 {
      var value = word ^ constant
      constant &*= 0x931E_8875
      value &*= constant
      return value ^ value >> 16
    }
    pool = (0..<4).map { hash($0 < 2 ? words[$0] : 0) }
    for source in 0..<4 {
      for target in 0..<4 where target != source {
        let mixed = 0xCA01_F9DD &* pool[target] &- 0x4973_F715 &* hash(pool[source])
        pool[target] = mixed ^ mixed >> 16
      }
    }
  }

  /// Returns the words of NumPy's `generate_state(count)`.
  public func words(_ count: Int) -> [UInt32] {
    var constant: UInt32 = 0x8B51_F9DD
    return (0..<count).map { index in
      var value = pool[index % 4] ^ constant
      constant &*= 0x58F3_8DED
      value &*= constant
      return value ^ value >> 16
    }
  }
}
