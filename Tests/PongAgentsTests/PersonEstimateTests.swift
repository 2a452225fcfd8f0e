import PongAgents
import PongEngine
import Testing

struct PersonEstimateTests {
  /// Games of a person with these traits against a person like any other, from the first one's side.
  private func demonstrations(
    _ traits: String,
    against opponent: Contestant = PersonPlayer.contestant,
    games: Int = 3
  ) throws -> [Demonstration] {
    let person = PersonPlayer.contestant(try PersonTraits(traits))
    let series = GameSeries(person, opponent, seed: 1)
    return (0..<games).map { Demonstration(of: series, game: $0) }
  }

  @Test(arguments: ["keys", "mouse"], ["predicts", "follows"])
  func `three games tell a person's reaction time, device and habits`(
    device: String,
    style: String
  ) throws {
    for (reaction, fires) in [(100, "patient"), (200, "fires"), (350, "patient")] {
      let traits = "\(device),reaction=\(reaction),error=2,\(style),\(fires)"
      var estimate = PersonEstimate(try demonstrations(traits)).traits
      estimate.error = 2
      #expect(estimate.description == traits)
    }
  }

  @Test(arguments: ["keys", "mouse"], [0.0, 3, 6, 10])
  func `how far the ball is from the bat's middle tells the error of the aim`(
    device: String,
    error: Double
  ) throws {
    let games = try demonstrations("\(device),reaction=200,error=\(error),predicts")
    let estimate = PersonEstimate(games)
    let estimated = try #require(estimate.traits.error)
    #expect(abs(estimated - error) <= 2)
    // Half of the balls are within the quartiles of a normal distribution of that spread, about.
    let (aim, spread) = (try #require(estimate.aim), try #require(estimate.aimSpread))
    #expect(abs((aim.upper - aim.lower) / 1.35 - spread) < 2)
  }

  @Test func `the clumsier of two who follow is known for it`() throws {
    let errors = try ["error=0", "error=10"].map { error in
      PersonEstimate(try demonstrations("mouse,reaction=250,follows,\(error)")).traits.error ?? -1
    }
    #expect(errors[0] + 4 < errors[1])
  }

  @Test func `who never moves has neither reaction time nor device`() throws {
    let series = GameSeries(StillPlayer.contestant, .computer, seed: 0)
    let estimate = PersonEstimate([Demonstration(of: series, game: 1)])
    #expect(estimate.reaction == nil)
    #expect(estimate.device == nil)
    #expect(estimate.traits.reaction == nil)
    #expect(PersonEstimate([]).traits == PersonTraits())
    #expect(PersonEstimate([Demonstration([], by: .left)]).traits == PersonTraits())
  }

  @Test func `quartiles lie between neighbours`() {
    let quartiles = PersonEstimate.Quartiles([4, 1, 3, 2])
    #expect(quartiles?.lower == 1.75)
    #expect(quartiles?.median == 2.5)
    #expect(quartiles?.upper == 3.25)
    #expect(PersonEstimate.Quartiles([]) == nil)
  }
}
