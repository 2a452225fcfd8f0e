public import PongEngine

/// A game between two seats.
public struct Match: Sendable {
  /// The game, after the last frame.
  public private(set) var game: Game
  /// Who sits on the left.
  public private(set) var left: Seat
  /// Who sits on the right.
  public private(set) var right: Seat
  /// What has been noted of the game since its first frame; `nil` if nobody asked for it.
  private(set) var recording: MatchRecording?

  /// Starts a game between `left` and `right`.
  ///
  /// - Parameters:
  ///   - rules: The variant; who holds which bat is taken from the seats.
  ///   - left: Who sits on the left.
  ///   - right: Who sits on the right.
  public init(rules: Rules, left: Seat, right: Seat) {
    var rules = rules
    rules.leftHolder = left.holder
    rules.rightHolder = right.holder
    self.left = left
    self.right = right
    game = Game(rules: rules)
  }

  /// Goes on with a game that others have played until now.
  ///
  /// - Parameters:
  ///   - games: The game after each of its last frames, in order and not empty: the players look on
  ///     until the last, from which they play on.
  ///   - left: Who sits on the left.
  ///   - right: Who sits on the right.
  init(goingOnFrom games: ArraySlice<Game>, left: Seat, right: Seat) {
    guard let game = games.last else { preconditionFailure("no game to go on with") }
    self.game = game
    self.left = left
    self.right = right
    for game in games.dropLast() {
      _ = self.left.input(from: .left, in: game)
      _ = self.right.input(from: .right, in: game)
    }
  }

  /// Notes from now on what is done in each frame, so that a ``Replay`` can be made of it; ask for it
  /// before a game's first frame.
  public mutating func record() { recording = MatchRecording() }

  /// Whether what is done is being noted.
  public var isRecording: Bool { recording != nil }

  /// Who sits on `side`.
  public func seat(_ side: Side) -> Seat {
    side == .left ? left : right
  }

  /// Whether the next frame begins an agent step of who sits on `side`: every frame does for a
  /// person or the computer.
  public func isDeciding(_ side: Side) -> Bool {
    seat(side).isDeciding
  }

  /// Whether the game has ended: a side has won, or the machine has given up after 18 minutes.
  public var isOver: Bool {
    game.isOver || !game.isPlaying
  }

  /// Plays one frame.
  ///
  /// - Parameters:
  ///   - leftHuman: What the person on the left does; unused if none sits there.
  ///   - rightHuman: What the person on the right does; unused if none sits there.
  /// - Returns: The right side's reward, and what happened.
  public mutating func step(
    leftHuman: PaddleInput = .idle,
    rightHuman: PaddleInput = .idle
  ) -> FrameOutcome {
    let leftInput = left.input(from: .left, in: game, human: leftHuman)
    let rightInput = right.input(from: .right, in: game, human: rightHuman)
    let outcome = game.step(left: leftInput, right: rightInput)
    recording?.note(left: leftInput, right: rightInput, outcome, game)
    if isOver {
      left.endGame(on: .left, game)
      right.endGame(on: .right, game)
    }
    return outcome
  }

  /// Plays one frame with moves that have been made before: the players look on, and what they would
  /// do does not matter.
  public mutating func follow(_ moves: FrameMoves) -> FrameOutcome {
    _ = left.input(from: .left, in: game)
    _ = right.input(from: .right, in: game)
    return game.step(moves)
  }

  /// Why one of the two cannot go on; `nil` while both can.
  public var failure: (any Error)? { left.failure ?? right.failure }

  /// Turns the knob of a person's paddle to `resistance` at once, as a pointing device does.
  public mutating func setKnob(of side: Side, to resistance: Int32) {
    game.setKnob(of: side, to: resistance)
    recording?.noteKnob(of: side, at: game.paddle(side).resistance)
  }

  /// Changes the player on `side`, in the middle of a game if need be; does nothing if no `P` sits
  /// there.
  public mutating func changePlayer<P: Player>(on side: Side, _ change: (inout P) -> Void) {
    switch side {
    case .left: left.change(change)
    case .right: right.change(change)
    }
  }

  /// Who sits on `side`, prepared for another game.
  public func freshSeat(_ side: Side) -> Seat {
    var seat = seat(side)
    seat.prepareForNewGame()
    return seat
  }

  /// Starts the next game between the same two.
  public mutating func restart() {
    left.prepareForNewGame()
    right.prepareForNewGame()
    game = Game(rules: game.rules)
    if recording != nil { record() }
  }
}
