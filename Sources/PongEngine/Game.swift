/// A game of Atari Pong between two frames: every register that the next frame depends on.
///
/// Deterministic: equal games given equal inputs stay equal. The registers are the console's bytes
/// (<doc:AtariPong#Registers>); the overlaps of the last picture (``touchesWall`` …), the ball's
/// column and the computer's copy of its bat register follow from them and are not stored.
public struct Game: Hashable, Sendable {
  /// The variant that is played.
  public let rules: Rules

  /// The number of frames, modulo 256.
  public internal(set) var tick: UInt8
  /// The number of wraps of ``tick``, modulo 256; at 0 the game times out
  /// (<doc:AtariPong#The-time-out>).
  public internal(set) var epoch: UInt8 = 1
  /// The offset of the colours as the rules set it.
  var hue: UInt8 = 0x3C
  /// The offset that colours the next picture.
  var nextHue: UInt8 = 0x3C
  /// The offset that coloured the last picture.
  var drawnHue: UInt8 = 0x3C
  /// False once the machine has given the game up (<doc:AtariPong#The-time-out>).
  public internal(set) var isPlaying = true

  /// Frames until the serve; 0 while the ball is in play.
  public internal(set) var serveWait: UInt8 = 0x3B
  /// Points of the left side.
  public internal(set) var leftScore: UInt8 = 0
  /// Points of the right side.
  public internal(set) var rightScore: UInt8 = 0
  /// The left score that the last picture shows, a frame behind.
  var drawnLeftScore: UInt8 = 0
  /// The right score that the last picture shows, a frame behind.
  var drawnRightScore: UInt8 = 0
  /// Contacts of ball and bats since the serve, modulo 256.
  public internal(set) var hits: UInt8 = 0
  /// Who touched the ball or scored last: 0 left, 1 right, 0xFF nobody yet.
  var last: UInt8 = 0xFF

  /// The ball's horizontal register, its column plus 49; 0 before the first serve.
  public internal(set) var ballX: UInt8 = 0
  /// The ball's vertical register, in rows; 0 hides the ball.
  public internal(set) var ballY: UInt8 = 0x3C
  /// The ball's horizontal velocity, in columns a frame to the **left**.
  public internal(set) var velocityX: Int8 = 0
  /// The ball's vertical velocity, in rows a frame downward.
  public internal(set) var velocityY: Int8 = 0

  /// The register of the left bat in the last picture, in rows.
  public internal(set) var leftY: UInt8
  /// The register of the right bat in the last picture, in rows.
  public internal(set) var rightY: UInt8 = 0x6D
  /// The left player's paddle, the console's paddle B; ALE never turns it.
  public internal(set) var leftPaddle = Paddle()
  /// The right player's paddle, the console's paddle A.
  public internal(set) var rightPaddle = Paddle()
  /// Row pairs until the paddle read in the last picture had charged.
  var pairsUntilCharged: UInt8 = 36

  // Seen in the RAM alone (<doc:AtariRAM>).
  var sound: UInt8 = 0
  var bounceFlag: UInt8 = 0
  var scratch: UInt8 = 0
  /// The button of the side that touched the ball last: at least 0x80 while it is up.
  var lastFire: UInt8 = 1
  /// False in the observation that a reset returns, whose console switches differ.
  var hasStepped = false

  /// The game as a reset of the console leaves it (<doc:AtariPong#Reset>).
  public init(rules: Rules = Rules()) {
    self.rules = rules
    tick = rules.mode == .classic ? 0x47 : 0x09
    leftY = rules.mode == .classic ? 0x16 : 0x14
  }

  /// Whether a side has ``Rules/pointsToWin``, after which nothing changes any more.
  ///
  /// Never true after a time-out, whatever the score (<doc:AtariPong#The-time-out>).
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

  /// Whether the last picture shows a ball.
  @inlinable
  public var ballIsVisible: Bool {
    ballY != 0
  }

  /// The side that the next serve goes to.
  public var receiver: Side {
    last & 1 == 1 ? .left : .right
  }

  /// Sets the knob of `side`, clamped to ``Paddle/resistances``: for pointing devices.
  ///
  /// ALE only turns knobs by steps (<doc:AtariPong#Beyond-the-Atari>).
  public mutating func setKnob(of side: Side, to resistance: Int32) {
    switch side {
    case .left: leftPaddle.resistance = Paddle.clamped(Int(resistance))
    case .right: rightPaddle.resistance = Paddle.clamped(Int(resistance))
    }
  }
}
