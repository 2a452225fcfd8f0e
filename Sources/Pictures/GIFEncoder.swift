/// Encodes an animation as a GIF file, picture by picture as they come.
///
/// Only pixels that have changed are written, and nothing for a picture that equals the one before.
/// Pictures that follow each other faster than players show them give way, so that the whole lasts as
/// long as it should. Colours are exact unless more than 255 of them change at once; then they are rounded to 6 × 7 × 6
/// levels.
///
/// Source: CompuServe, "Graphics Interchange Format, Version 89a" (1990); the loop is Netscape's
/// application extension.
public struct GIFEncoder {
  /// The greatest width and height of the format, in pixels.
  public static let maximumSide = 65_535

  /// The width of all pictures in pixels.
  public let width: Int
  /// The height of all pictures in pixels.
  public let height: Int

  private let isLooping: Bool
  /// The file's palette: the colours of the first picture, which most others share.
  private var common: ColorTable?
  private var encoders: [Int: LZWEncoder] = [:]
  /// The last picture that has been written.
  private var shown: Bitmap?
  /// The pictures after it, at most two, and when they appear: not written yet, since the end of the
  /// file may come too early for the second.
  private var pending: [(bitmap: Bitmap, time: Int)] = []
  /// The picture that has given way since; it is the last one if none follows.
  private var skipped: Bitmap?
  /// How many pictures the file has, with those that are not written yet.
  public private(set) var pictureCount = 0

  /// The shortest time of a picture in hundredths of a second: many players take less for 10.
  private static let shortest = 2

  /// Makes an encoder for pictures of one size.
  ///
  /// - Parameters:
  ///   - width: The width of all pictures in pixels, 1 to ``maximumSide``.
  ///   - height: The height of all pictures in pixels, 1 to ``maximumSide``.
  ///   - isLooping: Whether the animation starts again at its end.
  public init(width: Int, height: Int, isLooping: Bool = true) {
    precondition(1...Self.maximumSide ~= width && 1...Self.maximumSide ~= height, "no such size")
    self.width = width
    self.height = height
    self.isLooping = isLooping
  }

  /// Adds a picture.
  ///
  /// One that comes too early after the last is shown a hundredth of a second later;
  /// if that is too early still it gives way to the next.
  ///
  /// - Parameters:
  ///   - bitmap: The picture, of the encoder's width and height.
  ///   - time: When it appears, in hundredths of a second, later than the one before.
  /// - Returns: The bytes to append to the file.
  public mutating func add(_ bitmap: Bitmap, at time: Int) -> [UInt8] {
    precondition(bitmap.width == width && bitmap.height == height, "a picture of another size")
    guard let last = pending.last else {
      pending = [(bitmap, time)]
      pictureCount = 1
      return header(bitmap)
    }
    skipped = nil
    guard bitmap != last.bitmap else { return [] }
    let shown = max(time, last.time + Self.shortest)
    guard shown - time < Self.shortest else {
      skipped = bitmap
      return []
    }
    return append((bitmap, shown))
  }

  private mutating func append(_ next: (bitmap: Bitmap, time: Int)) -> [UInt8] {
    pending.append(next)
    pictureCount += 1
    return pending.count > 2 ? writeFirst() : []
  }

  /// Writes the first of the pictures that wait, which another one follows.
  private mutating func writeFirst() -> [UInt8] {
    let first = pending.removeFirst()
    return frame(first.bitmap, hundredths: pending[0].time - first.time)
  }

  /// Ends the file.
  ///
  /// - Parameter time: When the last picture ends, in hundredths of a second.
  /// - Returns: The bytes to append to the file; none if no picture was added.
  public mutating func finish(at time: Int) -> [UInt8] {
    guard let last = skipped ?? pending.last?.bitmap else { return [] }
    skipped = nil
    // The last picture is seen: it takes the place of those that would leave it too little time.
    while pending.count > 1, time - pending[pending.count - 1].time < Self.shortest {
      pending.removeLast()
      pictureCount -= 1
    }
    var bytes: [UInt8] = []
    let end = pending.count - 1
    if pending[end].bitmap != last {
      if time - pending[end].time < 2 * Self.shortest {
        pending[end].bitmap = last
      } else {
        bytes += append((last, pending[end].time + Self.shortest))
      }
    }
    while pending.count > 1 { bytes += writeFirst() }
    bytes += frame(last, hundredths: time - pending[0].time)
    pending = []
    return bytes + [0x3B]
  }

  // MARK: Parts of the file

  private mutating func header(_ first: Bitmap) -> [UInt8] {
    common = ColorTable(first.pixels, most: 255)
    var bytes = Array("GIF89a".utf8) + Self.word(width) + Self.word(height)
    bytes += [Self.flags(of: common?.colors), 0, 0]
    bytes += Self.table(common?.colors)
    if isLooping {
      bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
    }
    return bytes
  }

  private mutating func frame(_ bitmap: Bitmap, hundredths: Int) -> [UInt8] {
    let area = changedArea(of: bitmap)
    var changed: [Bitmap.Pixel] = []
    for row in area.y {
      for column in area.x where isChanged(bitmap, column, row) {
        changed.append(bitmap[column, row])
      }
    }
    let (table, isCommon, reduced) = table(for: changed)
    // What has not changed is transparent: long runs of one number take little room.
    let transparent = UInt8(table.colors.count)
    var numbers: [UInt8] = []
    numbers.reserveCapacity(area.x.count * area.y.count)
    for row in area.y {
      for column in area.x {
        let pixel = bitmap[column, row]
        numbers.append(
          isChanged(bitmap, column, row)
            ? table.number(of: reduced ? pixel.reduced : pixel) ?? transparent : transparent
        )
      }
    }
    shown = bitmap
    let delay = max(Self.shortest, min(65_535, hundredths))
    // The graphic control extension: do not dispose, one number is transparent.
    var bytes: [UInt8] = [0x21, 0xF9, 4, 0b101] + Self.word(delay) + [transparent, 0]
    bytes += [0x2C] + Self.word(area.x.lowerBound) + Self.word(area.y.lowerBound)
    bytes += Self.word(area.x.count) + Self.word(area.y.count)
    bytes.append(isCommon ? 0 : Self.flags(of: table.colors))
    if !isCommon { bytes += Self.table(table.colors) }
    let bits = Self.tableBits(table.colors.count + 1)
    let width = max(2, bits)
    bytes.append(UInt8(width))
    bytes += Self.blocks(encoders[width, default: LZWEncoder(width: width)].encode(numbers))
    return bytes
  }

  /// The palette of a frame, whether it is the file's, and whether its colours have been rounded.
  private func table(
    for changed: [Bitmap.Pixel]
  ) -> (table: ColorTable, isCommon: Bool, isReduced: Bool) {
    if let common, !common.colors.isEmpty, common.numbers(of: changed) != nil {
      return (common, true, false)
    }
    if let table = ColorTable(changed, most: 255) { return (table, false, false) }
    // At most 6 × 7 × 6 are left.
    let reduced = ColorTable(changed.lazy.map(\.reduced), most: 255)
    return (reduced ?? ColorTable(), false, true)
  }

  // MARK: Changes

  private func isChanged(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> Bool {
    guard let shown else { return true }
    return shown.pixels[y * width + x] != bitmap.pixels[y * width + x]
  }

  /// The smallest rectangle with all that has changed; one pixel if nothing has.
  private func changedArea(of bitmap: Bitmap) -> (x: Range<Int>, y: Range<Int>) {
    guard shown != nil else { return (0..<width, 0..<height) }
    var (left, right, top, bottom) = (width, 0, height, 0)
    for row in 0..<height {
      guard let first = (0..<width).first(where: { isChanged(bitmap, $0, row) }) else { continue }
      let last = (first..<width).last { isChanged(bitmap, $0, row) } ?? first
      (left, right) = (min(left, first), max(right, last + 1))
      (top, bottom) = (min(top, row), row + 1)
    }
    return left < right ? (left..<right, top..<bottom) : (0..<1, 0..<1)
  }

  // MARK: Bytes

  private static func word(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }

  /// The bits that it takes to number `count` colours, 1 to 8.
  private static func tableBits(_ count: Int) -> Int {
    (1...7).first { 1 << $0 >= count } ?? 8
  }

  /// The flags that announce a table of these colours and a transparent one.
  private static func flags(of colors: [Bitmap.Pixel]?) -> UInt8 {
    colors.map { 0x80 | UInt8(tableBits($0.count + 1) - 1) } ?? 0
  }

  /// The colours, filled up to a power of two.
  private static func table(_ colors: [Bitmap.Pixel]?) -> [UInt8] {
    guard let colors else { return [] }
    let count = 1 << tableBits(colors.count + 1)
    let bytes = colors.flatMap { [$0.red, $0.green, $0.blue] }
    return bytes + Array(repeating: 0, count: 3 * count - bytes.count)
  }

  /// The data in blocks of at most 255 bytes, and the empty block that ends them.
  private static func blocks(_ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: data.count, by: 255) {
      let end = min(data.count, start + 255)
      bytes.append(UInt8(end - start))
      bytes += data[start..<end]
    }
    return bytes + [0]
  }
}

extension Bitmap.Pixel {
  /// The nearest of 6 × 7 × 6 colours.
  fileprivate var reduced: Bitmap.Pixel {
    func step(_ value: UInt8, _ count: Int) -> UInt8 {
      let level = (Int(value) * (count - 1) + 127) / 255
      return UInt8(level * 255 / (count - 1))
    }
    return Bitmap.Pixel(step(red, 6), step(green, 7), step(blue, 6))
  }
}
