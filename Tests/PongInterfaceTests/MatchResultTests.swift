import PongEngine
import Testing

@testable import PongInterface

struct MatchResultTests {
  @Test(arguments: [
    (MatchResult.Ending.won(.left), "atari 21 : 13 human"),
    (.unfinished, "atari 21 : 13 human, unfinished"),
    (.timeOut, "atari 21 : 13 human, given up after 18 minutes"),
  ])
  func `is a line`(ending: MatchResult.Ending, line: String) {
    let result = MatchResult(
      left: "atari",
      right: "human",
      leftScore: 21,
      rightScore: 13,
      ending: ending
    )
    #expect(result.line == line)
  }
}
