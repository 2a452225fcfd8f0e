/// An action of one frame: ALE's eighteen, by ALE's numbers.
///
/// RIGHT turns the paddle's knob so that the bat goes **up**, LEFT so that it goes **down**; UP and
/// DOWN do nothing (<doc:AtariPong#Gyms-environments>).
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

  /// Pong's minimal action set by gym's numbers, 0 to 5: 2 moves the bat up, 3 down.
  public static let minimal: [Action] = [.noop, .fire, .right, .left, .rightFire, .leftFire]

  /// ALE's name, as in `RIGHTFIRE`.
  public var name: String {
    Self.names[Int(rawValue)]
  }

  /// The action that ALE calls `name`, in capitals; `nil` if there is none.
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

/// One player's input in one frame: a turn of the paddle's knob, and its button.
public struct PaddleInput: Hashable, Sendable {
  /// The change of ``Paddle/resistance``, in its units; negative moves the bat up.
  public var turn: Int32
  /// Whether the button is down.
  public var fire: Bool

  /// Makes an input; without arguments the same as ``idle``.
  @inlinable
  public init(turn: Int32 = 0, fire: Bool = false) {
    self.turn = turn
    self.fire = fire
  }

  /// The input that ALE makes of an action: ``Paddle/unitsPerFrame`` up or down, or no turn.
  @inlinable
  public init(_ action: Action) {
    let bit: UInt32 = 1 << UInt32(action.rawValue)
    let up = Int32(truncatingIfNeeded: (Self.upward & bit) >> UInt32(action.rawValue))
    let down = Int32(truncatingIfNeeded: (Self.downward & bit) >> UInt32(action.rawValue))
    turn = (down &- up) &* Paddle.unitsPerFrame
    fire = Self.firing & bit != 0
  }

  /// No turn, and the button up.
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
