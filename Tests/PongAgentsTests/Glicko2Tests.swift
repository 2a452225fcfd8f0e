import PongAgents
import Testing

struct Glicko2Tests {
  private func even(_ wins: Double, _ losses: Double, against value: Double = 1000) -> [Glicko2
    .Score]
  {
    [Glicko2.Score(against: .init(value, deviation: 3), wins: wins, losses: losses)]
  }

  private let mode = Glicko2(estimate: .mode)

  // M. E. Glickman, "Example of the Glicko-2 system" (2022).
  @Test func `Glickman's example`() {
    let scores = [
      Glicko2.Score(against: .init(1400, deviation: 30), wins: 1, losses: 0),
      Glicko2.Score(against: .init(1550, deviation: 100), wins: 0, losses: 1),
      Glicko2.Score(against: .init(1700, deviation: 300), wins: 0, losses: 1),
    ]
    let player = Glicko2.Rating(1500, deviation: 200)
    let after = Glicko2(tau: 0.5).rating(player, after: scores)
    #expect(abs(after.value - 1464.06) < 0.01)
    #expect(abs(after.deviation - 151.52) < 0.01)
    #expect(abs(after.volatility - 0.05999) < 0.00001)
    // His E(μ, μⱼ, φⱼ).
    for (score, expected) in zip(scores, [0.639, 0.432, 0.303]) {
      let share = Glicko2.expectedShare(of: player, against: score.opponent)
      #expect(abs(share - expected) < 0.0005)
    }
    // Few games: the mode is not far.
    #expect(abs(mode.rating(player, after: scores).value - after.value) < 3)
  }

  @Test func `without a game only the deviation grows, as if the variances were added`() {
    let rating = Glicko2.Rating(1200, deviation: 30, volatility: 0.06)
    let idle = mode.rating(rating, afterIdle: 10)
    #expect(idle.value == 1200 && idle.volatility == 0.06)
    // A unit of the scale is 173.7178 points.
    #expect(abs(idle.deviation - (900 + 10 * 108.6411).squareRoot()) < 1e-3)
    #expect(mode.rating(rating, after: []) == mode.rating(rating, afterIdle: 1))
    #expect(mode.rating(rating, afterIdle: 0) == rating)
  }

  @Test(arguments: [Glicko2.Estimate.step, .mode])
  func `wins raise, losses lower, and who does as expected stays`(estimate: Glicko2.Estimate) {
    let system = Glicko2(estimate: estimate)
    let rating = Glicko2.Rating(1000, deviation: 60)
    let (up, same, down) = (
      system.rating(rating, after: even(21, 10)), system.rating(rating, after: even(21, 21)),
      system.rating(rating, after: even(10, 21))
    )
    #expect(up.value > 1010 && down.value < 990 && abs(same.value - 1000) < 1e-6)
    // Both sides of the scale are alike.
    #expect(abs(up.value - 1000 + (down.value - 1000)) < 1e-6)
    #expect(same.deviation < 60 && up.deviation < 60)
    // The better known, the smaller the step.
    let known = system.rating(Glicko2.Rating(1000, deviation: 30), after: even(21, 10))
    #expect(known.value > 1000 && known.value < up.value)
  }

  @Test func `games with a count are as many games`() {
    let rating = Glicko2.Rating(1000, deviation: 80)
    for system in [Glicko2(), mode] {
      let counted = system.rating(rating, after: even(3, 2))
      let single = even(1, 0) + even(1, 0) + even(1, 0) + even(0, 1) + even(0, 1)
      let listed = system.rating(rating, after: single)
      #expect(abs(counted.value - listed.value) < 1e-6)
      #expect(abs(counted.deviation - listed.deviation) < 1e-6)
    }
  }

  // 21 of 26 points are what 249 Elo points more win: 400 log₁₀(21 / 5).
  @Test func `a newcomer who beats the strongest is not rated beyond what the score says`() {
    let newcomer = Glicko2.Rating(1000)
    let after = mode.rating(newcomer, after: even(21, 5, against: 1442))
    #expect(after.value > 1500 && after.value < 1442 + 250)
    // One step of Newton's would go a thousand points too far.
    #expect(Glicko2().rating(newcomer, after: even(21, 5, against: 1442)).value > 2500)
  }

  @Test(arguments: [(21.0, 21.0, 0.0), (21, 7, 190.85), (7, 21, -190.85), (21, 0.21, 800)])
  func `many matches lead to the rating whose share of points is won`(
    wins: Double,
    losses: Double,
    difference: Double
  ) {
    var rating = Glicko2.Rating(1000)
    for _ in 0..<300 { rating = mode.rating(rating, after: even(wins, losses, against: 1150)) }
    #expect(abs(rating.value - 1150 - difference) < 1)
    #expect(rating.deviation < 70 && rating.volatility < 0.061)
  }

  @Test func `surprises raise the volatility, and the more so the greater τ is`() {
    var steady = Glicko2.Rating(1000, deviation: 30)
    var restless = steady
    var freer = steady
    for period in 0..<30 {
      let scores = even(period % 2 == 0 ? 21 : 2, period % 2 == 0 ? 2 : 21)
      steady = mode.rating(steady, after: even(21, 21))
      restless = mode.rating(restless, after: scores)
      freer = Glicko2(tau: 1.2, estimate: .mode).rating(freer, after: scores)
    }
    #expect(steady.volatility <= 0.06)
    let bound = Glicko2(estimate: .mode, greatestVolatility: 0.06)
    #expect(bound.rating(restless, after: even(21, 0)).volatility == 0.06)
    #expect(restless.volatility > 0.061 && freer.volatility > restless.volatility)
  }

  @Test func `numbers stay numbers at the ends of the scale`() {
    for estimate in [Glicko2.Estimate.step, .mode] {
      let system = Glicko2(estimate: estimate)
      for opponent in [-1e6, 0, 1000, 1e6] {
        for (wins, losses) in [(0.0, 0.0), (21, 0), (0, 21), (1e6, 1)] {
          let after = system.rating(.init(1000), after: even(wins, losses, against: opponent))
          #expect(after.value.isFinite && after.volatility.isFinite)
          #expect(after.deviation > 0 && after.deviation < 400)
        }
      }
    }
  }
}
