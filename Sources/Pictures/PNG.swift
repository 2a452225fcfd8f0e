import Checksums

/// Encodes pictures as PNG files without compression.
///
/// Source: ISO/IEC 15948 (PNG), RFC 1950 and 1951 (zlib, stored blocks).
public enum PNG {
  /// Encodes gray levels of shape [height, width], row-major from the top.
  public static func encode(gray levels: [UInt8], width: Int, height: Int) -> [UInt8] {
    precondition(levels.count == width * height, "another number of pixels")
    return file(width: width, height: height, depth: 8, type: .gray) { row in
      levels[row * width..<(row + 1) * width]
    }
  }

  /// Encodes a picture, with a palette if it has at most 256 colours.
  public static func encode(_ bitmap: Bitmap) -> [UInt8] {
    let width = bitmap.width
    if let table = ColorTable(bitmap.pixels, most: 256),
      let numbers = table.numbers(of: bitmap.pixels)
    {
      let depth = table.colors.count <= 2 ? 1 : table.colors.count <= 16 ? 4 : 8
      let type = ColorType.palette(table.colors)
      return file(width: width, height: bitmap.height, depth: depth, type: type) { row in
        packed(numbers[row * width..<(row + 1) * width], depth: depth)
      }
    }
    return file(width: width, height: bitmap.height, depth: 8, type: .color) { row in
      bitmap.pixels[row * width..<(row + 1) * width].flatMap { [$0.red, $0.green, $0.blue] }
    }
  }

  private enum ColorType {
    case gray
    case color
    case palette([Bitmap.Pixel])

    var number: UInt8 {
      switch self {
      case .gray: 0
      case .color: 2
      case .palette: 3
      }
    }
  }

  /// Packs numbers of `depth` bits into bytes, the first in the highest bits.
  private static func packed(_ numbers: ArraySlice<UInt8>, depth: Int) -> [UInt8] {
    guard depth < 8 else { return Array(numbers) }
    let perByte = 8 / depth
    var bytes = [UInt8](repeating: 0, count: (numbers.count + perByte - 1) / perByte)
    for (index, number) in numbers.enumerated() {
      bytes[index / perByte] |= number << UInt8(8 - depth * (index % perByte + 1))
    }
    return bytes
  }

  private static func file(
    width: Int,
    height: Int,
    depth: Int,
    type: ColorType,
    row: (Int) -> some Sequence<UInt8>
  ) -> [UInt8] {
    var data: [UInt8] = []
    for index in 0..<height {
      // Each row begins with its filter: 0, none.
      data.append(0)
      data += row(index)
    }
    var header = bigEndian(width) + bigEndian(height)
    header += [UInt8(depth), type.number, 0, 0, 0]
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", header)
    if case .palette(let colors) = type {
      // A palette has at least one colour, even that of a picture without pixels.
      let entries = colors.isEmpty ? [.black] : colors
      bytes += chunk("PLTE", entries.flatMap { [$0.red, $0.green, $0.blue] })
    }
    return bytes + chunk("IDAT", stored(data)) + chunk("IEND", [])
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
