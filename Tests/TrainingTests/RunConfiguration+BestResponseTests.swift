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
}
