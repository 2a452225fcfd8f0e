/// A picture of inks, finer than cells, that is painted first and then put on a surface.
struct Canvas {
  /// The cells that the picture fills.
  let frame: Rect
  /// The characters it is made of.
  let glyphs: GlyphSet
  /// The width in picture elements.
  let width: Int
  /// The height in picture elements.
  let height: Int
  private var inks: [Ink]

  /// Starts with the ground of the court in the cells of `frame`.
  init(frame: Rect, glyphs: GlyphSet) {
    self.frame = frame
    self.glyphs = glyphs
    width = frame.columns * glyphs.across
    height = frame.rows * glyphs.down
    inks = Array(repeating: .court, count: width * height)
  }

  /// Paints a rectangle of picture elements; what lies outside is left out.
  mutating func paint(_ ink: Ink, x: Range<Int>, y: Range<Int>) {
    let x = x.clamped(to: 0..<width)
    for row in y.clamped(to: 0..<height) {
      for column in x {
        inks[row * width + column] = ink
      }
    }
  }

  /// Puts the picture on `surface` in the colours of `theme`.
  func draw(on surface: inout Surface, theme: Theme) {
    let solids = Ink.allCases.map { solid($0, theme) }
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        let index = row * glyphs.down * width + column * glyphs.across
        let below = glyphs == .ascii ? index : index + width
        let next = glyphs.across - 1
        let quarters = (inks[index], inks[index + next], inks[below], inks[below + next])
        let isSolid =
          quarters.0 == quarters.1 && quarters.0 == quarters.2 && quarters.0 == quarters.3
        surface[frame.column + column, frame.row + row] =
          isSolid ? solids[Int(quarters.0.rawValue)] : Self.block(quarters, theme)
      }
    }
  }

  /// A cell full of `ink`: its colour is behind the character too, so that no gap shows.
  private func solid(_ ink: Ink, _ theme: Theme) -> Cell {
    let color = theme.color(ink)
    return Cell(
      scalar: glyphs == .ascii ? ink.letter : theme.block(ink),
      style: Style(foreground: color, background: color)
    )
  }

  /// A cell of several inks, the quarters from the top left on.
  ///
  /// A cell has two colours; where three inks meet, the front one of the others is the ground.
  private static func block(_ quarters: (Ink, Ink, Ink, Ink), _ theme: Theme) -> Cell {
    let front = max(quarters.0, quarters.1, quarters.2, quarters.3)
    let color = theme.color(front)
    var bits = 0
    var ground = Ink.court
    for (bit, ink) in [(8, quarters.0), (4, quarters.1), (2, quarters.2), (1, quarters.3)] {
      if ink == front || (ink != .court && theme.color(ink) == color) {
        bits |= bit
      } else {
        ground = max(ground, ink)
      }
    }
    return Cell(
      scalar: blocks[bits],
      style: Style(foreground: color, background: bits == 15 ? color : theme.color(ground))
    )
  }

  /// The blocks whose quarters are lit by the bits top left, top right, bottom left, bottom right.
  private static let blocks: [Unicode.Scalar] = [
    " ", "▗", "▖", "▄", "▝", "▐", "▞", "▟", "▘", "▚", "▌", "▙", "▀", "▜", "▛", "█",
  ]
}
