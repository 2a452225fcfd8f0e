import PongAgents
import PongEngine
import Testing

struct SaliencyTests {
  @Test("only places near something seen matter, and the score is half the squared change")
  func scores() throws {
    let policy = SamplePolicy.make()
    for observed in SamplePolicy.observations(policy, frames: 400).suffix(40) {
      let attribution = policy.attribution(observed)
      let scores = policy.saliency(observed).scores
      #expect(scores.count == 256)
      for (index, score) in scores.enumerated() {
        let (row, column) = (index / 16 * 5 + 2, index % 16 * 5 + 2)
        let isNear = attribution.pixels.contains { pixel in
          let (down, right) = (pixel.row - row, pixel.column - column)
          return down * down + right * right < 36
        }
        #expect(score >= 0)
        if !isNear { #expect(score == 0) }
      }
      if !attribution.pixels.isEmpty { #expect(scores.contains { $0 > 0 }) }
    }
  }
}
