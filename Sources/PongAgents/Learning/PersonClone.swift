import NeuralNetwork
import PongEngine
import Randomness
public import Reinforcement

/// A policy that was taught to do as a person did in their games: a model of that person.
///
/// A few games show few flights of the ball, so the network first learns from games of a
/// ``PersonPlayer`` with the person's own reaction time and aim (``PersonEstimate``), of which there
/// can be as many as are wanted, and then from the person. Both are behaviour cloning
/// (``/Reinforcement/BehaviorCloning``). The same games and seed give the same policy with any number
/// of threads.
public struct PersonClone: Sendable {
  /// How a clone is taught.
  public struct Settings: Hashable, Sendable {
    /// How many hidden units the network has.
    public var hidden = 128
    /// How often it goes through the person's games.
    public var passes = 4
    /// How often it goes through them as they were, without pushes.
    public var plainPasses = 4
    /// How often it goes through them in the end, with the one that was held back.
    public var lastPasses = 2
    /// How many games of the model of a person it begins with; 0 for none.
    public var modelGames = 12
    /// How often it goes through those.
    public var modelPasses = 3
    /// How often each game is shown with a paddle that is pushed astray now and then, beside once as
    /// it was.
    public var pushedCopies = 1
    /// The probability that a push begins at a decision.
    public var pushes = 0.05
    /// The steps of gradient descent.
    public var descent = BehaviorCloning.Settings(batchSize: 512, learningRate: 3e-3)

    /// Makes settings.
    public init() {}
  }

  /// How many frames a clone's decision lasts.
  public static let framesPerDecision = 2

  /// The environment whose steps a clone's decisions are.
  public static let environment = EnvironmentID.pongV4.withFrameSkip(framesPerDecision)

  /// The longest game of the model of a person, in frames.
  private static let longestModelGame = 6_000

  /// What plays; its decisions last for ``framesPerDecision``.
  public let policy: PongPolicy

  /// What the games tell of the person.
  public let estimate: PersonEstimate

  /// How well the policy knew what the person did in their last game before it was taught that, too;
  /// `nil` with a single game.
  public let heldBack: CloneAgreement?

  /// How many decisions the person's games have shown.
  public let decisionCount: Int

  /// Teaches a clone.
  ///
  /// - Parameters:
  ///   - demonstrations: The person's games, in their order; at least one.
  ///   - settings: How it is taught.
  ///   - seed: The seed of all chance.
  ///   - pool: The threads that work.
  public init(
    of demonstrations: [Demonstration],
    settings: Settings = Settings(),
    seed: UInt64,
    on pool: some WorkPool
  ) {
    var generator = SplitMix64(seed: seed)
    estimate = PersonEstimate(demonstrations)
    let observation = PongObservation.differenceAndFrame
    let network = SparseNetwork(
      shape: SparseNetwork.Shape(
        inputCount: observation.inputCount,
        hiddenCount: settings.hidden,
        logitCount: Action.minimal.count
      ),
      features: observation.features
    )
    network.initialize(.glorot, using: &generator)
    policy = PongPolicy(network: network, observation: observation, actions: Action.minimal)
    let optimizer = Optimizer(.adam(Adam(epsilon: 1e-5, isLazy: true)), for: network)
    let learner = BehaviorCloning(settings.descent, network: network, optimizer: optimizer)

    func teach(_ decisions: [ShownDecision], passes: Int, beginning rate: Double = 1) {
      let rollout = Rollout(decisions, as: observation)
      for pass in 0..<(decisions.isEmpty ? 0 : passes) {
        let left = 1 - Double(pass) / Double(passes)
        let schedule = ScheduleFactors(learningRate: rate * left)
        _ = learner.update(from: rollout, schedule: schedule, using: &generator, on: pool)
      }
    }

    if settings.modelGames > 0 {
      let model = Self.modelGames(
        estimate.traits,
        count: settings.modelGames,
        seed: generator.next()
      )
      let decisions = model.flatMap {
        $0.variedDecisions(copies: 1, pushes: settings.pushes, using: &generator)
      }
      teach(decisions, passes: settings.modelPasses)
    }
    let pushed = demonstrations.map {
      $0.variedDecisions(
        copies: settings.pushedCopies,
        pushes: settings.pushes,
        using: &generator
      )
    }
    let plain = demonstrations.map {
      $0.variedDecisions(copies: 0, pushes: 0, using: &generator)
    }
    decisionCount = plain.reduce(0) { $0 + $1.count }
    // The last game is kept back until the policy has been compared with it.
    let known = demonstrations.count == 1 ? 1 : demonstrations.count - 1
    teach(pushed[..<known].flatMap { $0 }, passes: settings.passes)
    teach(plain[..<known].flatMap { $0 }, passes: settings.plainPasses, beginning: 0.5)
    let agreement = CloneAgreement(of: policy, with: demonstrations[demonstrations.count - 1])
    heldBack = demonstrations.count > 1 ? agreement : nil
    guard heldBack != nil else { return }
    teach(plain.flatMap { $0 }, passes: settings.lastPasses, beginning: 0.5)
  }

  /// Games of a person with these traits against others.
  private static func modelGames(
    _ traits: PersonTraits,
    count: Int,
    seed: UInt64
  ) -> [Demonstration] {
    let series = GameSeries(
      PersonPlayer.contestant(traits),
      PersonPlayer.contestant,
      seed: seed
    )
    return (0..<count).map { Demonstration(of: series, game: $0, frames: longestModelGame) }
  }
}

extension Demonstration {
  /// The game's decisions as they were, followed by those of copies with a paddle that is pushed,
  /// which begin a frame later by turns.
  fileprivate func variedDecisions(
    copies: Int,
    pushes: Double,
    using generator: inout SplitMix64
  ) -> [ShownDecision] {
    (0...copies).flatMap { copy in
      decisions(
        every: PersonClone.framesPerDecision,
        from: copy % PersonClone.framesPerDecision,
        pushes: copy == 0 ? 0 : pushes,
        using: &generator
      )
    }
  }
}

extension Rollout<Int32> {
  /// Decisions as what happened in one environment, without rewards.
  fileprivate convenience init(_ decisions: [ShownDecision], as observation: PongObservation) {
    self.init(environmentCount: 1, capacity: decisions.count, width: observation.width)
    for (sample, decision) in decisions.enumerated() {
      let (now, before) = (decision.observed.now, decision.observed.before)
      let tokens = observations.base + sample * observation.width
      counts.base[sample] = UInt16(observation.write(now, before: before, into: tokens))
      actions.base[sample] = UInt8(decision.action)
    }
    lengths.base[0] = decisions.count
  }
}
