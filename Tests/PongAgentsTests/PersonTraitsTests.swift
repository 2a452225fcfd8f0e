import PongAgents
import Testing

struct PersonTraitsTests {
  @Test func `traits are read in any order and written in one`() throws {
    let traits = PersonTraits(
      reaction: 200,
      error: 3,
      device: .keys,
      predicts: true,
      fires: true
    )
    #expect(traits.description == "keys,reaction=200,error=3,predicts,fires")
    #expect(try PersonTraits("reaction=200,error=3,device=keys,predicts,fires") == traits)
    #expect(try PersonTraits(traits.description) == traits)
    let some = PersonTraits(error: 2.5, device: .mouse, predicts: false, fires: false)
    #expect(some.description == "mouse,error=2.5,follows,patient")
    #expect(try PersonTraits(some.description) == some)
    #expect(PersonTraits().description.isEmpty)
  }

  @Test(arguments: [
    ("brave", "no trait \"brave\""), ("", "no trait \"\""), ("keys,", "no trait \"\""),
    ("keys,mouse", "said twice, the second time by \"mouse\""),
    ("predicts,fires,predicts", "said twice"), ("error=1,error=2", "said twice"),
    ("reaction=49", "reaction is 50 to 500 milliseconds, not \"49\""),
    ("reaction=0.2", "not \"0.2\""), ("error=-1", "error is 0 to 20 lines, not \"-1\""),
    ("error=nan", "not \"nan\""), ("device=feet", "no trait \"device=feet\""),
  ])
  func `what cannot be read is refused with what would do`(text: String, reason: String) {
    let error = #expect(throws: PlayerTraitError.self) { try PersonTraits(text) }
    #expect(error?.description.contains(reason) == true)
  }
}
