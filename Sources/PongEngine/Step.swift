extension Game {
  /// Plays one frame of 1/60 s (<doc:AtariPong#Order-of-a-frame>).
  ///
  /// A paddle moves a bat only where ``Rules/Holder/paddle`` holds it; knob and button follow the
  /// input in any case, as on the console. Once ``isOver`` nothing happens.
  ///
  /// - Parameters:
  ///   - left: The left player's input; under ALE always ``PaddleInput/idle``.
  ///   - right: The right player's input; under ALE the agent's action.
  /// - Returns: The right player's reward, and the frame's events.
  public mutating func step(left: PaddleInput = .idle, right: PaddleInput) -> FrameOutcome {
    guard !isOver else {
      return FrameOutcome()
    }
    hasStepped = true
    rightPaddle.turn(by: right.turn)
    leftPaddle.turn(by: left.turn)

    drawnLeftScore = leftScore
    drawnRightScore = rightScore
    drawnHue = nextHue

    let outcome = applyRules()
    moveBats()
    readPaddle()

    if sound & 0x3F != 0 {
      sound &-= 1
    }
    nextHue = hue
    tick &+= 1
    if tick == 0 {
      epoch &+= 1
      hue &+= 1
    }
    rightPaddle.fire = right.fire
    leftPaddle.fire = left.fire
    if last < 2 {
      lastFire = (last == 1 ? right.fire : left.fire) ? 0x00 : 0xC0
    }
    return outcome
  }

  /// Serves, bounces, hits, scores and moves the ball (<doc:AtariPong#Rules>).
  @inline(__always)
  private mutating func applyRules() -> FrameOutcome {
    guard isPlaying, epoch != 0 else {
      return attract()
    }
    hue = 0
    guard serveWait == 0 else {
      ballY = 0
      serveWait &-= 1
      return serveWait == 0 ? serve() : FrameOutcome()
    }
    // Beyond either goal line: ballX <= 52 or ballX >= 205.
    if ballX &- 53 > 151 {
      return ballX >= 128 ? scorePoint(for: .left) : scorePoint(for: .right)
    }
    var outcome = FrameOutcome()
    if touchesWall {
      if ballY <= 45 || ballY >= 206 {
        bounce()
        moveBall()
        outcome.events = .bounce
        return outcome
      }
      scratch = 0
      bounceFlag = 0
    }
    if touchesRightBat {
      hit(by: .right)
      outcome.events = .rightHit
    } else if touchesLeftBat {
      hit(by: .left)
      outcome.events = .leftHit
    } else {
      bounceFlag = 0
    }
    moveBall()
    return outcome
  }

  /// A frame in which the game is given up, or any after it (<doc:AtariPong#The-time-out>).
  @inline(never)
  private mutating func attract() -> FrameOutcome {
    let before = leftScore
    let events: FrameOutcome.Events = isPlaying ? .timeOut : []
    if !isPlaying {
      sound = 0
      ballY = 0
    }
    isPlaying = false
    leftScore = rules.mode.rawValue + 1
    let reward = Int16(before) - Int16(leftScore)
    return FrameOutcome(reward: reward, events: events)
  }

  @inline(never)
  private mutating func scorePoint(for side: Side) -> FrameOutcome {
    switch side {
    case .left: leftScore &+= 1
    case .right: rightScore &+= 1
    }
    last = side.rawValue
    serveWait = 63
    sound = 0x0F
    return FrameOutcome(reward: side == .right ? 1 : -1, events: .point(side))
  }

  @inline(never)
  private mutating func serve() -> FrameOutcome {
    hits = 0
    sound = 0x48
    ballX = 0x80
    ballY = 0x80
    if rules.leftHolder == .computer {
      leftY = 0x80
    }
    if rules.rightHolder == .computer {
      rightY = 0x80
    }
    velocityY = velocityY < 0 ? -1 : 1
    velocityX = last & 1 == 1 ? 1 : -1
    moveBall()
    return FrameOutcome(events: .serve)
  }

  @inline(never)
  private mutating func bounce() {
    ballY = ballY < 128 ? ballY &+ 1 : ballY &- 1
    velocityY = 0 &- velocityY
    sound = 0x84
    scratch = 0x40
    bounceFlag = 0x80
  }

  @inline(never)
  private mutating func hit(by side: Side) {
    sound = 0xC4
    hits &+= 1
    last = side.rawValue
    let faster =
      switch rules.mode {
      case .classic: side == .left ? leftPaddle.fire : rightPaddle.fire
      case .rally: hits != 0 && hits % 4 == 0
      }
    if faster, velocityX.magnitude < 4 {
      velocityX &+= velocityX < 0 ? -1 : 1
    }
    velocityY =
      side == .left
      ? Self.rebound(ballY &- leftY, isSmall: rules.leftBatIsSmall)
      : Self.rebound(ballY &- rightY, isSmall: rules.rightBatIsSmall)
    let speed = Int8(bitPattern: velocityX.magnitude)
    velocityX = side == .left ? 0 &- speed : speed
  }

  /// The vertical velocity with which a ball leaves a bat (<doc:AtariPong#Hit>).
  ///
  /// - Parameters:
  ///   - offset: ``ballY`` minus the bat's register, modulo 256.
  ///   - isSmall: Whether the bat has 8 lines.
  /// - Returns: Rows a frame downward, -3 to 4.
  static func rebound(_ offset: UInt8, isSmall: Bool) -> Int8 {
    let distance = ((isSmall ? 2 : 6) &- offset) & 63
    let half = Int8(bitPattern: distance >> 1)
    let signed = half >= 16 ? half - 32 : half
    // An arithmetic shift rounds towards minus infinity, as the console's does.
    return isSmall ? 0 &- signed : (0 &- signed) >> 1
  }

  @inline(__always)
  private mutating func moveBall() {
    ballY = ballY &+ UInt8(bitPattern: rowsPerFrame)
    ballX = ballX &- UInt8(bitPattern: velocityX)
  }

  /// By how many rows the ball moves down in a frame: in rally mode the button makes it steeper.
  @inline(__always)
  private var rowsPerFrame: Int8 {
    rules.mode == .rally && lastFire < 0x80 ? velocityY &* 2 : velocityY
  }

  /// By how many columns to the right and rows down the ball moves in the next frame, unless it
  /// meets something.
  public var ballMotion: (columns: Int, rows: Int) {
    (columns: -Int(velocityX), rows: Int(rowsPerFrame))
  }

  /// Moves both bats to where this frame's picture shows them.
  @inline(__always)
  private mutating func moveBats() {
    switch rules.rightHolder {
    case .paddle: rightY = rightPaddle.filter
    case .computer: rightY = computerMove(from: rightY)
    }
    switch rules.leftHolder {
    case .paddle: leftY = leftPaddle.filter
    case .computer: leftY = computerMove(from: leftY)
    }
  }

  /// Where the computer moves a bat to from `register` (<doc:AtariPong#The-computer>).
  @inline(__always)
  private func computerMove(from register: UInt8) -> UInt8 {
    guard tick & 7 != 0 else {
      return register
    }
    let step: UInt8 = register == ballY ? 0 : 2
    return register > ballY ? register &- step : register &+ step
  }

  /// Reads the paddle whose turn it is: the right one on odd ticks, the left one on even ones.
  @inline(__always)
  private mutating func readPaddle() {
    if tick & 1 == 1 {
      pairsUntilCharged = rightPaddle.pairsUntilCharged
      rightPaddle.follow(Paddle.reading(pairs: pairsUntilCharged))
    } else {
      pairsUntilCharged = leftPaddle.pairsUntilCharged
      leftPaddle.follow(Paddle.reading(pairs: pairsUntilCharged))
    }
  }
}
