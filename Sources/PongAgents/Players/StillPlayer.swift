public import PongEngine

/// A bat that never moves: whoever returns its first ball beats it.
///
/// Serves need no button, so that the game goes on without it.
public struct StillPlayer: Player {
  /// The bot as people choose it.
  public static let contestant = Contestant(
    Choice(id: "still", title: "Still", detail: "A bat that never moves")
  ) { _, _ in .player(StillPlayer()) }

  /// Makes a bat that stays in the middle.
  public init() {}

  /// Nothing, whatever is seen.
  public mutating func input(seeing _: Game) -> PaddleInput { .idle }

  /// Does nothing: there is nothing to forget.
  public mutating func prepareForNewGame() {}
}
