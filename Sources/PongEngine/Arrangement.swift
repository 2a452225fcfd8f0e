/// Positions of ball and bats and the ball's velocity: the registers that a "what if" changes.
///
/// Every value can be drawn, though not every one is reached in play
/// (<doc:AtariPong#Registers>).
public struct Arrangement: Hashable, Sendable {
  /// The ball's horizontal register, its column plus 49.
  public var ballX: UInt8
  /// The ball's vertical register; 0 hides the ball.
  public var ballY: UInt8
  /// The ball's horizontal velocity, in columns a frame to the **left**.
  public var velocityX: Int8
  /// The ball's vertical velocity, in rows a frame downward.
  public var velocityY: Int8
  /// The left bat's register.
  public var leftY: UInt8
  /// The right bat's register.
  public var rightY: UInt8

  /// The values of ``ballColumn``.
  public static let ballColumns = 0..<Picture.width
  /// The values of ``ballY`` between the walls.
  public static let ballRegisters = 49...205
  /// The values of ``leftY`` and ``rightY`` that a paddle can bring about.
  public static let batRegisters = 38...204

  /// The column of the ball's left pixel, 0 to 159; clamped when set.
  public var ballColumn: Int {
    get { ballX == 0 ? 2 : (Int(ballX) + 111) % 160 }
    set { ballX = UInt8(49 + min(max(newValue, 0), Picture.width - 1)) }
  }

  /// The register of the bat of `side`.
  public subscript(bat side: Side) -> UInt8 {
    get { side == .left ? leftY : rightY }
    set {
      if side == .left { leftY = newValue } else { rightY = newValue }
    }
  }

  /// The arrangement some frames earlier, extrapolated in straight lines.
  ///
  /// A ball that would have been outside the picture is hidden.
  ///
  /// - Parameters:
  ///   - frames: How many frames earlier.
  ///   - batMotion: By how many lines each bat has moved down since.
  /// - Returns: The arrangement then.
  public func before(frames: Int, batMotion: (left: Int, right: Int) = (0, 0)) -> Arrangement {
    var past = self
    past.leftY = UInt8(truncatingIfNeeded: max(0, min(255, Int(leftY) - batMotion.left)))
    past.rightY = UInt8(truncatingIfNeeded: max(0, min(255, Int(rightY) - batMotion.right)))
    guard ballY != 0 else { return past }
    let column = ballColumn + Int(velocityX) * frames
    let register = Int(ballY) - Int(velocityY) * frames
    if Self.ballColumns.contains(column), (1...255).contains(register) {
      past.ballColumn = column
      past.ballY = UInt8(register)
    } else {
      past.ballY = 0
    }
    return past
  }
}

extension Game {
  /// The positions of ball and bats, and the ball's velocity.
  public var arrangement: Arrangement {
    Arrangement(
      ballX: ballX,
      ballY: ballY,
      velocityX: velocityX,
      velocityY: velocityY,
      leftY: leftY,
      rightY: rightY
    )
  }

  /// The game with ball and bats elsewhere: to be observed, not to be played on.
  ///
  /// Paddles and their filters stay, so that the next frame would bring the bats back.
  public func arranged(as arrangement: Arrangement) -> Game {
    var game = self
    game.ballX = arrangement.ballX
    game.ballY = arrangement.ballY
    game.velocityX = arrangement.velocityX
    game.velocityY = arrangement.velocityY
    game.leftY = arrangement.leftY
    game.rightY = arrangement.rightY
    if arrangement.ballY != 0 { game.serveWait = 0 }
    return game
  }

  /// The game with the bat and the paddle of `side` as they are in `other`, and all else as it is.
  ///
  /// For two who hold the same bat against one ball.
  public func takingBat(of side: Side, from other: Game) -> Game {
    var game = self
    switch side {
    case .left:
      game.leftPaddle = other.leftPaddle
      game.leftY = other.leftY
    case .right:
      game.rightPaddle = other.rightPaddle
      game.rightY = other.rightY
    }
    return game
  }
}
