import NeuralNetwork
import PongEngine
import Reinforcement
import Testing

@testable import PongAgents

struct PersonCloneTests {
  /// Games to 7 of a person with these traits against Atari's computer.
  private func games(_ traits: String, _ numbers: Range<Int>) throws -> [Demonstration] {
    let person = PersonPlayer.contestant(try PersonTraits(traits))
    var series = GameSeries(person, PersonPlayer.contestant, seed: 3)
    series.rules.pointsToWin = 7
    return numbers.map { Demonstration(of: series, game: $0) }
  }

  private var quick: PersonClone.Settings {
    var settings = PersonClone.Settings()
    settings.hidden = 64
    settings.modelGames = 6
    return settings
  }

  @Test(arguments: [
    "keys,reaction=250,error=3,follows,patient", "mouse,reaction=200,error=1,predicts,fires",
    "keys,reaction=400,error=6,predicts,patient",
  ])
  func `after three games a clone knows up from down in a fourth`(traits: String) throws {
    let clone = PersonClone(
      of: try games(traits, 0..<3),
      settings: quick,
      seed: 1,
      on: SerialPool()
    )
    let agreement = CloneAgreement(of: clone.policy, with: try games(traits, 3..<4)[0])
    // By chance a third and a half.
    #expect(agreement.balancedAccuracy > 0.45)
    #expect(agreement.sidedness > 0.68)
    #expect(agreement.accuracy > agreement.majority - 0.05)
    #expect(agreement.count > 500)
    #expect(try #require(clone.heldBack).count > 500)
    #expect(clone.estimate.traits.device == (traits.hasPrefix("keys") ? .keys : .mouse))
    #expect(clone.policy.actions == Action.minimal)
  }

  @Test func `the same games and seed make the same clone, whoever works`() throws {
    struct Backward: WorkPool {
      let workerCount = 3
      func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
        for index in (0..<count).reversed() { body(index) }
      }
    }
    var settings = quick
    settings.passes = 1
    settings.lastPasses = 1
    let shown = try games("keys,reaction=200", 0..<2)
    func weights(seed: UInt64, on pool: some WorkPool) -> [Float] {
      let clone = PersonClone(of: shown, settings: settings, seed: seed, on: pool)
      return Array(clone.policy.network.parameters.elements)
    }
    let first = weights(seed: 1, on: SerialPool())
    #expect(weights(seed: 1, on: Backward()) == first)
    #expect(weights(seed: 2, on: SerialPool()) != first)
    #expect(first.allSatisfy { $0.isFinite })
  }

  @Test func `the shares of an agreement are of what was done`() throws {
    let shown = try games("keys,reaction=250,follows", 0..<1)
    let clone = PersonClone(of: shown, settings: quick, seed: 1, on: SerialPool())
    #expect(clone.heldBack == nil)
    var agreement = CloneAgreement(of: clone.policy, with: shown[0])
    #expect(agreement.count == shown[0].frameCount / 2)
    agreement.counts = [[6, 2, 0], [5, 80, 5], [1, 0, 1]]
    agreement.sided = 9
    #expect(agreement.count == 100)
    #expect(agreement.count(.none) == 90)
    #expect(agreement.accuracy == 0.87)
    #expect(agreement.majority == 0.9)
    #expect(agreement.recall(.up) == 0.75)
    #expect(abs(agreement.balancedAccuracy - (0.75 + 80.0 / 90 + 0.5) / 3) < 1e-9)
    #expect(agreement.sidedness == 0.9)
  }
}
