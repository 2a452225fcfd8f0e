/// A side of the court, and with it the bat that defends it.
public enum Side: UInt8, Hashable, Sendable, CaseIterable {
  /// The orange bat, the computer's in Atari's game.
  case left = 0
  /// The green bat, the player's (the "agent's") in Atari's game.
  case right = 1

  /// The side across the court.
  @inlinable public var opposite: Side { self == .left ? .right : .left }
}
