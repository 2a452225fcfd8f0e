import Testing

@testable import Pictures

struct LZWEncoderTests {
  @Test func `a worked example`() {
    // Bits 2, numbers 0 0 0 1: clear (4), 0, code 6 for "0 0", 1 of 3 bits each, and the end (5) of
    // 4, since code 8 would be the next. Written from the lowest bits on.
    var encoder = LZWEncoder(width: 2)
    #expect(encoder.encode([0, 0, 0, 1]) == [0b10_000_100, 0b0101_001_1])
  }

  @Test(arguments: 2...8, [0, 1, 2, 3, 100, 5000, 40_000])
  func `all lengths come back`(width: Int, count: Int) throws {
    var encoder = LZWEncoder(width: width)
    var state: UInt32 = 7
    // Each encoder is used again, as for the frames of a file.
    for sparseness in [1, 9, 200] {
      let numbers = (0..<count).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return state >> 8 % UInt32(sparseness) == 0 ? UInt8(state >> 16 & (1 << width - 1)) : 0
      }
      let decoded = try GIFDecoder.decompressed(width: width, encoder.encode(numbers))
      #expect(decoded == numbers.map(Int.init))
    }
  }

  @Test func `runs take little room`() {
    var encoder = LZWEncoder(width: 2)
    #expect(encoder.encode(Array(repeating: 1, count: 100_000)).count < 600)
  }
}
