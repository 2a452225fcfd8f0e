extension Game {
  /// The game with left and right exchanged, so that one policy plays both sides.
  ///
  /// Every observation of it is the one that a right player would have in the left player's place.
  /// The ball's picture is mirrored to the pixel. What the console does differently on its two sides
  /// is listed in <doc:AtariPong#Beyond-the-Atari>.
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

  /// The game as `side` observes it: the game itself for the right, ``mirrored`` for the left.
  @inlinable
  public func seen(from side: Side) -> Game {
    side == .right ? self : mirrored
  }
}
