/// What happened in one frame.
public struct FrameOutcome: Hashable, Sendable {
  /// The right player's reward: the change of right score minus left score.
  ///
  /// ±1 at a point; at a time-out the left score so far minus 1 or 2
  /// (<doc:AtariPong#The-time-out>).
  public var reward: Int16
  /// The events of the frame.
  public var events: Events

  @inline(__always)
  init(reward: Int16 = 0, events: Events = []) {
    self.reward = reward
    self.events = events
  }

  /// Things that happen in a frame.
  public struct Events: OptionSet, Hashable, Sendable {
    /// The bits, one an event.
    public let rawValue: UInt8

    /// Makes a set of its bits.
    @inlinable
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The ball was served.
    public static let serve = Events(rawValue: 1 << 0)
    /// The ball bounced off the upper or lower wall.
    public static let bounce = Events(rawValue: 1 << 1)
    /// The left bat hit the ball.
    public static let leftHit = Events(rawValue: 1 << 2)
    /// The right bat hit the ball.
    public static let rightHit = Events(rawValue: 1 << 3)
    /// The left side won a point.
    public static let leftPoint = Events(rawValue: 1 << 4)
    /// The right side won a point.
    public static let rightPoint = Events(rawValue: 1 << 5)
    /// The machine gave the game up after 65,210 frames (<doc:AtariPong#The-time-out>).
    public static let timeOut = Events(rawValue: 1 << 6)

    /// A hit by the bat of `side`.
    @inlinable
    public static func hit(_ side: Side) -> Events {
      side == .left ? .leftHit : .rightHit
    }

    /// A point for `side`.
    @inlinable
    public static func point(_ side: Side) -> Events {
      side == .left ? .leftPoint : .rightPoint
    }
  }
}
