/// A task whose observation is a list of numbers, all of which are used.
///
/// It holds its own random stream, and a copy of it has the same future.
public protocol DenseEnvironment: Sendable {
  /// How many actions there are, numbered from 0.
  var actionCount: Int { get }

  /// How many numbers an observation has.
  var observationCount: Int { get }

  /// All that the next episode depends on, right after a reset.
  var streamState: UInt64 { get set }

  /// Begins the next episode.
  mutating func reset()

  /// Does one action.
  mutating func step(_ action: Int) -> TimeStep

  /// Writes what is seen now, [observationCount].
  func observe(_ inputs: UnsafeMutablePointer<Float>)
}
