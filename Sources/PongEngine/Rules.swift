/// The variants of the game, fixed from the first frame to the last.
public struct Rules: Hashable, Sendable {
  /// Which game of the cartridge is played, by ALE's number.
  public enum Mode: UInt8, Hashable, Sendable, CaseIterable {
    /// ALE mode 0: a hit with the button held makes the ball faster.
    case classic = 0
    /// ALE mode 1: every fourth hit makes the ball faster; the button makes it steeper.
    case rally = 1
  }

  /// Who moves a bat.
  public enum Holder: UInt8, Hashable, Sendable, CaseIterable {
    /// The game itself: Atari's computer player.
    case computer
    /// A paddle, which a person, a bot or a policy turns.
    case paddle
  }

  /// The game of the cartridge.
  public var mode: Mode
  /// Whether the left bat has 8 lines instead of 16 (bit 0 of ALE's difficulty).
  public var leftBatIsSmall: Bool
  /// Whether the right bat has 8 lines instead of 16 (bit 1 of ALE's difficulty).
  public var rightBatIsSmall: Bool
  /// The score that ends the game, at least 1: 21 on the Atari.
  public var pointsToWin: UInt8
  /// Who moves the left bat; on the Atari as ALE offers it always the computer.
  public var leftHolder: Holder
  /// Who moves the right bat; on the Atari as ALE offers it always a paddle.
  public var rightHolder: Holder

  /// Atari's game, or a variant of it.
  public init(
    mode: Mode = .classic,
    leftBatIsSmall: Bool = false,
    rightBatIsSmall: Bool = false,
    pointsToWin: UInt8 = 21,
    leftHolder: Holder = .computer,
    rightHolder: Holder = .paddle
  ) {
    precondition(pointsToWin > 0, "a game to 0 points is over before it begins")
    self.mode = mode
    self.leftBatIsSmall = leftBatIsSmall
    self.rightBatIsSmall = rightBatIsSmall
    self.pointsToWin = pointsToWin
    self.leftHolder = leftHolder
    self.rightHolder = rightHolder
  }

  /// The game that ALE plays in this mode and at this difficulty, 0 to 3.
  public init(mode: Mode, difficulty: UInt8) {
    self.init(
      mode: mode,
      leftBatIsSmall: difficulty & 1 != 0,
      rightBatIsSmall: difficulty & 2 != 0
    )
  }

  /// ALE's number of the difficulty, 0 to 3.
  public var difficulty: UInt8 {
    (leftBatIsSmall ? 1 : 0) | (rightBatIsSmall ? 2 : 0)
  }

  /// The height of the bat of `side` in lines of the picture, 16 or 8.
  @inlinable
  public func batHeight(_ side: Side) -> Int {
    (side == .left ? leftBatIsSmall : rightBatIsSmall) ? 8 : 16
  }

  /// Who moves the bat of `side`.
  @inlinable
  public func holder(_ side: Side) -> Holder {
    side == .left ? leftHolder : rightHolder
  }

  /// The mask with which the game compares a line with the left bat (SPEC section 2).
  @inline(__always) var leftMask: UInt8 { leftBatIsSmall ? 0xF8 : 0xF0 }
  /// The mask with which the game compares a line with the right bat.
  @inline(__always) var rightMask: UInt8 { rightBatIsSmall ? 0xF8 : 0xF0 }

  /// The same rules with the sides exchanged.
  public var mirrored: Rules {
    Rules(
      mode: mode,
      leftBatIsSmall: rightBatIsSmall,
      rightBatIsSmall: leftBatIsSmall,
      pointsToWin: pointsToWin,
      leftHolder: rightHolder,
      rightHolder: leftHolder
    )
  }
}
