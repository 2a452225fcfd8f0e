/// Cyclic redundancy checks of 32 bits, in the reflected form that files use.
struct RedundancyCheck {
  /// The check of PNG (and of gzip, Ethernet ...).
  static let crc32 = RedundancyCheck(polynomial: 0xEDB8_8320)

  /// Castagnoli's check, of TensorBoard's records.
  static let crc32c = RedundancyCheck(polynomial: 0x82F6_3B78)

  private let table: [UInt32]

  init(polynomial: UInt32) {
    table = (0..<256).map { index in
      (0..<8).reduce(UInt32(index)) { value, _ in
        value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1
      }
    }
  }

  /// The check of some bytes.
  func callAsFunction(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { value, byte in table[Int((value ^ UInt32(byte)) & 0xFF)] ^ value >> 8 }
  }
}
