/// A side of the court, and the player and bat that defend it.
public enum Side: UInt8, Hashable, Sendable, CaseIterable {
  /// The side of the orange bat; under ALE the computer's.
  case left = 0
  /// The side of the green bat; under ALE the agent's.
  case right = 1

  /// The side across the court.
  @inlinable public var opposite: Side { self == .left ? .right : .left }
}
