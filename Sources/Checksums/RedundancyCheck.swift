/// A cyclic redundancy check of 32 bits, in its reflected form.
///
/// Eight bytes at a time, since a trace checks 100 kB a frame. Source: M. Kounavis, F. Berry, "Novel
/// Table Lookup-Based Algorithms for High-Performance CRC Generation", IEEE Transactions on
/// Computers 57 (2008), "slicing by 8".
public struct RedundancyCheck: Sendable {
  /// The CRC-32 of zlib, PNG and Ethernet.
  public static let crc32 = RedundancyCheck(polynomial: 0xEDB8_8320)

  /// The CRC-32C (Castagnoli) of TensorBoard's records.
  public static let crc32c = RedundancyCheck(polynomial: 0x82F6_3B78)

  private let tables: [UInt32]

  private init(polynomial: UInt32) {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 {
        value = value >> 1 ^ (value & 1) &* polynomial
      }
      tables[byte] = value
    }
    for index in 256..<8 * 256 {
      let shorter = tables[index - 256]
      tables[index] = shorter >> 8 ^ tables[Int(shorter & 0xFF)]
    }
    self.tables = tables
  }

  /// Returns the check of `bytes`.
  public func callAsFunction(_ bytes: [UInt8]) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      bytes.withUnsafeBytes { bytes in
        var check = ~UInt32(0)
        var index = 0
        while index + 8 <= bytes.count {
          let word = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          )
          check = Self.slice(word ^ UInt64(check), tables)
          index += 8
        }
        while index < bytes.count {
          check = check >> 8 ^ tables[Int((check ^ UInt32(bytes[index])) & 0xFF)]
          index += 1
        }
        return ~check
      }
    }
  }

  @inline(__always)
  private static func slice(_ word: UInt64, _ tables: UnsafeBufferPointer<UInt32>) -> UInt32 {
    func entry(_ position: Int) -> UInt32 {
      tables[(7 - position) * 256 + Int(word >> UInt64(8 * position) & 0xFF)]
    }
    return entry(0) ^ entry(1) ^ entry(2) ^ entry(3) ^ entry(4) ^ entry(5) ^ entry(6) ^ entry(7)
  }

  /// Returns the check of `bytes` as eight hexadecimal digits in lower case.
  public func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = String(self(bytes), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
