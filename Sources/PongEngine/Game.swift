/// A game of Atari Pong between two frames: every register that the next frame depends on.
///
/// A value without clock, chance or input of its own: equal games given equal inputs stay equal.
/// Registers have the names and the 8-bit arithmetic of SPEC section 2. What the specification
/// lists beyond them is derived: the overlaps of the last picture (``touchesWall`` …), the ball's
/// column, and the computer's own copy of its bat register.
public struct Game: Hashable, Sendable {
  /// The variant that is played.
  public let rules: Rules

  /// Counts frames, modulo 256.
  public internal(set) var tick: UInt8
  /// Counts wraps of ``tick``; at 0 the game times out (SPEC section 9).
  public internal(set) var epoch: UInt8 = 1
  /// The offset of the colours as the rules set it.
  var hue: UInt8 = 0x3C
  /// The offset that colours the next picture.
  var nextHue: UInt8 = 0x3C
  /// The offset that coloured the last picture.
  var drawnHue: UInt8 = 0x3C
  /// False once the machine has given the game up after 18 minutes (SPEC section 9).
  public internal(set) var isPlaying = true

  /// Frames until the serve; 0 while the ball is in play.
  public internal(set) var serveWait: UInt8 = 0x3B
  /// Points of the left side.
  public internal(set) var leftScore: UInt8 = 0
  /// Points of the right side.
  public internal(set) var rightScore: UInt8 = 0
  /// The left digits of the last picture, which lag the score by a frame.
  var drawnLeftScore: UInt8 = 0
  /// The right digits of the last picture.
  var drawnRightScore: UInt8 = 0
  /// Contacts of ball and bats since the serve, modulo 256.
  public internal(set) var hits: UInt8 = 0
  /// Who touched the ball or scored last: 0 left, 1 right, 0xFF nobody yet.
  var last: UInt8 = 0xFF

  /// The ball's horizontal register; 0 before the first serve.
  public internal(set) var ballX: UInt8 = 0
  /// The ball's vertical register; 0 hides the ball.
  public internal(set) var ballY: UInt8 = 0x3C
  /// Columns a frame to the **left**.
  public internal(set) var velocityX: Int8 = 0
  /// Rows a frame downward.
  public internal(set) var velocityY: Int8 = 0

  /// The register of the left bat in the last picture.
  public internal(set) var leftY: UInt8
  /// The register of the right bat in the last picture.
  public internal(set) var rightY: UInt8 = 0x6D
  /// The left player's paddle, the console's paddle B; ALE never turns it.
  public internal(set) var leftPaddle = Paddle()
  /// The right player's paddle, the console's paddle A.
  public internal(set) var rightPaddle = Paddle()
  /// Row pairs until the paddle read in the last picture had charged.
  var pairsUntilCharged: UInt8 = 36

  /// Registers that only the RAM shows (SPEC section 11).
  var sound: UInt8 = 0
  var bounceFlag: UInt8 = 0
  var scratch: UInt8 = 0
  /// The button of the side that touched the ball last: at least 0x80 while it is up.
  var lastFire: UInt8 = 1
  /// False in the observation that a reset returns, whose console switches differ.
  var hasStepped = false

  /// The game as a reset of the console leaves it (SPEC section 8).
  public init(rules: Rules = Rules()) {
    self.rules = rules
    tick = rules.mode == .classic ? 0x47 : 0x09
    leftY = rules.mode == .classic ? 0x16 : 0x14
  }

  /// Whether a side has reached the score that ends the game; nothing changes any more.
  ///
  /// A game that timed out is never over, whatever its score (SPEC section 9).
  @inlinable
  public var isOver: Bool {
    isPlaying && (leftScore == rules.pointsToWin || rightScore == rules.pointsToWin)
  }

  /// The points of `side`.
  @inlinable
  public func score(_ side: Side) -> UInt8 {
    side == .left ? leftScore : rightScore
  }

  /// The paddle of `side`.
  @inlinable
  public func paddle(_ side: Side) -> Paddle {
    side == .left ? leftPaddle : rightPaddle
  }

  /// Whether a ball is in play and to be seen.
  @inlinable
  public var ballIsVisible: Bool {
    ballY != 0
  }

  /// The side to which the next serve goes.
  public var receiver: Side {
    last & 1 == 1 ? .left : .right
  }

  /// Turns the knob of `side` to `resistance` at once, clamped to ``Paddle/resistances``.
  ///
  /// An extension: ALE only turns knobs by steps, while a pointing device says where to.
  public mutating func setKnob(of side: Side, to resistance: Int32) {
    switch side {
    case .left: leftPaddle.resistance = Paddle.clamped(Int(resistance))
    case .right: rightPaddle.resistance = Paddle.clamped(Int(resistance))
    }
  }
}
