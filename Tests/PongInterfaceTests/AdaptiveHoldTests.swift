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

  // MARK: The gap before the first repeat

  /// The milliseconds from one time to another at which nothing counts as held.
  private func stillTimes(_ hold: AdaptiveHold, _ times: Range<Int>) -> [Int] {
    times.filter { hold.direction(at: .milliseconds($0)) == nil }
  }

  /// Holds a key from a time on and returns at which milliseconds the paddle stood still meanwhile.
  private func stillTimes(
    _ hold: inout AdaptiveHold,
    holding direction: PaddleHold.Direction,
    from start: Int,
    until end: Int,
    delay: Int,
    interval: Int
  ) -> [Int] {
    let presses = [start] + Array(stride(from: start + delay, to: end, by: interval))
    var still: [Int] = []
    for (index, press) in presses.enumerated() {
      hold.press(direction, at: .milliseconds(press))
      let next = index + 1 < presses.count ? presses[index + 1] : end
      still += (press..<next).filter { hold.direction(at: .milliseconds($0)) != direction }
    }
    return still
  }

  private static let keyboards = [(250, 33), (500, 25), (500, 33), (500, 40), (660, 40)]

  @Test(arguments: keyboards)
  func `once a key was held the next one moves the paddle without a halt`(
    delay: Int,
    interval: Int
  ) {
    var hold = AdaptiveHold()
    // At first it is a tap, a halt, and then repeats.
    var still = stillTimes(
      &hold,
      holding: .up,
      from: 0,
      until: 1500,
      delay: delay,
      interval: interval
    )
    #expect(still == Array(50..<delay))
    #expect(hold.delay == .milliseconds(delay) && hold.expectsHold)
    for (start, direction) in [(3000, PaddleHold.Direction.up), (6000, .down), (9000, .up)] {
      still = stillTimes(
        &hold,
        holding: direction,
        from: start,
        until: start + 1500,
        delay: delay,
        interval: interval
      )
      #expect(still == [])
    }
    #expect(hold.delay == .milliseconds(delay))
  }

  @Test(arguments: keyboards)
  func `the end of a held key is noticed as soon as before`(delay: Int, interval: Int) {
    var hold = AdaptiveHold()
    for start in [0, 3000, 6000] {
      _ = stillTimes(
        &hold,
        holding: .up,
        from: start,
        until: start + 1500,
        delay: delay,
        interval: interval
      )
    }
    let last = 6000 + delay + (1499 - delay) / interval * interval
    let end = stillTimes(hold, last..<last + 500).first ?? 0
    #expect(end - last <= max(50, interval * 5 / 2 + 5))
  }

  @Test(arguments: keyboards)
  func `after a tap, taps are taps`(delay: Int, interval: Int) {
    var hold = AdaptiveHold()
    _ = stillTimes(&hold, holding: .up, from: 0, until: 1500, delay: delay, interval: interval)
    // The first is awaited in vain, for as long as the keyboard would take and no longer.
    hold.press(.up, at: .milliseconds(5000))
    let end = stillTimes(hold, 5000..<7000).first ?? 0
    #expect(end > 5000 + delay && end <= 5000 + delay + 90)
    for tap in 1...5 {
      let time = 5000 + tap * 1200
      hold.press(tap % 2 == 0 ? .up : .down, at: .milliseconds(time))
      #expect(stillTimes(hold, time..<time + 1000).first == time + 50)
    }
    // And after a held key the next is held again.
    let start = 20_000
    _ = stillTimes(
      &hold,
      holding: .down,
      from: start,
      until: start + 1500,
      delay: delay,
      interval: interval
    )
    #expect(hold.expectsHold)
  }

  @Test func `taps in a row are noticed at the second`() {
    var hold = AdaptiveHold()
    _ = stillTimes(&hold, holding: .up, from: 0, until: 1500, delay: 500, interval: 33)
    for tap in 0..<5 { hold.press(.up, at: .milliseconds(5000 + tap * 160)) }
    #expect(!hold.expectsHold)
    #expect(stillTimes(hold, 5640..<6000).first == 5690)
    #expect(hold.delay == .milliseconds(500))
  }

  @Test func `the same key right after a held one wants a little more`() {
    var hold = AdaptiveHold()
    _ = stillTimes(&hold, holding: .up, from: 0, until: 1500, delay: 500, interval: 33)
    hold.press(.up, at: .milliseconds(1750))
    #expect(stillTimes(hold, 1750..<2500).first == 1800)
    // It says nothing of what comes next.
    hold.press(.down, at: .milliseconds(4000))
    #expect(stillTimes(hold, 4000..<4500) == [])
  }

  @Test func `the other direction takes over within the gap, and is awaited as well`() {
    var hold = AdaptiveHold()
    _ = stillTimes(&hold, holding: .up, from: 0, until: 1500, delay: 500, interval: 33)
    hold.press(.up, at: .milliseconds(5000))
    hold.press(.down, at: .milliseconds(5200))
    #expect(hold.direction(at: .milliseconds(5200)) == .down)
    #expect(hold.direction(at: .milliseconds(5699)) == .down)
  }

  @Test func `another keyboard is learnt at its first held key`() {
    var hold = AdaptiveHold()
    _ = stillTimes(&hold, holding: .up, from: 0, until: 1500, delay: 660, interval: 40)
    for (start, delay) in [(3000, 250), (6000, 500)] {
      _ = stillTimes(
        &hold,
        holding: .up,
        from: start,
        until: start + 1500,
        delay: delay,
        interval: 30
      )
      #expect(hold.delay == .milliseconds(delay))
    }
  }

  @Test func `events that come late by a network are still the same key`() {
    var hold = AdaptiveHold()
    _ = stillTimes(&hold, holding: .up, from: 0, until: 1500, delay: 500, interval: 33)
    _ = stillTimes(&hold, holding: .up, from: 3000, until: 4500, delay: 540, interval: 33)
    #expect(hold.delay == .milliseconds(520))
    let still = stillTimes(
      &hold,
      holding: .up,
      from: 6000,
      until: 7500,
      delay: 560,
      interval: 33
    )
    #expect(still == [])
  }
}
