import Pictures

/// The characters that fill parts of a cell of 6 by 12 pixels: blocks, Braille and lines.
struct CellShape {
  /// A part of the cell in pixels.
  typealias Area = (x: Range<Int>, y: Range<Int>)

  /// What is filled.
  private(set) var areas: [Area] = []
  /// How much of the text's colour it has, of 256.
  private(set) var parts = 256

  private static let (width, height) = Bitmap.cellSize

  /// The shape of a character; nil if it is a letter.
  init?(_ scalar: Unicode.Scalar) {
    let (width, height) = (Self.width, Self.height)
    switch scalar.value {
    case 0x2580: areas = [(0..<width, 0..<height / 2)]
    case 0x2581...0x2588:
      let rows = Int(scalar.value - 0x2580) * height / 8
      areas = [(0..<width, height - rows..<height)]
    case 0x2589...0x258F: areas = [(0..<Int(0x2590 - scalar.value) * width / 8, 0..<height)]
    case 0x2590: areas = [(width / 2..<width, 0..<height)]
    case 0x2591...0x2593:
      areas = [(0..<width, 0..<height)]
      parts = Int(scalar.value - 0x2590) * 64
    case 0x2594: areas = [(0..<width, 0..<height / 8)]
    case 0x2596...0x259F: addQuarters(Self.quarters[Int(scalar.value - 0x2596)])
    case 0x2800...0x28FF: addDots(scalar.value - 0x2800)
    default:
      guard let arms = Self.arms[scalar] else { return nil }
      addArms(arms)
    }
  }

  /// The quarters of U+2596 to U+259F, by bits: upper left 1, upper right 2, lower left 4, lower
  /// right 8.
  private static let quarters = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  private mutating func addQuarters(_ bits: Int) {
    for bit in 0..<4 where bits >> bit & 1 == 1 {
      let (x, y) = (bit % 2 * Self.width / 2, bit / 2 * Self.height / 2)
      areas.append((x..<x + Self.width / 2, y..<y + Self.height / 2))
    }
  }

  /// The dots of Braille: Unicode counts the upper three rows column by column, then the fourth.
  private mutating func addDots(_ bits: UInt32) {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (bit, place) in places.enumerated() where bits >> UInt32(bit) & 1 == 1 {
      let (x, y) = (place.0 * 3, place.1 * 3)
      areas.append((x..<x + 2, y..<y + 2))
    }
  }

  /// The arms of lines from the middle, by bits: left 1, right 2, up 4, down 8; heavy lines have 16.
  private static let arms: [Unicode.Scalar: Int] = [
    "─": 3, "│": 12, "┌": 10, "┐": 9, "└": 6, "┘": 5, "├": 14, "┤": 13, "┬": 11, "┴": 7, "┼": 15,
    "╭": 10, "╮": 9, "╰": 6, "╯": 5, "━": 19, "┃": 28, "╌": 3, "┄": 3, "╎": 12, "┆": 12,
    "═": 19, "║": 28, "╔": 26, "╗": 25, "╚": 22, "╝": 21,
  ]

  private mutating func addArms(_ bits: Int) {
    let size = bits & 16 == 0 ? 1 : 2
    let (x, y) = (Self.width / 2 - 1, Self.height / 2 - 1)
    if bits & 1 != 0 { areas.append((0..<x + size, y..<y + size)) }
    if bits & 2 != 0 { areas.append((x..<Self.width, y..<y + size)) }
    if bits & 4 != 0 { areas.append((x..<x + size, 0..<y + size)) }
    if bits & 8 != 0 { areas.append((x..<x + size, y..<Self.height)) }
  }
}
