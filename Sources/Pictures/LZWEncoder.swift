/// GIF's compression: LZW (Lempel, Ziv and Welch) with codes of growing length.
///
/// Source: CompuServe, "Graphics Interchange Format, Version 89a" (1990), appendix F.
struct LZWEncoder {
  /// The bits of the numbers, 2 to 8.
  private let width: Int
  /// For a code and the number after it the code of both in the lower 12 bits, and the generation of
  /// its table above: entries of older tables need not be cleared.
  private var codes: [UInt32]
  private var generation: UInt32 = 0
  private var bits = BitWriter()

  /// The number of codes that the format has.
  private static let most = 4096

  /// Makes an encoder for numbers of `width` bits, 2 to 8.
  init(width: Int) {
    precondition(2...8 ~= width, "a width of 2 to 8 bits")
    self.width = width
    codes = Array(repeating: 0, count: Self.most << width)
  }

  /// Returns the codes of `numbers`, packed into bytes.
  mutating func encode(_ numbers: [UInt8]) -> [UInt8] {
    let clear = 1 << width
    var next = clear + 2
    var length = width + 1
    startTable()
    bits.add(clear, length: length)
    guard let first = numbers.first else {
      bits.add(clear + 1, length: length)
      return bits.finish()
    }
    var prefix = Int(first)
    for number in numbers.dropFirst() {
      let place = prefix << width | Int(number)
      let entry = codes[place]
      if entry >> 12 == generation {
        prefix = Int(entry & 0xFFF)
        continue
      }
      bits.add(prefix, length: length)
      prefix = Int(number)
      if next < Self.most {
        codes[place] = generation << 12 | UInt32(next)
        // A decoder knows a code one step later, so that the length grows one code later, too.
        if next == 1 << length { length += 1 }
        next += 1
      } else {
        bits.add(clear, length: length)
        startTable()
        next = clear + 2
        length = width + 1
      }
    }
    bits.add(prefix, length: length)
    if next == 1 << length, length < 12 { length += 1 }
    bits.add(clear + 1, length: length)
    return bits.finish()
  }

  private mutating func startTable() {
    generation += 1
    guard generation >> 20 != 0 else { return }
    generation = 1
    for index in codes.indices { codes[index] = 0 }
  }
}

/// Packs codes of different lengths into bytes, the first in the lowest bits.
private struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var count = 0

  mutating func add(_ code: Int, length: Int) {
    pending |= UInt32(truncatingIfNeeded: code) << UInt32(count)
    count += length
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      count -= 8
    }
  }

  /// Returns the bytes, the last one padded with zeros, and starts anew.
  mutating func finish() -> [UInt8] {
    if count > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
    defer { self = BitWriter() }
    return bytes
  }
}
