extension Bitmap {
  /// Writes a line of text, each pixel of its letters as a square of `scale` by `scale` pixels.
  ///
  /// A letter that the font lacks is written as a question mark.
  ///
  /// - Parameters:
  ///   - text: The letters.
  ///   - x: The left end.
  ///   - y: The top of tall letters.
  ///   - pixel: The colour.
  ///   - scale: The size, 1 for letters of 5 by 9 pixels.
  public mutating func write(_ text: String, x: Int, y: Int, in pixel: Pixel, scale: Int = 1) {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      draw(scalar, x: x + index * BitmapFont.advance * scale, y: y, in: pixel, scale: scale)
    }
  }

  /// Draws one letter as ``write(_:x:y:in:scale:)`` does.
  public mutating func draw(
    _ scalar: Unicode.Scalar,
    x: Int,
    y: Int,
    in pixel: Pixel,
    scale: Int = 1
  ) {
    let rows = BitmapFont.rows(of: scalar) ?? BitmapFont.rows(of: "?") ?? []
    for (row, bits) in rows.enumerated() where bits != 0 {
      for column in 0..<BitmapFont.width
      where bits >> UInt8(BitmapFont.width - 1 - column) & 1 == 1 {
        let (left, top) = (x + column * scale, y + row * scale)
        fill(pixel, x: left..<left + scale, y: top..<top + scale)
      }
    }
  }
}
