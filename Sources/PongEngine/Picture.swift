/// The measures of a picture in pixels, as ALE returns it (<doc:AtariPicture>).
public enum Picture {
  /// The number of columns.
  public static let width = 160
  /// The number of rows.
  public static let height = 210
  /// The rows of the top wall.
  public static let topWall = 24..<34
  /// The rows of the bottom wall.
  public static let bottomWall = 194..<210
  /// The columns of the left bat.
  public static let leftBat = 16..<20
  /// The columns of the right bat.
  public static let rightBat = 140..<144
}

extension Game {
  /// The colours of the last picture.
  public var colors: CourtColors {
    CourtColors(hue: drawnHue)
  }

  /// The last picture in colour: bytes of shape [210, 160, 3], row-major, red first.
  public func rgb() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Picture.width * Picture.height * 3) { buffer, count in
      drawRGB(into: buffer)
      count = buffer.count
    }
  }

  /// The last picture in gray: bytes of shape [210, 160], row-major.
  public func grayscale() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Picture.width * Picture.height) { buffer, count in
      drawGrayscale(into: buffer)
      count = buffer.count
    }
  }

  /// Draws what ``rgb()`` returns into `buffer`, which holds at least 100,800 bytes.
  public func drawRGB(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    precondition(buffer.count >= Picture.width * Picture.height * 3, "buffer too small")
    let colors = colors
    buffer.withMemoryRebound(to: RGBPixel.self) { pixels in
      draw(
        into: Canvas(pixels, background: RGBPixel(colors.background)),
        left: RGBPixel(colors.left),
        right: RGBPixel(colors.right),
        ball: RGBPixel(colors.ball),
        black: RGBPixel(Palette.RGB(0, 0, 0))
      )
    }
  }

  /// Draws what ``grayscale()`` returns into `buffer`, which holds at least 33,600 bytes.
  public func drawGrayscale(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    precondition(buffer.count >= Picture.width * Picture.height, "buffer too small")
    let colors = colors
    draw(
      into: Canvas(buffer, background: colors.background.luminance),
      left: colors.left.luminance,
      right: colors.right.luminance,
      ball: colors.ball.luminance,
      black: 0
    )
  }

  @inline(__always)
  private func draw<Pixel: BitwiseCopyable>(
    into canvas: Canvas<Pixel>,
    left: Pixel,
    right: Pixel,
    ball: Pixel,
    black: Pixel
  ) {
    canvas.fill(rows: 0..<1, columns: 0..<8, with: black)
    canvas.draw(score: drawnLeftScore, atColumn: 16, with: left)
    if isPlaying {
      canvas.draw(score: drawnRightScore, atColumn: 96, with: right)
    }
    canvas.fill(rows: batRows(.left), columns: Picture.leftBat, with: left)
    canvas.fill(rows: batRows(.right), columns: Picture.rightBat, with: right)
    if ballIsVisible {
      for column in [ballColumn, (ballColumn + 1) % 160] {
        forEachBallRow(inColumn: column) { row in
          canvas.fill(rows: row..<row + 1, columns: column..<column + 1, with: ball)
        }
      }
    }
    canvas.fillRows(Picture.topWall, with: ball)
    canvas.fillRows(Picture.bottomWall, with: ball)
  }

  /// The upper row of the bat of `side`, whether a wall or the picture's edge hides it or not: 24 to
  /// 190 for a paddle's, from -15 for the computer's.
  public func batTop(_ side: Side) -> Int {
    switch side {
    case .left:
      // Pairs from the first even line at or below leftY-40, each a row lower than its pair.
      (Int(leftY) + 1) / 2 * 2 - 15
    case .right:
      (Int(rightY) + 1) / 2 * 2 - 14
    }
  }

  /// The upper row of the ball, whether a wall hides it or not; meaningless while there is none.
  ///
  /// A ball has four rows, at some columns one more or less
  /// (<doc:AtariPicture#Bats-and-ball>).
  public var ballTop: Int { Int(ballY) - 14 }

  /// The rows of the last picture that show the bat of `side`, within 34 to 193.
  public func batRows(_ side: Side) -> Range<Int> {
    let first = batTop(side)
    let last = first + rules.batHeight(side)
    return max(34, min(194, first))..<max(34, min(194, last))
  }
}

/// Three bytes of a colour picture.
private struct RGBPixel: BitwiseCopyable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ color: Palette.RGB) {
    red = color.red
    green = color.green
    blue = color.blue
  }
}

/// A picture being drawn.
private struct Canvas<Pixel: BitwiseCopyable> {
  private let pixels: UnsafeMutablePointer<Pixel>

  /// Starts with a picture of `background` in `buffer`.
  @inline(__always)
  init(_ buffer: UnsafeMutableBufferPointer<Pixel>, background: Pixel) {
    pixels = buffer.baseAddress.unsafelyUnwrapped
    fillRows(0..<Picture.height, with: background)
  }

  /// Fills whole rows: one by hand, the others by copying what is there already.
  @inline(__always)
  func fillRows(_ rows: Range<Int>, with pixel: Pixel) {
    let start = pixels + rows.lowerBound * Picture.width
    let count = rows.count * Picture.width
    var done = Picture.width
    for column in 0..<done {
      start[column] = pixel
    }
    while done < count {
      let more = min(done, count - done)
      (start + done).update(from: start, count: more)
      done += more
    }
  }

  @inline(__always)
  func fill(rows: Range<Int>, columns: Range<Int>, with pixel: Pixel) {
    for row in rows {
      for column in columns {
        pixels[row * Picture.width + column] = pixel
      }
    }
  }

  /// Draws the two digits of `score` with the left edge of the tens at `column`.
  @inline(__always)
  func draw(score: UInt8, atColumn column: Int, with pixel: Pixel) {
    if score >= 10 {
      draw(digit: Int(score / 10 % 10), atColumn: column, with: pixel)
    }
    draw(digit: Int(score % 10), atColumn: column + 16, with: pixel)
  }

  @inline(__always)
  private func draw(digit: Int, atColumn column: Int, with pixel: Pixel) {
    let cells = Digits.cells(digit)
    for row in 0..<5 {
      for cell in 0..<4 where cells >> (19 - row * 4 - cell) & 1 == 1 {
        let left = column + cell * 4
        fill(rows: row * 4 + 1..<row * 4 + 5, columns: left..<left + 4, with: pixel)
      }
    }
  }
}
