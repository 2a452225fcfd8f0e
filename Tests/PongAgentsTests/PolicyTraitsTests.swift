import PongAgents
import Testing

struct PolicyTraitsTests {
  @Test func `traits are read in any order, and those not said stay as they were`() throws {
    let both = PolicyTraits(selection: .sampled(temperature: 1.5), reaction: 12)
    #expect(try PolicyTraits("reaction=12,temperature=1.5") == both)
    #expect(try PolicyTraits("temperature=1.5,reaction=12") == both)
    #expect(try PolicyTraits("greedy") == PolicyTraits(selection: .greedy))
    #expect(
      try PolicyTraits("reaction=12", changing: PolicyTraits(selection: .greedy)).reaction == 12
    )
    #expect(try PolicyTraits("temperature=1.5", changing: PolicyTraits(reaction: 12)) == both)
    #expect(try PolicyTraits("reaction=0", changing: both).reaction == 0)
    #expect(try PolicyTraits("reaction=60").reaction == 60)
  }

  @Test(arguments: [
    "", ",", "quick", "greedy=1", "reaction", "reaction=", "reaction=61", "reaction=-1",
    "reaction=1.5", "temperature=0", "temperature=101", "temperature=nan", "temperature=-1",
    "reaction=1,reaction=2", "greedy,temperature=2", "greedy,", "Greedy", "reaction = 3",
  ])
  func `what is no trait is an error that says what would do`(text: String) throws {
    let error = #expect(throws: PlayerTraitError.self) { try PolicyTraits(text) }
    #expect(try #require(error).description.hasPrefix("A policy"))
  }
}
