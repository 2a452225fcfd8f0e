/// The title of the game, on a court of its own with a ball that never gets past a bat.
struct TitleView {
  /// The cells of the letters, a bit a cell, the left one first: 4 cells wide, 5 high.
  private static let letters: [[UInt8]] = [
    [0b1111, 0b1001, 0b1111, 0b1000, 0b1000],
    [0b1111, 0b1001, 0b1001, 0b1001, 0b1111],
    [0b1001, 0b1101, 0b1111, 0b1011, 0b1001],
    [0b1111, 0b1000, 0b1011, 0b1001, 0b1111],
  ]

  /// The cells that the title fills.
  let frame: Rect
  /// The characters it is made of.
  let glyphs: GlyphSet

  /// Draws the title as it is in frame `tick`.
  func draw(tick: Int, theme: Theme, on surface: inout Surface) {
    guard !frame.isEmpty else { return }
    var canvas = Canvas(frame: frame, glyphs: glyphs)
    let wall = max(1, canvas.height / 14)
    let field = wall..<canvas.height - wall
    canvas.paint(.wall, x: 0..<canvas.width, y: 0..<field.lowerBound)
    canvas.paint(.wall, x: 0..<canvas.width, y: field.upperBound..<canvas.height)
    paintGame(tick: tick, field: field, on: &canvas)
    paintLetters(field: field, on: &canvas)
    canvas.draw(on: &surface, theme: theme)
  }

  /// The ball goes to and fro and up and down, and the bats know its way.
  private func paintGame(tick: Int, field: Range<Int>, on canvas: inout Canvas) {
    let across = glyphs.across
    let batWidth = 2 * across
    let batHeight = max(2, field.count / 4)
    let margin = canvas.width / 16
    let size = max(1, field.count / 16)

    let left = margin + batWidth
    let right = canvas.width - margin - batWidth - size * across
    let x = left + Self.swing(tick * across / 2, over: max(1, right - left))
    let y = field.lowerBound + Self.swing(tick / 5, over: max(1, field.count - size))
    let reach = max(1, field.count - batHeight)
    let bat = field.lowerBound + max(0, min(reach, y - field.lowerBound - batHeight / 2))

    canvas.paint(.left, x: margin..<margin + batWidth, y: bat..<bat + batHeight)
    let rightBat = canvas.width - margin - batWidth
    canvas.paint(.right, x: rightBat..<rightBat + batWidth, y: bat..<bat + batHeight)
    canvas.paint(.ball, x: x..<x + size * across, y: y..<y + size)
  }

  private func paintLetters(field: Range<Int>, on canvas: inout Canvas) {
    // An element of ASCII art is as high as two half blocks.
    let cellHeight = max(1, (field.count - 2) / 5)
    let cellWidth = cellHeight * (glyphs == .ascii ? 2 : 1) * glyphs.across
    let width = Self.letters.count * 5 * cellWidth - cellWidth
    let left = (canvas.width - width) / 2
    let top = field.lowerBound + (field.count - 5 * cellHeight) / 2
    for (index, letter) in Self.letters.enumerated() {
      for (row, bits) in letter.enumerated() {
        for column in 0..<4 where bits & (8 >> column) != 0 {
          let x = left + (index * 5 + column) * cellWidth
          let y = top + row * cellHeight
          canvas.paint(.wall, x: x..<x + cellWidth, y: y..<y + cellHeight)
        }
      }
    }
  }

  /// Where something is that goes to and fro between 0 and `width`.
  private static func swing(_ time: Int, over width: Int) -> Int {
    let phase = time % (2 * width)
    return phase <= width ? phase : 2 * width - phase
  }
}
