public import PongEngine

/// Something that can hold a paddle: a bot or a trained policy.
///
/// A player always believes to be on the right: from the left it is shown the mirrored game, so
/// that whatever can play one side can play both.
public protocol Player: Sendable {
  /// Turns the paddle for the next frame.
  ///
  /// Asked exactly once before every frame of a game, in order, from the reset on.
  ///
  /// - Parameter view: The game after the last frame, this player on the right.
  /// - Returns: What to do with the paddle in the next frame.
  mutating func input(seeing view: Game) -> PaddleInput

  /// Whether the next frame begins an agent step: the player decides anew.
  var isDeciding: Bool { get }

  /// Forgets the last game and prepares for the first frame of a new one.
  ///
  /// Random streams go on: two games in a row are not alike.
  mutating func prepareForNewGame()
}

extension Player {
  /// Every frame is a step of its own.
  public var isDeciding: Bool { true }
}
