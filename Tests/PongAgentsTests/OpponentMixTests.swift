import PongAgents
import Testing

struct OpponentMixTests {
  @Test(arguments: [
    ("atari", ["atari"], [1.0]),
    ("atari:15,random:8,self:20", ["atari", "random", "self"], [15, 8, 20]),
    ("person:keys:3,person:mouse", ["person:keys", "person:mouse"], [3, 1]),
    (
      #"person:reaction=200\,error=3:0.5,a.safetensors"#,
      ["person:reaction=200,error=3", "a.safetensors"], [0.5, 1]
    ),
    (#"exec:printf '\n'\,:2"#, [#"exec:printf '\n',"#], [2]),
    ("run:7:1", ["run:7"], [1]),
  ])
  func `a list of names and weights is read, and written again`(
    text: String,
    names: [String],
    weights: [Double]
  ) throws {
    let mix = try #require(OpponentMix(text: text))
    #expect(mix.members.map(\.player) == names)
    #expect(mix.members.map(\.weight) == weights)
    #expect(OpponentMix(text: mix.text) == mix)
  }

  @Test(arguments: [
    "", ",", "atari,", "atari,atari:2", "atari:0", "atari:-1", "atari:inf", ":3", "atari:nan",
  ])
  func `a list without a meaning is none`(text: String) {
    #expect(OpponentMix(text: text) == nil)
  }
}
