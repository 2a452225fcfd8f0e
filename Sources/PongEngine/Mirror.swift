extension Game {
  /// The same game seen from the other side of the court: left and right exchanged.
  ///
  /// What the left player sees of a game is what a right player sees of its mirror image, in
  /// every kind of observation, so that one policy plays both sides. The ball's register counts
  /// from the middle of the court, and its picture is mirrored to the pixel.
  ///
  /// Some things on the console have no mirror image; in the mirror they are as on the right:
  /// the paddle that is read on odd ticks, the rows in which a bat of a given register is drawn
  /// (the left bat's are one higher), the ball's row near the right edge, the goal line (the left
  /// one is a column nearer), the very first serve, which goes left, and a time-out, which changes
  /// the left score.
  public var mirrored: Game {
    var game = Game(rules: rules.mirrored)
    game.tick = tick
    game.epoch = epoch
    game.hue = hue
    game.nextHue = nextHue
    game.drawnHue = drawnHue
    game.isPlaying = isPlaying
    game.serveWait = serveWait
    game.leftScore = rightScore
    game.rightScore = leftScore
    game.drawnLeftScore = drawnRightScore
    game.drawnRightScore = drawnLeftScore
    game.hits = hits
    game.last = last == 0xFF ? last : last ^ 1
    game.ballX = 0 &- ballX
    game.ballY = ballY
    game.velocityX = 0 &- velocityX
    game.velocityY = velocityY
    game.leftY = rightY
    game.rightY = leftY
    game.leftPaddle = rightPaddle
    game.rightPaddle = leftPaddle
    game.pairsUntilCharged = pairsUntilCharged
    game.sound = sound
    game.bounceFlag = bounceFlag
    game.scratch = scratch
    game.lastFire = lastFire
    game.hasStepped = hasStepped
    return game
  }

  /// The game as `side` sees it: itself from the right, its mirror image from the left.
  @inlinable
  public func seen(from side: Side) -> Game {
    side == .right ? self : mirrored
  }
}
