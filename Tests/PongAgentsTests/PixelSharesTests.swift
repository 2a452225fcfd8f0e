import PolicyTestSupport
import PongEngine
import Testing

@testable import PongAgents

struct PixelSharesTests {
  private let shares = PixelShares.usual

  @Test func `shares are of all decisions, and the same at every count`() {
    for picture in 0...1 {
      #expect(shares[picture].count == 6400)
      #expect(shares[picture].allSatisfy { 0...1 ~= $0 })
    }
    #expect(PixelShares(decisions: 3000) == PixelShares(decisions: 3000))
  }

  @Test func `a bat is in its columns, eight rows high, nearly always, a ball in one place seldom`()
  {
    func sum(_ columns: Range<Int>) -> Float {
      (0..<80).reduce(0) { sum, row in
        sum + columns.reduce(0) { $0 + shares.frame[row * 80 + $1] }
      }
    }
    let bats = FrameObjects.batColumns
    for column in [bats.left, bats.left + 1, bats.right, bats.right + 1] {
      #expect(abs(sum(column..<column + 1) - 8) < 0.7, "\(column)")
    }
    // The ball is one column wide and at most two rows high, and out of play for a second after points.
    let ball = sum(0..<bats.left) + sum(bats.left + 2..<bats.right) + sum(bats.right + 2..<80)
    #expect(0.5 < ball && ball < 2)
    let middle = (0..<80).map { shares.frame[$0 * 80 + 40] }
    #expect(middle.allSatisfy { $0 < 0.01 } && middle.contains { $0 > 0 })
  }

  @Test func `where nothing is ever lit weights count for nothing`() {
    let policy = SamplePolicy.make(
      .differenceAndFrame,
      actions: [.right, .left],
      hasValue: false,
      hidden: 4,
      seed: 1
    ) { _, _ in }
    for picture in 0...1 {
      let raw = policy.receptiveField(ofUnit: 2, picture: picture)
      let weighed = policy.weighedField(ofUnit: 2, picture: picture)
      #expect(weighed.indices.allSatisfy { weighed[$0] == raw[$0] * shares[picture][$0] })
      #expect(shares[picture].contains(0) && raw.contains { $0 != 0 })
    }
  }
}
