import Testing

@testable import PongEngine

struct PictureGeometryTests {
  /// The overlaps found as the console finds them, pixel by pixel.
  private func drawnOverlaps(_ geometry: PictureGeometry) -> (wall: Bool, left: Bool, right: Bool) {
    var overlaps = (wall: false, left: false, right: false)
    let leftRows = batRows(geometry.leftBatCovers) { [25 + 2 * $0, 26 + 2 * $0] }
    let rightRows = batRows(geometry.rightBatCovers) { [24 + 2 * $0, 25 + 2 * $0] }
    let left = geometry.ballColumn
    for column in [left, (left + 1) % 160] {
      geometry.forEachBallRow(inColumn: column) { row in
        overlaps.wall = overlaps.wall || row < 34 || row >= 194
        overlaps.left = overlaps.left || 16..<20 ~= column && leftRows.contains(row)
        overlaps.right = overlaps.right || 140..<144 ~= column && rightRows.contains(row)
      }
    }
    return overlaps
  }

  /// The rows that a bat lights: those of its pairs, and the four below the field of pair 90.
  private func batRows(_ covers: (Int) -> Bool, _ rows: (Int) -> [Int]) -> Set<Int> {
    var lit: Set<Int> = []
    for pair in 0...90 where covers(pair) {
      lit.formUnion(rows(pair).filter { $0 <= 205 })
      if pair == 90 {
        lit.formUnion(206...209)
      }
    }
    return lit
  }

  @Test func `overlaps are those of the pixels wherever the ball is between the goal lines`() {
    var stream = TestStream(11)
    for ballY in UInt8.min...UInt8.max {
      for ballX in UInt8(44)...214 {
        for isNear in [true, false] {
          // Bats where they may touch the ball, and anywhere.
          let offsets = (stream.next(below: 24) - 4, stream.next(below: 24) - 4)
          let near = (Int(ballY) - offsets.0, Int(ballY) - offsets.1)
          let bats = isNear ? near : (stream.next(below: 256), stream.next(below: 256))
          let geometry = PictureGeometry(
            ballX: ballX,
            ballY: ballY,
            leftY: UInt8(truncatingIfNeeded: bats.0),
            rightY: UInt8(truncatingIfNeeded: bats.1),
            leftMask: stream.next(below: 2) == 0 ? 0xF0 : 0xF8,
            rightMask: stream.next(below: 2) == 0 ? 0xF0 : 0xF8,
            pairsUntilCharged: UInt8(stream.next(below: 92))
          )
          let drawn = drawnOverlaps(geometry)
          let isAtLeft = ballX &- 64 < 5
          let isAtRight = ballX &- 188 < 5
          let isEqual =
            geometry.touchesWall == drawn.wall
            && (isAtLeft && geometry.touchesLeftBat) == drawn.left
            && (isAtRight && geometry.touchesRightBat) == drawn.right
          if !isEqual {
            Issue.record("\(geometry): drawn \(drawn)")
          }
        }
      }
    }
  }

  @Test func `the columns and rows that spare a game the comparison lose no overlap`() {
    var stream = TestStream(12)
    for rules in Rules.everyVariant {
      var game = Game(rules: rules)
      game.playRandomly(frames: 1000, &stream) { _, game in
        let drawn = drawnOverlaps(game.geometry)
        #expect(game.touchesWall == drawn.wall)
        #expect(game.touchesLeftBat == drawn.left)
        #expect(game.touchesRightBat == drawn.right)
      }
    }
  }

  @Test func `a ball away from the right edge covers rows ballY-14 to ballY-11`() {
    for ballY in UInt8(60)...180 {
      var rows: [Int] = []
      var game = Game()
      game.ballX = 100
      game.ballY = ballY
      game.forEachBallRow(inColumn: game.ballColumn) { rows.append($0) }
      #expect(rows == (Int(ballY) - 14...Int(ballY) - 11).map { $0 })
    }
  }
}
