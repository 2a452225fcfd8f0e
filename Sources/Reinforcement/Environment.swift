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

/// What an observation is a list of.
///
/// Sparse observations are tokens of a network's feature table (`Int32`), dense ones the numbers
/// themselves (`Float`).
public protocol ObservationElement: BitwiseCopyable, Sendable {}

extension Int32: ObservationElement {}

extension Float: ObservationElement {}

/// A task to learn, as a value.
///
/// It holds its own random stream: a copy of it has the same future, and so has another environment
/// that takes up its snapshot, in another process too.
public protocol Environment: Sendable {
  /// What its observations are lists of.
  associatedtype Element: ObservationElement

  /// How many actions there are, numbered from 0.
  var actionCount: Int { get }

  /// The most elements that an observation has.
  var observationWidth: Int { get }

  /// All that the future depends on.
  var snapshot: [UInt64] { get }

  /// Which group of episodes the present one belongs to, where they are told apart, as by opponent.
  var episodeGroup: Int32 { get }

  /// Begins the next episode.
  mutating func reset()

  /// Does one action, 0 ..< `actionCount`; after an end `reset` comes first.
  mutating func step(_ action: Int) -> TimeStep

  /// Writes what is seen now, and returns how many elements it has.
  ///
  /// There is room for `observationWidth` elements.
  func observe(_ elements: UnsafeMutablePointer<Element>) -> Int

  /// Takes up a state that `snapshot` gave, and says whether it was one; if not, nothing changes.
  mutating func restore(_ snapshot: [UInt64]) -> Bool
}

extension Environment {
  /// All episodes are alike.
  public var episodeGroup: Int32 { 0 }
}
