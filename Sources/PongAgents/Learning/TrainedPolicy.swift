import NeuralNetwork
public import PongEngine
import Randomness
import Reinforcement

/// A policy that learned to play, whatever it sees of the game.
public enum TrainedPolicy: Sendable {
  /// It sees pictures.
  case pixels(PongPolicy)

  /// It sees the console's RAM.
  case ram(RAMPolicy)

  /// What each of its outputs does on the console.
  public var actions: [Action] {
    switch self {
    case .pixels(let policy): policy.actions
    case .ram(let policy): policy.actions
    }
  }

  /// Seats the policy; its choices are drawn from the stream that belongs to `seed`.
  public func actor(choice: PolicyActor.Choice, seed: UInt64) -> any PongActor {
    switch self {
    case .pixels(let policy): PolicyActor(policy, choice: choice, seed: seed)
    case .ram(let policy): RAMActor(policy, choice: choice, seed: seed)
    }
  }
}

/// A trained policy at a paddle.
public protocol PongActor: Sendable {
  /// Decides what to do, seeing the game from the right.
  mutating func act(seeing view: Game) -> Action

  /// Forgets the last game; the random stream goes on.
  mutating func prepareForNewGame()

  /// The probabilities of the policy's actions, when the game is seen from the right as next.
  func probabilities(seeing view: Game) -> [Double]

  /// The observation that `probabilities` is about: its places with values other than zero.
  func observation(of view: Game) -> [(place: Int, value: Float)]
}

extension PolicyActor: PongActor {}

/// A policy that sees the RAM, at a paddle: it remembers nothing, and draws its choices from its
/// own stream.
public struct RAMActor: PongActor {
  /// Who decides.
  public let policy: RAMPolicy

  /// How an action is chosen.
  public let choice: PolicyActor.Choice

  private var generator: SplitMix64

  /// Seats a policy.
  public init(_ policy: RAMPolicy, choice: PolicyActor.Choice, seed: UInt64) {
    self.policy = policy
    self.choice = choice
    generator = SplitMix64(seed: seed)
  }

  /// Decides what to do, seeing the game from the right.
  public mutating func act(seeing view: Game) -> Action {
    policy.actions[choice.index(policy.logits(seeing: view), using: &generator)]
  }

  /// Does nothing: there is nothing to forget.
  public mutating func prepareForNewGame() {}

  /// The probabilities of the policy's actions.
  public func probabilities(seeing view: Game) -> [Double] {
    Policy.probabilities(policy.logits(seeing: view))
  }

  /// The network's inputs other than zero, by the number of the byte.
  public func observation(of view: Game) -> [(place: Int, value: Float)] {
    let inputs = [Float](unsafeUninitializedCapacity: RAMScaling.inputCount) { buffer, count in
      guard let into = buffer.baseAddress else { return }
      policy.scaling.write(view, into: into)
      count = RAMScaling.inputCount
    }
    return inputs.enumerated().filter { $0.element != 0 }.map { ($0.offset, $0.element) }
  }
}

extension PolicyActor.Choice {
  /// The number of the action that is chosen of these logits.
  func index(_ logits: [Float], using generator: inout SplitMix64) -> Int {
    switch self {
    case .greedy: logits.withUnsafeBufferPointer { Policy.best($0) }
    case .sampled(let temperature):
      generator.categorical(Policy.probabilities(logits, temperature: temperature))
    }
  }
}

extension TrainedPolicy {
  /// What the policy sees, by its name in files.
  public var observationName: String {
    switch self {
    case .pixels(let policy): policy.observation.rawValue
    case .ram: RAMPolicy.observation
    }
  }

  /// The hidden units' activation, by its name in files.
  public var activationName: String {
    switch self {
    case .pixels(let policy): policy.network.shape.activation.rawValue
    case .ram(let policy): policy.network.shape.activation.rawValue
    }
  }
}
