public import PongEngine

/// Who sits on a side of the court.
public enum Seat: Sendable {
  /// The Atari's computer player, whose bat is not a paddle's.
  case computer
  /// A person, whose input comes with each frame.
  case human
  /// A bot or a trained policy.
  case player(any Player)

  /// Whether a person sits here.
  public var isHuman: Bool {
    if case .human = self {
      return true
    }
    return false
  }
}

/// A game between two seats.
public struct Match: Sendable {
  /// The game, after the last frame.
  public private(set) var game: Game
  /// Who sits on the left.
  public private(set) var left: Seat
  /// Who sits on the right.
  public private(set) var right: Seat

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

  /// Who sits on `side`.
  public func seat(_ side: Side) -> Seat {
    side == .left ? left : right
  }

  /// Whether the next frame begins an agent step of who sits on `side`: every frame does for a
  /// person or the computer.
  public func isDeciding(_ side: Side) -> Bool {
    if case .player(let player) = seat(side) { return player.isDeciding }
    return true
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
    return game.step(left: leftInput, right: rightInput)
  }

  /// Turns the knob of a person's paddle to `resistance` at once, as a pointing device does.
  public mutating func setKnob(of side: Side, to resistance: Int32) {
    game.setKnob(of: side, to: resistance)
  }

  /// Changes the player on `side`, in the middle of a game if need be; does nothing if no `P` sits
  /// there.
  public mutating func changePlayer<P: Player>(on side: Side, _ change: (inout P) -> Void) {
    switch side {
    case .left: left.change(change)
    case .right: right.change(change)
    }
  }

  /// Starts the next game between the same two.
  public mutating func restart() {
    left.prepareForNewGame()
    right.prepareForNewGame()
    game = Game(rules: game.rules)
  }
}

extension Seat {
  fileprivate var holder: Rules.Holder {
    if case .computer = self {
      return .computer
    }
    return .paddle
  }

  fileprivate mutating func input(
    from side: Side,
    in game: Game,
    human: PaddleInput
  ) -> PaddleInput {
    switch self {
    case .computer:
      return .idle
    case .human:
      return human
    case .player(var player):
      // The seat lets go of the player meanwhile, lest its arrays are copied every frame.
      self = .computer
      defer { self = .player(player) }
      return player.input(seeing: game.seen(from: side))
    }
  }

  fileprivate mutating func change<P: Player>(_ change: (inout P) -> Void) {
    guard case .player(let player) = self, var changed = player as? P else { return }
    change(&changed)
    self = .player(changed)
  }

  fileprivate mutating func prepareForNewGame() {
    if case .player(var player) = self {
      self = .computer
      player.prepareForNewGame()
      self = .player(player)
    }
  }
}
