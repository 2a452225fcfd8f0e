import PongEngine

/// Draws the court of a game: walls, bats and ball, without score or text.
///
/// The court is what the console shows between its score and the lower edge, with as much of the
/// lower wall as of the upper one. Bats and ball stand where the last picture of the console has
/// them, to the nearest picture element, and keep their size however small the court is.
struct CourtView: Sendable {
  /// The rows of the console's picture that are shown.
  static let rows = Picture.topWall.lowerBound..<204

  /// The cells that the court fills.
  let frame: Rect
  /// The characters it is made of.
  let glyphs: GlyphSet

  /// The biggest court with the console's proportions in `space`, centred.
  ///
  /// An element of the console's picture is 1.75 times as wide as high, half a cell about square.
  static func frame(in space: Rect) -> Rect {
    let shape = 7 * Picture.width
    let widest = shape * 2 * space.rows / (4 * rows.count)
    // A little too wide is better than a narrow strip at either side.
    let columns = space.columns <= widest * 9 / 8 ? space.columns : widest
    let highest = (columns * 4 * rows.count + shape) / (shape * 2)
    return space.centred(columns: columns, rows: min(space.rows, max(highest, 1)))
  }

  /// Draws the court of `game` after its last frame.
  func draw(_ game: Game, on surface: inout Surface, theme: Theme) {
    var canvas = Canvas(frame: frame, glyphs: glyphs)
    let field = field(of: canvas.height)
    canvas.paint(.wall, x: 0..<canvas.width, y: 0..<field.lowerBound)
    canvas.paint(.wall, x: 0..<canvas.width, y: field.upperBound..<canvas.height)
    for side in Side.allCases {
      paintBat(of: side, in: game, field: field, on: &canvas)
    }
    if game.ballIsVisible {
      paintBall(of: game, field: field, on: &canvas)
    }
    canvas.draw(on: &surface, theme: theme)
  }

  /// The bat register that brings the bat of `side` under a pointer in row `row` of the surface.
  func register(pointerRow row: Int, batHeight: Int) -> Int {
    let half = (2 * (row - frame.row) + 1) * Self.rows.count
    let pictureRow = Self.rows.lowerBound + half / max(2 * frame.rows, 1)
    // A bat of register y begins about 14 rows above row y of the picture.
    return pictureRow + 14 - batHeight / 2
  }

  /// The row of cells at the height where balls are served.
  var middleRow: Int {
    frame.row + frame.rows / 2
  }

  // MARK: Places

  /// The picture elements between the walls; the walls are never left out.
  func field(of height: Int) -> Range<Int> {
    let wall = max(1, (Picture.topWall.count * height + Self.rows.count / 2) / Self.rows.count)
    guard height > 2 * wall else { return 0..<height }
    return wall..<height - wall
  }

  private func paintBat(
    of side: Side,
    in game: Game,
    field: Range<Int>,
    on canvas: inout Canvas
  ) {
    guard let (x, y) = batElements(of: side, in: game, field: field, width: canvas.width) else {
      return
    }
    canvas.paint(.bat(side), x: x, y: y)
  }

  /// The picture elements of a bat; `nil` for one that is not to be seen.
  private func batElements(of side: Side, in game: Game, field: Range<Int>, width: Int)
    -> (x: Range<Int>, y: Range<Int>)?
  {
    let rows = game.batRows(side)
    guard !rows.isEmpty else { return nil }
    let columns = side == .left ? Picture.leftBat : Picture.rightBat
    let batWidth = max(1, scaled(columns.count, from: Picture.width, to: width))
    // Its face, where the ball meets it, stands where it belongs.
    let face = scaled(
      side == .left ? columns.upperBound : columns.lowerBound,
      from: Picture.width,
      to: width
    )
    let height = max(1, scaled(rows.count, from: Self.fieldRows.count, to: field.count))
    let y = place(rows, height: height, field: field)
    return (side == .left ? face - batWidth..<face : face..<face + batWidth, y)
  }

  /// Draws a bat where it might have been over a court that has been drawn: in a half tone, behind
  /// everything else.
  ///
  /// - Parameters:
  ///   - register: The bat's register.
  ///   - side: Whose bat it is.
  ///   - game: The game that has been drawn.
  ///   - surface: The picture.
  ///   - theme: The colours.
  func drawGhost(
    at register: UInt8,
    of side: Side,
    in game: Game,
    on surface: inout Surface,
    theme: Theme
  ) {
    var arrangement = game.arrangement
    arrangement[bat: side] = register
    let moved = game.arranged(as: arrangement)
    let field = field(of: frame.rows * glyphs.down)
    let width = frame.columns * glyphs.across
    guard let (x, y) = batElements(of: side, in: moved, field: field, width: width) else { return }
    let cell = Cell(
      scalar: glyphs == .ascii ? ":" : "░",
      style: theme.onCourt(theme.style(side))
    )
    for row in y.lowerBound / glyphs.down...(y.upperBound - 1) / glyphs.down {
      for column in x.lowerBound / glyphs.across...(x.upperBound - 1) / glyphs.across {
        let place = (column: frame.column + column, row: frame.row + row)
        guard frame.contains(column: place.column, row: place.row),
          surface[place.column, place.row].scalar == " "
        else { continue }
        surface[place.column, place.row] = cell
      }
    }
  }

  private func paintBall(of game: Game, field: Range<Int>, on canvas: inout Canvas) {
    var first = Int.max
    var last = Int.min
    game.forEachBallRow(inColumn: game.ballColumn) { row in
      guard row < 206 else { return }
      first = min(first, row)
      last = max(last, row)
    }
    guard first <= last else { return }
    let size = ballSize(of: canvas)
    let width = size * glyphs.across
    let middle = scaled(2 * game.ballColumn + 2, from: 2 * Picture.width, to: canvas.width)
    let x = max(0, min(canvas.width - width, middle - (width + 1) / 2))
    let y = place(first..<last + 1, height: size, field: field)
    canvas.paint(.ball, x: x..<x + width, y: y)
  }

  /// The ball's size: a square about as big as the console's, and no smaller than can be seen well.
  private func ballSize(of canvas: Canvas) -> Int {
    let width = 100 * 2 * canvas.width / glyphs.across / Picture.width
    let height = 100 * 4 * canvas.height / Self.rows.count
    return max(1, ((width + height) / 2 + 65) / 100)
  }

  /// The rows of the console's picture between the walls.
  private static let fieldRows = Picture.topWall.upperBound..<Picture.bottomWall.lowerBound

  /// The picture elements of something `height` high with its middle where that of `rows` is.
  ///
  /// It keeps its height while it moves, and it stays within the field.
  private func place(_ rows: Range<Int>, height: Int, field: Range<Int>) -> Range<Int> {
    let whole = Self.fieldRows.count
    let middle = rows.lowerBound + rows.upperBound - 2 * Self.fieldRows.lowerBound
    let offset = middle * field.count - height * whole + whole
    let start = field.lowerBound + max(0, offset) / (2 * whole)
    let top = max(field.lowerBound, min(field.upperBound - height, start))
    return top..<top + height
  }

  private func scaled(_ value: Int, from whole: Int, to size: Int) -> Int {
    (2 * value * size + whole) / (2 * whole)
  }
}
