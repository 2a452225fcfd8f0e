import Testing

@testable import PongInterface

struct MatchSpeedTests {
  @Test func `frames a second`() {
    let frames = MatchSpeed.allCases.map { speed in
      (1...60).reduce(0) { $0 + speed.frames(inTick: $1) }
    }
    #expect(frames == [15, 30, 60, 120, 240, 480, 3840])
  }

  @Test func `the ends are ends`() {
    #expect(MatchSpeed.quarter.slower == .quarter)
    #expect(MatchSpeed.maximum.faster == .maximum)
    #expect(MatchSpeed.normal.faster == .double)
    #expect(MatchSpeed.normal.slower == .half)
  }
}
