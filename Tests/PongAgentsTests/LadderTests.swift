import Foundation
import PongAgents
import Testing

struct LadderTests {
  private var ladder: Ladder {
    func entry(_ id: String, _ elo: Double?) -> Ladder.Entry {
      var entry = Ladder.Entry(id: id, title: "The \(id)", word: "fair", policy: "a")
      entry.elo = elo
      return entry
    }
    return Ladder(
      rungs: [entry("low", 600), entry("middle", 1000), entry("high", 1400)],
      others: [entry("atari", 1000), entry("weak", 100), entry("strong", 2000), entry("new", nil)]
    )
  }

  @Test func `a rung stands between its neighbours`() {
    #expect(ladder.neighbours(of: "low").weaker == nil)
    #expect(ladder.neighbours(of: "low").stronger?.id == "middle")
    #expect(ladder.neighbours(of: "middle").weaker?.id == "low")
    #expect(ladder.neighbours(of: "high").stronger == nil)
  }

  @Test(arguments: [
    ("atari", "middle", "high"), ("weak", nil, "low"), ("strong", "high", nil),
    ("new", nil, nil), ("nobody", nil, nil),
  ])
  func `others stand between the nearest ratings`(id: String, weaker: String?, stronger: String?) {
    let neighbours = ladder.neighbours(of: id)
    #expect(neighbours.weaker?.id == weaker && neighbours.stronger?.id == stronger)
  }

  @Test func `what is known makes the line that people choose by`() {
    #expect(ladder.entry("high")?.choice.detail == "fair, Elo 1400")
    #expect(Ladder.Entry(id: "x", title: "X").choice.detail == "A trained agent")
    #expect(ladder.rung("middle") == 1 && ladder.rung("atari") == nil)
  }

  @Test(arguments: [
    "\"elo\":1e300", "\"elo_error\":-1e300", "\"exploitability\":1e7", "\"curve\":[[1,1e300]]",
    "\"style\":{\"fired_share\":-1}", "\"style\":{\"mean_rally_hits\":1e300}",
    "\"style\":{\"lost_top_share\":1.5}",
  ])
  func `figures that nobody has are an error`(figure: String) throws {
    func ladder(_ more: String) throws -> Ladder {
      let entry = "{\"id\":\"a\",\"title\":\"A\"\(more)}"
      let json = "{\"version\":1,\"rungs\":[\(entry)]}"
      return try JSONDecoder().decode(Ladder.self, from: Data(json.utf8))
    }
    #expect(try ladder("").rungs.count == 1)
    #expect(throws: DecodingError.self) { try ladder(",\(figure)") }
  }
}
