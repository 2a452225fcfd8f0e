/// Somebody who can hold a paddle, in as many games at once as are wanted.
public struct Contestant: Sendable {
  /// How people choose it.
  public let choice: Choice

  /// The environment that a policy learned in; the article's for everybody else.
  public let environment: EnvironmentID

  /// The policy that it plays by; `nil` for people, the computer and bots.
  public let policy: TrainedPolicy?

  /// The policy of a player that sees pictures and draws its actions from π(a|s) as it is; `nil` for
  /// all others.
  let pixels: PongPolicy?

  private let makeSeat: @Sendable (_ seed: UInt64, _ timing: StepTiming) -> Seat

  /// Makes a contestant.
  ///
  /// - Parameters:
  ///   - choice: How people choose it.
  ///   - environment: The environment that a policy learned in.
  ///   - makeSeat: Seats it for one game after the other. Its chance, if any, follows from the
  ///     seed; `timing` says who divides frames into agent steps.
  public init(
    _ choice: Choice,
    environment: EnvironmentID = .pongV0,
    makeSeat: @escaping @Sendable (_ seed: UInt64, _ timing: StepTiming) -> Seat
  ) {
    self.init(choice, environment: environment, policy: nil, pixels: nil, makeSeat: makeSeat)
  }

  private init(
    _ choice: Choice,
    environment: EnvironmentID,
    policy: TrainedPolicy?,
    pixels: PongPolicy?,
    makeSeat: @escaping @Sendable (_ seed: UInt64, _ timing: StepTiming) -> Seat
  ) {
    self.choice = choice
    self.environment = environment
    self.policy = policy
    self.pixels = pixels
    self.makeSeat = makeSeat
  }

  /// A trained policy.
  ///
  /// - Parameters:
  ///   - choice: How people choose it.
  ///   - policy: The policy.
  ///   - traits: How it plays.
  ///   - environment: The environment that it learned in, whose frame skip a decision lasts for in a
  ///     match.
  public init(
    _ choice: Choice,
    policy: TrainedPolicy,
    traits: PolicyTraits = PolicyTraits(),
    environment: EnvironmentID = .pongV0
  ) {
    var pixels: PongPolicy?
    if case .pixels(let policy) = policy, traits == PolicyTraits() { pixels = policy }
    self.init(choice, environment: environment, policy: policy, pixels: pixels) { seed, timing in
      .player(
        PolicyPlayer(
          policy,
          traits: traits,
          environment: environment,
          timing: timing,
          seed: seed
        )
      )
    }
  }

  /// Takes a seat.
  public func seat(seed: UInt64, timing: StepTiming = .player) -> Seat { makeSeat(seed, timing) }

  /// A person.
  public static let human = Contestant(
    Choice(id: "human", title: "Human", detail: "You, by keyboard or mouse")
  ) { _, _ in .human }

  /// Atari's computer.
  public static let computer = Contestant(
    Choice(id: "atari", title: "Atari", detail: "The console's own player: quick, no plan")
  ) { _, _ in .computer }
}
