public import Pictures

/// Reads GIF files as the standard describes them, to test what the encoder writes.
public struct GIFDecoder {
  /// A picture of the file.
  public struct Frame: Sendable {
    /// The whole picture, with what was there before.
    public var bitmap: Bitmap
    /// How long it is shown, in hundredths of a second.
    public var delay: Int
    /// The size of what was written of it.
    public var area: (width: Int, height: Int)
    /// Whether it has colours of its own.
    public var hasOwnColors: Bool
  }

  /// The width in pixels.
  public private(set) var width = 0
  /// The height in pixels.
  public private(set) var height = 0
  /// Whether players begin again at the end.
  public private(set) var isLooping = false
  /// The pictures in order.
  public private(set) var frames: [Frame] = []
  private var rest: ArraySlice<UInt8>

  /// The bytes are no file of the format.
  public struct Malformed: Error {}

  /// Reads a whole file.
  ///
  /// - Throws: ``Malformed``.
  public init(_ bytes: [UInt8]) throws {
    rest = bytes[...]
    guard try take(6) == Array("GIF89a".utf8) else { throw Malformed() }
    width = try word()
    height = try word()
    let flags = try byte()
    _ = try take(2)
    let common = try table(flags)
    var canvas = Bitmap(width: width, height: height, filledWith: .init(1, 2, 3))
    var control: [UInt8] = []
    while true {
      switch try byte() {
      case 0x3B:
        guard rest.isEmpty else { throw Malformed() }
        return
      case 0x21:
        let label = try byte()
        let data = try blocks()
        if label == 0xF9 { control = data }
        if label == 0xFF {
          isLooping = data == Array("NETSCAPE2.0".utf8) + [1, 0, 0]
        }
      case 0x2C: try frame(common, control, on: &canvas)
      default: throw Malformed()
      }
    }
  }

  private mutating func frame(
    _ common: [Bitmap.Pixel]?,
    _ control: [UInt8],
    on canvas: inout Bitmap
  ) throws {
    let (left, top, width, height) = (try word(), try word(), try word(), try word())
    let own = try table(try byte())
    guard let colors = own ?? common, control.count == 4 else { throw Malformed() }
    let numbers = try Self.decompressed(width: Int(try byte()), try blocks())
    guard numbers.count == width * height else { throw Malformed() }
    let transparent = control[0] & 1 == 1 ? Int(control[3]) : -1
    for (index, number) in numbers.enumerated() where number != transparent {
      canvas[left + index % width, top + index / width] = colors[number]
    }
    // What is to vanish afterwards, or to give way to what was there before, is no picture of ours.
    guard control[0] >> 2 & 0b111 == 1 else { throw Malformed() }
    let delay = Int(control[1]) | Int(control[2]) << 8
    frames.append(
      Frame(bitmap: canvas, delay: delay, area: (width, height), hasOwnColors: own != nil)
    )
  }

  /// Takes codes apart; the table is rebuilt as strings, nothing like the encoder's.
  ///
  /// - Throws: ``Malformed``.
  public static func decompressed(width: Int, _ bytes: [UInt8]) throws -> [Int] {
    var position = 0
    func code(_ length: Int) throws -> Int {
      var value = 0
      for bit in 0..<length {
        guard position / 8 < bytes.count else { throw Malformed() }
        value |= Int(bytes[position / 8] >> UInt8(position % 8) & 1) << bit
        position += 1
      }
      return value
    }
    let clear = 1 << width
    let start = (0..<clear).map { [$0] } + [[], []]
    var strings = start
    var length = width + 1
    var last: [Int] = []
    var numbers: [Int] = []
    while true {
      let next = try code(length)
      if next == clear + 1 { return numbers }
      if next == clear {
        (strings, length, last) = (start, width + 1, [])
        continue
      }
      guard next <= strings.count, next < strings.count || !last.isEmpty else { throw Malformed() }
      let string = next < strings.count ? strings[next] : last + [last[0]]
      if !last.isEmpty, strings.count < 4096 { strings.append(last + [string[0]]) }
      if strings.count == 1 << length, length < 12 { length += 1 }
      numbers += string
      last = string
    }
  }

  private mutating func take(_ count: Int) throws -> [UInt8] {
    guard rest.count >= count else { throw Malformed() }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  private mutating func byte() throws -> UInt8 { try take(1)[0] }

  private mutating func word() throws -> Int {
    let bytes = try take(2)
    return Int(bytes[0]) | Int(bytes[1]) << 8
  }

  private mutating func table(_ flags: UInt8) throws -> [Bitmap.Pixel]? {
    guard flags & 0x80 != 0 else { return nil }
    let bytes = try take(3 << (Int(flags & 7) + 1))
    return stride(from: 0, to: bytes.count, by: 3).map {
      Bitmap.Pixel(bytes[$0], bytes[$0 + 1], bytes[$0 + 2])
    }
  }

  private mutating func blocks() throws -> [UInt8] {
    var data: [UInt8] = []
    while case let count = try byte(), count > 0 { data += try take(Int(count)) }
    return data
  }
}
