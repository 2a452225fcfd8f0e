import Testing

@testable import PongTerminal

struct FrameClockTests {
  private let start = ContinuousClock.now

  @Test func `time goes on after a stall, whatever came in meanwhile`() {
    var clock = FrameClock(isReal: true, now: start)
    for _ in 0..<60 { _ = clock.tick() }
    let late = start + .seconds(5)
    clock.loseTicks(now: late)
    let event = clock.eventTime(now: late)
    #expect(event < FrameLoop.time(ofFrame: 60 + FrameClock.maximumCatchUp + 1))
    for _ in 0...FrameClock.maximumCatchUp { _ = clock.tick() }
    #expect(clock.tick() > event)
    #expect(clock.lostTicks == 240 - FrameClock.maximumCatchUp)
    // What was lost has passed nevertheless.
    #expect(abs((clock.elapsed(now: late) - .seconds(5)).nanoseconds) < 1000)
  }

  @Test func `a few late ticks are made up for`() {
    var clock = FrameClock(isReal: true, now: start)
    clock.loseTicks(now: start + FrameLoop.time(ofFrame: FrameClock.maximumCatchUp))
    #expect(clock.lostTicks == 0)
    #expect(clock.due == start)
    #expect(clock.tick() == .zero)
    #expect(clock.due == start + FrameLoop.time(ofFrame: 1))
  }

  @Test func `a suspension does not count`() {
    var clock = FrameClock(isReal: true, now: start)
    for _ in 0..<60 { _ = clock.tick() }
    let back = start + .seconds(3600)
    clock.resume(now: back)
    clock.loseTicks(now: back)
    #expect(clock.eventTime(now: back) == .seconds(1))
    #expect(clock.elapsed(now: back) == .seconds(1))
    #expect(clock.lostTicks == 0)
  }

  @Test func `without real time the frames alone count`() {
    var clock = FrameClock(isReal: false, now: start)
    _ = clock.tick()
    #expect(clock.eventTime(now: start + .seconds(9)) == FrameLoop.time(ofFrame: 1))
    #expect(clock.tick() == FrameLoop.time(ofFrame: 1))
    #expect(clock.tick() == FrameLoop.time(ofFrame: 2))
  }
}
