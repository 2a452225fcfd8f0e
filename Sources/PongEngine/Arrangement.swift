/// Where bats and ball are, and where the ball is going: what can be moved to ask "what if".
///
/// Registers as in SPEC section 2; every value can be drawn, if not every one can be reached.
public struct Arrangement: Hashable, Sendable {
  /// The ball's horizontal register; see ``ballColumns``.
  public var ballX: UInt8
  /// The ball's vertical register; 0 hides the ball.
  public var ballY: UInt8
  /// Columns a frame to the **left**.
  public var velocityX: Int8
  /// Rows a frame downward.
  public var velocityY: Int8
  /// The left bat's register.
  public var leftY: UInt8
  /// The right bat's register.
  public var rightY: UInt8

  /// The columns of the picture that a ball can be in.
  public static let ballColumns = 0..<Picture.width
  /// The vertical registers of a ball between the walls.
  public static let ballRegisters = 49...205
  /// The registers of a bat that a paddle can bring it to.
  public static let batRegisters = 38...204

  /// The column of the ball's left pixel, 0 to 159.
  public var ballColumn: Int {
    get { ballX == 0 ? 2 : (Int(ballX) + 111) % 160 }
    set { ballX = UInt8(49 + min(max(newValue, 0), Picture.width - 1)) }
  }

  /// The bat register of `side`.
  public subscript(bat side: Side) -> UInt8 {
    get { side == .left ? leftY : rightY }
    set {
      if side == .left { leftY = newValue } else { rightY = newValue }
    }
  }

  /// The arrangement `frames` frames ago, if nothing had been met on the way.
  ///
  /// A ball that would have come from beyond the picture's sides had not been served yet.
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
  /// Where bats and ball are.
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

  /// The same game with bats and ball elsewhere: to be looked at, not to be played on.
  ///
  /// Paddles and their filters stay where they are, so the next frame would bring the bats back.
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
}
