import NeuralNetwork
import PongEngine
import Randomness
import Reinforcement

/// A network that plays against a learner: decides once at every step of the environment, without
/// memory being allocated.
///
/// The network may change between two decisions, as that of the learner itself does.
struct NetworkOpponent: Sendable {
  private let policy: PongPolicy
  private var generator: SplitMix64
  private var before: FrameObjects?

  /// Begins an episode; its actions are drawn from the stream that belongs to `seed`.
  init(_ policy: PongPolicy, seed: UInt64) {
    self.policy = policy
    generator = SplitMix64(seed: seed)
  }

  /// Draws the index of an action from π(a|s), seeing the game from the right.
  mutating func decide(seeing view: Game) -> Int {
    let now = PreprocessedFrame(view).objects
    defer { before = now }
    let (network, observation) = (policy.network, policy.observation)
    let shape = network.shape
    var action = 0
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: observation.width) { tokens in
      withUnsafeTemporaryAllocation(
        byteCount: (shape.stride + shape.outputCount) * MemoryLayout<Float>.stride,
        alignment: 64
      ) { memory in
        guard let tokens = tokens.baseAddress, let memory = memory.baseAddress else { return }
        var count = UInt16(observation.write(now, before: before, into: tokens))
        let hidden = memory.assumingMemoryBound(to: Float.self)
        let outputs = hidden + shape.stride
        network.forward(
          SparseBatch(tokens: tokens, counts: &count, width: observation.width),
          positions: 0..<1,
          hidden: hidden,
          outputs: outputs
        )
        let logits = UnsafeBufferPointer(start: outputs, count: shape.logitCount)
        action = CategoricalPolicy.sample(logits, using: &generator).action
      }
    }
    return action
  }

  /// Takes up a decision that was made on this view by the network as it was then.
  mutating func repeatDecision(seeing view: Game) {
    before = PreprocessedFrame(view).objects
    // As many bits as drawing an action takes.
    _ = generator.next()
  }

  /// What an index of ``decide(seeing:)`` does with the paddle; `nil` if there is no such index.
  func input(_ index: Int) -> PaddleInput? {
    policy.actions.indices.contains(index) ? PaddleInput(policy.actions[index]) : nil
  }
}
