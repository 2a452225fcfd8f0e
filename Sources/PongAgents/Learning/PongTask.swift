import NeuralNetwork
public import PongEngine
import Randomness
public import Reinforcement

/// Pong as a task for learners that see pictures: one of gym's environments, on a small random
/// stream of its own.
public struct PongTask: Environment {
  /// The settings of the task.
  public struct Settings: Sendable {
    /// Which of gym's environments is played.
    public var environment: EnvironmentID

    /// What each of the policy's actions is on the console, in the order of the network's outputs.
    public var actions: [Action]

    /// What the network sees.
    public var observation: PongObservation

    /// An episode starts after 0 to this many frames without an action.
    public var noopFrames: Int

    /// The policy's side, and other differences from one episode to the next.
    public var variants: EpisodeVariants

    /// Who plays on the other side; not a person.
    ///
    /// A bot or a policy begins every episode anew, with a seed of the episode's.
    public var league: League

    /// The article's settings unless said otherwise.
    public init(
      environment: EnvironmentID = .pongV0,
      actions: [Action] = [.right, .left],
      observation: PongObservation = .difference,
      noopFrames: Int = 0,
      variants: EpisodeVariants = EpisodeVariants(),
      league: League = League(.computer)
    ) {
      self.environment = environment
      self.actions = actions
      self.observation = observation
      self.noopFrames = noopFrames
      self.variants = variants
      self.league = league
    }
  }

  /// The settings.
  public let settings: Settings

  /// The game, after the last step.
  public var game: Game { episode.environment.game }

  private var view: Game { episode.environment.view }

  private var episode: ReplayableEpisode
  private var now: FrameObjects
  private var before: FrameObjects?

  /// Starts the first episode of the stream that belongs to `seed`.
  public init(_ settings: Settings, seed: UInt64) {
    self.settings = settings
    episode = ReplayableEpisode(
      settings.environment,
      actions: settings.actions,
      noopFrames: settings.noopFrames,
      variants: settings.variants,
      league: settings.league,
      seed: seed
    )
    now = PreprocessedFrame(episode.environment.view).objects
  }

  /// How many actions there are.
  public var actionCount: Int { settings.actions.count }

  /// The most tokens that an observation has.
  public var observationWidth: Int { settings.observation.width }

  /// Which opponent the episode is against; see ``League/record(_:)``.
  public var episodeGroup: Int32 { episode.group }

  /// Begins the next episode.
  public mutating func reset() {
    episode.reset()
    now = PreprocessedFrame(view).objects
    before = nil
  }

  /// Plays one agent step: the frames of one decision.
  public mutating func step(_ action: Int) -> TimeStep {
    let result = episode.step(action)
    before = now
    now = PreprocessedFrame(view).objects
    return result
  }

  /// Writes what is seen now, as tokens of the observation's features.
  public func observe(_ tokens: UnsafeMutablePointer<Int32>) -> Int {
    settings.observation.write(now, before: before, into: tokens)
  }

  /// The stream at the start of the episode and all actions since, eight to a word.
  public var snapshot: [UInt64] { episode.snapshot }

  /// Plays the episode of a snapshot again.
  public mutating func restore(_ snapshot: [UInt64]) -> Bool {
    var frames: (now: FrameObjects?, before: FrameObjects?)
    guard
      episode.replay(
        snapshot,
        { frames = (PreprocessedFrame($0.environment.view).objects, frames.now) }
      ), let last = frames.now
    else { return false }
    now = last
    before = frames.before
    return true
  }
}
