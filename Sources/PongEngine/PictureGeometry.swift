/// Where the moving objects are in a picture, and which of them overlap.
///
/// The console finds the overlaps while it draws; here they follow from the registers
/// (<doc:AtariPicture#Bats-and-ball>): row pair i, 0 to 90, is picture rows 24+2i and 25+2i.
///
/// At the right bat's columns 140...143 the exception always holds for an odd ball (the limit is at
/// most column 139) and never for an even one (at least column 149), so that no timing enters.
struct PictureGeometry {
  // The registers of ball and bats.
  let ballX: UInt8
  let ballY: UInt8
  let leftY: UInt8
  let rightY: UInt8
  // The masks that make a bat 16 or 8 lines high.
  let leftMask: UInt8
  let rightMask: UInt8
  /// The row pairs until the paddle read in this picture had charged.
  let pairsUntilCharged: UInt8

  /// The column of the ball's left pixel, 0 to 159.
  var ballColumn: Int {
    // Before the first serve the ball rests where the console's power-on left it.
    ballX == 0 ? 2 : (Int(ballX) + 111) % 160
  }

  /// Whether the ball is drawn by the rule for an even ``ballY``.
  @inline(__always)
  var ballIsDelayed: Bool {
    ballX != 0 && ballY & 1 == 0
  }

  /// The first of the two row pairs that show the ball; outside 0...90 beyond the field.
  @inline(__always)
  var firstBallPair: Int {
    (Int(ballY) - 39) >> 1
  }

  /// Whether row pair `pair` shows the left bat.
  @inline(__always)
  func leftBatCovers(_ pair: Int) -> Bool {
    (UInt8(truncatingIfNeeded: 0x28 + 2 * pair) &- leftY) & leftMask == 0
  }

  /// Whether row pair `pair` shows the right bat.
  @inline(__always)
  func rightBatCovers(_ pair: Int) -> Bool {
    (UInt8(truncatingIfNeeded: 0x26 + 2 * pair) &- rightY) & rightMask == 0
  }

  /// Whether row pair `pair` shows the ball.
  @inline(__always)
  func ballCovers(_ pair: Int) -> Bool {
    (UInt8(truncatingIfNeeded: 0x28 + 2 * pair) &- ballY) & 0xFC == 0
  }

  /// Whether the ball's rows overlap a wall's, rows 24...33 or 194...209.
  var touchesWall: Bool {
    let first = firstBallPair
    guard -1...90 ~= first else {
      return false
    }
    let onField = max(first, 0)...min(first + 1, 90)
    // Of the two columns, 159 and 0 for a ball over the edge, the nearer to the limit counts.
    let column = ballColumn
    if ballIsDelayed {
      // Ball pairs 0...3 light the upper row of pairs 1...4, 84...89 that of 85...90.
      if onField.lowerBound <= 3 || (84...89).overlaps(onField) {
        return true
      }
      return onField.contains(4) && min(column + 1, 159) >= delayedLimit(4)
    }
    if onField.lowerBound <= 4 || onField.upperBound >= 85 {
      return true
    }
    return onField.contains(84) && (column + 1) % 160 - 1 < promptLimit(85)
  }

  /// Whether the ball's rows overlap the left bat's; its columns have been compared.
  var touchesLeftBat: Bool {
    for pair in firstBallPair...firstBallPair + 1 where 0...90 ~= pair {
      if ballIsDelayed {
        if pair < 90, leftBatCovers(pair) || leftBatCovers(pair + 1) {
          return true
        }
      } else if leftBatCovers(pair) {
        return true
      }
    }
    return false
  }

  /// Whether the ball's rows overlap the right bat's; its columns have been compared.
  var touchesRightBat: Bool {
    for pair in firstBallPair...firstBallPair + 1 where 0...90 ~= pair {
      if ballIsDelayed {
        if pair < 90, rightBatCovers(pair + 1) {
          return true
        }
      } else if rightBatCovers(pair) {
        return true
      }
    }
    return false
  }

  /// E of <doc:AtariPicture#The-ball>: from this column on the upper row of `pair` is a row early.
  func promptLimit(_ pair: Int) -> Int {
    let bats = (rightBatCovers(pair) ? 0 : 3) + (leftBatCovers(pair) ? 0 : 3)
    if pair == 0 {
      return 127 + bats - 3
    }
    return 127 + bats + (pair - 1 < Int(pairsUntilCharged) ? 6 : 0)
  }

  /// F of <doc:AtariPicture#The-ball>: from this column on the lower row of `pair` is a row early.
  func delayedLimit(_ pair: Int) -> Int {
    149 + (rightBatCovers(pair + 1) ? 0 : 3) + (pair < Int(pairsUntilCharged) ? 6 : 0)
  }

  /// Calls `body` with every row, 24 to 209, that the ball lights in `column`, one of its two.
  func forEachBallRow(inColumn column: Int, _ body: (Int) -> Void) {
    let first = firstBallPair
    let delayed = ballIsDelayed
    for pair in max(0, first)..<max(0, first, min(91, first + 3)) {
      let upper: Bool
      let lower: Bool
      let before = pair > 0 && ballCovers(pair - 1)
      if delayed {
        upper = before
        let isEarly = pair < 90 && column >= delayedLimit(pair)
        lower = isEarly ? ballCovers(pair) : before
      } else {
        lower = ballCovers(pair)
        upper = column >= promptLimit(pair) ? lower : before
      }
      if upper {
        body(24 + 2 * pair)
      }
      if lower {
        body(25 + 2 * pair)
      }
    }
    if ballCovers(delayed ? 89 : 90) {
      for row in 206...209 {
        body(row)
      }
    }
  }
}

extension Game {
  /// The geometry of the last picture: a copy, so that the rules can use it while they change the
  /// game.
  @inline(__always)
  var geometry: PictureGeometry {
    PictureGeometry(
      ballX: ballX,
      ballY: ballY,
      leftY: leftY,
      rightY: rightY,
      leftMask: rules.leftMask,
      rightMask: rules.rightMask,
      pairsUntilCharged: pairsUntilCharged
    )
  }

  /// Whether the ball's picture overlapped a wall's.
  @inline(__always)
  var touchesWall: Bool {
    // Rows ballY-15 ... ballY-11 at the most are the ball's.
    ballY &- 49 > 155 && geometry.touchesWall
  }

  /// Whether the ball's picture overlapped the left bat's, columns 16...19.
  @inline(__always)
  var touchesLeftBat: Bool {
    ballX &- 64 < 5 && geometry.touchesLeftBat
  }

  /// Whether the ball's picture overlapped the right bat's, columns 140...143.
  @inline(__always)
  var touchesRightBat: Bool {
    ballX &- 188 < 5 && geometry.touchesRightBat
  }

  /// The column of the ball's left pixel, 0 to 159.
  public var ballColumn: Int {
    geometry.ballColumn
  }

  /// Calls `body` with every row of the last picture, 24 to 209, that the ball lights.
  ///
  /// Rows of the walls, which have the ball's colour, are among them.
  ///
  /// - Parameters:
  ///   - column: One of the ball's two columns, ``ballColumn`` and the next (modulo 160).
  ///   - body: Takes a row.
  public func forEachBallRow(inColumn column: Int, _ body: (Int) -> Void) {
    geometry.forEachBallRow(inColumn: column, body)
  }
}
