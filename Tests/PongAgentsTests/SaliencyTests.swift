import PongAgents
import PongEngine
import Testing

struct SaliencyTests {
  @Test("only places near something seen matter, and the score is half the squared change")
  func scores() throws {
    let policy = SamplePolicy.make()
    for sight in SamplePolicy.sights(policy, frames: 400).suffix(40) {
      let insight = policy.insight(sight)
      let scores = policy.saliency(sight).scores
      #expect(scores.count == 256)
      for (index, score) in scores.enumerated() {
        let (row, column) = (index / 16 * 5 + 2, index % 16 * 5 + 2)
        let isNear = insight.pixels.contains { pixel in
          let (down, right) = (pixel.row - row, pixel.column - column)
          return down * down + right * right < 36
        }
        #expect(score >= 0)
        if !isNear { #expect(score == 0) }
      }
      if !insight.pixels.isEmpty { #expect(scores.contains { $0 > 0 }) }
    }
  }
}
