import NeuralNetwork
import PolicyTestSupport
import PongAgents
import PongEngine
import Randomness
import Testing

struct PolicyPlayerTests {
  /// A policy that knows nothing, but always the same.
  private func policy(
    _ observation: PongObservation = .difference,
    seed: UInt64 = 1
  ) -> PongPolicy {
    SamplePolicy.make(observation, hidden: 20, initialization: .karpathy, seed: seed) { _, _ in }
  }

  @Test(arguments: [false, true])
  func `the same seed plays the same game, another one another`(isMirrored: Bool) {
    func play(_ seed: UInt64) -> Game {
      let seat = Seat.player(PolicyPlayer(policy(), seed: seed))
      var match = Match(
        rules: Rules(),
        left: isMirrored ? seat : .computer,
        right: isMirrored ? .computer : seat
      )
      for _ in 0..<2000 { _ = match.step() }
      return match.game
    }
    #expect(play(1) == play(1))
    #expect(play(1) != play(2))
  }

  @Test func `the greedy choice is what sampling becomes when it cools down`() {
    let game = Game()
    var greedy = PolicyPlayer(
      policy(.differenceAndFrame),
      traits: .init(selection: .greedy),
      seed: 1
    )
    var cold = PolicyPlayer(
      policy(.differenceAndFrame),
      traits: .init(selection: .sampled(temperature: 1e-4)),
      seed: 2
    )
    var state = game
    for _ in 0..<300 {
      let action = greedy.act(seeing: state)
      #expect(cold.act(seeing: state) == action)
      _ = state.step(right: PaddleInput(action))
    }
  }

  private func deterministic() throws -> EnvironmentID {
    try #require(EnvironmentID("PongDeterministic-v4"))
  }

  @Test func `what a player saw, and what it was about to do, ends with the game`() throws {
    let environment = try deterministic()
    for seed in UInt64(0)..<30 {
      func player() -> PolicyPlayer {
        PolicyPlayer(
          policy(.differenceAndFrame, seed: seed),
          traits: .init(selection: .greedy),
          environment: environment,
          seed: 1
        )
      }
      /// The inputs of a game's beginning.
      func play(_ player: inout PolicyPlayer, frames: Int) -> [PaddleInput] {
        var game = Game()
        return (0..<frames).map { _ in
          let input = player.input(seeing: game)
          _ = game.step(right: input)
          return input
        }
      }
      var (fresh, used) = (player(), player())
      // The last agent step is not over, and the ball was somewhere.
      _ = play(&used, frames: 202)
      #expect(!used.isDeciding)
      used.prepareForNewGame()
      #expect(used.isDeciding)
      #expect(used.observation(of: Game()).count == fresh.observation(of: Game()).count)
      #expect(used.probabilities(seeing: Game()) == fresh.probabilities(seeing: Game()))
      #expect(play(&used, frames: 100) == play(&fresh, frames: 100))
    }
  }

  @Test func `a decision lasts as many frames as a step of the environment`() throws {
    for (name, frames) in [
      ("PongDeterministic-v4", 4...4), ("PongNoFrameskip-v4", 1...1), ("Pong-v0", 2...4),
    ] {
      let environment = try #require(EnvironmentID(name))
      var player = PolicyPlayer(policy(), environment: environment, seed: 2)
      var lengths: [Int] = []
      for _ in 0..<400 {
        if player.isDeciding { lengths.append(0) }
        _ = player.input(seeing: Game())
        lengths[lengths.count - 1] += 1
      }
      #expect(Set(lengths.dropLast()) == Set(frames), "\(name)")
    }
  }

  @Test func `a policy that sees the RAM draws its actions, or takes the best, as asked`() {
    let network = DenseNetwork(
      DenseNetwork.Shape(inputCount: 128, hiddenCounts: [4], outputCount: 6)
    )
    // All actions are alike but for the fourth, a little better.
    network.setLayer(1, weights: .init(repeating: 0, count: 24), biases: [0, 0, 0, 0.5, 0, 0])
    let policy = RAMPolicy(network: network, scaling: .unit, actions: Action.minimal)
    func actions(_ selection: ActionSelection) -> Set<Action> {
      var player = PolicyPlayer(.ram(policy), traits: .init(selection: selection), seed: 1)
      return Set((0..<200).map { _ in player.act(seeing: Game()) })
    }
    #expect(actions(.greedy) == [Action.minimal[3]])
    #expect(actions(.sampled(temperature: 1)) == Set(Action.minimal))
    #expect(actions(.sampled(temperature: 0.01)) == [Action.minimal[3]])
  }

  /// Policies that see the game in different ways.
  private func policies() -> [TrainedPolicy] {
    let network = DenseNetwork(
      DenseNetwork.Shape(inputCount: 128, hiddenCounts: [8], outputCount: 6)
    )
    var generator = SplitMix64(seed: 5)
    network.initialize(.pyTorch, using: &generator)
    let ram = RAMPolicy(network: network, scaling: .unit, actions: Action.minimal)
    return [.pixels(policy()), .pixels(policy(.differenceAndFrame)), .ram(ram)]
  }

  /// The views of a game that nobody decides on: both bats move at random.
  private func views(_ count: Int) -> [Game] {
    var game = Game(rules: Rules(leftHolder: .paddle))
    var generator = SplitMix64(seed: 3)
    return (0..<count).map { _ in
      let inputs = (0..<2).map { _ in
        PaddleInput(turn: Int32(generator.integer(below: 46_001)) - 23_000, fire: true)
      }
      _ = game.step(left: inputs[0], right: inputs[1])
      return game
    }
  }

  @Test(arguments: [0, 1, 5, 12, 60])
  func `a policy that sees late does what it would have done so many frames earlier`(
    reaction: Int
  ) {
    let views = views(600)
    for policy in policies() {
      for timing in [StepTiming.player, .environment] {
        func player(_ reaction: Int) -> PolicyPlayer {
          PolicyPlayer(policy, traits: .init(reaction: reaction), timing: timing, seed: 9)
        }
        var (late, prompt) = (player(reaction), player(0))
        for _ in 0..<2 {
          for frame in views.indices {
            if frame % 4 == 0, timing == .environment {
              late.beginStep()
              prompt.beginStep()
            }
            let input = late.input(seeing: views[frame])
            #expect(input == prompt.input(seeing: views[max(0, frame - reaction)]))
            #expect(late.lastObserved == prompt.lastObserved)
          }
          late.prepareForNewGame()
          prompt.prepareForNewGame()
        }
      }
    }
  }

  @Test(arguments: Side.allCases)
  func `in an environment the inspector is shown what was seen late`(side: Side) throws {
    let id = try #require(EnvironmentID("PongNoFrameskip-v4"))
    let traits = PolicyTraits(reaction: 7)
    var late = Seat.player(
      PolicyPlayer(.pixels(policy()), traits: traits, timing: .environment, seed: 1)
    )
    var bot = Seat.player(FollowerPlayer(seed: 2))
    var environment = AtariEnvironment<FastStreams>(
      id,
      rules: Rules(leftHolder: .paddle),
      side: side,
      seed: 4
    )
    var games: [Game] = []
    for frame in 0..<500 {
      games.append(environment.game)
      _ = environment.step(&late, against: &bot)
      guard case .player(let player) = late, let policy = player as? PolicyPlayer else { return }
      let record = try #require(policy.decisionRecord)
      #expect(record.decisionCount == frame + 1)
      let expected = ObservedFrames(
        now: games[max(0, frame - 7)],
        before: frame == 0 ? nil : games[max(0, frame - 8)],
        from: side
      )
      #expect(record.observed == expected)
    }
  }
}
