import Checksums
import Testing

struct RedundancyCheckTests {
  @Test func `checks are those of the standards`() {
    let digits = Array("123456789".utf8)
    #expect(RedundancyCheck.crc32(digits) == 0xCBF4_3926)
    #expect(RedundancyCheck.crc32c(digits) == 0xE306_9283)
  }

  @Test func `digits are eight, with leading zeros`() {
    #expect(RedundancyCheck.crc32.hexadecimal(Array("123456789".utf8)) == "cbf43926")
    #expect(RedundancyCheck.crc32.hexadecimal([]) == "00000000")
    let fox = "The quick brown fox jumps over the lazy dog"
    #expect(RedundancyCheck.crc32.hexadecimal(Array(fox.utf8)) == "414fa339")
  }
}
