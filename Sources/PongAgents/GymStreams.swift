public import Randomness

/// The random streams of an environment: those of frame skips and of sticky actions.
public protocol EnvironmentRandomness: Sendable {
  /// Starts the streams that belong to `seed`.
  init(seed: UInt64)
  /// The number of frames that the next step lasts.
  mutating func frames(in range: ClosedRange<Int>) -> Int
  /// Whether the next frame repeats the action of the frame before it, with this probability.
  mutating func repeatsAction(probability: Double) -> Bool
}

/// The streams of gymnasium and ALE: an episode replays as there ("Gym's environments" in the
/// article "Atari Pong, measured" of PongEngine).
public struct GymStreams: EnvironmentRandomness, Hashable {
  private var skips: PCG64
  private var sticks: MersenneTwister

  /// Seeds both streams as gymnasium's `reset(seed:)` does.
  public init(seed: UInt64) {
    let words = SeedSequence(seed).words(2)
    skips = PCG64(seed: UInt64(words[0]))
    sticks = MersenneTwister(seed: words[1])
  }

  /// The number of frames that the next step lasts; draws nothing where there is no choice.
  public mutating func frames(in range: ClosedRange<Int>) -> Int {
    range.lowerBound == range.upperBound
      ? range.lowerBound
      : Int(skips.integer(in: Int32(range.lowerBound)..<Int32(range.upperBound) + 1))
  }

  /// Draws for both players, as ALE does, and uses the first number.
  public mutating func repeatsAction(probability: Double) -> Bool {
    guard probability > 0 else {
      return false
    }
    let first = sticks.next()
    _ = sticks.next()
    return Double(first) / 4_294_967_296 < probability
  }
}

/// Streams of the same distributions from one small generator, for training.
public struct FastStreams: EnvironmentRandomness, Hashable {
  /// The generator, whose state is the whole state of the streams.
  public var generator: SplitMix64

  /// Starts the stream that belongs to `seed`.
  public init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// The number of frames that the next step lasts.
  @inlinable
  public mutating func frames(in range: ClosedRange<Int>) -> Int {
    guard range.lowerBound != range.upperBound else {
      return range.lowerBound
    }
    return range.lowerBound &+ generator.integer(below: range.count)
  }

  /// Whether the next frame repeats the action of the frame before it.
  @inlinable
  public mutating func repeatsAction(probability: Double) -> Bool {
    probability > 0 && Double(generator.next() >> 32) < probability * 4_294_967_296
  }
}
