import Testing

@testable import PongEngine

struct PreprocessingTests {
  /// Karpathy's `prepro`, literally: draw, crop, sample, erase two backgrounds, make the rest 1.
  private func drawn(_ game: Game) -> [UInt8] {
    let rgb = game.rgb()
    return [UInt8](unsafeUninitializedCapacity: 6400) { pixels, count in
      while count < 6400 {
        let red = rgb[((35 + count / 80 * 2) * 160 + count % 80 * 2) * 3]
        pixels[count] = red == 144 || red == 109 || red == 0 ? 0 : 1
        count += 1
      }
    }
  }

  private func expectEqual(_ before: Game, _ after: Game) {
    let old = drawn(before)
    let new = drawn(after)
    let frame = PreprocessedFrame(after)
    let pixels = frame.difference(from: PreprocessedFrame(before))
    var sum = old
    for pixel in pixels {
      sum[pixel.index] = pixel.isNegative ? sum[pixel.index] &- 1 : sum[pixel.index] &+ 1
    }
    let isEqual =
      sum == new && frame.pixels() == new && Set(pixels.map(\.index)).count == pixels.count
    // One expectation a frame: they cost more than the frames.
    #expect(isEqual, "\(before) \(after)")
  }

  @Test func `frames and differences equal drawing, cropping, sampling and subtracting`() {
    var stream = TestStream(5)
    for rules in Rules.everyVariant {
      var game = Game(rules: rules)
      var kept: Game?
      var count = 0
      game.playRandomly(frames: 1000, &stream) { _, after in
        // Differences over one to four frames, as of agent steps.
        count += 1
        if count % (2 + count % 5) == 0 {
          if let kept {
            expectEqual(kept, after)
          }
          kept = after
        }
      }
    }
  }

  @Test func `so do those of registers set at random, of balls in bats and over edges`() {
    var stream = TestStream(6)
    var last = Game()
    for index in 0..<3000 {
      var game = Game(rules: Rules.everyVariant[index % 32])
      game.drawnHue = 0
      game.ballX = UInt8(48 + stream.next(below: 162))
      game.ballY = UInt8(index % 7 == 0 ? 0 : stream.next(below: 256))
      if index % 3 == 0 {
        game.ballX = [64, 66, 68, 188, 190, 192, 198, 205][stream.next(below: 8)]
      }
      game.leftY = UInt8(stream.next(below: 256))
      game.rightY = UInt8(stream.next(below: 256))
      game.pairsUntilCharged = UInt8(stream.next(below: 92))
      expectEqual(last, game)
      last = game
    }
  }

  @Test func `so do those of every colour that a time-out drifts through`() {
    var last = Game()
    for hue in UInt8.min...UInt8.max {
      var game = Game()
      game.drawnHue = hue
      game.leftY = hue
      expectEqual(last, game)
      last = game
    }
  }

  @Test func `a difference frame of random play has at most 40 pixels on average`() {
    var game = Game()
    var stream = TestStream(8)
    var total = 0
    var frames = 0
    game.playRandomly(frames: 6000, &stream) { before, after in
      total += PreprocessedFrame(after).difference(from: PreprocessedFrame(before)).count
      frames += 1
    }
    #expect(1...40 ~= total / frames)
  }
}
