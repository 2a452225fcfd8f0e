import PongAgents
import PongEngine
import Testing

struct PlayerCatalogTests {
  private struct Gone: Error {}

  @Test func `everybody offered can be seated`() throws {
    let catalog = PlayerCatalog.builtIn
    #expect(
      catalog.choices.map(\.id)
        == ["human", "atari", "follower", "person", "random", "sweeper", "still"]
    )
    for choice in catalog.choices {
      #expect(try catalog.seat(choice.id, seed: 1) != nil)
      #expect(try catalog.contestant(choice.id)?.choice == choice)
    }
    #expect(try catalog.seat("human", seed: 1)?.isHuman == true)
    #expect(try catalog.seat("atari", seed: 1)?.isComputer == true)
  }

  @Test func `nobody else can`() throws {
    #expect(try PlayerCatalog.builtIn.seat("nobody", seed: 1) == nil)
    #expect(PlayerCatalog.builtIn.choice("") == nil)
  }

  @Test
  func `traits behind a colon make one of a kind, and what are none is an error that says so`()
    throws
  {
    let catalog = PlayerCatalog.builtIn
    let id = "person:mouse,reaction=200"
    #expect(catalog.choice(id)?.id == id)
    #expect(try catalog.seat(id, seed: 1) != nil)
    #expect(try catalog.contestant("person:reaction=200,device=mouse")?.choice.id == id)
    #expect(catalog.choice("person:brave") == nil)
    let error = #expect(throws: PlayerTraitError.self) { try catalog.contestant("person:brave") }
    #expect(error?.description.contains("keys or mouse, reaction=MILLISECONDS") == true)
    for id in ["follower:fast", "nobody:keys", ":keys"] {
      #expect(try catalog.contestant(id) == nil)
    }
  }

  @Test func `the first of an id counts, and who cannot be fetched is an error, not somebody else`()
    throws
  {
    let choice = Choice(id: "random", title: "Gone", detail: "")
    var catalog = PlayerCatalog.builtIn
    catalog.entries.append(.init(choice) { throw Gone() })
    #expect(try catalog.contestant("random") != nil)
    catalog.entries.insert(.init(choice) { throw Gone() }, at: 0)
    #expect(catalog.choice("random") == choice)
    #expect(throws: Gone.self) { try catalog.seat("random", seed: 1) }
  }
}
