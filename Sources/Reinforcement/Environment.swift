/// What a step in an environment leads to.
public struct TimeStep: Hashable, Sendable {
  /// Whether the episode goes on, has ended, or was cut off.
  public enum Status: UInt8, Hashable, Sendable, BitwiseCopyable {
    /// The episode goes on.
    case running

    /// The task has ended by its own rules: what comes after is worth nothing.
    case terminated

    /// A limit cut the episode off: what would have come after still has its value.
    case truncated
  }

  /// The reward of the step.
  public var reward: Float

  /// How the episode stands after it.
  public var status: Status

  /// Makes a step's result.
  @inlinable
  public init(reward: Float, status: Status) {
    self.reward = reward
    self.status = status
  }
}

/// A task to learn, as a value: it holds its own random stream, and a copy of it has the same
/// future.
public protocol Environment: Sendable {
  /// How many actions there are, numbered from 0.
  var actionCount: Int { get }

  /// The most tokens that an observation has.
  var observationWidth: Int { get }

  /// Begins the next episode.
  mutating func reset()

  /// Does one action.
  mutating func step(_ action: Int) -> TimeStep

  /// Writes what is seen now, as tokens of the network's feature table, and returns how many.
  ///
  /// There is room for `observationWidth` tokens.
  func observe(_ tokens: UnsafeMutablePointer<Int32>) -> Int
}

/// An environment whose state can be written down and taken up again, in another process too.
public protocol ResumableEnvironment: Environment {
  /// All that its future depends on.
  var snapshot: [UInt64] { get }

  /// Takes up a state that `snapshot` gave, and says whether it was one; if not, nothing changes.
  mutating func restore(_ snapshot: [UInt64]) -> Bool
}
