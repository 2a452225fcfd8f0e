import Checksums
import Pictures
import Testing

struct PNGTests {
  /// What stands in a file of ours: header, palette, and the rows with their filters.
  private struct Contents {
    var header: [UInt8] = []
    var palette: [UInt8] = []
    var rows: [UInt8] = []

    init(_ bytes: [UInt8]) {
      #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      var rest = bytes.dropFirst(8)
      var names: [String] = []
      while rest.count >= 12 {
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let body = Array(rest.dropFirst(4).prefix(4 + length))
        let check = rest.dropFirst(8 + length).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        #expect(RedundancyCheck.crc32(body) == check)
        names.append(String(decoding: body.prefix(4), as: UTF8.self))
        switch names.last {
        case "IHDR": header = Array(body.dropFirst(4))
        case "PLTE": palette = Array(body.dropFirst(4))
        case "IDAT": rows = Self.inflated(Array(body.dropFirst(4)))
        default: break
        }
        rest = rest.dropFirst(12 + length)
      }
      #expect(rest.isEmpty)
      #expect(names.first == "IHDR" && names.last == "IEND")
    }

    /// The data of stored blocks.
    private static func inflated(_ bytes: [UInt8]) -> [UInt8] {
      #expect((Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0)
      var rest = bytes.dropFirst(2)
      var data: [UInt8] = []
      var isLast = false
      while !isLast, rest.count >= 5 {
        let head = Array(rest.prefix(5))
        isLast = head[0] == 1
        let length = Int(head[1]) | Int(head[2]) << 8
        #expect(length ^ 0xFFFF == Int(head[3]) | Int(head[4]) << 8)
        data += rest.dropFirst(5).prefix(length)
        rest = rest.dropFirst(5 + length)
      }
      #expect(isLast && rest.count == 4)
      // Adler-32 (RFC 1950): sums modulo the greatest prime below 2^16.
      var (a, b) = (1, 0)
      for byte in data {
        a = (a + Int(byte)) % 65_521
        b = (b + a) % 65_521
      }
      #expect(rest.reduce(0) { $0 << 8 | Int($1) } == b << 16 | a)
      return data
    }
  }

  @Test func `grey levels stand row by row`() {
    let contents = Contents(PNG.encode(gray: [1, 2, 3, 4, 5, 6], width: 3, height: 2))
    #expect(contents.header == [0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0])
    #expect(contents.rows == [0, 1, 2, 3, 0, 4, 5, 6])
  }

  @Test func `few colours become a palette of few bits`() {
    var bitmap = Bitmap(width: 3, height: 2, filledWith: .init(9, 8, 7))
    bitmap[2, 0] = .white
    var contents = Contents(PNG.encode(bitmap))
    #expect(contents.header.suffix(5) == [1, 3, 0, 0, 0])
    #expect(contents.palette == [9, 8, 7, 255, 255, 255])
    #expect(contents.rows == [0, 0b0010_0000, 0, 0])
    bitmap[0, 1] = .init(1, 2, 3)
    contents = Contents(PNG.encode(bitmap))
    #expect(contents.header.suffix(5) == [4, 3, 0, 0, 0])
    #expect(contents.rows == [0, 0x00, 0x10, 0, 0x20, 0x00])
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 4), (16, 4), (17, 8), (256, 8), (257, 24)])
  func `there are bits enough for every number of colours`(count: Int, bits: Int) {
    // Odd widths leave the last byte of a row half empty.
    let pixels = (0..<count).map { Bitmap.Pixel(UInt8($0 % 256), UInt8($0 / 256), 9) }
    let contents = Contents(PNG.encode(Bitmap(width: count, height: 1, pixels: pixels)))
    #expect(Int(contents.header[8]) * (contents.header[9] == 2 ? 3 : 1) == bits)
    let row = contents.rows.dropFirst()
    let read = (0..<count).map { place -> [UInt8] in
      guard bits <= 8 else { return Array(row.dropFirst(3 * place).prefix(3)) }
      let (byte, shift) = (row[row.startIndex + place * bits / 8], 8 - bits - place * bits % 8)
      let number = Int(byte) >> shift & (1 << bits - 1)
      return Array(contents.palette.dropFirst(3 * number).prefix(3))
    }
    #expect(read == pixels.map { [$0.red, $0.green, $0.blue] })
  }

  @Test func `many colours are written out`() {
    let pixels = (0..<300).map { Bitmap.Pixel(UInt8($0 % 256), UInt8($0 / 256), 5) }
    let contents = Contents(PNG.encode(Bitmap(width: 300, height: 1, pixels: pixels)))
    #expect(contents.header.suffix(5) == [8, 2, 0, 0, 0])
    #expect(contents.rows == [0] + pixels.flatMap { [$0.red, $0.green, $0.blue] })
  }

  @Test func `long data takes several blocks`() {
    let levels = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let contents = Contents(PNG.encode(gray: levels, width: 70_000, height: 1))
    #expect(contents.rows == [0] + levels)
  }
}
