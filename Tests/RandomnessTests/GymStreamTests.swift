import Randomness
import Testing

/// Numbers of NumPy 2.4 and C++'s `std::mt19937`.
@Suite("The random streams of NumPy and ALE")
struct GymStreamTests {
  @Test("SeedSequence mixes as NumPy's")
  func seedSequence() {
    #expect(
      SeedSequence(7).words(8) == [
        0x7C32_6E58, 0xEAD0_F701, 0xF97E_037A, 0x0879_C4F0,
        0x6745_675F, 0x623A_8C4B, 0x6038_6CAC, 0xB344_3FAD,
      ]
    )
    #expect(
      SeedSequence(0x1234_5678_9ABC_DEF0).words(4) == [
        0x535C_1B4C, 0x8AC3_DD19, 0x1857_5690, 0x76E2_344A,
      ]
    )
  }

  @Test("PCG64 draws as NumPy's")
  func pcg64() {
    var generator = PCG64(seed: 42)
    #expect(
      (0..<4).map { _ in generator.next() } == [
        0xC621_FBCD_16D9_2688, 0x705A_5661_A791_FFC1,
        0xDBCD_12C2_6EDA_1624, 0xB286_B60E_1600_888D,
      ]
    )
  }

  @Test("integers(lower, upper) is NumPy's, rejections included")
  func integers() {
    var skips = PCG64(seed: 42)
    #expect(
      (0..<20).map { _ in skips.integer(in: 2..<5) }
        == [2, 4, 3, 3, 3, 4, 2, 4, 2, 2, 3, 4, 4, 4, 4, 4, 3, 2, 4, 3]
    )
    var wide = PCG64(seed: 42)
    #expect(
      (0..<8).map { _ in wide.integer(in: 0..<2_000_000_000) } == [
        178_501_907, 1_547_912_097, 1_309_143_037, 877_756_879,
        866_030_471, 1_717_195_839, 171_891_278, 1_394_736_058,
      ]
    )
    #expect(wide.integer(in: 4..<5) == 4)
  }

  @Test("The Mersenne Twister is std::mt19937")
  func mersenneTwister() {
    var generator = MersenneTwister(seed: 5489)
    #expect(
      (0..<4).map { _ in generator.next() }
        == [3_499_211_612, 581_869_302, 3_890_346_734, 3_586_334_585]
    )
    // The standard demands this of the ten-thousandth number ([rand.predef]).
    for _ in 4..<9999 {
      _ = generator.next()
    }
    #expect(generator.next() == 4_123_659_995)
  }
}
