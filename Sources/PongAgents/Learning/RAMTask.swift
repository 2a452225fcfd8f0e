public import PongEngine
public import Reinforcement

/// Pong as a task for learners that see the console's RAM: one of gym's environments, on a small
/// random stream of its own, with gym's six actions.
public struct RAMTask: Environment {
  /// What the network gets of the RAM.
  public let scaling: RAMScaling

  private var episode: ReplayableEpisode

  /// Starts the first episode of the stream that belongs to `seed`.
  ///
  /// - Parameters:
  ///   - id: Which of gym's environments.
  ///   - scaling: What the network gets of the RAM.
  ///   - opponent: Who plays on the left; see ``PongTask/Settings/league``.
  ///   - seed: The seed of the random stream.
  public init(
    _ id: EnvironmentID,
    scaling: RAMScaling = .none,
    opponent: Contestant = .computer,
    seed: UInt64
  ) {
    self.scaling = scaling
    episode = ReplayableEpisode(id, actions: Action.minimal, league: League(opponent), seed: seed)
  }

  /// The game, after the last step.
  public var game: Game { episode.environment.game }

  /// How many actions there are.
  public var actionCount: Int { episode.actions.count }

  /// The bytes of the RAM.
  public var observationWidth: Int { RAMScaling.inputCount }

  /// Begins the next episode.
  public mutating func reset() { episode.reset() }

  /// Plays one agent step: the frames of one decision.
  public mutating func step(_ action: Int) -> TimeStep { episode.step(action) }

  /// Writes the RAM as the network gets it, [128].
  public func observe(_ inputs: UnsafeMutablePointer<Float>) -> Int {
    scaling.write(game, into: inputs)
    return RAMScaling.inputCount
  }

  /// The stream at the start of the episode and all actions since, eight to a word.
  ///
  /// Right after a reset these are two words: the stream's state and 0.
  public var snapshot: [UInt64] { episode.snapshot }

  /// Plays the episode of a snapshot again.
  public mutating func restore(_ snapshot: [UInt64]) -> Bool { episode.replay(snapshot) }
}
