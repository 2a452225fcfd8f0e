/// What can be done with an Atari joystick in one frame: ALE's eighteen actions, by ALE's numbers.
///
/// Pong is played with a paddle: RIGHT turns the knob so that the bat goes **up**, LEFT so that it
/// goes **down**. The UP and DOWN of the names do nothing by themselves (SPEC sections 4 and 10).
public enum Action: UInt8, Hashable, Sendable, CaseIterable {
  case noop = 0
  case fire = 1
  case up = 2
  case right = 3
  case left = 4
  case down = 5
  case upRight = 6
  case upLeft = 7
  case downRight = 8
  case downLeft = 9
  case upFire = 10
  case rightFire = 11
  case leftFire = 12
  case downFire = 13
  case upRightFire = 14
  case upLeftFire = 15
  case downRightFire = 16
  case downLeftFire = 17

  /// Pong's minimal action set in gym's order: gym's action 2 turns the bat up, 3 down.
  public static let minimal: [Action] = [.noop, .fire, .right, .left, .rightFire, .leftFire]

  /// ALE's name of the action, as in `RIGHTFIRE`.
  public var name: String {
    Self.names[Int(rawValue)]
  }

  /// The action that ALE calls `name`; `nil` where there is none.
  public init?(name: some StringProtocol) {
    guard let index = Self.names.firstIndex(where: { $0 == name }) else {
      return nil
    }
    self.init(rawValue: UInt8(index))
  }

  private static let names = [
    "NOOP", "FIRE", "UP", "RIGHT", "LEFT", "DOWN", "UPRIGHT", "UPLEFT", "DOWNRIGHT", "DOWNLEFT",
    "UPFIRE", "RIGHTFIRE", "LEFTFIRE", "DOWNFIRE", "UPRIGHTFIRE", "UPLEFTFIRE", "DOWNRIGHTFIRE",
    "DOWNLEFTFIRE",
  ]
}

/// What one player does to a paddle in one frame: how far the knob is turned, and the button.
public struct PaddleInput: Hashable, Sendable {
  /// The change of the paddle's resistance in ALE's units; negative moves the bat up.
  public var turn: Int32
  /// Whether the button is pressed.
  public var fire: Bool

  /// Turns the knob by `turn` units of resistance, with or without the button.
  @inlinable
  public init(turn: Int32 = 0, fire: Bool = false) {
    self.turn = turn
    self.fire = fire
  }

  /// What the joystick action does to the paddle: 23,000 units a frame (SPEC section 4).
  @inlinable
  public init(_ action: Action) {
    let bit: UInt32 = 1 << UInt32(action.rawValue)
    let up = Int32(truncatingIfNeeded: (Self.upward & bit) >> UInt32(action.rawValue))
    let down = Int32(truncatingIfNeeded: (Self.downward & bit) >> UInt32(action.rawValue))
    turn = (down &- up) &* Paddle.unitsPerFrame
    fire = Self.firing & bit != 0
  }

  /// Hands off.
  public static let idle = PaddleInput()

  /// The numbers of the actions that contain RIGHT, as bits.
  @usableFromInline static let upward: UInt32 =
    1 << 3 | 1 << 6 | 1 << 8 | 1 << 11 | 1 << 14 | 1 << 16
  /// The numbers of the actions that contain LEFT, as bits.
  @usableFromInline static let downward: UInt32 =
    1 << 4 | 1 << 7 | 1 << 9 | 1 << 12 | 1 << 15 | 1 << 17
  /// The numbers of the actions that contain FIRE, as bits.
  @usableFromInline static let firing: UInt32 = 1 << 1 | 0x3_FC00
}
