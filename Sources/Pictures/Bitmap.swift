/// A picture of coloured pixels.
///
/// Drawing is clipped: what lies outside is left out.
public struct Bitmap: Hashable, Sendable {
  /// A colour of 8 bits a channel.
  public struct Pixel: Hashable, Sendable {
    /// The red channel.
    public var red: UInt8
    /// The green channel.
    public var green: UInt8
    /// The blue channel.
    public var blue: UInt8

    /// Makes a colour of its channels.
    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// Black.
    public static let black = Pixel(0, 0, 0)
    /// White.
    public static let white = Pixel(255, 255, 255)

    /// The linear mixture with `parts` 256ths of `other`, 0 to 256.
    public func mixed(with other: Pixel, parts: Int) -> Pixel {
      func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
        UInt8(clamping: (Int(one) * (256 - parts) + Int(two) * parts + 128) / 256)
      }
      return Pixel(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    /// The colour as 0xRRGGBB.
    public var packed: UInt32 {
      UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    }
  }

  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The pixels, row by row from the top; `width * height` of them.
  public private(set) var pixels: [Pixel]

  /// Makes a picture of one colour.
  ///
  /// - Parameters:
  ///   - width: The width in pixels; below 0 the same as 0.
  ///   - height: The height in pixels; below 0 the same as 0.
  ///   - pixel: The colour.
  public init(width: Int, height: Int, filledWith pixel: Pixel = .black) {
    self.width = max(width, 0)
    self.height = max(height, 0)
    pixels = Array(repeating: pixel, count: self.width * self.height)
  }

  /// Makes a picture of its pixels.
  ///
  /// - Precondition: There are `width * height` pixels, row by row from the top.
  public init(width: Int, height: Int, pixels: [Pixel]) {
    precondition(pixels.count == width * height, "another number of pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The pixel at a column and row; black outside the picture, where writing does nothing.
  public subscript(x: Int, y: Int) -> Pixel {
    get {
      0..<width ~= x && 0..<height ~= y ? pixels[y * width + x] : .black
    }
    set {
      guard 0..<width ~= x, 0..<height ~= y else { return }
      pixels[y * width + x] = newValue
    }
  }

  /// Fills a rectangle, given by its columns and rows.
  public mutating func fill(_ pixel: Pixel, x: Range<Int>, y: Range<Int>) {
    let x = x.clamped(to: 0..<width)
    for row in y.clamped(to: 0..<height) {
      for column in x {
        pixels[row * width + column] = pixel
      }
    }
  }

  /// The picture with every pixel as a square of `factor` × `factor` pixels; itself below 2.
  public func scaled(by factor: Int) -> Bitmap {
    guard factor > 1 else { return self }
    var big: [Pixel] = []
    big.reserveCapacity(pixels.count * factor * factor)
    for row in 0..<height {
      var line: [Pixel] = []
      line.reserveCapacity(width * factor)
      for pixel in pixels[row * width..<(row + 1) * width] {
        for _ in 0..<factor { line.append(pixel) }
      }
      for _ in 0..<factor { big += line }
    }
    return Bitmap(width: width * factor, height: height * factor, pixels: big)
  }
}
