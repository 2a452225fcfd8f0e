import Testing

@testable import PongEngine

struct PictureTests {
  @Test func `colours and gray levels are those that were measured`() {
    let normal = CourtColors.normal
    #expect(normal.left == Palette.RGB(213, 130, 74))
    #expect(normal.right == Palette.RGB(92, 186, 92))
    #expect(normal.ball == Palette.RGB(236, 236, 236))
    #expect(normal.background == Palette.RGB(144, 72, 17))
    let reset = Game().colors
    #expect(reset.left == Palette.RGB(210, 182, 86))
    #expect(reset.right == Palette.RGB(101, 111, 228))
    #expect(reset.ball == Palette.RGB(53, 95, 24))
    #expect(reset.background == Palette.RGB(109, 118, 43))
    let colors = [normal, reset].flatMap { [$0.left, $0.right, $0.ball, $0.background] }
    #expect(colors.map(\.luminance) == [148, 147, 236, 87, 179, 121, 74, 107])
  }

  @Test func `the gray picture is the colour picture's luminance`() {
    var game = Game()
    var stream = TestStream(1)
    var count = 0
    game.playRandomly(frames: 400, &stream) { _, game in
      count += 1
      guard count % 37 == 0 else {
        return
      }
      let rgb = game.rgb()
      let gray = game.grayscale()
      #expect(gray.count == 33_600)
      let expected = (0..<33_600).map { index in
        Palette.RGB(rgb[3 * index], rgb[3 * index + 1], rgb[3 * index + 2]).luminance
      }
      #expect(gray == expected)
    }
  }

  @Test func `the digits lag the score by a frame, and the ball is hidden with them`() {
    var game = Game(rules: Rules(pointsToWin: 21))
    while game.leftScore == 0 {
      _ = game.step(right: PaddleInput(.right))
    }
    #expect(game.drawnLeftScore == 0)
    #expect(game.ballIsVisible)
    _ = game.step(right: .idle)
    #expect(game.drawnLeftScore == 1)
    #expect(!game.ballIsVisible)
  }
}
