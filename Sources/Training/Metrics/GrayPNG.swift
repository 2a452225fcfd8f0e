/// A grey picture as a PNG file, for event files: not compressed, since it is small.
///
/// Source: ISO/IEC 15948 (PNG), RFC 1950 and 1951 (zlib, stored blocks).
enum GrayPNG {
  /// Encodes width x height pixels, row by row.
  static func encode(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
    precondition(pixels.count == width * height, "another number of pixels")
    var rows: [UInt8] = []
    for row in 0..<height { rows += [0] + pixels[row * width..<(row + 1) * width] }
    var header = bigEndian(width) + bigEndian(height)
    header += [8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
  }

  private static func bigEndian(_ value: some BinaryInteger) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(RedundancyCheck.crc32(body))
  }

  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    let most = 65_535
    for start in stride(from: 0, to: max(1, data.count), by: most) {
      let block = data[start..<min(data.count, start + most)]
      let length = UInt16(block.count)
      result.append(start + most >= data.count ? 1 : 0)
      result += [UInt8(length & 0xFF), UInt8(length >> 8)]
      result += [UInt8(~length & 0xFF), UInt8(~length >> 8)]
      result += block
    }
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return result + bigEndian(b << 16 | a)
  }
}
