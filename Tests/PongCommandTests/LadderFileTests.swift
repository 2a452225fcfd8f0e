import Foundation
import PongAgents
import Testing

@testable import PongCommand

struct LadderFileTests {
  @Test func `a file that is absent or damaged is told, and its policies keep their names`() throws
  {
    let folder = try TemporaryFolder()
    let url = URL(fileURLWithPath: folder.path)
    #expect(throws: CommandError.self) { try LadderFile.read(in: url) }
    let broken = [
      "no json", "[]", #"{"version":2,"rungs":[]}"#,
      #"{"version":1,"rungs":[{"id":"a b","title":"A"}]}"#,
      #"{"version":1,"rungs":[{"id":"a","title":"A","policy":"../a"}]}"#,
      #"{"version":1,"rungs":[{"id":"a","title":"A"}],"others":[{"id":"a","title":"B"}]}"#,
      #"{"version":1,"rungs":[{"id":"a","title":"A","temperature":0}]}"#,
      #"{"version":1,"rungs":[{"id":"a","title":"A","curve":[[1]]}]}"#,
    ]
    for text in broken {
      _ = try folder.write(text, to: "ladder.json")
      #expect(throws: CommandError.self, "\(text)") { try LadderFile.read(in: url) }
    }
    _ = try folder.write("", to: "one-minute.safetensors")
    _ = try folder.write("", to: "README.md")
    let policies = LadderFile.unratedPolicies(in: url)
    #expect(policies.map(\.id) == ["one-minute"] && policies[0].title == "One Minute")
  }

  @Test func `what is not known is left out`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      #"""
      {"version":1,"future":1,"rungs":[{"id":"first-steps","title":"First steps","word":"easy",
       "policy":"first.safetensors","reaction":8,"temperature":1.5,"elo":540.4,"elo_error":20,
       "exploitability":null,"trained":"20 s","curve":[[0,-20],[1,2.5]],
       "style":{"mean_rally_hits":4.5,"fired_share":0.1,"lost_bottom_share":0.3}}],
       "others":[{"id":"atari","title":"Atari's computer","elo":1000}]}
      """#,
      to: "ladder.json"
    )
    let ladder = try LadderFile.read(in: URL(fileURLWithPath: folder.path))
    let rung = try #require(ladder.rungs.first)
    #expect(rung.choice.detail == "easy, Elo 540, 20 s")
    #expect(rung.reaction == 8 && rung.temperature == 1.5 && rung.exploitability == nil)
    #expect(rung.style == Ladder.Style(meanRallyHits: 4.5, firedShare: 0.1, lostBottomShare: 0.3))
    #expect(ladder.others.first?.policy == nil && ladder.others.first?.word == nil)
    let copy = try JSONDecoder().decode(Ladder.self, from: try JSONEncoder().encode(ladder))
    #expect(copy == ladder)
  }
}
