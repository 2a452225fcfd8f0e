public import PongEngine
import Randomness
public import Reinforcement

/// Pong as a task for learners that see the console's RAM: one of gym's environments, on a small
/// random stream of its own, with gym's six actions.
public struct RAMTask: DenseEnvironment {
  /// What the network gets of the RAM.
  public let scaling: RAMScaling

  private var environment: AtariEnvironment<FastStreams>

  /// Starts the first episode of the stream that belongs to `seed`.
  public init(_ id: EnvironmentID, scaling: RAMScaling = .none, seed: UInt64) {
    self.scaling = scaling
    environment = AtariEnvironment(id, seed: seed)
  }

  /// The game, after the last step.
  public var game: Game { environment.game }

  /// How many actions there are.
  public var actionCount: Int { Action.minimal.count }

  /// The bytes of the RAM.
  public var observationCount: Int { RAMScaling.inputCount }

  /// The state of the random stream.
  public var streamState: UInt64 {
    get { environment.streams.generator.state }
    set { environment.streams.generator.state = newValue }
  }

  /// Begins the next episode.
  public mutating func reset() { environment.reset() }

  /// Plays one agent step: the frames of one decision.
  public mutating func step(_ action: Int) -> TimeStep {
    let result = environment.step(Action.minimal[action])
    return TimeStep(
      reward: Float(result.reward),
      status: result.terminated ? .terminated : result.truncated ? .truncated : .running
    )
  }

  /// Writes the RAM as the network gets it.
  public func observe(_ inputs: UnsafeMutablePointer<Float>) {
    scaling.write(environment.game, into: inputs)
  }
}
