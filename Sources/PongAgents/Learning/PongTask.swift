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
  public private(set) var game = Game()

  private let inputs: [PaddleInput]
  private let skips: ClosedRange<Int>
  private let repeatThreshold: UInt32
  private var generator: SplitMix64
  private var effective = PaddleInput.idle
  private var frames = 0
  private var now: FrameObjects
  private var before: FrameObjects?
  /// From what the episode can be played again: the stream at its start, and all actions.
  private var start: SplitMix64
  private var history: [UInt8] = []

  /// Starts the first episode of the stream that belongs to `seed`.
  public init(_ settings: Settings, seed: UInt64) {
    self.settings = settings
    inputs = settings.actions.map { PaddleInput($0) }
    skips = settings.environment.frameSkip
    repeatThreshold = UInt32(settings.environment.repeatProbability * 0x1p32)
    generator = SplitMix64(seed: seed)
    start = generator
    now = PreprocessedFrame(game).objects
    history.reserveCapacity(4096)
    reset()
  }

  /// How many actions there are.
  public var actionCount: Int { inputs.count }

  /// The most tokens that an observation has.
  public var observationWidth: Int { settings.observation.width }

  /// Begins the next episode.
  public mutating func reset() {
    start = generator
    history.removeAll(keepingCapacity: true)
    game = Game()
    effective = .idle
    frames = 0
    if settings.noopFrames > 0 {
      frames = generator.integer(below: settings.noopFrames + 1)
      for _ in 0..<frames { _ = game.step(right: .idle) }
    }
    now = PreprocessedFrame(game).objects
    before = nil
  }

  /// Plays one agent step: the frames of one decision.
  public mutating func step(_ action: Int) -> TimeStep {
    history.append(UInt8(truncatingIfNeeded: action))
    let wanted = inputs[action]
    let limit = settings.environment.maximumFrames
    var count = skips.lowerBound
    if skips.lowerBound != skips.upperBound {
      count &+= generator.integer(below: skips.upperBound &- skips.lowerBound &+ 1)
    }
    var reward = 0
    for _ in 0..<count {
      if repeatThreshold == 0
        || UInt32(truncatingIfNeeded: generator.next() >> 32) >= repeatThreshold
      {
        effective = wanted
      }
      guard !game.isOver, frames < limit else { continue }
      reward &+= Int(game.step(right: effective).reward)
      frames &+= 1
    }
    before = now
    now = PreprocessedFrame(game).objects
    return TimeStep(
      reward: Float(reward),
      status: game.isOver ? .terminated : frames >= limit ? .truncated : .running
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
      guard action < inputs.count else { return false }
      actions.append(action)
    }
    generator.state = snapshot[0]
    reset()
    for action in actions { _ = step(action) }
    return true
  }
}
