/// A picture preprocessed for a network: 80 × 80 pixels of 0 or 1.
///
/// Cropped to rows 35 to 194, of which every second row and column is kept; the red channel's two
/// backgrounds (144, and 109 after a reset) become 0 and all else 1.
/// Source: A. Karpathy, "Deep Reinforcement Learning: Pong from Pixels" (2016), `prepro`.
///
/// Nothing is drawn for it: walls and digits are cut away, each bat is a stretch of two columns, and
/// the ball, two pixels wide, one of exactly one column. The rows kept are the lower rows of the
/// console's row pairs 5 to 84.
public struct PreprocessedFrame: Hashable, Sendable {
  /// The number of rows, and of columns.
  public static let side = 80
  /// The number of pixels.
  public static let count = side * side

  /// The rows of the left bat, in columns 8 and 9.
  var leftBat: Stretch
  /// The rows of the right bat, in columns 70 and 71.
  var rightBat: Stretch
  /// The rows of the ball; empty while there is none.
  var ball: Stretch
  /// The column of the ball, 0 to 79.
  var ballColumn: UInt8
  /// The register that coloured the picture; after a time-out it changes what is background.
  var hue: UInt8

  static let leftBatColumn = 8
  static let rightBatColumn = 70

  /// Rows `start..<end` of 80.
  struct Stretch: Hashable, Sendable {
    var start: UInt8
    var end: UInt8

    /// Bit r for each row r.
    @inline(__always)
    var bits: UInt128 {
      (1 << UInt128(truncatingIfNeeded: end)) &- (1 << UInt128(truncatingIfNeeded: start))
    }

    /// The kept rows among `count` row pairs from `first`.
    @inline(__always)
    init(pairs first: Int, count: Int) {
      start = UInt8(truncatingIfNeeded: max(0, min(80, first - 5)))
      end = UInt8(truncatingIfNeeded: max(0, min(80, first - 5 + count)))
    }
  }

  /// Preprocesses the last picture of `game`.
  public init(_ game: Game) {
    let rules = game.rules
    let geometry = game.geometry
    leftBat = Stretch(pairs: (Int(game.leftY) - 39) >> 1, count: rules.leftBatIsSmall ? 4 : 8)
    rightBat = Stretch(pairs: (Int(game.rightY) - 37) >> 1, count: rules.rightBatIsSmall ? 4 : 8)
    hue = game.drawnHue
    // Of the ball's two columns the even one is kept.
    let column = (geometry.ballColumn + 1) % 160 & ~1
    ballColumn = UInt8(truncatingIfNeeded: column >> 1)
    var first = geometry.firstBallPair
    var count = game.ballIsVisible ? 2 : 0
    if geometry.ballIsDelayed {
      // Drawn a pair lower, but near the right edge each row by itself may be drawn in time.
      let isEarly = column >= 149 && column >= geometry.delayedLimit(first)
      let isEarlyBelow = column >= 149 && column >= geometry.delayedLimit(first + 2)
      first += isEarly ? 0 : 1
      count += (isEarly ? 1 : 0) - (isEarlyBelow ? 1 : 0)
    }
    ball = Stretch(pairs: first, count: count)
  }

  /// The pixels, 0 or 1, of shape [80, 80], row-major.
  public func pixels() -> [UInt8] {
    let values = Values(hue: hue)
    var pixels = [UInt8](repeating: values.background, count: Self.count)
    func fill(_ stretch: Stretch, columns: Range<Int>, with value: UInt8) {
      for row in Int(stretch.start)..<Int(stretch.end) {
        for column in columns {
          pixels[row * Self.side + column] = value
        }
      }
    }
    let ballLeft = Int(ballColumn)
    fill(leftBat, columns: Self.leftBatColumn..<Self.leftBatColumn + 2, with: values.left)
    fill(rightBat, columns: Self.rightBatColumn..<Self.rightBatColumn + 2, with: values.right)
    fill(ball, columns: ballLeft..<ballLeft + 1, with: values.ball)
    return pixels
  }

  /// Whether the background is 0 and every object 1, as in play.
  @inline(__always)
  var isPlain: Bool {
    hue == 0 || hue == 0x3C
  }

  /// What the colours of a picture become: 0 or 1.
  private struct Values {
    var background: UInt8
    var left: UInt8
    var right: UInt8
    var ball: UInt8

    init(hue: UInt8) {
      let colors = CourtColors(hue: hue)
      func value(_ color: Palette.RGB) -> UInt8 {
        [144, 109, 0].contains(color.red) ? 0 : 1
      }
      background = value(colors.background)
      left = value(colors.left)
      right = value(colors.right)
      ball = value(colors.ball)
    }
  }
}
