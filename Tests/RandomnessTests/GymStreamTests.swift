import Randomness
import Testing

/// Numbers of NumPy 2.4 and C++'s `std::mt19937`.
struct GymStreamTests {
  @Test func `SeedSequence mixes as NumPy's`() {
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

  @Test func `PCG64 draws as NumPy's`() {
    var generator = PCG64(seed: 42)
    #expect(
      (0..<4).map { _ in generator.next() } == [
        0xC621_FBCD_16D9_2688, 0x705A_5661_A791_FFC1,
        0xDBCD_12C2_6EDA_1624, 0xB286_B60E_1600_888D,
      ]
    )
  }

  @Test func `integers are NumPy's, rejections included`() {
    var skips = PCG64(seed: 42)
    #expect(
      (0..<20).map { _ in skips.integer(in: 2..<5) }
        == [2, 4, 3, 3, 3, 4, 2, 4, 2, 2, 3, 4, 4, 4, 4, 4, 3, 2, 4, 3]
    )
    // The last two come after a rejection.
    var wide = PCG64(seed: 42)
    #expect(
      (0..<12).map { _ in wide.integer(in: 0..<1_500_000_000) } == [
        133_876_430, 1_160_934_072, 981_857_277, 658_317_659,
        649_522_853, 1_287_896_879, 128_918_458, 1_046_052_043,
        302_204_303, 141_266_021, 1_103_628_555, 1_141_709_552,
      ]
    )
    #expect(wide.integer(in: 4..<5) == 4)
  }

  @Test func `MersenneTwister draws as C++'s mt19937`() {
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
