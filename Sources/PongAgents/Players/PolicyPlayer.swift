public import PongEngine
import Randomness
import Reinforcement

/// A trained policy at a paddle: it remembers what it saw last, and decides once an agent step.
///
/// It may see late, as people do: with a reaction time of n frames it decides as it would have n
/// frames earlier, and until a game is n frames old it sees its first frame.
public struct PolicyPlayer: Player {
  /// The policy that decides.
  public private(set) var policy: TrainedPolicy

  /// How it plays.
  public let traits: PolicyTraits

  /// What the last decision was made on; `nil` before a game's first, and for a policy that sees
  /// the RAM.
  public private(set) var lastObserved: ObservedFrames?

  /// How many decisions have been made, over all games.
  public private(set) var decisionCount = 0

  private var choices: SplitMix64
  private var skips: FastStreams
  private var steps: AgentSteps
  private var delayed: DelayedView
  private var input = PaddleInput.idle

  /// Seats a policy.
  ///
  /// - Parameters:
  ///   - policy: The policy.
  ///   - traits: How it plays.
  ///   - environment: The environment whose frame skip its own agent steps have.
  ///   - timing: Who says when a step begins.
  ///   - seed: The seed of its actions and frame skips.
  public init(
    _ policy: TrainedPolicy,
    traits: PolicyTraits = PolicyTraits(),
    environment: EnvironmentID = .pongV0,
    timing: StepTiming = .player,
    seed: UInt64
  ) {
    self.policy = policy
    self.traits = traits
    delayed = DelayedView(frames: traits.reaction)
    steps = AgentSteps(timing, frameSkip: environment.frameSkip)
    var seeds = SplitMix64(seed: seed)
    // Without lengths of steps to be drawn the seed is that of the choices.
    choices = SplitMix64(seed: timing == .player ? seeds.next() : seed)
    skips = FastStreams(seed: seeds.next())
  }

  /// Seats a policy that sees pictures, in a match.
  public init(
    _ policy: PongPolicy,
    traits: PolicyTraits = PolicyTraits(),
    environment: EnvironmentID = .pongV0,
    seed: UInt64
  ) {
    self.init(.pixels(policy), traits: traits, environment: environment, seed: seed)
  }

  /// What to do with the paddle in the next frame.
  public mutating func input(seeing view: Game) -> PaddleInput {
    delayed.note(view)
    if steps.countFrame(&skips) { input = PaddleInput(act(seeing: delayed.seen(at: view))) }
    return input
  }

  /// Whether the last agent step has ended.
  public var isDeciding: Bool { steps.isBeginning }

  /// Decides at the next frame.
  public mutating func beginStep() { steps.begin() }

  /// Forgets the last game; the random streams go on.
  public mutating func prepareForNewGame() {
    lastObserved = nil
    delayed.reset()
    steps.begin()
  }

  // MARK: Decisions

  /// Decides what to do about this view, seeing the game from the right.
  public mutating func act(seeing view: Game) -> Action {
    decisionCount += 1
    switch policy {
    case .pixels(let policy):
      let observed = observed(view)
      lastObserved = observed
      return policy.withLogits(observed) {
        policy.actions[traits.selection.index($0, using: &choices)]
      }
    case .ram(let policy):
      return policy.logits(seeing: view).withUnsafeBufferPointer {
        policy.actions[traits.selection.index($0, using: &choices)]
      }
    }
  }

  /// The probabilities of the policy's actions, in their order, at a decision on this view.
  public func probabilities(seeing view: Game) -> [Double] {
    switch policy {
    case .pixels(let policy): CategoricalPolicy.probabilities(policy.logits(observed(view)))
    case .ram(let policy): CategoricalPolicy.probabilities(policy.logits(seeing: view))
    }
  }

  /// The observation that ``probabilities(seeing:)`` is about: its places with values other than
  /// zero, row by row in pictures and byte by byte in the RAM.
  public func observation(of view: Game) -> [(place: Int, value: Float)] {
    switch policy {
    case .pixels(let policy):
      policy.inputs(observed(view)).enumerated().filter { $0.element != 0 }.map {
        (PongObservation.place(ofInput: $0.offset), $0.element)
      }
    case .ram(let policy):
      policy.inputs(seeing: view).enumerated().filter { $0.element != 0 }.map {
        ($0.offset, $0.element)
      }
    }
  }

  private func observed(_ view: Game) -> ObservedFrames {
    ObservedFrames(now: PreprocessedFrame(view).objects, before: lastObserved?.now)
  }

  // MARK: Looking inside

  /// What the last decision was made of; `nil` for a policy that sees no pictures.
  ///
  /// Looking changes nothing: whoever looks evaluates the network anew and draws no number.
  public var decisionRecord: DecisionRecord? {
    guard case .pixels(let policy) = policy else { return nil }
    return DecisionRecord(policy: policy, observed: lastObserved, decisionCount: decisionCount)
  }

  /// Lets another policy of the same observation and actions go on with the game.
  ///
  /// Only a policy that sees pictures can follow one that does.
  public mutating func change(to policy: PongPolicy) {
    guard case .pixels = self.policy else { return }
    self.policy = .pixels(policy)
  }
}
