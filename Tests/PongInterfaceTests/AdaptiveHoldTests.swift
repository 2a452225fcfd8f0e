import Testing

@testable import PongInterface

struct AdaptiveHoldTests {
  /// Holds a key from a time on, as a terminal with these settings repeats it, and returns when it
  /// is let go, which the terminal does not tell.
  private func holdKey(
    _ hold: inout AdaptiveHold,
    from start: Int,
    firstGap: Int,
    interval: Int,
    repeats: Int
  ) -> Int {
    hold.press(.up, at: .milliseconds(start))
    for number in 0..<repeats {
      hold.press(.up, at: .milliseconds(start + firstGap + number * interval))
    }
    return start + firstGap + (repeats - 1) * interval
  }

  @Test(arguments: [(200, 20), (250, 33), (400, 40), (500, 33), (660, 40)])
  func `learns the interval of a keyboard`(firstGap: Int, interval: Int) {
    var hold = AdaptiveHold()
    let end = holdKey(&hold, from: 0, firstGap: firstGap, interval: interval, repeats: 20)
    #expect(abs(Double((hold.interval - .milliseconds(interval)) / .milliseconds(1))) < 2)
    #expect(hold.direction(at: .milliseconds(end + interval * 2)) == .up)
    #expect(hold.direction(at: .milliseconds(end + interval * 3)) == nil)

    // From the first repeat on the paddle moves without a halt.
    let start = 5000
    hold.press(.up, at: .milliseconds(start))
    for number in 0..<10 {
      let time = start + firstGap + number * interval
      hold.press(.up, at: .milliseconds(time))
      for moment in time..<time + interval {
        #expect(hold.direction(at: .milliseconds(moment)) == .up)
      }
    }
  }

  @Test func `a tap moves the paddle for three frames and no longer`() {
    var hold = AdaptiveHold()
    hold.press(.down, at: .milliseconds(1000))
    let frames = (0..<60).filter { frame in
      hold.direction(at: .milliseconds(1000) + .nanoseconds(frame * 16_666_667)) == .down
    }
    #expect(frames == [0, 1, 2])
  }

  @Test func `the other direction takes over at once`() {
    var hold = AdaptiveHold()
    hold.press(.up, at: .zero)
    hold.press(.down, at: .milliseconds(40))
    #expect(hold.direction(at: .milliseconds(40)) == .down)
    hold.stop()
    #expect(hold.direction(at: .milliseconds(41)) == nil)
  }

  @Test func `taps are not taken for repeats`() {
    var hold = AdaptiveHold()
    for tap in 0..<10 {
      hold.press(.up, at: .milliseconds(tap * 130))
    }
    #expect(hold.interval == .milliseconds(33))
    #expect(hold.direction(at: .milliseconds(9 * 130 + 49)) == .up)
    #expect(hold.direction(at: .milliseconds(9 * 130 + 51)) == nil)
  }

  @Test func `late repeats make it more patient`() {
    var hold = AdaptiveHold()
    _ = holdKey(&hold, from: 0, firstGap: 500, interval: 20, repeats: 10)
    let last = 500 + 9 * 20
    hold.press(.up, at: .milliseconds(last + 75))
    #expect(hold.direction(at: .milliseconds(last + 75 + 150)) == .up)
  }

  @Test func `repeats read in one go teach no interval`() {
    var hold = AdaptiveHold()
    for _ in 0..<20 {
      hold.press(.up, at: .milliseconds(100))
    }
    #expect(hold.interval == .milliseconds(33))
  }

  @Test func `the other direction is a tap, however soon it comes`() {
    var hold = AdaptiveHold()
    hold.press(.up, at: .zero)
    hold.press(.down, at: .milliseconds(40))
    #expect(hold.direction(at: .milliseconds(80)) == .down)
    #expect(hold.direction(at: .milliseconds(95)) == nil)
  }
}
