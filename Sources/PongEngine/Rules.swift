/// The variant of a game, which stays the same from its first frame to its last.
public struct Rules: Hashable, Sendable {
  /// The mode, by ALE's number (<doc:AtariPong#Modes-and-difficulties>).
  public enum Mode: UInt8, Hashable, Sendable, CaseIterable {
    /// A hit with the button down makes the ball faster.
    case classic = 0
    /// Every fourth hit makes the ball faster; the button makes it steeper.
    case rally = 1
  }

  /// Who moves a bat.
  public enum Holder: UInt8, Hashable, Sendable, CaseIterable {
    /// Atari's computer (<doc:AtariPong#The-computer>).
    case computer
    /// A paddle, which a player turns.
    case paddle
  }

  /// The mode of the cartridge.
  public var mode: Mode
  /// Whether the left bat has 8 lines instead of 16 (bit 0 of ALE's difficulty).
  public var leftBatIsSmall: Bool
  /// Whether the right bat has 8 lines instead of 16 (bit 1 of ALE's difficulty).
  public var rightBatIsSmall: Bool
  /// The score that ends the game, at least 1; 21 under ALE.
  public var pointsToWin: UInt8
  /// Who moves the left bat; under ALE the computer.
  public var leftHolder: Holder
  /// Who moves the right bat; under ALE a paddle.
  public var rightHolder: Holder

  /// Makes rules; without arguments ALE's of mode 0 and difficulty 0.
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

  /// The rules of ALE's mode and difficulty, 0 to 3.
  public init(mode: Mode, difficulty: UInt8) {
    self.init(
      mode: mode,
      leftBatIsSmall: difficulty & 1 != 0,
      rightBatIsSmall: difficulty & 2 != 0
    )
  }

  /// ALE's difficulty, 0 to 3: bit 0 for a small left bat, bit 1 for a small right one.
  public var difficulty: UInt8 {
    (leftBatIsSmall ? 1 : 0) | (rightBatIsSmall ? 2 : 0)
  }

  /// The height of the bat of `side` in rows of the picture, 16 or 8.
  @inlinable
  public func batHeight(_ side: Side) -> Int {
    (side == .left ? leftBatIsSmall : rightBatIsSmall) ? 8 : 16
  }

  // The masks that the console compares a line with a bat through.
  @inline(__always) var leftMask: UInt8 { leftBatIsSmall ? 0xF8 : 0xF0 }
  @inline(__always) var rightMask: UInt8 { rightBatIsSmall ? 0xF8 : 0xF0 }

  /// The rules with left and right exchanged.
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

extension Rules.Mode {
  /// The mode's name in settings and on the command line.
  public var name: String {
    switch self {
    case .classic: "classic"
    case .rally: "rally"
    }
  }

  /// The mode of that name.
  public init?(name: String) {
    guard let mode = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = mode
  }
}
