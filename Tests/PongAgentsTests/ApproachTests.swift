import PongEngine
import Testing

@testable import PongAgents

struct ApproachTests {
  /// A ball on its way to the right, one column a frame and level, 60 columns before the bat; the
  /// knob is turned from a frame on, as keys do it, for some frames.
  private func demonstration(
    y: UInt8,
    turning turn: Int32,
    from first: Int,
    frames: Int,
    by side: Side = .right
  ) -> Demonstration {
    var arrangement = Game(rules: Rules(leftHolder: .paddle)).arrangement
    arrangement.ballX = 128
    arrangement.ballY = y
    arrangement.velocityX = 1
    arrangement.velocityY = 0
    var games = [Game(rules: Rules(leftHolder: .paddle)).arranged(as: arrangement)]
    arrangement.velocityX = -1
    var game = games[0].arranged(as: arrangement)
    for frame in 0..<90 {
      games.append(game)
      let isTurning = first..<first + frames ~= frame
      _ = game.step(right: PaddleInput(turn: isTurning ? turn : 0, fire: frame > 50))
    }
    return Demonstration(side == .right ? games : games.map(\.mirrored), by: side)
  }

  @Test(arguments: [Side.left, .right])
  func `a flight is counted from the first frame that can answer it`(side: Side) throws {
    // The knob's middle puts the bat's middle at about 115; up by 5 frames of 5.75 lines to the ball.
    let one = demonstration(y: 86, turning: -23_000, from: 12, frames: 5, by: side)
    let approach = try #require(one.approaches.first)
    #expect(one.approaches.count == 1)
    #expect(approach.start == 1)
    #expect(approach.reaction == 12)
    #expect(approach.reactionMilliseconds == 200)
    #expect((-31)...(-27) ~= approach.distance)
    #expect(approach.callsForMovement)
    #expect(approach.isSettled)
    #expect(approach.isHit)
    #expect(approach.isFired)
    let offset = try #require(approach.offset)
    #expect(abs(offset) <= 3)
  }

  @Test
  func `a hand that is on its way, moves the wrong way or has not far to go reacts to nothing`() {
    func reaction(y: UInt8, turn: Int32, from frame: Int) -> Int? {
      demonstration(y: y, turning: turn, from: frame, frames: 5).approaches.first?.reaction
    }
    #expect(reaction(y: 86, turn: -23_000, from: 0) == nil)
    #expect(reaction(y: 86, turn: 23_000, from: 12) == nil)
    #expect(reaction(y: 110, turn: -23_000, from: 12) == nil)
    // A tremble is no movement.
    #expect(reaction(y: 86, turn: -500, from: 12) == nil)
  }

  @Test func `a ball that passes is not hit, and the bat's distance is told`() throws {
    let approach = try #require(
      demonstration(y: 60, turning: 23_000, from: 30, frames: 3).approaches.first
    )
    #expect(!approach.isHit)
    #expect(!approach.isFired)
    #expect(approach.reaction == nil)
    let offset = try #require(approach.offset)
    #expect(offset < -60)
  }

  @Test func `what was done in a frame is read off the knob and the button`() {
    let one = demonstration(y: 86, turning: -23_000, from: 12, frames: 5)
    #expect(one.frameCount == 90)
    #expect(one.input(12) == .idle)
    #expect(one.input(13) == PaddleInput(.right))
    #expect(one.input(53) == PaddleInput(.fire))
  }
}
