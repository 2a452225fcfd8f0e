import PongEngine

/// The hand of a ``PersonPlayer``: it turns the knob as people's hands do with keys or a mouse.
///
/// Keys are held: nobody lets a key go within 50 ms of pressing it, or presses it again sooner. A
/// mouse covers a third of what is left in every frame, so that the time of a movement grows with the
/// logarithm of its distance, as P. M. Fitts measured ("The Information Capacity of the Human Motor
/// System in Controlling the Amplitude of Movement", Journal of Experimental Psychology 47, 1954).
struct PersonHand: Hashable, Sendable {
  /// The shortest time that a key is down or up, in frames.
  static let shortestPress = 3
  /// How far from its aim a hand on keys rests, in units of resistance: half of the shortest press.
  private static let keySlack = Paddle.unitsPerFrame * Int32(shortestPress) / 2
  /// How far from its aim a hand on a mouse rests, in units of resistance: three lines.
  private static let mouseSlack: Int32 = 12_000

  private let device: PersonTraits.Device
  /// The sign of the movement: -1 up, 1 down, 0 at rest.
  private var direction: Int32 = 0
  /// For how many frames the key has been down, or up.
  private var frames = shortestPress

  init(_ device: PersonTraits.Device) {
    self.device = device
  }

  /// The turn of the next frame.
  ///
  /// - Parameters:
  ///   - distance: From where the knob is to where it shall be, in units of resistance.
  ///   - slack: A distance that is not worth beginning a movement, if larger than the hand's own.
  /// - Returns: The turn, in units of resistance.
  mutating func turn(over distance: Int32, slack: Int32) -> Int32 {
    switch device {
    case .keys: turnByKeys(distance, max(slack, Self.keySlack))
    case .mouse: turnByMouse(distance, max(slack, Self.mouseSlack))
    }
  }

  private mutating func turnByKeys(_ distance: Int32, _ slack: Int32) -> Int32 {
    let turn = Paddle.unitsPerFrame
    let isOnItsWay = distance * direction >= turn / 2
    if direction != 0, frames >= Self.shortestPress, !isOnItsWay {
      direction = 0
      frames = 0
    } else if direction == 0, frames >= Self.shortestPress, abs(distance) > slack {
      direction = distance.signum()
      frames = 0
    }
    frames += 1
    return direction * turn
  }

  private mutating func turnByMouse(_ distance: Int32, _ slack: Int32) -> Int32 {
    // A movement once begun ends nearer to its aim than one that would be worth beginning.
    if abs(distance) > slack { direction = 1 }
    if abs(distance) < Self.mouseSlack / 3 { direction = 0 }
    return direction * distance / 3
  }
}
