import NeuralNetwork
public import PongEngine
import Randomness
import Reinforcement

/// A policy at a paddle: it remembers what it saw last, and draws its choices from its own stream.
public struct PolicyActor: Sendable {
  /// How an action is chosen.
  public enum Choice: Hashable, Sendable {
    /// Always the most probable one.
    case greedy

    /// Drawn with the policy's probabilities, sharpened by a temperature below 1, blurred above.
    case sampled(temperature: Double)
  }

  /// Who decides; another of the same observation and actions may take over in the middle of a game.
  public var policy: PongPolicy

  /// How an action is chosen.
  public let choice: Choice

  /// What the last decision was made on; `nil` before a game's first.
  public private(set) var lastObserved: ObservedFrames?

  /// How many decisions have been made, over all games.
  public private(set) var decisionCount = 0

  private var generator: SplitMix64
  private var before: FrameObjects? { lastObserved?.now }

  /// Seats a policy.
  public init(_ policy: PongPolicy, choice: Choice, seed: UInt64) {
    self.policy = policy
    self.choice = choice
    generator = SplitMix64(seed: seed)
  }

  /// Forgets the last game; the random stream goes on.
  public mutating func prepareForNewGame() { lastObserved = nil }

  /// The probabilities of the policy's actions, when the game is seen from the right as next.
  public func probabilities(seeing view: Game) -> [Double] {
    Policy.probabilities(evaluate(PreprocessedFrame(view).objects))
  }

  /// The observation that `probabilities` is about, its non-zero places as everybody else counts
  /// them: row by row.
  public func observation(of view: Game) -> [(place: Int, value: Float)] {
    let width = policy.observation.width
    let now = PreprocessedFrame(view).objects
    let tokens = [Int32](unsafeUninitializedCapacity: width) { buffer, count in
      count =
        buffer.baseAddress.map {
          policy.observation.write(now, before: before, into: $0)
        } ?? 0
    }
    return policy.network.features.dense(tokens).enumerated().filter { $0.element != 0 }.map {
      (PongObservation.place(ofInput: $0.offset), $0.element)
    }
  }

  /// Decides what to do, seeing the game from the right.
  public mutating func act(seeing view: Game) -> Action {
    let now = PreprocessedFrame(view).objects
    let outputs = evaluate(now)
    lastObserved = ObservedFrames(now: now, before: before)
    decisionCount += 1
    return policy.actions[choice.index(outputs, using: &generator)]
  }

  /// The logits for what is seen.
  private func evaluate(_ now: FrameObjects) -> [Float] {
    let network = policy.network
    let width = policy.observation.width
    let hiddenBytes = network.shape.stride * MemoryLayout<Float>.stride
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: width) { tokens in
      withUnsafeTemporaryAllocation(byteCount: hiddenBytes, alignment: 64) { hidden in
        withUnsafeTemporaryAllocation(
          of: Float.self,
          capacity: network.shape.outputCount
        ) { outputs in
          guard let tokens = tokens.baseAddress, let start = hidden.baseAddress,
            let into = outputs.baseAddress
          else { return [] }
          var count = UInt16(policy.observation.write(now, before: before, into: tokens))
          network.forward(
            Batch(tokens: tokens, counts: &count, width: width),
            positions: 0..<1,
            hidden: start.assumingMemoryBound(to: Float.self),
            outputs: into
          )
          return Array(outputs.prefix(network.shape.logitCount))
        }
      }
    }
  }
}

/// A policy that plays in a match, deciding once in a while as it did when it learned.
public struct PolicyPlayer: InspectablePlayer {
  private var actor: any PongActor
  private let frameSkip: ClosedRange<Int>
  private var streams: FastStreams
  private var framesLeft = 0
  private var input = PaddleInput.idle

  /// Seats a policy.
  ///
  /// - Parameters:
  ///   - policy: Who plays.
  ///   - choice: How actions are chosen.
  ///   - environment: Whose frame skip is used: a decision lasts as many frames as there.
  ///   - seed: From where choices and skips are drawn.
  public init(
    _ policy: TrainedPolicy,
    choice: PolicyActor.Choice = .sampled(temperature: 1),
    environment: EnvironmentID = .pongV0,
    seed: UInt64
  ) {
    var seeds = SplitMix64(seed: seed)
    actor = policy.actor(choice: choice, seed: seeds.next())
    frameSkip = environment.frameSkip
    streams = FastStreams(seed: seeds.next())
  }

  /// What the last decision was made of; `nil` for a policy that sees no pictures.
  public var decisionRecord: DecisionRecord? {
    (actor as? PolicyActor).map {
      DecisionRecord(policy: $0.policy, observed: $0.lastObserved, decisionCount: $0.decisionCount)
    }
  }

  /// Seats a policy that sees pictures.
  public init(
    _ policy: PongPolicy,
    choice: PolicyActor.Choice = .sampled(temperature: 1),
    environment: EnvironmentID = .pongV0,
    seed: UInt64
  ) {
    self.init(.pixels(policy), choice: choice, environment: environment, seed: seed)
  }

  /// What to do with the paddle in the next frame.
  public mutating func input(seeing view: Game) -> PaddleInput {
    if framesLeft == 0 {
      framesLeft = streams.frames(in: frameSkip)
      input = PaddleInput(actor.act(seeing: view))
    }
    framesLeft -= 1
    return input
  }

  /// Lets another policy of the same observation and actions go on with the game.
  ///
  /// Only a policy that sees pictures can follow one that does.
  public mutating func change(to policy: PongPolicy) {
    guard var changed = actor as? PolicyActor else { return }
    changed.policy = policy
    actor = changed
  }

  /// Whether the last agent step has ended.
  public var isDeciding: Bool { framesLeft == 0 }

  /// Forgets the last game.
  public mutating func prepareForNewGame() {
    actor.prepareForNewGame()
    framesLeft = 0
    input = .idle
  }
}
