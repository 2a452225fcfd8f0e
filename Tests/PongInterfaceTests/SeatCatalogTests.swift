import PongAgents
import PongInterface
import Testing

struct SeatCatalogTests {
  @Test func `everybody offered can be seated`() {
    let catalog = SeatCatalog.builtIn
    #expect(catalog.choices.map(\.id) == ["human", "atari", "follower", "random"])
    for choice in catalog.choices {
      #expect(catalog.seat(choice.id, seed: 1) != nil)
    }
    #expect(catalog.seat("human", seed: 1)?.isHuman == true)
  }

  @Test func `nobody else can`() {
    #expect(SeatCatalog.builtIn.seat("nobody", seed: 1) == nil)
    #expect(SeatCatalog.builtIn.choice("") == nil)
  }
}
