import Checksums
import Testing

struct RedundancyCheckTests {
  @Test func `checks are those of the standards`() {
    let digits = Array("123456789".utf8)
    #expect(RedundancyCheck.crc32(digits) == 0xCBF4_3926)
    #expect(RedundancyCheck.crc32c(digits) == 0xE306_9283)
  }

  @Test(arguments: 0...40)
  func `eight bytes at a time or one, the check is the remainder of the division`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 57 &+ 1) }
    func remainder(_ polynomial: UInt32) -> UInt32 {
      ~bytes.reduce(~UInt32(0)) { check, byte in
        (0..<8).reduce(check ^ UInt32(byte)) { check, _ in
          check >> 1 ^ (check & 1) &* polynomial
        }
      }
    }
    #expect(RedundancyCheck.crc32(bytes) == remainder(0xEDB8_8320))
    #expect(RedundancyCheck.crc32c(bytes) == remainder(0x82F6_3B78))
  }

  @Test func `digits are eight, with leading zeros`() {
    #expect(RedundancyCheck.crc32.hexadecimal(Array("123456789".utf8)) == "cbf43926")
    #expect(RedundancyCheck.crc32.hexadecimal([]) == "00000000")
    let fox = "The quick brown fox jumps over the lazy dog"
    #expect(RedundancyCheck.crc32.hexadecimal(Array(fox.utf8)) == "414fa339")
  }
}
