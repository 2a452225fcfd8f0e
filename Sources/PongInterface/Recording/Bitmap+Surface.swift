public import Pictures

extension Bitmap {
  /// The columns and rows of pixels of a cell.
  public static let cellSize = (width: BitmapFont.advance, height: 2 * BitmapFont.advance)

  /// The terminal's own colours of text and behind it.
  private static let (text, ground) = (Pixel(214, 206, 198), Pixel(18, 12, 10))

  /// The picture that a terminal shows of `surface`.
  public init(_ surface: Surface) {
    self.init(
      width: surface.columns * Self.cellSize.width,
      height: surface.rows * Self.cellSize.height,
      filledWith: Self.ground
    )
    for row in 0..<surface.rows {
      for column in 0..<surface.columns {
        draw(surface[column, row], column: column, row: row)
      }
    }
  }

  private mutating func draw(_ cell: Cell, column: Int, row: Int) {
    var front = Pixel(cell.style.foreground) ?? Self.text
    var back = Pixel(cell.style.background) ?? Self.ground
    if cell.style.attributes.contains(.reverse) { swap(&front, &back) }
    if cell.style.attributes.contains(.dim) { front = front.mixed(with: back, parts: 112) }
    if cell.style.attributes.contains(.bold) { front = front.mixed(with: .white, parts: 48) }
    let (left, top) = (column * Self.cellSize.width, row * Self.cellSize.height)
    let (width, height) = Self.cellSize
    if back != Self.ground { fill(back, x: left..<left + width, y: top..<top + height) }
    guard cell.scalar != " ", front != back else { return }
    if let shape = CellShape(cell.scalar) {
      let tint = back.mixed(with: front, parts: shape.parts)
      for area in shape.areas {
        fill(
          tint,
          x: left + area.x.lowerBound..<left + area.x.upperBound,
          y: top + area.y.lowerBound..<top + area.y.upperBound
        )
      }
      return
    }
    let scalar = BitmapFont.contains(cell.scalar) ? cell.scalar : cell.withoutUnicode.scalar
    draw(scalar, x: left, y: top + 2, in: front)
  }
}

extension Bitmap.Pixel {
  /// The colour; nil where it is the terminal's own.
  init?(_ color: Color) {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    self.init(red, green, blue)
  }
}
