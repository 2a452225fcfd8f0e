import PongAgents
import Testing
import Training

struct BestResponseTests {
  @Test(arguments: ["champion", "champion:reaction=12,temperature=2", "a,b:3"])
  func `a best response meets one player, from both sides, in the game itself`(
    player: String
  ) throws {
    let configuration = RunConfiguration.bestResponse(to: player, steps: 1_000_000)
    try configuration.validate()
    #expect(configuration.opponents.members.map(\.player) == [player])
    #expect(OpponentMix(text: configuration.opponents.text) == configuration.opponents)
    #expect(configuration.sides == .both)
    #expect(configuration.rallyShare == 0 && configuration.smallBatShare == 0)
    // Nobody's actions stick, as in a game between two players.
    #expect(configuration.environment == .pongV4)
    #expect(configuration.decaySteps == 1_000_000)
  }

  @Test func `the player decides as often as it does in a game`() {
    func frameSkip(_ frames: ClosedRange<Int>) -> Int {
      RunConfiguration.bestResponse(to: "it", steps: 1, frames: frames).frameSkip
    }
    #expect(frameSkip(2...2) == 2 && frameSkip(4...4) == 4)
    // The environment's own steps, of 2 to 4 frames.
    #expect(frameSkip(2...4) == 0)
  }
}
