/// The palette of a picture: its colours, numbered from 0.
struct ColorTable {
  /// The colours by number.
  private(set) var colors: [Bitmap.Pixel] = []
  private var numbers: [UInt32: UInt8] = [:]

  /// Makes a palette without colours.
  init() {}

  /// Numbers the colours in the order of their appearance; `nil` if there are more than `most`.
  init?(_ pixels: some Sequence<Bitmap.Pixel>, most: Int) {
    var last: Bitmap.Pixel?
    for pixel in pixels where pixel != last {
      last = pixel
      guard numbers[pixel.packed] == nil else { continue }
      guard colors.count < most else { return nil }
      numbers[pixel.packed] = UInt8(truncatingIfNeeded: colors.count)
      colors.append(pixel)
    }
  }

  /// The number of a colour; `nil` if the palette lacks it.
  func number(of pixel: Bitmap.Pixel) -> UInt8? {
    numbers[pixel.packed]
  }

  /// The numbers of the pixels' colours; `nil` if the palette lacks one.
  func numbers(of pixels: some Collection<Bitmap.Pixel>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(pixels.count)
    var last: (pixel: Bitmap.Pixel, number: UInt8)?
    for pixel in pixels {
      if let last, last.pixel == pixel {
        result.append(last.number)
        continue
      }
      guard let number = number(of: pixel) else { return nil }
      last = (pixel, number)
      result.append(number)
    }
    return result
  }
}
