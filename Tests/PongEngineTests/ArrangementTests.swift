import Testing

@testable import PongEngine

struct ArrangementTests {
  private let middle = Arrangement(
    ballX: 128,
    ballY: 100,
    velocityX: 2,
    velocityY: -1,
    leftY: 90,
    rightY: 120
  )

  @Test func `every column of the picture can be set, and what lies beyond is its nearest end`() {
    var arrangement = middle
    for column in Arrangement.ballColumns {
      arrangement.ballColumn = column
      #expect(arrangement.ballColumn == column)
    }
    arrangement.ballColumn = -1
    #expect(arrangement.ballColumn == 0)
    arrangement.ballColumn = 160
    #expect(arrangement.ballColumn == 159)
  }

  @Test func `before, the ball was where its velocity brings it from, each bat where its own does`()
  {
    let past = middle.before(frames: 3, batMotion: (left: 5, right: -7))
    // Velocity counts columns to the left.
    #expect(past.ballColumn == middle.ballColumn + 6)
    #expect(past.ballY == 103)
    #expect(past.leftY == 85 && past.rightY == 127)
    #expect(past.velocityX == 2 && past.velocityY == -1)
  }

  @Test func `a ball that would have come from beyond the picture had not been served`() {
    var arrangement = middle
    arrangement.ballColumn = 154
    #expect(arrangement.before(frames: 2).ballColumn == 158)
    #expect(arrangement.before(frames: 3).ballY == 0)
    arrangement.velocityX = -2
    arrangement.ballColumn = 5
    #expect(arrangement.before(frames: 2).ballColumn == 1)
    #expect(arrangement.before(frames: 3).ballY == 0)
  }

  @Test(arguments: Side.allCases)
  func `a side's bat is its own register`(side: Side) {
    var arrangement = middle
    arrangement[bat: side] = 44
    #expect(arrangement.leftY == (side == .left ? 44 : 90))
    #expect(arrangement.rightY == (side == .right ? 44 : 120))
    #expect(arrangement[bat: side] == 44)
  }
}
