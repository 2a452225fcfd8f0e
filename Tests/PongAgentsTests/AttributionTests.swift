import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Testing

struct AttributionTests {
  private static let policies: [PongPolicy] = [
    SamplePolicy.make(),
    SamplePolicy.make(actions: [.left, .right], hasValue: true),
    SamplePolicy.make(.differenceAndFrame, actions: Action.minimal, hasValue: true, hidden: 192),
    SamplePolicy.make(activation: .tanh),
  ]

  @Test(arguments: 0..<4)
  func `contributions sum to the log-odds less biases, to 1e-5 on 10,000 frames`(index: Int) {
    let policy = Self.policies[index]
    var worst = 0.0
    var greatest = 0.0
    for observed in SamplePolicy.observations(policy, frames: 10_000) {
      let attribution = policy.attribution(observed)
      let sum = attribution.pixels.reduce(0) { $0 + $1.contribution }
      worst = max(worst, abs(sum - (attribution.logOdds - attribution.bias - attribution.spread)))
      greatest = max(greatest, abs(attribution.logOdds))
    }
    #expect(worst < 1e-5)
    // Sums of nothing would be exact, too.
    #expect(greatest > 3)
  }

  @Test func `the log-odds of one logit between up and down is that logit`() {
    for (index, sign) in [(0, 1.0), (1, -1.0)] {
      let policy = Self.policies[index]
      for observed in SamplePolicy.observations(policy, frames: 100) {
        let attribution = policy.attribution(observed)
        #expect(abs(attribution.logOdds - sign * Double(attribution.logits[0])) < 1e-9)
        #expect(abs(attribution.spread) < 1e-9)
        let up = attribution.probabilities[index]
        #expect(abs(attribution.probabilityUp - up) < 1e-6)
      }
    }
  }

  @Test func `with several logits the log-odds is that of all ups against all downs`() {
    let policy = Self.policies[2]
    for observed in SamplePolicy.observations(policy, frames: 100) {
      let attribution = policy.attribution(observed)
      let up = attribution.probabilities[2] + attribution.probabilities[4]
      let down = attribution.probabilities[3] + attribution.probabilities[5]
      #expect(abs(attribution.probabilityUp - up / (up + down)) < 1e-5)
      #expect(attribution.value != nil)
    }
  }

  @Test func `units' influences sum to the log-odds less the outputs' biases and the spread`() {
    let policy = Self.policies[0]
    for observed in SamplePolicy.observations(policy, frames: 100) {
      let attribution = policy.attribution(observed)
      let sum = attribution.influences.reduce(0) { $0 + Double($1) }
      #expect(abs(sum + Double(policy.network.outputBias[0]) - attribution.logOdds) < 1e-5)
    }
  }

  @Test
  func `contributions belong to pixels of bats and ball, at the places that everybody else counts`()
  {
    let policy = Self.policies[3]
    let observed = SamplePolicy.observations(policy, frames: 300)[250]
    let attribution = policy.attribution(observed)
    #expect(!attribution.pixels.isEmpty)
    // Places, rows and columns are those that everybody else counts.
    for pixel in attribution.pixels {
      #expect(pixel.place == pixel.row * 80 + pixel.column)
      #expect(!pixel.isOfFrame)
    }
    // A bat that has moved, and the ball, are all that can be seen.
    let columns = Set(attribution.pixels.map(\.column))
    let now = observed.now.ballColumn
    let before = observed.before?.ballColumn ?? 0
    #expect(columns.isSubset(of: [8, 9, 70, 71, now, before]))
  }

  @Test(
    arguments: [
      ([Action.right, .left], [0], [1]), ([.left, .right], [1], [0]),
      (Action.minimal, [2, 4], [3, 5]), ([.noop, .right], [1], [0]), ([.noop, .left], [0], [1]),
      ([.noop, .fire, .up], [0], [1, 2]), ([.right, .rightFire], [0], [1]),
    ] as [([Action], [Int], [Int])]
  )
  func `up and down are the actions that turn the bat, or the others where none does`(
    actions: [Action],
    up: [Int],
    down: [Int]
  ) {
    let logOdds = LogOdds(actions)
    #expect(logOdds.up == up)
    #expect(logOdds.down == down)
  }

  @Test func `receptive fields are the weights of the pixels, row by row`() {
    let policy = Self.policies[2]
    let field = policy.receptiveField(ofUnit: 7, picture: 1)
    #expect(field.count == 6400)
    #expect(field[3 * 80 + 5] == policy.network.hiddenWeights(ofInput: 6400 + 5 * 80 + 3)[7])
  }

  @Test func `a match is the same, to the last bit, whether or not anybody looks into its players`()
  {
    func play(isInspected: Bool) -> Game {
      let policy = Self.policies[2]
      var match = Match(
        rules: Rules(),
        left: .player(PolicyPlayer(policy, seed: 5)),
        right: .player(PolicyPlayer(policy, seed: 6))
      )
      for frame in 0..<6000 {
        _ = match.step()
        guard isInspected, frame % 4 == 0 else { continue }
        for seat in [match.left, match.right] {
          guard case .player(let player) = seat,
            let decisionRecord = (player as? PolicyPlayer)?.decisionRecord,
            let observed = decisionRecord.observed
          else { continue }
          _ = decisionRecord.policy.attribution(observed)
          _ = decisionRecord.policy.saliency(observed)
        }
      }
      return match.game
    }
    #expect(play(isInspected: true) == play(isInspected: false))
  }
}
