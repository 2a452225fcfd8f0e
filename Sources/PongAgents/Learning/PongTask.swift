import NeuralNetwork
public import PongEngine
import Randomness
public import Reinforcement

/// Pong as a task for learners: one of gym's environments, on a small random stream of its own.
///
/// Frame skips, sticky actions and limits have the distributions of the environment; the stream is
/// not gymnasium's, whose two generators would cost more than the game.
public struct PongTask: ResumableEnvironment {
  /// What can be chosen.
  public struct Settings: Hashable, Sendable {
    /// Which of gym's environments is played.
    public var environment: EnvironmentID

    /// What each of the policy's actions is on the console, in the order of the network's outputs.
    public var actions: [Action]

    /// What the network sees.
    public var observation: PongObservation

    /// An episode starts after 0 to this many frames without an action.
    public var noopFrames: Int

    /// The article's settings unless said otherwise.
    public init(
      environment: EnvironmentID = .pongV0,
      actions: [Action] = [.right, .left],
      observation: PongObservation = .difference,
      noopFrames: Int = 0
    ) {
      self.environment = environment
      self.actions = actions
      self.observation = observation
      self.noopFrames = noopFrames
    }
  }

  /// The settings.
  public let settings: Settings

  /// The game, after the last step.
  public var game: Game { environment.game }

  private var environment: AtariEnvironment<FastStreams>
  private var now: FrameObjects
  private var before: FrameObjects?
  /// From what the episode can be played again: the stream at its start, and all actions.
  private var start: SplitMix64
  private var history: [UInt8] = []

  /// Starts the first episode of the stream that belongs to `seed`.
  public init(_ settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = AtariEnvironment(settings.environment, seed: seed)
    start = environment.streams.generator
    now = PreprocessedFrame(environment.game).objects
    history.reserveCapacity(4096)
    reset()
  }

  /// How many actions there are.
  public var actionCount: Int { settings.actions.count }

  /// The most tokens that an observation has.
  public var observationWidth: Int { settings.observation.width }

  /// Begins the next episode.
  public mutating func reset() {
    start = environment.streams.generator
    history.removeAll(keepingCapacity: true)
    environment.reset()
    if settings.noopFrames > 0 {
      let count = environment.streams.generator.integer(below: settings.noopFrames + 1)
      environment.pass(frames: count)
    }
    now = PreprocessedFrame(game).objects
    before = nil
  }

  /// Plays one agent step: the frames of one decision.
  public mutating func step(_ action: Int) -> TimeStep {
    history.append(UInt8(truncatingIfNeeded: action))
    let result = environment.step(settings.actions[action])
    before = now
    now = PreprocessedFrame(game).objects
    return TimeStep(
      reward: Float(result.reward),
      status: result.terminated ? .terminated : result.truncated ? .truncated : .running
    )
  }

  /// Writes what is seen now, as tokens of the observation's features.
  public func observe(_ tokens: UnsafeMutablePointer<Int32>) -> Int {
    settings.observation.write(now, before: before, into: tokens)
  }

  /// The stream at the start of the episode and all actions since, eight to a word.
  ///
  /// A state made from registers would have to be checked register by register; an episode that is
  /// played again cannot be an impossible one.
  public var snapshot: [UInt64] {
    var words = [start.state, UInt64(history.count)]
    for first in stride(from: 0, to: history.count, by: 8) {
      var word: UInt64 = 0
      for (place, action) in history[first..<min(first + 8, history.count)].enumerated() {
        word |= UInt64(action) << UInt64(8 * place)
      }
      words.append(word)
    }
    return words
  }

  /// Plays the episode of a snapshot again.
  public mutating func restore(_ snapshot: [UInt64]) -> Bool {
    guard snapshot.count >= 2, snapshot[1] <= UInt64(settings.environment.maximumFrames),
      snapshot.count - 2 == (Int(snapshot[1]) + 7) / 8
    else { return false }
    var actions: [Int] = []
    for index in 0..<Int(snapshot[1]) {
      let action = Int(snapshot[2 + index / 8] >> UInt64(index % 8 * 8) & 0xFF)
      guard action < settings.actions.count else { return false }
      actions.append(action)
    }
    environment.streams.generator.state = snapshot[0]
    reset()
    for action in actions { _ = step(action) }
    return true
  }
}
