import PongEngine

/// A score in the console's big digits.
struct BigNumber {
  /// The number, 0 to 99.
  let value: Int
  /// The height of a digit's cell in picture elements.
  let cellHeight: Int
  /// The width of a digit's cell in picture elements.
  let cellWidth: Int

  /// The height in picture elements of digits with cells of height `scale`.
  static func height(scale: Int) -> Int {
    Digits.rows * scale
  }

  /// The width in picture elements of two digits, without the gap before them.
  var width: Int {
    (2 * Digits.columns - 1) * cellWidth
  }

  /// The part of the width that is empty because there are no tens.
  var leadingWidth: Int {
    value < 10 ? Digits.columns * cellWidth : 0
  }

  /// Paints the number, its tens only where there are any.
  ///
  /// - Parameters:
  ///   - ink: What its cells show.
  ///   - x: The left end of the tens, without the gap before them.
  ///   - y: The upper end.
  ///   - canvas: The picture to paint on.
  func paint(_ ink: Ink, x: Int, y: Int, on canvas: inout Canvas) {
    // The first column of every digit is the gap.
    if value >= 10 {
      paint(value / 10 % 10, ink, x: x - cellWidth, y: y, on: &canvas)
    }
    let ones = x + (Digits.columns - 1) * cellWidth
    paint(value % 10, ink, x: ones, y: y, on: &canvas)
  }

  private func paint(_ digit: Int, _ ink: Ink, x: Int, y: Int, on canvas: inout Canvas) {
    for row in 0..<Digits.rows {
      for column in 0..<Digits.columns where Digits.isLit(digit, row: row, column: column) {
        let left = x + column * cellWidth
        let top = y + row * cellHeight
        canvas.paint(ink, x: left..<left + cellWidth, y: top..<top + cellHeight)
      }
    }
  }
}
