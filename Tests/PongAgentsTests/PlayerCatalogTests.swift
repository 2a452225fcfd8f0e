import PongAgents
import PongEngine
import Testing

struct PlayerCatalogTests {
  private struct Gone: Error {}

  @Test func `everybody offered can be seated`() throws {
    let catalog = PlayerCatalog.builtIn
    #expect(catalog.choices.map(\.id) == ["human", "atari", "follower", "random"])
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
