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
    if case .human = self { return true }
    return false
  }

  /// Whether the console itself plays here.
  public var isComputer: Bool {
    if case .computer = self { return true }
    return false
  }

  /// Who moves the bat: what the rules want to know.
  public var holder: Rules.Holder { isComputer ? .computer : .paddle }

  /// Whether the next frame begins an agent step; every frame does for a person or the computer.
  var isDeciding: Bool {
    if case .player(let player) = self { return player.isDeciding }
    return true
  }

  /// What is done with the paddle in the next frame; see ``Player/input(seeing:)``.
  ///
  /// - Parameters:
  ///   - side: Where the seat is.
  ///   - game: The game after the last frame, as the court shows it.
  ///   - human: What a person here does.
  /// - Returns: The input; idle for the computer, which needs none.
  mutating func input(
    from side: Side,
    in game: Game,
    human: PaddleInput = .idle
  ) -> PaddleInput {
    if case .human = self { return human }
    return changePlayer { $0.input(seeing: game.seen(from: side)) } ?? .idle
  }

  /// Why who sits here cannot go on, or `nil`; see ``Player/failure``.
  public var failure: (any Error)? {
    if case .player(let player) = self { return player.failure }
    return nil
  }

  /// Whether who sits here can take up a game in its middle; see ``Player/joinsLate``.
  public var joinsLate: Bool {
    if case .player(let player) = self { return player.joinsLate }
    return true
  }

  /// What a player here calls itself; see ``Player/name``.
  public var name: String? {
    if case .player(let player) = self { return player.name }
    return nil
  }

  /// Tells a player here how the game has ended; see ``Player/endGame(seeing:)``.
  mutating func endGame(on side: Side, _ game: Game) {
    changePlayer { $0.endGame(seeing: game.seen(from: side)) }
  }

  /// See ``Player/beginStep()``.
  mutating func beginStep() { changePlayer { $0.beginStep() } }

  /// See ``Player/prepareForNewGame()``.
  mutating func prepareForNewGame() { changePlayer { $0.prepareForNewGame() } }

  /// Changes the player who sits here; `nil` if it is none.
  @discardableResult
  private mutating func changePlayer<Result>(_ change: (inout any Player) -> Result) -> Result? {
    guard case .player(var player) = self else { return nil }
    // The seat lets go of the player meanwhile, lest its arrays are copied every frame.
    self = .computer
    defer { self = .player(player) }
    return change(&player)
  }

  /// Changes the `P` who sits here; does nothing if it is somebody else.
  mutating func change<P: Player>(_ change: (inout P) -> Void) {
    guard case .player(let player) = self, var changed = player as? P else { return }
    change(&changed)
    self = .player(changed)
  }
}
