extension Bitmap {
  /// Draws a line of text; a character that ``BitmapFont`` lacks becomes a question mark.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - x: The column of its left end.
  ///   - y: The row of the top of tall letters.
  ///   - pixel: The colour.
  ///   - scale: The side of the square that each pixel of a letter becomes.
  public mutating func write(_ text: String, x: Int, y: Int, in pixel: Pixel, scale: Int = 1) {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      draw(scalar, x: x + index * BitmapFont.advance * scale, y: y, in: pixel, scale: scale)
    }
  }

  /// Draws one character as ``write(_:x:y:in:scale:)`` does.
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
